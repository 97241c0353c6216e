#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "hosts/cpp/types.h"
#include "model/library.h"

namespace prebind::hosts::cpp {

/// The template arguments by which C++ asks for one instance of a generic function:
/// `square_sum<double>`.
using TemplateArguments = std::map<const model::Function*, std::vector<std::string>>;

/// Of those functions that are instances: the types in which the arguments of the instances differ,
/// in the order of the arguments. They are found by the functions' addresses.
TemplateArguments template_arguments(std::span<const model::Function> functions,
                                     const TypeNames& names);

}  // namespace prebind::hosts::cpp
