# What `cmake --install` puts where: the program, the library with its header, and the sources that
# a user's own crate or package refers to.
include(GNUInstallDirs)

install(TARGETS prebind RUNTIME)
if(TARGET libprebind)
  install(TARGETS libprebind LIBRARY PUBLIC_HEADER)
endif()
foreach(folder IN ITEMS rust/prebind rust/prebind-build julia/Prebind)
  cmake_path(GET folder PARENT_PATH language)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/prebind/${language}
          PATTERN target EXCLUDE
          PATTERN tests EXCLUDE
          PATTERN Manifest.toml EXCLUDE)
endforeach()
install(FILES README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
