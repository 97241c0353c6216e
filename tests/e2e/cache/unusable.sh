#!/usr/bin/env bash
# A cache that cannot be written, or cannot be trusted, fails no build; one line says so.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

lines_about_cache() { grep -c 'the cache' errors || true; }

make_locked_crate geometry
export PREBIND_CACHE_DIR=$PWD/cache
succeeds "$PREBIND" build geometry
builds_with_cargo 1

# Writable by others: not read, since anybody could have put a library there.
chmod o+w cache
rm Geometry.jl
succeeds "$PREBIND" build geometry
says "the cache is not used: others may write to \`$PWD/cache\` (\`chmod go-w\` prevents that)"
equals "$(lines_about_cache)" 1
builds_with_cargo 1
chmod go-w cache

# One folder inside is enough; what lies in there is not believed either.
v1=$(find cache -name locks -type d -printf '%h\n')
for folder in "$v1/locks" "$v1/bad" "$v1/actions" "$v1/blobs" "$v1/requests" "$v1/temporary"; do
  chmod g+w "$folder"
  rm -f Geometry.jl
  succeeds "$PREBIND" build geometry
  says "the cache is not used: others may write to \`$PWD/$folder\` (\`chmod go-w\` prevents that)"
  equals "$(lines_about_cache)" 1
  chmod go-w "$folder"
done
for folder in cache/records cache/compilers; do
  chmod g+w "$folder"
  rm -f Geometry.jl
  succeeds "$PREBIND" build geometry
  says "files of earlier builds are not used: others may write to \`$PWD/$folder\` (\`chmod go-w\` prevents that)"
  chmod go-w "$folder"
done
succeeds "$PREBIND" build geometry
action=$(find "$v1/actions" -type f | head -n 1)
for bad in "$action" "$(dirname "$action")"; do
  chmod o+w "$bad"
  rm -f Geometry.jl
  succeeds "$PREBIND" build geometry
  says "a result in the cache is not used: others may write to \`$PWD/$bad\`"
  chmod o-w "$bad"
done
mv "$action" elsewhere && ln -s "$PWD/elsewhere" "$action"
rm -f Geometry.jl
succeeds "$PREBIND" build geometry
says "a result in the cache is not used: \`$PWD/$action\` is a link, not a file"
# What is loaded from the cache is not built into a folder that others can write to.
mkdir -p cache/modules/key && chmod o+w cache/modules
fails 1 "$PREBIND" build geometry -o cache/modules/key/Geometry.jl
says "error: others may write to \`$PWD/cache/modules\` (\`chmod go-w\` prevents that)
help: or set PREBIND_CACHE_DIR to a folder of your own"
chmod o-w cache/modules

# A file in its place, and no home.
rm Geometry.jl
touch file
succeeds env PREBIND_CACHE_DIR="$PWD/file" "$PREBIND" build geometry
says "the cache is not used: \`$PWD/file\` is not a directory"
equals "$(lines_about_cache)" 1
rm Geometry.jl
succeeds env -u HOME -u XDG_CACHE_HOME -u PREBIND_CACHE_DIR \
  "CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}" "RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup}" \
  "$PREBIND" build geometry
says 'the cache is not used: no folder is known for it (set PREBIND_CACHE_DIR)'
equals "$(lines_about_cache)" 1

# A size that is none
rm Geometry.jl
succeeds env PREBIND_CACHE_MAX_SIZE=much "$PREBIND" build --force geometry
says 'PREBIND_CACHE_MAX_SIZE is not used: '

# Read only: what is in there is used, nothing is added. Root writes everywhere, so somebody else
# does it.
make_locked_crate other
succeeds "$PREBIND" build geometry
if [[ $(id -u) == 0 ]] && command -v setpriv >/dev/null; then
  chmod -R a+rX . && chmod a+x "$(dirname "$PREBIND")"
  mkdir -m 777 nobody
  somebody() {
    setpriv --reuid=65534 --regid=65534 --clear-groups \
      env HOME="$PWD/nobody" PREBIND_CACHE_DIR="$PWD/nobody/cache" "$@"
  }
  cp -r cache nobody/cache
  cp -r other geometry nobody/
  rm -rf nobody/*/target
  chown -R 65534:65534 nobody
  chmod -R a-w nobody/cache
  if somebody env -C nobody cargo --version >/dev/null 2>&1; then
    succeeds somebody env -C nobody "$PREBIND" build other
    says 'the cache is only read: '
    equals "$(lines_about_cache)" 1
    equals "$(find cache -type f | wc -l)" "$(find nobody/cache -type f | wc -l)"
  fi
  chmod -R u+w nobody
fi

# Where the umask lets the group write, the cache is its owner's alone all the same, whatever makes
# it.
umask 002
export PREBIND_CACHE_DIR=$PWD/group
make_locked_crate third
succeeds "$PREBIND" build --force third
equals "$(lines_about_cache)" 0
succeeds "$PREBIND" build third -o again/
prints '(from the cache)'
