#include "abi/failure.h"

#include "abi/layout.h"

namespace prebind::abi {

std::string_view meaning_of(Failure failure) {
  switch (failure) {
    case Failure::panic:
      return "Rust panicked";
    case Failure::error:
      return "the function returned `Err`";
    case Failure::refused:
      return "an argument was refused: bad UTF-8, no character, no member";
    case Failure::callback:
      return "a function of the host failed";
    case Failure::pending:
      return "a future is not ready yet, see \"Futures\"";
    case Failure::borrowed:
      break;
  }
  return "an object is in use by another call, or belongs to another thread";
}

const std::string_view kFailureStruct = R"c(struct Failure {
  uint32_t kind;
  uint32_t reserved;
  const uint8_t *message;
  size_t message_length;
  const uint8_t *place;
  size_t place_length;
  uint64_t value[2];
  const uint8_t *causes;
  size_t causes_length;
};
)c";

bool has_value(const model::Type& error, const model::NamedType* named) {
  if (model::is_scalar(error.kind)) return true;
  if (named == nullptr) return false;
  return named->shape == model::Shape::tagged || words_of(*named) <= kFailureWords;
}

}  // namespace prebind::abi
