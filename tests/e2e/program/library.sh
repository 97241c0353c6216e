#!/usr/bin/env bash
# libprebind, installed with everything else, from a program in plain C.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

build=${PREBIND%/bin/prebind}
succeeds cmake --install "$build" --prefix "$PWD/usr"
for file in bin/prebind libexec/prebind/prebind-remote libexec/prebind/prebind-remote-grpc \
  include/prebind.h share/prebind/rust/prebind/Cargo.toml \
  share/man/man1/prebind-build.1 share/bash-completion/completions/prebind \
  share/fish/vendor_completions.d/prebind.fish share/zsh/site-functions/_prebind; do
  [[ -f usr/$file ]] || fail "$file is not installed"
done
library=$(find usr/lib* -name libprebind.so)

# Nothing else of it is to be seen: hosts have LLVMs and C++ libraries of their own.
nm -D --defined-only "$library" >output
equals "$(awk '$3 !~ /^prebind_/' output)" ''
equals "$(grep -c ' T prebind_' output)" 13
ldd "$library" >output
[[ $(<output) != *libstdc++* && $(<output) != *libgcc_s* && $(<output) != *libLLVM* ]] ||
  fail 'it needs more than it should'
# What talks to servers is in programs of its own.
ldd "$library" usr/bin/prebind >output
[[ $(<output) != *curl* && $(<output) != *grpc* && $(<output) != *libssl* ]] ||
  fail 'it links a network library'

cat >main.c <<'END'
#include <prebind.h>

#include <stdio.h>
#include <string.h>

static void say(void *data, const char *line) {
  ++*(int *)data;
  fprintf(stderr, "log: %s\n", line);
}

/* main FUNCTION OPTIONS */
int main(int count, char **arguments) {
  const struct {
    const char *name;
    int (*call)(const char *, prebind_log, void *, char **);
  } functions[] = {{"build", prebind_build}, {"check", prebind_check}, {"explain", prebind_explain},
                   {"inspect", prebind_inspect}, {"list", prebind_cache_list}};
  if (count != 3) return 9;
  for (size_t i = 0; i < sizeof functions / sizeof *functions; ++i) {
    if (strcmp(arguments[1], functions[i].name) != 0) continue;
    char *answer = NULL;
    int lines = 0;
    const int status = functions[i].call(arguments[2], say, &lines, &answer);
    puts(answer);
    prebind_free(answer);
    fprintf(stderr, "%d lines from %s\n", lines, prebind_version());
    return status;
  }
  return 9;
}
END
gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -Iusr/include main.c -o main -L"${library%/*}" \
  -lprebind -Wl,-rpath,"$PWD/${library%/*}"
# And it is C++ as well.
g++ -std=c++17 -Wall -Werror -fsyntax-only -x c++ -Iusr/include usr/include/prebind.h

make_locked_crate geometry
options='{"crate": "geometry", "output": "src/Geometry.jl", "library_directory": "lib"}'
succeeds ./main build "$options"
starts_cargo 'metadata --version rustc'
says 'log:    Compiling geometry v1.2.3'
equals "$(json 'o["origin"], o["module"], o["functions"]')" "('built', 'Geometry', 1)"
[[ -f lib/libgeometry.so ]] || fail 'there is no library'
succeeds ./main check '{"crates": ["geometry"]}'
equals "$(json 'o["fresh"]')" True

# The program and the library are one engine: what one has built is fresh for the other.
succeeds "$PWD/usr/bin/prebind" build geometry -o src/Geometry.jl --lib-dir lib
prints 'is up to date'
succeeds ./main build "$options"
equals "$(json 'o["origin"]')" fresh
version=$("$PREBIND" --version | sed 's/^prebind \([^ ]*\).*/\1/')
equals "$(<errors)" "0 lines from $version"
starts_cargo ''
succeeds ./main inspect '{"library": "lib/libgeometry.so"}'
equals "$(json 'o["functions"][0]["name"]')" add
succeeds ./main list '{}'
equals "$(json 'o["results"][0]["crate"]')" geometry

sed -i 's/a + b/a - c/' geometry/src/lib.rs
fails 3 ./main check '{"crates": ["geometry"]}'
equals "$(json 'o["crates"][0]["builds"][0]["changes"][0]["input"]')" src/lib.rs
succeeds ./main explain '{"crate": "geometry"}'
equals "$(json '[i["path"] for i in o["builds"][0]["inputs"] if i["name"] == "src/lib.rs"]')" \
  "['$PWD/geometry/src/lib.rs']"

# Many threads at once: one build for those who want the same, side by side for the others.
cat >threads.c <<'END'
#include <prebind.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void say(void *data, const char *line) {
  (void)data;
  (void)line;
}

/* Each builds one of two crates, asks for what is known, and gets an error as well. */
static void *work(void *data) {
  const int number = (int)(size_t)data;
  char options[200];
  snprintf(options, sizeof options,
           "{\"crate\": \"twin%d\", \"output\": \"threads/%d/M.jl\", \"offline\": true}",
           number % 2, number);
  for (int round = 0; round < 3; ++round) {
    char *answer = NULL;
    if (prebind_build(options, say, NULL, &answer) != PREBIND_DONE) return answer;
    prebind_free(answer);
    if (prebind_cache_list(NULL, say, NULL, &answer) != PREBIND_DONE) return answer;
    prebind_free(answer);
    if (prebind_inspect("{\"library\": \"threads.c\"}", say, NULL, &answer) != PREBIND_FAILED)
      return answer;
    if (strstr(answer, "this is not a shared library") == NULL) return answer;
    prebind_free(answer);
  }
  return NULL;
}

int main(void) {
  pthread_t threads[8];
  int failed = 0;
  for (size_t i = 0; i < 8; ++i) pthread_create(&threads[i], NULL, work, (void *)i);
  for (size_t i = 0; i < 8; ++i) {
    void *answer = NULL;
    pthread_join(threads[i], &answer);
    if (answer == NULL) continue;
    failed = 1;
    puts(answer);
    prebind_free(answer);
  }
  return failed;
}
END
gcc -std=c11 -Wall -Wextra -Wpedantic -Werror -Iusr/include threads.c -o threads-test -pthread \
  -L"${library%/*}" -lprebind -Wl,-rpath,"$PWD/${library%/*}"
make_locked_crate twin0
make_locked_crate twin1
sed -i 's/a + b/a + b + 1/' twin1/src/lib.rs
: >cargo.log
succeeds ./threads-test
builds_with_cargo 2
for i in 0 1 2 3 4 5 6 7; do
  cmp "threads/$i/libtwin$((i % 2)).so" "threads/$((i % 2))/libtwin$((i % 2)).so"
done

# What rustc says comes through the log; nothing is written to standard error behind its back.
fails 1 ./main build "$options"
says 'log:  --> src/lib.rs:3:9'
grep -qv -e '^log: ' -e ' lines from ' errors && fail 'not all of it came through the log'
equals "$(json 'o["error"]["message"]')" 'cargo could not build `geometry` (exit status 101)'
equals "$(json 'o["error"]["help"]')" 'cargo reports the problem above'
fails 2 ./main build '{}'
equals "$(json 'o["error"]["message"]')" 'the option `crate` is missing'

# On its own the library does not know what the macros are to start.
mkdir alone
cp "$library" alone/
LD_LIBRARY_PATH=alone fails 1 env LD_PRELOAD="$PWD/alone/libprebind.so" ./main build "$options"
equals "$(json 'o["error"]["message"]')" \
  'the program `prebind`, which the macros in crates start, was not found'
equals "$(json 'o["error"]["place"]')" "$PWD/alone/libprebind.so"
