// Freestanding C with something of everything that a compiler writes directives for.
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

struct point {
  double x, y;
};
struct packet {
  u8 kind;
  u16 length;
  u32 check;
  u64 body[4];
};

static const u32 table[16] = {1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987};
static const char* const names[] = {"north", "east", "south", "west", "\x01\x02\377 tail\n"};
u64 counter;
static u32 scratch[64];
__attribute__((visibility("hidden"))) int hidden_state = 7;
__attribute__((weak)) int weak_state = 3;
extern int imported_state;
extern int imported(const char* text, int n);

u32 crc(const u8* data, u64 size) {
  u32 value = ~0u;
  for (u64 i = 0; i < size; ++i) {
    value ^= data[i];
    for (int k = 0; k < 8; ++k) value = (value >> 1) ^ (0xEDB88320u & -(value & 1));
  }
  return ~value;
}

int dispatch(int what, int a, int b) {
  switch (what) {
    case 0:
      return a + b;
    case 1:
      return a - b;
    case 2:
      return a * b;
    case 3:
      return b ? a / b : imported("division", a);
    case 4:
      return b ? a % b : -1;
    case 5:
      return a << (b & 31);
    case 6:
      return a >> (b & 31);
    case 7:
      return (int)table[(a ^ b) & 15];
    case 8:
      return hidden_state + weak_state + imported_state;
    default:
      return imported(names[what & 3], b);
  }
}

double norm(struct point p) {
  return p.x * p.x + p.y * p.y + 0.1;
}
float mix(float a, double b, long long c) {
  return a * 1.5f + (float)b - (float)c;
}
int to_int(double d) {
  return (int)d;
}

struct packet make(u8 kind, u32 seed) {
  struct packet p = {
      kind, (u16)seed, seed * 2654435761u, {seed, ~(u64)seed, counter, 0x123456789ABCDEFull}};
  counter += p.length;
  return p;
}

void copy(struct packet* to, const struct packet* from) {
  *to = *from;
}

u64 fibonacci(u32 n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

int sum(int count, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, count);
  int total = 0;
  for (int i = 0; i < count; ++i) total += __builtin_va_arg(list, int);
  __builtin_va_end(list);
  return total;
}

#ifndef WITHOUT_INDIRECT_CALLS
typedef int (*operation)(int, int);
static int plus(int a, int b) {
  return a + b;
}
static int minus(int a, int b) {
  return a - b;
}
operation operations[] = {plus, minus, 0};
int apply(int which, int a, int b) {
  return operations[which & 1](a, b);
}
#endif

void sort(u32* data, int n) {
  for (int i = 1; i < n; ++i)
    for (int j = i; j > 0 && data[j - 1] > data[j]; --j) {
      u32 t = data[j];
      data[j] = data[j - 1];
      data[j - 1] = t;
    }
  for (int i = 0; i < n && i < 64; ++i) scratch[i] ^= data[i];
}

u64 bits(u64 x) {
  return __builtin_popcountll(x) + __builtin_clzll(x | 1) + __builtin_ctzll(x | 1) +
         __builtin_bswap64(x);
}

long long multiply_high(long long a, long long b) {
  return (long long)(((__int128)a * b) >> 64);
}
