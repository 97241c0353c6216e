#include "hosts/cpp/project_files.h"

#include "hosts/cpp/project/templates.h"
#include "util/quote.h"

namespace prebind::hosts::cpp {

std::map<std::string, std::string> project_files(const ProjectDescription& project) {
  const std::string& crate = project.crate;
  return {
      {"CMakeLists.txt",
       templates::CMakeLists{.crate = crate, .crate_path = project.crate_path, .name = project.name}
           .text()},
      {".gitignore", templates::Gitignore{.crate = crate, .crate_path = project.crate_path}.text()},
      {"src/main.cpp", templates::Main{.counter = project.counter, .crate = crate}.text()},
      {"tests/tests.cpp", templates::Tests{.counter = project.counter, .crate = crate}.text()},
  };
}

std::string crate_file(const std::string& crate, const std::string& crate_path,
                       const std::string& space) {
  return templates::Crate{.crate = crate, .crate_path = quote::cmake(crate_path), .space = space}
      .text();
}

}  // namespace prebind::hosts::cpp
