// Vectors and atomics.
typedef float f4 __attribute__((vector_size(16)));
typedef int i4 __attribute__((vector_size(16)));
typedef unsigned char b16 __attribute__((vector_size(16)));

f4 scale(f4 a, f4 b, float s) {
  return a * s + b / a;
}
i4 blend(i4 a, i4 b) {
  i4 m = a > b;
  return (a & m) | (b & ~m);
}
b16 shuffle(b16 a, b16 b) {
  return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
float dot(const float* a, const float* b, int n) {
  f4 total = {0, 0, 0, 0};
  for (int i = 0; i + 4 <= n; i += 4) {
    f4 x, y;
    __builtin_memcpy(&x, a + i, 16);
    __builtin_memcpy(&y, b + i, 16);
    total += x * y;
  }
  return total[0] + total[1] + total[2] + total[3];
}
long long add_up(const int* data, int n) {
  long long total = 0;
  for (int i = 0; i < n; ++i) total += data[i];
  return total;
}
int fetch_add(int* where, int by) {
  return __atomic_fetch_add(where, by, __ATOMIC_SEQ_CST);
}
int exchange(int* where, int expected, int wanted) {
  __atomic_compare_exchange_n(where, &expected, wanted, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
  return expected;
}
long long load(long long* where) {
  return __atomic_load_n(where, __ATOMIC_ACQUIRE);
}
void store(long long* where, long long value) {
  __atomic_store_n(where, value, __ATOMIC_RELEASE);
}
void fence(void) {
  __atomic_thread_fence(__ATOMIC_SEQ_CST);
}
