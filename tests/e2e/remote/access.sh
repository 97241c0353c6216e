#!/usr/bin/env bash
# Who we are: tokens, passwords, credential helpers. They go to the server that they are for, and
# are in no output, no error and no list of processes.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/nginx.inc"

allowed='^(Bearer s3cret|Basic bWU6czNjcmV0)$'
use_nginx server "if (\$http_authorization !~ '$allowed') { return 401; }"
make_key
make_text 1 >text.s
settings=machines/user/.config/prebind
mkdir -p $settings
chmod 700 $settings
# gets SETTINGS...: as a person with these settings, with an empty cache; nothing shows the secret
gets() {
  printf '[remote]\nurl = "%s"\n' "$server" >$settings/config.toml
  printf '%s\n' "$@" >>$settings/config.toml
  rm -rf machines/user/.cache
  succeeds with_machine user 022 C "$PREBIND" asm text.s -o text.a --target "$target"
  [[ $(<output)$(<errors) != *s3cret* ]] || fail 'the secret is shown'
}
refused="the team's cache is not used: the cache server $server refuses us (status 401)"

succeeds with_machine user 022 C "$PREBIND" cache key trust "$public"
gets
equals "$(<errors)" "$refused"
echo s3cret >$settings/token
gets 'token-file = "token"'
equals "$(<errors)" ''
succeeds with_machine user 022 C "$PREBIND" cache stats
prints 'misses                   1'
echo wrong >$settings/token
gets 'token-file = "token"'
equals "$(<errors)" "$refused"
gets 'token-file = "none"'
says "the team's cache is not used: cannot read"
gets 'token-command = ["echo", "s3cret"]'
equals "$(<errors)" ''
gets 'token-command = ["false"]'
equals "$(<errors)" \
  "the team's cache is not used: \`false\` failed, so there is nothing to log in with"
echo s3cret >$settings/password
gets 'user = "me"' 'password-file = "password"'
equals "$(<errors)" ''

cat >helper <<'END'
#!/bin/sh
cat >asked
echo "$1" >>asked
echo '{"headers": {"Authorization": ["Bearer s3cret"]}}'
END
chmod +x helper
gets "credential-helper = \"$PWD/helper\""
equals "$(<errors)" ''
equals "$(<asked)" "{\"uri\":\"$server\"}get"
printf '#!/bin/sh\necho s3cret\n' >helper
gets "credential-helper = \"$PWD/helper\""
equals "$(<errors)" "the team's cache is not used: \
\`$PWD/helper\` does not answer as a credential helper does"

# A workspace names another server: it gets nothing of this.
gets 'token-command = ["sh", "-c", "touch was-asked; echo s3cret"]' 'for = "https://other.example"'
equals "$(<errors)" "$refused"
[[ ! -e was-asked ]] || fail 'the token was asked for'

# `doctor` says whose results are taken.
# doctor_says TEXT SETTINGS...
doctor_says() {
  local expected=$1
  shift
  printf '[remote]\nurl = "%s"\n' "$server" >$settings/config.toml
  printf '%s\n' "$@" >>$settings/config.toml
  with_machine user 022 C "$PREBIND" doctor >output 2>errors || true
  prints "$expected"
}
doctor_says "$server (signed results are taken)"
doctor_says "$server (results of anyone are taken, results are sent)" 'trust = "anyone"' \
  'write = true'
mv $settings/trusted-keys kept
doctor_says "no key is trusted for $server"
mv kept $settings/trusted-keys
succeeds "$PREBIND" cache key show "$PWD/team.pem"
equals "$(<output)" "$public"

# What a workspace may not say.
printf '[remote]\ntrust = "anyone"\n' >prebind.toml
gets
says "the team's cache is not used: \`remote.trust\` cannot be set in a workspace \
($PWD/prebind.toml:2); move it to \`~/.config/prebind/config.toml\`"
