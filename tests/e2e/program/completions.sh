#!/usr/bin/env bash
# Completions for three shells, and manual pages: all commands and options are in them, and the
# shells and the formatter take them.
. "$PREBIND_SOURCE/tests/support/common.inc"

# completed WORD...: what bash offers for the last word, sorted, in one line
completed() {
  bash -c '. ./bash_script
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
    _prebind
    printf "%s\n" "${COMPREPLY[@]}" | sort | tr "\n" " "' bash prebind "$@" 2>/dev/null
}

for shell in bash fish zsh; do
  succeeds "$PREBIND" completions $shell
  mv output ${shell}_script
done
fails 2 "$PREBIND" completions tcsh
says 'error: there are no completions for `tcsh`
help: the known shells are: bash, fish, zsh'

equals "$(completed bu)" 'build '
equals "$(completed cache cle)" 'clean clear '
equals "$(completed build --feat)" '--features '
equals "$(completed build --lang '')" 'cpp julia '
equals "$(completed help --co)" '--color '
equals "$(completed ex)" 'explain '
equals "$(completed help wat)" 'watch '
mkdir folder && touch file
equals "$(completed build --lib-dir fo)" 'folder '
equals "$(completed inspect fil)" 'file '

fish --no-execute fish_script
offered() { fish --no-config -c "source fish_script; complete -C '$1'" | cut -f 1 | tr '\n' ' '; }
equals "$(offered 'prebind wat')" 'watch '
equals "$(offered 'prebind help dox')$(offered 'prebind help doc')" 'doctor '
equals "$(offered 'prebind cache cle')" 'clean clear '
equals "$(offered 'prebind build --precompile ')" 'all none used '
zsh -f -c 'fpath=($PWD $fpath); mv zsh_script _prebind; autoload -Uz compinit
  compinit -u -d dump; autoload +X _prebind; (( $+functions[_prebind] ))' ||
  fail 'zsh does not take its script'
zsh -n _prebind

succeeds "$PREBIND" manual pages
[[ -f pages/prebind.1 && -f pages/prebind-cache-clean.1 && ! -f pages/prebind-expand.1 ]] ||
  fail 'not the pages of the commands that are for people'
for page in pages/*; do
  # A page has no date, since the same sources make the same bytes on every day.
  mandoc -T lint -W warning "$page" | grep -v 'missing date' >lint || true
  [[ ! -s lint ]] || fail "$page: $(<lint)"
done
mandoc -T utf8 pages/prebind-build.1 | col -b >page
grep -q -- '--lib-dir FOLDER' page || fail 'no options'
