#!/usr/bin/env bash
# Encrypted servers: whose certificates count, theirs and ours. And proxies, with tinyproxy.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

# authority NAME: one that makes certificates. certificate NAME AUTHORITY: one of it, for this
# machine.
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=$1" \
    -keyout "$1.key" -out "$1.pem" 2>/dev/null
}
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
    -keyout "$1.key" -out "$1.csr" 2>/dev/null
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 2 \
    -extfile <(echo 'subjectAltName = IP:127.0.0.1') -out "$1.pem" 2>/dev/null
}
authority ours
authority elsewhere
certificate server ours
certificate client ours
certificate stranger elsewhere

plain_port=$(free_port)
secure_port=$(free_port)
grpc_port=$(free_port)
use_casd casd --instance team/one
casd=${server#grpc://}
mkdir -p nginx/data nginx/temporary
user=
[[ $(id -u) != 0 ]] || user='user root;'
cat >nginx/nginx.conf <<END
$user
pid $PWD/nginx/nginx.pid;
error_log $PWD/nginx/error.log;
events { worker_connections 256; }
http {
  access_log $PWD/nginx/access.log;
  client_body_temp_path $PWD/nginx/temporary;
  root $PWD/nginx/data;
  client_max_body_size 0;
  ssl_certificate $PWD/server.pem;
  ssl_certificate_key $PWD/server.key;
  ssl_client_certificate $PWD/ours.pem;
  ssl_verify_client on;
  server {
    listen 127.0.0.1:$plain_port;
    listen 127.0.0.1:$secure_port ssl;
    location / {
      dav_methods PUT;
      create_full_put_path on;
    }
  }
  server {
    listen 127.0.0.1:$grpc_port ssl http2;
    location / {
      if (\$http_authorization !~ '^(|Bearer s3cret|Basic bWU6czNjcmV0)\$') { return 401; }
      grpc_pass grpc://$casd;
    }
  }
}
END
start_nginx nginx
trap 'kill $(jobs -p) "$(<nginx/nginx.pid)" 2>/dev/null || true' EXIT

make_key
make_text 1 >text.s
make_large_text 2 5000000 >large.s
person=$PWD/machines/reader/.config/prebind
succeeds with_machine reader 022 C "$PREBIND" cache key trust "$public"
# settings URL LINES...: of the person
settings() {
  printf '[remote]\nurl = "%s"\n' "$1" >"$person/config.toml"
  shift
  printf '%s\n' "$@" >>"$person/config.toml"
}
# gets EXPECTED [VARIABLES...]: with these settings and an empty cache; what is said
gets() {
  local expected=$1
  shift
  rm -rf machines/reader/.cache
  succeeds with_machine reader 022 C env "$@" "$PREBIND" asm text.s -o text.a --target "$target"
  equals "$(<errors)" "$expected"
}
# received NUMBER: how many results came with the last `gets`
received() {
  succeeds with_machine reader 022 C "$PREBIND" cache stats --json
  equals "$(json 'o["remote"].get("results received", 0)')" "$1"
}
ours=("certificate = '$PWD/client.pem'" "certificate-key = '$PWD/client.key'")
theirs="authority = '$PWD/ours.pem'"
why="the team's cache is not used: the cache server"

grpcs=grpcs://127.0.0.1:$grpc_port/team/one
for secure in "https://127.0.0.1:$secure_port" "$grpcs"; do
  transport=${secure%%:*}
  settings "$secure" "$theirs" "${ours[@]}"
  mkdir -p machines/$transport/.config/prebind
  cp "$person/config.toml" machines/$transport/.config/prebind/
  for text in text large; do
    succeeds with_writer with_machine $transport 022 C "$PREBIND" asm $text.s -o $text.a \
      --target "$target"
  done
  succeeds with_writer with_machine $transport 022 C "$PREBIND" cache push
  gets ''
  received 1
  rm -rf machines/reader/.cache
  succeeds with_machine reader 022 C "$PREBIND" asm large.s -o large.b --target "$target"
  cmp large.a large.b || fail 'something else came'
  received 1
done

secure=https://127.0.0.1:$secure_port
settings "$secure" "${ours[@]}"
gets "$why $secure failed: SSL peer certificate or SSH remote key was not OK"
settings "$secure" "authority = '$PWD/elsewhere.pem'" "${ours[@]}"
gets "$why $secure failed: SSL peer certificate or SSH remote key was not OK"
settings "$secure" "$theirs"
gets "$why $secure answers with status 400"
settings "$secure" "$theirs" "certificate = '$PWD/stranger.pem'" \
  "certificate-key = '$PWD/stranger.key'"
gets "$why $secure answers with status 400"
settings "$secure" "$theirs" "certificate = '$PWD/client.pem'" "certificate-key = '$PWD/server.key'"
gets "$why $secure failed: Problem with the local SSL certificate"
settings "$secure" "authority = '$PWD/none.pem'"
gets "the team's cache is not used: cannot read \`$PWD/none.pem\`: No such file or directory; \
check the path: some part of it does not exist or is not a directory"
# Over gRPC, with the instance that the address names, and with what proves us.
secure=${grpcs%/one}
settings "$secure" "$theirs" "${ours[@]}"
gets "$why $secure answers with status 3"
secure=$grpcs
echo s3cret >"$person/secret"
for right in "token-file = 'secret'" "token-command = ['cat', '$person/secret']" \
  "user = 'me'
password-file = 'secret'"; do
  settings "$secure" "$theirs" "${ours[@]}" "$right"
  gets ''
  received 1
done
settings "$secure" "$theirs" "${ours[@]}" "token-command = ['echo', 'wr0ng']"
gets "$why $secure refuses us (status 16)"
settings "$secure" "${ours[@]}"
gets "$why $secure is not reached"
settings "$secure" "$theirs"
gets "$why $secure answers with status 13"

if ! command -v tinyproxy >/dev/null; then
  echo 'skipped: there is no tinyproxy (scripts/setup.sh test installs it)'
  exit 0
fi
proxy_port=$(free_port)
cat >proxy.conf <<END
Port $proxy_port
Listen 127.0.0.1
LogFile "$PWD/proxy.log"
LogLevel Connect
BasicAuth me s3cret
END
tinyproxy -d -c proxy.conf >/dev/null &
wait_for proxy.log
proxy=http://me:s3cret@127.0.0.1:$proxy_port

settings "http://127.0.0.1:$plain_port"
gets '' http_proxy="$proxy"
received 1
grep -q "GET http://127.0.0.1:$plain_port/ac/" proxy.log || fail 'nothing went through the proxy'
: >proxy.log
gets '' http_proxy="$proxy" no_proxy=127.0.0.1
received 1
equals "$(<proxy.log)" ''
settings "https://127.0.0.1:$secure_port" "$theirs" "${ours[@]}"
gets '' https_proxy="$proxy"
received 1
grep -q "CONNECT 127.0.0.1:$secure_port" proxy.log || fail 'nothing went through the proxy'
: >proxy.log
settings "$grpcs" "$theirs" "${ours[@]}"
gets '' https_proxy="$proxy"
received 1
grep -q "CONNECT 127.0.0.1:$grpc_port" proxy.log || fail 'nothing went through the proxy'

# One that refuses us, and one that is not there: neither says what the proxy's password is.
settings "http://127.0.0.1:$plain_port"
gets "$why http://127.0.0.1:$plain_port refuses us (status 401)" \
  http_proxy="http://me:wr0ng@127.0.0.1:$proxy_port"
gets "$why http://127.0.0.1:$plain_port is not reached" http_proxy=http://me:s3cret@127.0.0.1:1
