# Builds the Rust crate HOLE_crate as the Julia package HOLE_jll. The place of this file
# is HOLE_folder/build_tarballs.jl in Yggdrasil.
using BinaryBuilder

name = HOLE_name_literal
version = vHOLE_version_literal

sources = [
    GitSource(
        HOLE_url_literal,
        HOLE_commit_literal;
        unpack_target = "source"),
    # The program that the attributes of the crate start: it runs where the crate is compiled, and
    # is not part of what is made.
    ArchiveSource(
        HOLE_engine_url_literal,
        HOLE_engine_sha256_literal;
        unpack_target = "engine"),
]

script = raw"""
cd ${WORKSPACE}/srcdir/source/*/
# Without this, there are no shared libraries for musl.
if [[ "${target}" == *-musl* ]]; then
    export RUSTFLAGS="-C target-feature=-crt-static"
fi
${WORKSPACE}/srcdir/engine/*/bin/prebind build HOLE_crate_path --target "${rust_target}" \
    -o ${WORKSPACE}/Bindings.jl --lib-dir "${libdir}"HOLE_options
install_license HOLE_licences
"""

# Rust is not there for all platforms.
platforms = supported_platforms()
filter!(p -> arch(p) != "riscv64", platforms)
filter!(p -> !(Sys.iswindows(p) && arch(p) == "i686"), platforms)
filter!(p -> !(Sys.isfreebsd(p) && arch(p) == "aarch64"), platforms)

products = [
    LibraryProduct([HOLE_library_literal, HOLE_library_on_windows_literal], :HOLE_product),
]

dependencies = Dependency[]

build_tarballs(ARGS, name, version, sources, script, platforms, products, dependencies;
               compilers = [:c, :rust], julia_compat = "1.6")
