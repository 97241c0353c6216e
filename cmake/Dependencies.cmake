find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(Threads REQUIRED)

# libcrypto statically: the program starts in a millisecond, and loading the shared one costs another.
set(OPENSSL_USE_STATIC_LIBS ON)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

# LLVM's own CMake package describes its static libraries; only the ones named by a part are linked.
find_package(LLVM 19.1 REQUIRED CONFIG)

if(PREBIND_TESTS)
  find_package(GTest REQUIRED)
endif()
