# Texts that the engine writes stand in files of their own language, with holes. Each becomes part
# of the program: a struct with a member for each hole, so that the compiler finds a hole that
# nothing fills, and what would fill none.

# prebind_templates(<part> FOLDER <folder> NAMESPACE <namespace> FILES <files>)
#
# Writes the header "<part>/<folder>/templates.h" from files in src/<part>/<folder>. A file
# `handle_type.jl` with holes becomes `struct HandleType`, one without `kHandleType`
# (see util/template.h).
function(prebind_templates part)
  cmake_parse_arguments(ARG "" "FOLDER;NAMESPACE" "FILES" ${ARGN})
  set(header "// Written by cmake/Templates.cmake from src/${part}/${ARG_FOLDER}.\n")
  string(APPEND header "#pragma once\n\n#include <string>\n#include <string_view>\n\n")
  string(APPEND header "#include \"util/template.h\"\n\n")
  string(APPEND header "namespace ${ARG_NAMESPACE} {\n")
  foreach(file IN LISTS ARG_FILES)
    set(path ${PROJECT_SOURCE_DIR}/src/${part}/${ARG_FOLDER}/${file})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(READ ${path} text)
    string(REGEX MATCHALL "HOLE_[a-z0-9_]+" holes "${text}")
    list(REMOVE_DUPLICATES holes)
    list(SORT holes)

    cmake_path(GET file STEM LAST_ONLY stem)
    string(REGEX MATCHALL "[A-Za-z0-9]+" words "${stem}")
    if(stem MATCHES "^[A-Z0-9]+$")  # README
      string(TOLOWER ${stem} words)
    endif()
    set(name "")
    foreach(word IN LISTS words)
      string(SUBSTRING ${word} 0 1 first)
      string(SUBSTRING ${word} 1 -1 others)
      string(TOUPPER ${first} first)
      string(APPEND name ${first}${others})
    endforeach()

    set(literal "R\"hole(${text})hole\"")
    if(holes STREQUAL "")
      string(APPEND header "\ninline constexpr std::string_view k${name} = ${literal};\n")
      continue()
    endif()
    set(members "")
    set(entries "")
    foreach(hole IN LISTS holes)
      string(REGEX REPLACE "^HOLE_" "" hole ${hole})
      string(APPEND members "  Hole ${hole};\n")
      string(APPEND entries "{\"${hole}\", ${hole}}, ")
    endforeach()
    string(APPEND header "\nstruct ${name} {\n${members}\n"
           "  std::string text() const { return fill(kPattern, {${entries}}); }\n\n"
           "  static constexpr std::string_view kPattern = ${literal};\n};\n")
  endforeach()
  string(APPEND header "\n}  // namespace ${ARG_NAMESPACE}\n")
  set(output ${PROJECT_BINARY_DIR}/generated/${part}/${ARG_FOLDER}/templates.h)
  if(EXISTS ${output})
    file(READ ${output} before)
  endif()
  if(NOT "${before}" STREQUAL "${header}")
    file(WRITE ${output} "${header}")
  endif()
endfunction()
