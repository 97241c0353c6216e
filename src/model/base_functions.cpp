#include "model/base_functions.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "util/edit_distance.h"

namespace prebind::model {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// What `names(Base)` has as functions in Julia 1.5.3, 1.10 and 1.12 alike, without those that are
// built in, which take no methods. In ASCII order, for the binary search.
constexpr std::string_view kFunctions[] = {
    // clang-format off
    "!", "!=", "&", "*", "+", "-", "/", "//", "<", "<<", "<=", "==", ">", ">=", ">>", ">>>", "\\",
    "^", "abs", "abs2", "abspath", "accumulate", "accumulate!", "acos", "acosd", "acosh", "acot",
    "acotd", "acoth", "acsc", "acscd", "acsch", "adjoint", "all", "all!", "allunique", "angle",
    "any", "any!", "append!", "argmax", "argmin", "ascii", "asec", "asecd", "asech", "asin",
    "asind", "asinh", "asyncmap", "asyncmap!", "atan", "atand", "atanh", "atexit", "atreplinit",
    "axes", "backtrace", "basename", "big", "bind", "binomial", "bitreverse", "bitrotate",
    "bitstring", "broadcast", "broadcast!", "bswap", "bytes2hex", "bytesavailable", "cat",
    "catch_backtrace", "cbrt", "cd", "ceil", "checkbounds", "checkindex", "chmod", "chomp", "chop",
    "chown", "circcopy!", "circshift", "circshift!", "cis", "clamp", "clamp!", "cld", "close",
    "cmp", "coalesce", "code_lowered", "code_typed", "codepoint", "codeunit", "codeunits",
    "collect", "complex", "conj", "conj!", "contains", "convert", "copy", "copy!", "copysign",
    "copyto!", "cos", "cosc", "cosd", "cosh", "cospi", "cot", "cotd", "coth", "count", "count!",
    "count_ones", "count_zeros", "countlines", "cp", "csc", "cscd", "csch", "ctime", "cumprod",
    "cumprod!", "cumsum", "cumsum!", "current_task", "deepcopy", "deg2rad", "delete!", "deleteat!",
    "denominator", "detach", "diff", "digits", "digits!", "dirname", "disable_sigint", "display",
    "displayable", "displaysize", "div", "divrem", "download", "dropdims", "dump", "eachcol",
    "eachindex", "eachline", "eachmatch", "eachrow", "eachslice", "eltype", "empty", "empty!",
    "endswith", "enumerate", "eof", "eps", "error", "esc", "escape_string", "evalfile", "evalpoly",
    "exit", "exp", "exp10", "exp2", "expanduser", "expm1", "exponent", "extrema", "factorial",
    "falses", "fd", "fdio", "fetch", "fieldcount", "fieldname", "fieldnames", "fieldoffset",
    "fieldtypes", "filemode", "filesize", "fill", "fill!", "filter", "filter!", "finalize",
    "finalizer", "findall", "findfirst", "findlast", "findmax", "findmax!", "findmin", "findmin!",
    "findnext", "findprev", "first", "firstindex", "fld", "fld1", "fldmod", "fldmod1", "flipsign",
    "float", "floatmax", "floatmin", "floor", "flush", "fma", "foldl", "foldr", "foreach", "frexp",
    "fullname", "functionloc", "gcd", "gcdx", "gensym", "get", "get!", "get_zero_subnormals",
    "gethostname", "getindex", "getkey", "getpid", "getproperty", "gperm", "hasfield", "hash",
    "haskey", "hasmethod", "hasproperty", "hcat", "hex2bytes", "hex2bytes!", "homedir", "htol",
    "hton", "hvcat", "hypot", "identity", "ignorestatus", "imag", "in", "include_dependency",
    "include_string", "indexin", "insert!", "instances", "intersect", "intersect!", "inv", "invmod",
    "invperm", "invpermute!", "isabspath", "isabstracttype", "isapprox", "isascii", "isassigned",
    "isbits", "isbitstype", "isblockdev", "ischardev", "iscntrl", "isconcretetype", "isconst",
    "isdigit", "isdir", "isdirpath", "isdisjoint", "isdispatchtuple", "isempty", "isequal",
    "iseven", "isfifo", "isfile", "isfinite", "isimmutable", "isinf", "isinteger", "isinteractive",
    "isless", "isletter", "islink", "islocked", "islowercase", "ismarked", "ismissing", "ismount",
    "ismutable", "isnan", "isnothing", "isnumeric", "isodd", "isone", "isopen", "ispath", "isperm",
    "ispow2", "isprimitivetype", "isprint", "ispunct", "isqrt", "isreadable", "isreadonly",
    "isready", "isreal", "issetequal", "issetgid", "issetuid", "issocket", "issorted", "isspace",
    "issticky", "isstructtype", "issubnormal", "issubset", "istaskdone", "istaskfailed",
    "istaskstarted", "istextmime", "isuppercase", "isvalid", "iswritable", "isxdigit", "iszero",
    "iterate", "join", "joinpath", "keys", "keytype", "kill", "kron", "last", "lastindex", "lcm",
    "ldexp", "leading_ones", "leading_zeros", "length", "lock", "log", "log10", "log1p", "log2",
    "lowercase", "lowercasefirst", "lpad", "lstat", "lstrip", "ltoh", "macroexpand", "map", "map!",
    "mapfoldl", "mapfoldr", "mapreduce", "mapslices", "mark", "match", "max", "maximum", "maximum!",
    "maxintfloat", "merge", "merge!", "mergewith", "mergewith!", "methods", "min", "minimum",
    "minimum!", "minmax", "mkdir", "mkpath", "mktemp", "mktempdir", "mod", "mod1", "mod2pi", "modf",
    "mtime", "muladd", "mv", "nameof", "names", "ncodeunits", "ndigits", "ndims", "nextfloat",
    "nextind", "nextpow", "nextprod", "nonmissingtype", "normpath", "notify", "ntoh", "ntuple",
    "numerator", "objectid", "occursin", "oftype", "one", "ones", "oneunit", "only", "open",
    "operm", "pairs", "parent", "parentindices", "parentmodule", "parse", "partialsort",
    "partialsort!", "partialsortperm", "partialsortperm!", "pathof", "peek", "permute!",
    "permutedims", "permutedims!", "pipeline", "pkgdir", "pointer", "pointer_from_objref", "pop!",
    "popat!", "popdisplay", "popfirst!", "position", "powermod", "precision", "precompile",
    "prepend!", "prevfloat", "prevind", "prevpow", "print", "println", "printstyled",
    "process_exited", "process_running", "prod", "prod!", "promote", "promote_rule",
    "promote_shape", "promote_type", "propertynames", "push!", "pushdisplay", "pushfirst!", "put!",
    "pwd", "rad2deg", "rand", "randn", "range", "rationalize", "read", "read!", "readavailable",
    "readbytes!", "readchomp", "readdir", "readline", "readlines", "readlink", "readuntil", "real",
    "realpath", "redirect_stderr", "redirect_stdin", "redirect_stdout", "redisplay", "reduce",
    "reenable_sigint", "reim", "reinterpret", "relpath", "rem", "rem2pi", "repeat", "replace",
    "replace!", "repr", "reset", "reshape", "resize!", "rethrow", "retry", "reverse", "reverse!",
    "reverseind", "rm", "rot180", "rotl90", "rotr90", "round", "rounding", "rpad", "rsplit",
    "rstrip", "run", "schedule", "searchsorted", "searchsortedfirst", "searchsortedlast", "sec",
    "secd", "sech", "seek", "seekend", "seekstart", "selectdim", "set_zero_subnormals", "setdiff",
    "setdiff!", "setenv", "setindex!", "setprecision", "setproperty!", "setrounding", "show",
    "showable", "showerror", "sign", "signbit", "signed", "significand", "similar", "sin", "sinc",
    "sincos", "sincosd", "sind", "sinh", "sinpi", "size", "sizehint!", "sizeof", "skip",
    "skipchars", "skipmissing", "sleep", "something", "sort", "sort!", "sortperm", "sortperm!",
    "sortslices", "splice!", "split", "splitdir", "splitdrive", "splitext", "splitpath", "sprint",
    "sqrt", "stacktrace", "startswith", "stat", "step", "stride", "strides", "string", "strip",
    "success", "sum", "sum!", "summary", "supertype", "symdiff", "symdiff!", "symlink",
    "systemerror", "take!", "tan", "tand", "tanh", "task_local_storage", "tempdir", "tempname",
    "textwidth", "thisind", "time", "time_ns", "timedwait", "titlecase", "to_indices", "touch",
    "trailing_ones", "trailing_zeros", "transcode", "transpose", "trues", "trunc", "truncate",
    "trylock", "tryparse", "typeintersect", "typejoin", "typemax", "typemin", "unescape_string",
    "union", "union!", "unique", "unique!", "unlock", "unmark", "unsafe_copyto!", "unsafe_load",
    "unsafe_pointer_to_objref", "unsafe_read", "unsafe_store!", "unsafe_string", "unsafe_trunc",
    "unsafe_wrap", "unsafe_write", "unsigned", "uperm", "uppercase", "uppercasefirst", "valtype",
    "values", "vcat", "vec", "view", "wait", "walkdir", "which", "widemul", "widen", "withenv",
    "write", "xor", "yield", "yieldto", "zero", "zeros", "zip", "|", "|>", "~",
    // clang-format on
};

static_assert(std::is_sorted(std::begin(kFunctions), std::end(kFunctions)));

// Other names of the same functions.
constexpr Pair kAliases[] = {{"%", "rem"},  {"÷", "div"},       {"∈", "in"},    {"√", "sqrt"},
                             {"∛", "cbrt"}, {"∩", "intersect"}, {"∪", "union"}, {"≈", "isapprox"},
                             {"≠", "!="},   {"≤", "<="},        {"≥", ">="},    {"⊆", "issubset"},
                             {"⊻", "xor"}};

constexpr std::string_view kField =
    "make the field `pub`: Julia reads and sets it as a property of the object";
constexpr std::string_view kDisplay = "write `#[julia] impl Display` for the type";
constexpr std::string_view kDrop = "write `impl Drop` for the type: Julia drops it with its object";
constexpr Pair kInstead[] = {
    {"convert", "write `#[julia] impl From`: Julia converts by that"},
    {"deepcopy", "write `#[julia] impl Clone` for the type"},
    {"display", kDisplay},
    {"finalize", kDrop},
    {"finalizer", kDrop},
    {"getproperty", kField},
    {"hash", "write `#[julia] impl Hash` for the type"},
    {"iterate", "write `#[julia] impl Iterator` for a type that is the iterator"},
    {"print", kDisplay},
    {"propertynames", kField},
    {"setproperty!", kField},
    {"show", kDisplay},
};

std::optional<std::string_view> second_of(std::string_view first, const auto& pairs) {
  const auto* const found = std::ranges::find(pairs, first, &Pair::first);
  if (found == std::end(pairs)) return std::nullopt;
  return found->second;
}

}  // namespace

std::optional<std::string_view> base_function(std::string_view name) {
  if (const auto own = second_of(name, kAliases)) return own;
  const auto* const found = std::lower_bound(std::begin(kFunctions), std::end(kFunctions), name);
  if (found == std::end(kFunctions) || *found != name) return std::nullopt;
  return *found;
}

std::optional<std::string_view> instead_of_base_function(std::string_view name) {
  return second_of(name, kInstead);
}

std::optional<std::string_view> nearest_base_function(std::string_view name) {
  return nearest(name, kFunctions);
}

}  // namespace prebind::model
