# The Rust crate `HOLE_crate`, by `prebind add`. Include this file in CMakeLists.txt, and link with
# HOLE_space::HOLE_space. It is yours to change.

# Builds the crate and writes its header, if anything in it has changed.
find_program(PREBIND prebind REQUIRED)
set(_prebind_folder "${CMAKE_CURRENT_BINARY_DIR}/prebind/HOLE_space")
set(_prebind_build
  "${PREBIND}" build HOLE_crate_path --lang cpp --module HOLE_space
  -o "${_prebind_folder}/include/HOLE_space.hpp" --lib-dir "${_prebind_folder}/lib")
execute_process(COMMAND ${_prebind_build} WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}/.."
                COMMAND_ERROR_IS_FATAL ANY)
add_custom_target(bindings_HOLE_space ALL COMMAND ${_prebind_build}
                  WORKING_DIRECTORY "${CMAKE_CURRENT_LIST_DIR}/.." VERBATIM)

find_package(HOLE_space CONFIG REQUIRED PATHS "${_prebind_folder}" NO_DEFAULT_PATH)
# What links with the library is compiled after it is built.
add_dependencies(HOLE_space::HOLE_space bindings_HOLE_space)
add_dependencies(HOLE_space::header bindings_HOLE_space)
unset(_prebind_build)
unset(_prebind_folder)
