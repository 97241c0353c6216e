# How every part of the engine is built: one library for each folder of src/, one test executable
# beside it.

add_library(prebind_options INTERFACE)
target_compile_options(prebind_options INTERFACE -Wall -Wextra -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  if(CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees an overlapping copy in `"text" + string` (GCC bug 105651, mended in 13).
    target_compile_options(prebind_options INTERFACE -Wno-restrict)
  endif()
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # libstdc++ 12's std::stable_sort uses what it deprecates itself.
  target_compile_options(prebind_options INTERFACE -Wno-deprecated-declarations)
endif()
target_include_directories(prebind_options INTERFACE ${PROJECT_SOURCE_DIR}/src
                                                     ${PROJECT_BINARY_DIR}/generated)
target_compile_definitions(prebind_options INTERFACE PREBIND_VERSION="${PROJECT_VERSION}")
if(PREBIND_SANITIZE)
  target_compile_options(prebind_options INTERFACE
    -fsanitize=${PREBIND_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # GCC and Clang have no common way to ask.
  target_compile_definitions(prebind_options INTERFACE PREBIND_IS_SANITIZED)
  if(PREBIND_SANITIZE MATCHES address)
    target_compile_definitions(prebind_options INTERFACE PREBIND_HAS_LEAK_SANITIZER)
  endif()
  if(PREBIND_SANITIZE MATCHES undefined)
    # A third of the time to compile, for what AddressSanitizer reports too, and for casts to types
    # that need an alignment, of which there are none. The check of vptr opens a pipe, and tests use
    # up all files and refuse all writing.
    target_compile_options(prebind_options INTERFACE -fno-sanitize=null,alignment,vptr)
  endif()
  target_link_options(prebind_options INTERFACE -fsanitize=${PREBIND_SANITIZE})
endif()

if(PREBIND_GLIBC)
  target_link_options(prebind_options INTERFACE -B${PREBIND_GLIBC}/ -Wl,-s)
endif()

# prebind_library(<folder> SOURCES <files> [DEPENDS <folders>] [LIBRARIES <imported targets>])
function(prebind_library folder)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(prebind_${folder} STATIC ${ARG_SOURCES})
  list(TRANSFORM ARG_DEPENDS PREPEND prebind_ OUTPUT_VARIABLE parts)
  target_link_libraries(prebind_${folder} PUBLIC prebind_options ${parts} ${ARG_LIBRARIES})
endfunction()

# Builds the unit tests and what they need, without the program.
add_custom_target(unit_tests)
# The parts whose functions are called from several threads: under ThreadSanitizer the others have
# nothing to show.
set(PREBIND_THREADED_PARTS util fingerprint cargo expand assembler store capi)

# prebind_test(<folder> SOURCES <files> [DEPENDS <folders>]): the unit tests of a folder as the
# ctest <folder>_test
function(prebind_test folder)
  if(NOT PREBIND_TESTS OR NOT PREBIND_UNIT_TESTS OR
     (PREBIND_SANITIZE STREQUAL thread AND NOT folder IN_LIST PREBIND_THREADED_PARTS))
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${folder}_test ${ARG_SOURCES})
  list(TRANSFORM ARG_DEPENDS PREPEND prebind_ OUTPUT_VARIABLE parts)
  target_link_libraries(${folder}_test PRIVATE prebind_${folder} ${parts} GTest::gmock_main)
  add_test(NAME ${folder}_test COMMAND ${folder}_test)
  set_tests_properties(${folder}_test PROPERTIES LABELS unit)
  add_dependencies(unit_tests ${folder}_test)
endfunction()
