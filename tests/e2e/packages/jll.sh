#!/usr/bin/env bash
# `prebind package --jll`: the file from which Yggdrasil builds. Its script builds the crate from a
# clone, and a Julia package calls the library of the JLL package.
. "$PREBIND_SOURCE/tests/support/common.inc"

# The tests lie in a repository themselves.
export GIT_CEILING_DIRECTORIES=$PWD
engine=$(printf %064d 7)
jll() {
  "$PREBIND" package TextKit/deps/text_kit --jll --url https://example.org/you/TextKit.jl.git \
    --engine-sha256 "$engine" "$@"
}
commit() {
  git -C TextKit add --all
  git -C TextKit -c user.name=t -c user.email=t@example.org commit --quiet --message "$1"
}

succeeds "$PREBIND" new TextKit
fails 1 jll
equals "$(<errors)" "error: the crate is in no git repository
 --> $PWD/TextKit/deps/text_kit
help: Yggdrasil builds a commit of a repository: commit the crate"
git -C TextKit init --quiet
commit first
fails 1 jll
equals "$(<errors)" "error: the crate has no licence file
 --> $PWD/TextKit/deps/text_kit
help: Yggdrasil builds nothing without one: commit a file \`LICENSE\`"
echo 'do what you like' >TextKit/LICENSE
fails 1 jll
equals "$(<errors)" "error: the repository has changes that are not committed: ?? LICENSE
 --> $PWD/TextKit
help: commit and push them: Yggdrasil builds what others can fetch"
commit second

succeeds jll
equals "$(<output)" 'text_kit 0.1.0: a recipe for text_kit_jll
  wrote     TextKit/dist/build_tarballs.jl
Push the commit, then propose the file to Yggdrasil.'
# Where it was written is no change of the sources, even if git does not ignore the folder.
sed -i '/^dist/d' TextKit/.gitignore
commit third
succeeds jll --json
commit=$(git -C TextKit rev-parse HEAD)
equals "$(json 'o["name"], o["version"], o["commit"], o["recipe"]["changed"]')" \
  "('text_kit_jll', '0.1.0', '$commit', True)"

# What it says, in the eyes of Julia.
cat >read.jl <<'END'
include(joinpath(ENV["PREBIND_SOURCE"], "tests", "support", "BinaryBuilder.jl"))
using .BinaryBuilder
text = replace(read("TextKit/dist/build_tarballs.jl", String),
               "using BinaryBuilder" => "using .BinaryBuilder")
include_string(Main, text, "build_tarballs.jl")
call = BinaryBuilder.CALL[]
for source in call.sources
    println(join(source, " "))
end
println(call.name, " ", call.version, " ", call.products, " ", length(call.dependencies))
println(join((string(each.arch, "-", each.os) for each in call.platforms), " "))
println(call.options[:compilers], " ", call.options[:julia_compat], " ", length(call.options))
write("script.sh", call.script)
END
succeeds "$JULIA" --startup-file=no read.jl
version=$("$PREBIND" --version | sed 's/^prebind \([^ ]*\).*/\1/')
home=$(sed -n 's/^ *HOMEPAGE_URL "\(.*\)".*/\1/p' "$PREBIND_SOURCE/CMakeLists.txt")
tarball=prebind-$version-x86_64-linux-gnu.tar.gz
equals "$(<output)" "git https://example.org/you/TextKit.jl.git $commit source
archive $home/releases/download/v$version/$tarball $engine engine
text_kit 0.1.0 [([\"libtext_kit\", \"text_kit\"], :libtext_kit)] 0
x86_64-linux aarch64-macos x86_64-windows
[:c, :rust] 1.6 2"

# Its script, in folders as Yggdrasil has them.
mkdir -p space/srcdir/{source,engine/prebind/bin}
git clone --quiet TextKit space/srcdir/source/TextKit.jl
ln -s "$PREBIND" space/srcdir/engine/prebind/bin/prebind
rust_target=$(rustc -vV | sed -n 's/^host: //p')
cat >run.sh <<'END'
install_license() { cp "$@" "$WORKSPACE"; }
set -eu
source "$1"
END
succeeds env WORKSPACE="$PWD/space" target="${rust_target/unknown-/}" rust_target="$rust_target" \
  libdir="$PWD/text_kit_jll/lib" bash run.sh "$PWD/script.sh"
cmp space/LICENSE TextKit/LICENSE

# A package over the JLL package, as docs/julia.md has it: the module that the author committed.
mkdir -p Text/src text_kit_jll/src
cp TextKit/src/generated/Bindings.jl Text/src/
cat >text_kit_jll/src/text_kit_jll.jl <<END
module text_kit_jll
const libtext_kit_path = "$PWD/text_kit_jll/lib/libtext_kit.so"
end
END
cat >Text/src/Text.jl <<'END'
module Text

module Library
import text_kit_jll
__init__() = get!(ENV, "PREBIND_LIBRARY_TEXT_KIT", text_kit_jll.libtext_kit_path)
end

include("Bindings.jl")
using .Bindings

end
END
rm -rf TextKit space
JULIA_LOAD_PATH=$PWD:@stdlib succeeds "$JULIA" --startup-file=no \
  -e 'using Text; print(Text.greet("Julia"))'
equals "$(<output)" 'Hello, Julia!'

# Other errors
fails 1 "$PREBIND" package x --jll --url u --engine-sha256 "$engine"
make_small_crate outside
git -C outside init --quiet
fails 1 "$PREBIND" package outside --jll --url u --engine-sha256 "$engine" -o out
equals "$(<errors)" "error: the dependency \`prebind\` is not in the repository
 --> $PREBIND_SOURCE/rust/prebind
help: copy it into the repository, and name the copy in Cargo.toml"
fails 1 "$PREBIND" package outside --jll --url u --engine-sha256 12AB
equals "$(<errors)" "error: \`12AB\` is no SHA-256
help: copy that of $tarball from SHA256SUMS of the release: 64 digits, lowercase"
fails 2 "$PREBIND" package outside --jll --url u
says 'error: --jll requires --engine-sha256'
fails 2 "$PREBIND" package outside --jll --url u --engine-sha256 "$engine" --target x
says 'error: --target excludes --jll'
[[ ! -e out ]] || fail 'something was written'
