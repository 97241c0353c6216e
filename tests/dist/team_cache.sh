#!/usr/bin/env bash
# The release's own programs for a team's cache: what one machine sends, another takes, over HTTP,
# over TLS with the authorities of the system, and over gRPC. The wheel finds them too.
source "$PREBIND_SOURCE/tests/support/common.inc"
source "$PREBIND_SOURCE/tests/support/nginx.inc"

tar xzf "$DIST/prebind-$VERSION-x86_64-linux-gnu.tar.gz"
PREBIND=$PWD/prebind-$VERSION-x86_64-linux-gnu/bin/prebind
make_key
make_text 1 >text.s

# sent_and_taken READER: what the tarball has sent to $server, the program READER takes
sent_and_taken() {
  rm -rf machines
  export PREBIND_REMOTE=$server
  succeeds with_writer with_machine writer 022 C "$PREBIND" asm text.s -o one.a --target "$target"
  equals "$(<errors)" ''
  succeeds with_writer with_machine writer 022 C "$PREBIND" cache push
  succeeds with_machine reader 022 C "$1" cache key trust "$public"
  succeeds with_machine reader 022 C "$1" asm text.s -o two.a --target "$target"
  equals "$(<errors)" ''
  succeeds with_machine reader 022 C "$1" cache stats
  prints 'results received         1'
  cmp one.a two.a || fail 'another archive'
}

use_nginx server
sent_and_taken "$PREBIND"

python3 -m venv environment
wheel=$(echo "$DIST/prebind-$VERSION"-py3-none-manylinux_2_28_x86_64.whl)
environment/bin/pip install -q --no-index "$wheel"
sent_and_taken "$PWD/environment/bin/prebind"

# Over TLS, with an authority of our own, which the system does not know.
openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out authority.pem -days 2 \
  -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1 2>log || fail "$(cat log)"
kill "$(<server/nginx.pid)"
while [[ -e server/nginx.pid ]]; do sleep 0.1; done
rm -r server/data/*
tls="ssl; ssl_certificate $PWD/authority.pem; ssl_certificate_key $PWD/key.pem;"
sed -i "s|listen \(.*\);|listen \1 $tls|" server/nginx.conf
start_nginx server
server=${server/http:/https:}
SSL_CERT_FILE=$PWD/authority.pem sent_and_taken "$PREBIND"
rm -rf machines/reader/.cache
succeeds with_machine reader 022 C "$PREBIND" asm text.s -o two.a --target "$target"
says "the team's cache is not used: the cache server $server failed: \
SSL peer certificate or SSH remote key was not OK"
kill "$(<server/nginx.pid)"

mkdir contents
use_casd contents
sent_and_taken "$PREBIND"
