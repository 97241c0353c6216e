#!/usr/bin/env bash
# `prebind archive` says which archives git and cargo would leave out, and why.
# The test's own folder may lie in a repository.
outside=$(mktemp -d)
trap 'rm -rf -- "$outside"' EXIT
cd "$outside"
. "$PREBIND_SOURCE/tests/support/archive.inc"
export GIT_CONFIG_GLOBAL=$PWD/gitconfig GIT_CONFIG_NOSYSTEM=1
git config --global init.defaultBranch main
git config --global user.name Somebody
git config --global user.email somebody@example.org

make_adding_crate repo/add
archive() { succeeds prebind archive repo/add --check; }
rule() {
  says "warning: git ignores $1" &&
    says 'help: change that rule, or add the files with `git add --force`: '\
'people who clone the repository need them'
}
silent() { ! grep -qE 'git ignores|cargo does not pack|did not check' errors || fail 'not silent'; }

# Outside a repository nothing is said.
succeeds prebind archive repo/add
silent

# Every place where git has rules: the folder's file and its parents', the repository's own, the
# user's.
git init -q repo
archive
silent
echo '*.a' >repo/add/.gitignore
archive
prints ': fresh'
rule '`archives/x86_64-linux/libadd.1.2.3.add.a`: `*.a` in add/.gitignore, line 1'
succeeds prebind archive repo/add
rule '`archives/x86_64-linux/libadd.1.2.3.add.a`: `*.a` in add/.gitignore, line 1'
printf '# x\n/*/archives/\n' >repo/.gitignore
rm repo/add/.gitignore
archive
rule '2 files, such as `archives/x86_64-linux/add.s`: `/*/archives/` in '
rm repo/.gitignore
echo '*.s' >>repo/.git/info/exclude
archive
rule '`archives/x86_64-linux/add.s`: `*.s` in '
sed -i '$d' repo/.git/info/exclude
git config --global core.excludesFile "$PWD/mine"
echo '*.a' >mine
archive
rule '`archives/x86_64-linux/libadd.1.2.3.add.a`: `*.a` in '
# What another rule takes back, or what is committed, is not ignored.
echo '!/archives/**' >repo/add/.gitignore
archive
silent
rm repo/add/.gitignore
git -C repo add --force . && git -C repo commit -qm all
archive
silent

# Git cannot answer, or is not there.
chmod 000 repo/.git
[[ $UID == 0 ]] || { archive && says 'note: did not check whether git ignores archives: fatal: '; }
chmod 755 repo/.git
mkdir -p without
for tool in cargo rustc rustup cc ld bash sh; do
  ! command -v "$tool" >/dev/null || ln -sf "$(command -v "$tool")" without/
done
PATH=$PWD/bin:$PWD/without succeeds prebind archive repo/add --check
says 'note: did not check whether git ignores archives: git is not on PATH'

# What cargo packs.
sed -i '/^edition/a include = ["/src", "build.rs"]' repo/add/Cargo.toml
sed -i 's|^prebind = {|& version = "0.1",|; s|^prebind-build = {|& version = "0.1",|' \
  repo/add/Cargo.toml
archive
says 'warning: cargo does not pack 2 files, such as `archives/x86_64-linux/add.s`'
says "help: see \`include\` and \`exclude\` in $PWD/repo/add/Cargo.toml: people who depend on the published crate need the folder \`archives\`"
sed -i 's|^include = .*|include = ["/src", "build.rs", "/archives"]|' repo/add/Cargo.toml
archive
silent
sed -i 's|^include = .*|exclude = ["*.s"]|' repo/add/Cargo.toml
archive
says 'warning: cargo does not pack `archives/x86_64-linux/add.s`'
