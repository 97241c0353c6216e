# What a file for Yggdrasil uses of the package BinaryBuilder, to see what the file says: calls are
# kept, and nothing is built.
module BinaryBuilder

export GitSource, ArchiveSource, LibraryProduct, Dependency, build_tarballs
export supported_platforms, arch

GitSource(url, hash; unpack_target) = ("git", url, hash, unpack_target)
ArchiveSource(url, hash; unpack_target) = ("archive", url, hash, unpack_target)
LibraryProduct(names, variable) = (names, variable)
struct Dependency end

# Three that stay, and those that a recipe for Rust leaves out.
struct Platform
    arch::String
    os::Symbol
end
arch(platform) = platform.arch
Base.Sys.iswindows(platform::Platform) = platform.os === :windows
Base.Sys.isfreebsd(platform::Platform) = platform.os === :freebsd
supported_platforms() = [
    Platform("x86_64", :linux), Platform("aarch64", :macos), Platform("x86_64", :windows),
    Platform("riscv64", :linux), Platform("i686", :windows), Platform("aarch64", :freebsd)]

const CALL = Ref{Any}()
function build_tarballs(arguments, name, version, sources, script, platforms, products,
                        dependencies; options...)
    CALL[] = (name = name, version = version, sources = sources, script = script,
              platforms = platforms, products = products, dependencies = dependencies,
              options = Dict(options))
end

end
