# fmt statically, for the same reason as libcrypto below; see cmake/fmt.cpp.
find_path(FMT_INCLUDE_DIR fmt/core.h REQUIRED)
file(STRINGS ${FMT_INCLUDE_DIR}/fmt/core.h fmt_version
     REGEX "#define FMT_VERSION 9[0-9][0-9][0-9][0-9]$")
if(fmt_version)
  add_library(fmt STATIC ${CMAKE_CURRENT_LIST_DIR}/fmt.cpp)
  add_library(fmt::fmt ALIAS fmt)
else()
  find_package(fmt REQUIRED)
endif()
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(Threads REQUIRED)

# libcrypto statically: the program starts in a millisecond, and loading the shared one costs
# another.
set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

# For tarballs; LLVM has it as well. Statically, as above.
set(ZLIB_USE_STATIC_LIBS ON)
find_package(ZLIB REQUIRED)

# LLVM's own CMake package describes its static libraries; only the ones named by a part are linked.
find_package(LLVM 19.1 REQUIRED CONFIG)

# What its package names for compressed sections and for the solver of its analyzers: the one is
# linked statically, as above, and nothing here has the other.
find_library(PREBIND_ZSTD libzstd.a)
get_target_property(llvm_needs LLVMSupport INTERFACE_LINK_LIBRARIES)
list(FILTER llvm_needs EXCLUDE REGEX "libz3")
if(PREBIND_ZSTD)
  list(TRANSFORM llvm_needs REPLACE "^zstd::libzstd_shared$" ${PREBIND_ZSTD})
endif()
set_property(TARGET LLVMSupport PROPERTY INTERFACE_LINK_LIBRARIES ${llvm_needs})

if(PREBIND_TESTS)
  find_package(GTest REQUIRED)
endif()

# Of settings; headers only.
find_path(TOMLPLUSPLUS_INCLUDE_DIR toml++/toml.h REQUIRED)

# Of the programs that talk to servers, and of nothing else.
if(PREBIND_REMOTE)
  find_package(PkgConfig REQUIRED)
  set(grpc_static "")
  if(PREBIND_CURL)
    set(grpc_static --static)
    add_library(prebind_curl INTERFACE)
    target_include_directories(prebind_curl SYSTEM BEFORE INTERFACE ${PREBIND_CURL}/include)
    target_link_libraries(prebind_curl INTERFACE ${PREBIND_CURL}/libcurl.a OpenSSL::SSL)
    add_library(PkgConfig::CURL ALIAS prebind_curl)
  else()
    pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
  endif()
  find_program(PREBIND_PROTOC protoc REQUIRED)
  find_library(PREBIND_PROTOBUF NAMES libprotobuf.a protobuf REQUIRED)
  # pkg_check_modules asks sixteen times, and for gRPC each answer takes a second.
  foreach(what IN ITEMS cflags libs)
    if(NOT DEFINED PREBIND_GRPC_${what})
      execute_process(COMMAND ${PKG_CONFIG_EXECUTABLE} ${grpc_static} --${what} grpc++
                      OUTPUT_VARIABLE flags COMMAND_ERROR_IS_FATAL ANY)
      separate_arguments(flags UNIX_COMMAND "${flags}")
      if(PREBIND_CURL)
        # The C library alone stays shared. These machines need no libatomic.
        list(FILTER flags EXCLUDE REGEX "^-latomic$|^-Wl,--(push|pop)-state")
        list(TRANSFORM flags REPLACE "^-l(.+)$" "-l:lib\\1.a")
        list(TRANSFORM flags REPLACE "^-l:lib(dl|m|rt|pthread).a$" "-l\\1")
      endif()
      set(PREBIND_GRPC_${what} "${flags}" CACHE INTERNAL "")
    endif()
  endforeach()
  find_program(PREBIND_GRPC_PLUGIN grpc_cpp_plugin REQUIRED)
endif()
