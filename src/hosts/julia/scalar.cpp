#include "hosts/julia/types.h"

namespace prebind::hosts::julia {

using model::TypeKind;

std::string_view scalar(TypeKind kind) {
  switch (kind) {
    case TypeKind::boolean:
      return "Base.Bool";
    case TypeKind::character:
      return "Base.UInt32";
    case TypeKind::i8:
      return "Base.Int8";
    case TypeKind::i16:
      return "Base.Int16";
    case TypeKind::i32:
      return "Base.Int32";
    case TypeKind::i64:
      return "Base.Int64";
    case TypeKind::isize:
      return "Base.Int";
    case TypeKind::u8:
      return "Base.UInt8";
    case TypeKind::u16:
      return "Base.UInt16";
    case TypeKind::u32:
      return "Base.UInt32";
    case TypeKind::u64:
      return "Base.UInt64";
    case TypeKind::usize:
      return "Base.UInt";
    case TypeKind::f32:
      return "Base.Float32";
    case TypeKind::f64:
      return "Base.Float64";
    case TypeKind::unit:
    case TypeKind::i128:
    case TypeKind::u128:
    case TypeKind::complex32:
    case TypeKind::complex64:
    case TypeKind::duration:
    case TypeKind::system_time:
    case TypeKind::chrono_date:
    case TypeKind::chrono_date_time:
    case TypeKind::chrono_utc:
    case TypeKind::jiff_date:
    case TypeKind::jiff_date_time:
    case TypeKind::jiff_timestamp:
    case TypeKind::str:
    case TypeKind::string:
    case TypeKind::boxed_str:
    case TypeKind::cow_str:
    case TypeKind::static_cow:
    case TypeKind::arc_str:
    case TypeKind::rc_str:
    case TypeKind::c_str:
    case TypeKind::c_string:
    case TypeKind::path:
    case TypeKind::path_buf:
    case TypeKind::os_str:
    case TypeKind::os_string:
    case TypeKind::pointer:
    case TypeKind::slice:
    case TypeKind::vector:
    case TypeKind::boxed_slice:
    case TypeKind::fixed_array:
    case TypeKind::strided:
    case TypeKind::deque:
    case TypeKind::hash_set:
    case TypeKind::btree_set:
    case TypeKind::hash_map:
    case TypeKind::btree_map:
    case TypeKind::index_set:
    case TypeKind::index_map:
    case TypeKind::tuple:
    case TypeKind::function:
    case TypeKind::option:
    case TypeKind::result:
    case TypeKind::named:
    case TypeKind::display:
    case TypeKind::opaque:
      return "";
  }
  return "";
}

}  // namespace prebind::hosts::julia
