#!/usr/bin/env bash
# Makes a release, in two steps, and sends nothing anywhere.
#
# usage: scripts/release.sh cut VERSION [--dry-run]
#        scripts/release.sh finish [--dry-run]
#
# cut     writes the version where it stands, gives the changes in CHANGELOG.md its name, commits
#         both and tags the commit.
# finish  at the tag, with what `make dist` has made of it in build/dist: writes SHA256SUMS and its
#         signature there, and the Artifacts.toml of the Julia package, which it commits.
#
# PREBIND_SIGNING_KEY names the file of an SSH key, whose public half is in docs/release-keys. With
# --dry-run, all of it happens in a clone that is removed, where need be with a key made for it.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
keys=docs/release-keys
artifacts=julia/Prebind/Artifacts.toml
files=$root/build/dist
is_dry=no

fail() {
  echo "error: $1" >&2
  echo "help: $2" >&2
  exit 1
}
say() { echo "release: $*"; }
usage() {
  echo 'usage: scripts/release.sh cut VERSION|finish [--dry-run]' >&2
  exit 2
}
# What stops a release, and is said in a dry run.
require() { # CONDITION MESSAGE HELP
  if [[ $1 == yes ]]; then return; fi
  [[ $is_dry == yes ]] || fail "$2" "$3"
  say "a release would stop here: $2"
}
fact() { python3 -B "$root/scripts/dist/project.py" "$1"; }

check_tree() {
  local changes
  changes=$(git -C "$root" status --porcelain | head -n 1)
  [[ -z $changes ]] || fail "the working tree has changes: $changes" "commit or stash them first"
}

check_project() {
  local named=yes
  if [[ "$(fact homepage) $(fact maintainer)" == *example.org* ]]; then named=no; fi
  require $named 'CMakeLists.txt names no real address or maintainer' \
    'set HOMEPAGE_URL and PREBIND_MAINTAINER there, then run cmake/checks/versions.py --write'
}

# Sets `key` to a file that signs what `keys` says is signed right.
check_key() {
  local listed=no
  key=${PREBIND_SIGNING_KEY:-}
  if [[ -n $key && -f $key.pub && -f $keys ]] && grep -qF "$(cut -d' ' -f1,2 "$key.pub")" "$keys"
  then listed=yes; fi
  require $listed "no key signs this release: PREBIND_SIGNING_KEY is \`$key\`" \
    "name a key whose public half is in $keys (see docs/releasing.md)"
  if [[ $listed == no ]]; then
    key=$scratch/key
    ssh-keygen -q -t ed25519 -N '' -C dry-run -f "$key"
    echo "prebind namespaces=\"git,prebind-release\" $(cat "$key.pub")" >>"$keys"
  fi
}

# Whatever goes wrong, the checkout is as it was: its tree had no changes.
clean_up() {
  if [[ -n ${undo_to:-} ]]; then
    git tag --delete "$undo_tag" >/dev/null 2>&1 || true
    git reset --quiet --hard "$undo_to"
  fi
  rm -rf "$scratch"
}

# From here on, `place` is where the release is made: this checkout, or a clone of it.
enter_place() {
  place=$root
  scratch=$(mktemp -d)
  trap clean_up EXIT
  if [[ $is_dry == yes ]]; then
    place=$scratch/clone
    git clone --quiet --no-local "$root" "$place"
    mkdir "$scratch/files"
    find "$files" -maxdepth 1 -type f -exec cp -t "$scratch/files" {} + 2>/dev/null || true
    files=$scratch/files
  fi
  cd "$place"
}

signed_git() {
  git -c gpg.format=ssh -c "user.signingkey=$key" -c "gpg.ssh.allowedSignersFile=$keys" "$@"
}

cut_release() {
  local version=$1 newest
  [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] ||
    fail "\`$version\` is no version" 'write it as 1.2.3'
  newest=$(git -C "$root" tag --list 'v[0-9]*' --sort=-v:refname | head -n 1)
  [[ -z $newest || $(printf '%s\n' "${newest#v}" "$version" | sort -V | tail -n 1) == "$version" &&
    $newest != "v$version" ]] ||
    fail "$version is not newer than ${newest#v}, the last release" 'choose a newer version'
  enter_place
  check_project
  check_key
  undo_to=$(git rev-parse HEAD) undo_tag=v$version
  python3 -B "$root/scripts/dist/changelog.py" "$version" "$(date -u +%F)" CHANGELOG.md
  sed -i "s/^\(project(prebind VERSION \)[0-9.]*/\1$version/" CMakeLists.txt
  python3 -B cmake/checks/versions.py --write "$place"
  git commit --quiet --all --message "Prebind $version"
  # git 2.39 may report success where it could not sign.
  { signed_git tag --sign --message "Prebind $version" "v$version" &&
    signed_git verify-tag "v$version" 2>/dev/null; } ||
    fail "git could not sign the tag v$version with $key" \
      "see the message above, and whether $keys has this key; nothing changed"
  undo_to=
  git show --stat --format='%h %s' HEAD
  say "tagged v$version; then: git push origin main v$version; make dist-test; " \
    'scripts/release.sh finish'
}

# The files of a release have what the sources of the tag have.
check_files() {
  local version=$1 machine debian
  for machine in x86_64:amd64 aarch64:arm64; do
    debian=${machine#*:} machine=${machine%:*}
    check_files_of "$version" "$machine" "$debian"
  done
}

check_files_of() { # VERSION MACHINE DEBIAN: the last as Debian calls the machine
  local version=$1 machine=$2 debian=$3 name file
  local tarball=$files/prebind-$version-$machine-linux-gnu.tar.gz
  for file in "$tarball" "${tarball%.tar.gz}.spdx.json" "$files/prebind_${version}_$debian.deb" \
    "$files/prebind-$version-py3-none-manylinux_2_28_$machine.whl"; do
    [[ -f $file ]] || fail "$file is not there" 'run make dist-test at the tag'
  done
  mkdir "$scratch/$machine"
  tar xzf "$tarball" -C "$scratch/$machine" --strip-components=1
  for name in share/doc/prebind/CHANGELOG.md:CHANGELOG.md \
    share/prebind/rust/prebind:rust/prebind share/prebind/julia/Prebind:julia/Prebind \
    share/prebind/rust/prebind-build:rust/prebind-build; do
    diff -rq -x tests -x target -x Artifacts.toml "$scratch/$machine/${name%%:*}" "${name#*:}" ||
      fail "build/dist was not made of these sources: ${name#*:} differs" \
        'run make dist-test at the tag'
  done
}

finish_release() {
  local version tag url is_tagged=no
  version=$(fact version)
  tag=v$version
  enter_place
  check_project
  check_key
  if git tag --points-at HEAD | grep -qxF "$tag"; then is_tagged=yes; fi
  require $is_tagged "the commit that is checked out does not have the tag $tag" \
    "run scripts/release.sh cut $version, or git checkout $tag"
  check_files "$version"
  url=$(fact homepage)/releases/download/$tag
  undo_to=$(git rev-parse HEAD) undo_tag=
  python3 -B scripts/dist/artifacts.py "$url" "$artifacts" "$files/prebind-$version"-*.tar.gz
  (cd "$files" && sha256sum -- prebind[-_]"$version"[-_]* >SHA256SUMS)
  rm -f "$files/SHA256SUMS.sig"
  ssh-keygen -q -Y sign -f "$key" -n prebind-release "$files/SHA256SUMS" ||
    fail "ssh-keygen could not sign with $key" 'see its message above; nothing was committed'
  ssh-keygen -q -Y verify -f "$keys" -I prebind -n prebind-release -s "$files/SHA256SUMS.sig" \
    <"$files/SHA256SUMS" || fail 'the signature is not right' "see whether $keys has the key"
  git add "$artifacts"
  git commit --quiet --message "The Julia package $version takes its engine from the release"
  undo_to=
  git show --stat --format='%h %s' HEAD
  (cd "$files" && cat SHA256SUMS)
  say "made SHA256SUMS and SHA256SUMS.sig; then upload the files to $url, git push, and register" \
    'julia/Prebind (docs/releasing.md)'
}

command=${1:-}
shift || usage
arguments=()
for argument in "$@"; do
  case $argument in
    --dry-run) is_dry=yes ;;
    -*) usage ;;
    *) arguments+=("$argument") ;;
  esac
done
case $command:${#arguments[@]} in
  cut:1)
    check_tree
    cut_release "${arguments[0]}"
    ;;
  finish:0)
    check_tree
    finish_release
    ;;
  *) usage ;;
esac
if [[ $is_dry == yes ]]; then say 'nothing of this is left: it was a dry run'; fi
