#!/usr/bin/env bash
# Every glue function is called by a host in C that knows docs/formats/glue-abi.md alone, under
# valgrind: each byte that glue and host read is theirs and was written,
# and what one hands to the other is released once.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/conformance_crate.inc"

page=$PREBIND_SOURCE/docs/formats/glue-abi.md
python3 -B "$PREBIND_SOURCE/tests/conformance/glue.py" types.json "$page" >driver.c

# It would be seen if the page had a type that the host does not know, or another layout.
sed '/^| `&\[f64\]` | borrowed/s/.*/&\n| `f16` | copied | `_Float16 x` |/
  s/^| `char` | copied | `uint32_t/| `char` | copied | `uint16_t/' "$page" >other.md
fails 1 python3 -B "$PREBIND_SOURCE/tests/conformance/glue.py" types.json other.md
equals "$(<errors)" "\`char\` as argument: glue.py has ['uint32_t'], the page ['uint16_t']
\`f16\` as argument: glue.py has nothing, the page ['_Float16']"
succeeds gcc -g -Wall -Wextra -Wno-unused-parameter -Werror -o driver driver.c -ldl

checked() {
  valgrind --quiet --error-exitcode=9 --leak-check=full \
    --show-leak-kinds=definite,indirect --errors-for-leak-kinds=definite,indirect \
    ./"$1" ./libconformance.so
}
succeeds checked driver
# Of everything something was seen.
number='([0-9]+)'
seen="$number results, $number none, $number panics, $number errors, $number refused, "
seen+="$number of the host"
[[ $(<output) =~ ^$seen$ ]] || fail 'another output'
((BASH_REMATCH[1] > 1000)) || fail 'few results'
for kind in 2 3 4 5 6; do ((BASH_REMATCH[kind] > 5)) || fail 'a kind of answer is missing'; done

# It would be seen if something was not released, or was released twice.
python3 -B "$PREBIND_SOURCE/tests/conformance/glue.py" types.json "$page" str >few.c
succeeds gcc -g -o few few.c -ldl
succeeds checked few
sed '/^static void take_text(/,/^}/ s/  release_memory(.*//' few.c >leaks.c
succeeds gcc -g -o leaks leaks.c -ldl
fails 9 checked leaks
says 'definitely lost'
sed 's/^static void release_memory(.*/&\n  free(bytes ? memory : 0);/' few.c >twice.c
succeeds gcc -g -o twice twice.c -ldl
fails 9 checked twice
says 'Invalid free()'
