# Made by Prebind HOLE_version. Do not edit it: changes are lost.
#
# HOLE_space::HOLE_space  the header and the library, linked
# HOLE_space::header  the header alone: the program calls HOLE_space::load

if(TARGET HOLE_space::HOLE_space)
  return()
endif()

# Futures wait for threads.
include(CMakeFindDependencyMacro)
find_dependency(Threads)

get_filename_component(_prebind_libraries "${CMAKE_CURRENT_LIST_DIR}/../.." REALPATH)
get_filename_component(_prebind_headers "${_prebind_libraries}/HOLE_headers" REALPATH)

add_library(HOLE_space::HOLE_space SHARED IMPORTED)
set_target_properties(HOLE_space::HOLE_space PROPERTIES
  IMPORTED_LOCATION "${_prebind_libraries}/HOLE_library"
  IMPORTED_NO_SONAME TRUE
  INTERFACE_COMPILE_FEATURES cxx_std_17
  INTERFACE_INCLUDE_DIRECTORIES "${_prebind_headers}"
  INTERFACE_LINK_LIBRARIES Threads::Threads)
if(WIN32)
  set_target_properties(HOLE_space::HOLE_space PROPERTIES
    IMPORTED_IMPLIB "${_prebind_libraries}/HOLE_library.lib")
endif()

add_library(HOLE_space::header INTERFACE IMPORTED)
set_target_properties(HOLE_space::header PROPERTIES
  INTERFACE_COMPILE_DEFINITIONS HOLE_macro_LOAD_AT_RUN_TIME
  INTERFACE_COMPILE_FEATURES cxx_std_17
  INTERFACE_INCLUDE_DIRECTORIES "${_prebind_headers}"
  INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS};Threads::Threads")

set(HOLE_variable "${_prebind_libraries}/HOLE_library")
unset(_prebind_libraries)
unset(_prebind_headers)
