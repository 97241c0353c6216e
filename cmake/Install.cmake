# What `cmake --install` puts where: the program, the library with its header, and the sources that
# a user's own crate or package refers to.
include(GNUInstallDirs)

install(TARGETS prebind RUNTIME)
if(PREBIND_REMOTE)
  set(remote_programs prebind-remote)
  if(TARGET prebind-remote-grpc)
    list(APPEND remote_programs prebind-remote-grpc)
  endif()
  install(TARGETS ${remote_programs} RUNTIME
          DESTINATION ${CMAKE_INSTALL_LIBEXECDIR}/prebind)
  install(FILES third_party/remote-apis/LICENSE
          DESTINATION ${CMAKE_INSTALL_DOCDIR}/licences RENAME remote-apis)
endif()
if(TARGET libprebind)
  install(TARGETS libprebind LIBRARY PUBLIC_HEADER)
endif()
foreach(folder IN ITEMS rust/prebind rust/prebind-build julia/Prebind)
  cmake_path(GET folder PARENT_PATH language)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder}
          DESTINATION ${CMAKE_INSTALL_DATADIR}/prebind/${language}
          PATTERN target EXCLUDE
          PATTERN tests EXCLUDE
          PATTERN Artifacts.toml EXCLUDE
          PATTERN Manifest.toml EXCLUDE)
endforeach()

# The licences of what is linked in, where Debian's packages have them. The packages of another
# machine are unpacked into a folder (scripts/dist/sysroot.sh).
set(linked_in llvm-19-dev:LLVM libssl-dev:OpenSSL zlib1g-dev:zlib libzstd-dev:zstd libfmt-dev:fmt
              libcli11-dev:CLI11 nlohmann-json3-dev:nlohmann-json libtomlplusplus-dev:tomlplusplus
              libexpected-dev:expected gcc-12-base:GCC libc6:glibc)
if(PREBIND_CURL)
  list(APPEND linked_in libcurl4-openssl-dev:curl libgrpc-dev:gRPC libprotobuf-dev:protobuf
                        libabsl-dev:abseil libc-ares-dev:c-ares libre2-dev:re2)
endif()
foreach(package IN LISTS linked_in)
  string(REPLACE ":" ";" package ${package})
  list(POP_FRONT package name)
  install(FILES ${CMAKE_FIND_ROOT_PATH}/usr/share/doc/${name}/copyright
          DESTINATION ${CMAKE_INSTALL_DOCDIR}/licences
          RENAME ${package} OPTIONAL)
endforeach()
install(FILES README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT
        DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The program writes its manual pages and completions itself, before they are installed. One for
# another machine can only run here in an emulator.
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
  message(STATUS "Manual pages and completions: skipped, no emulator can run the program")
else()
  set(own_texts ${PROJECT_BINARY_DIR}/share)
  list(JOIN CMAKE_CROSSCOMPILING_EMULATOR " " emulator)
  install(CODE "
    execute_process(COMMAND ${emulator} $<TARGET_FILE:prebind> manual \"${own_texts}/man/man1\"
                    COMMAND_ERROR_IS_FATAL ANY)
    set(shells bash fish zsh)
    set(files bash-completion/completions/prebind fish/vendor_completions.d/prebind.fish
        zsh/site-functions/_prebind)
    foreach(shell file IN ZIP_LISTS shells files)
      cmake_path(GET file PARENT_PATH folder)
      file(MAKE_DIRECTORY \"${own_texts}/\${folder}\")
      execute_process(COMMAND ${emulator} $<TARGET_FILE:prebind> completions \${shell}
                      OUTPUT_FILE \"${own_texts}/\${file}\" COMMAND_ERROR_IS_FATAL ANY)
    endforeach()")
  install(DIRECTORY ${own_texts}/ DESTINATION ${CMAKE_INSTALL_DATADIR})
endif()
