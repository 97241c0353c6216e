#!/usr/bin/env bash
# docs/team-cache.md: its lines for nginx and buildbox-casd make servers that work, at the addresses
# and in the folders that it says; its ten lines make a shared cache of each. The lines for other
# servers are not run: what can be told of them is that they are written right.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

page=$PREBIND_SOURCE/docs/team-cache.md
# block LANGUAGE NUMBER: the block of the page with this language
block() {
  python3 - "$page" "$1" "$2" <<'STOP'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
blocks = re.findall(rf"^```{sys.argv[2]}\n(.*?)^```$", text, re.S | re.M)
print(blocks[int(sys.argv[3]) - 1], end="")
STOP
}
# The ten lines are sh 1 and 2; buildbox-casd is sh 3, bazel-remote sh 4, S3 sh 5.
block nginx 1 >nginx-lines
for number in 1 2 3 4 5; do block sh $number >sh$number; done
grep -q ^buildbox-casd sh3 && grep -q ^bazel-remote sh4 && grep -q s3.bucket sh5 ||
  fail 'the page has other blocks'
for number in 3 4 5; do bash -n sh$number; done
block yaml 1 >actions.yml
if python3 -c 'import yaml' 2>/dev/null; then
  python3 -c 'import yaml
steps = yaml.safe_load(open("actions.yml"))["jobs"]["build"]["steps"]
for i, step in enumerate(steps):
    open(f"step{i}", "w").write(step.get("run", ""))'
  for step in step*; do bash -n "$step"; done
fi

# The page has its ports and folders to itself: a network of its own, and a disk over /var/cache.
as_root=(unshare -mn)
[[ $(id -u) == 0 ]] || as_root=(unshare -rmn)
if ! "${as_root[@]}" true 2>/dev/null; then
  echo 'skipped: this user can make no network of its own'
  exit 0
fi
casd=$PREBIND_SOURCE/.tools/casd
make_text 1 >text.s
make_text 2 >other.s
export target
# shellcheck disable=SC2016  # it is a script for a shell of its own
cat >inside <<'STOP'
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"
python3 -c 'import fcntl, socket, struct
with socket.socket() as s:  # lo is up
    fcntl.ioctl(s, 0x8914, struct.pack("16sh14x", b"lo", 0x49))'
mount -t tmpfs none /var/cache
mkdir -p /var/cache/prebind
mkdir tools
ln -s "$PREBIND" tools/prebind
export PATH=$PWD/tools:$PATH
printf 'user root; daemon off; pid %s/nginx.pid; events {} http { %s include %s/nginx-lines; }' \
  "$PWD" "access_log off; client_body_temp_path $PWD/temporary;" "$PWD" >nginx.conf
nginx -c "$PWD/nginx.conf" -e "$PWD/errors.log" &
PATH=$PATH:$casd bash -e sh3 >casd.log 2>&1 &
trap 'kill $(jobs -p)' EXIT
# reaches ADDRESS: waits until somebody listens there
reaches() {
  local place=${1#*://}
  for ((i = 0; i < 100; i++)); do
    ! (: <"/dev/tcp/${place/://}") 2>/dev/null || return 0
    sleep 0.05
  done
  fail "nobody listens at $1"
}
# ten_lines ADDRESS: as the page has them, for assemblies instead of a crate
ten_lines() {
  reaches "$1"
  sed "s|https://cache.example.org|$1|; s|prebind build geometry|prebind asm text.s -o text.a \
    --target $target|" sh1 >writer
  with_machine "writer-$2" 022 C bash -e writer >output 2>errors || fail "status $?"
  public=$(head -n 1 output)
  sed "s|https://cache.example.org|$1|; s|ed25519:…|$public|; s|prebind build geometry|prebind asm \
    text.s -o again.a --target $target|" sh2 >reader
  rm -f prebind.toml
  with_machine "reader-$2" 022 C bash -e reader >output 2>errors || fail "status $?"
  equals "$(<errors)" ''
  cmp text.a again.a
  succeeds with_machine "reader-$2" 022 C prebind cache stats
  prints 'results received         1'
}
ten_lines http://127.0.0.1:8080 nginx
[[ -d /var/cache/prebind/cas ]] || fail 'nginx keeps it elsewhere'
[[ -x $casd/buildbox-casd ]] || exit 0
ten_lines grpc://127.0.0.1:50051 casd
[[ -d /var/cache/casd/cas ]] || fail 'buildbox-casd keeps it elsewhere'
STOP
casd=$casd "${as_root[@]}" bash -Eeuo pipefail inside
