#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "assembler/assembler.h"

namespace prebind::assembler {

/// What goes between a Worker and its child: both are the same program, in the same memory layout,
/// so numbers are written as they are.

/// One text to assemble.
struct Job {
  std::string variant;
  Limits limits;
  std::string text;
};
std::string to_bytes(const Job& job);

using Outcome = tl::expected<Object, Diagnostics>;
std::string to_bytes(const Outcome& outcome);

/// False if the bytes are not whole: whoever wrote them has crashed while it did.
bool from_bytes(std::string_view bytes, Job& job);
bool from_bytes(std::string_view bytes, Outcome& outcome);

/// Sends or receives one message through a socket; false if the other side is gone. If the other
/// side accepts no more bytes, `wait` returns true once it does, or false to give up.
bool send_message(int socket, std::string_view message, const std::function<bool()>& wait);
bool receive_message(int socket, std::string& message);

}  // namespace prebind::assembler
