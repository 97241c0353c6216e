#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hosts/host.h"

namespace prebind::hosts::cpp {

/// The files by which `find_package` finds a library, in its folder.
std::vector<std::string> cmake_file_names(std::string_view space);
std::vector<Companion> cmake_files(const RenderOptions& options);

}  // namespace prebind::hosts::cpp
