#!/usr/bin/env bash
# usage: logged.sh LOG COMMAND...: runs a command that prints much. All of it goes to the file LOG;
# shown are the line that it is at (on a terminal) or one line every half a minute, and if it fails,
# the end of the log.
set -uo pipefail

log=$1
shift
mkdir -p -- "$(dirname -- "$log")"
: >"$log" || exit
[[ -t 1 ]] && terminal=yes || terminal=

show_progress() {
  local line width=${COLUMNS:-$(tput cols 2>/dev/null || echo 80)} shown=$SECONDS
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    if [[ $terminal ]]; then
      printf '\r\e[K%s' "${line:0:width-1}"
    elif ((SECONDS - shown >= 30)); then
      shown=$SECONDS
      printf '  %d s: %s\n' "$SECONDS" "$line"
    fi
  done
  [[ ! $terminal ]] || printf '\r\e[K'
}

"$@" 2>&1 | show_progress
status=${PIPESTATUS[0]}
if ((status != 0)); then
  tail -n 40 -- "$log"
  # shellcheck disable=SC2016  # Backquotes are for people.
  printf 'error: `%s` failed (exit status %d)\nhelp: all that it printed is in %s\n' \
    "$*" "$status" "$log" >&2
  exit "$status"
fi
printf '  done in %d s, log: %s\n' "$SECONDS" "$log"
