/* What GCC's static libraries and the compiled sources take from the C library since glibc 2.28,
 * for a program that runs with glibc 2.28: `make dist` links it in. Everything else has had its
 * name and its meaning longer than that. */
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

/* Since 2.32; false is always right, and makes reference counts atomic. */
char __libc_single_threaded = 0;

/* Since 2.36. */
uint32_t arc4random(void) {
  uint32_t number;
  while (getrandom(&number, sizeof number, 0) != sizeof number) {
    if (errno != EINTR) abort();
  }
  return number;
}

static const long kSecond = 1000000000;

static struct timespec add(struct timespec time, struct timespec more, int sign) {
  time.tv_sec += sign * more.tv_sec;
  time.tv_nsec += sign * more.tv_nsec;
  if (time.tv_nsec >= kSecond) {
    time.tv_nsec -= kSecond;
    ++time.tv_sec;
  } else if (time.tv_nsec < 0) {
    time.tv_nsec += kSecond;
    --time.tv_sec;
  }
  return time;
}

/* Since 2.30. The clock that pthread_cond_timedwait has may be set while it waits: it waits for a
 * second at most, and then wakes up for nothing, which the caller has to expect anyway. */
int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                           const struct timespec* until) {
  struct timespec now, real;
  if (clock_gettime(clock, &now) != 0) return EINVAL;
  clock_gettime(CLOCK_REALTIME, &real);
  struct timespec left = add(*until, now, -1);
  const int is_long = left.tv_sec >= 1;
  if (is_long) left = (struct timespec){.tv_sec = 1, .tv_nsec = 0};
  if (left.tv_sec < 0) left = (struct timespec){.tv_sec = 0, .tv_nsec = 0};
  const struct timespec end = add(real, left, 1);
  const int result = pthread_cond_timedwait(condition, mutex, &end);
  return is_long && result == ETIMEDOUT ? 0 : result;
}

struct search {
  uintptr_t address;
  struct dl_find_object* found;
};

static int look_into(struct dl_phdr_info* info, size_t size, void* data) {
  (void)size;
  struct search* search = data;
  uintptr_t first = 0, last = 0, frames = 0;
  int contains = 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)* header = &info->dlpi_phdr[i];
    const uintptr_t begin = info->dlpi_addr + header->p_vaddr;
    if (header->p_type == PT_GNU_EH_FRAME) frames = begin;
    if (header->p_type != PT_LOAD) continue;
    const uintptr_t end = begin + header->p_memsz;
    if (search->address >= begin && search->address < end) contains = 1;
    if (first == 0 || begin < first) first = begin;
    if (end > last) last = end;
  }
  if (!contains || frames == 0) return 0;
  search->found->dlfo_map_start = (void*)first;
  search->found->dlfo_map_end = (void*)last;
  search->found->dlfo_eh_frame = (void*)frames;
  return 1;
}

/* Since 2.35: where the tables for exceptions are of the code at an address. */
int _dl_find_object(void* address, struct dl_find_object* found) {
  struct search search = {.address = (uintptr_t)address, .found = found};
  *found = (struct dl_find_object){.dlfo_flags = 0};
  return dl_iterate_phdr(look_into, &search) == 1 ? 0 : -1;
}
