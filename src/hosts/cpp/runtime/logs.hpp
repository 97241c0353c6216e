/// How much a record matters, and what is the least that a logger gets.
enum class LogLevel : std::uint8_t {
  off,
  error,
  warn,
  info,
  debug,
  trace
};

/// A key of a record and its value.
struct LogValue {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// What Rust logs. Its text is Rust's, and gone when the logger returns.
struct LogRecord {
  LogLevel level;
  std::string_view target;  ///< the Rust module, if the crate names nothing else
  std::string_view file;    ///< of Rust; empty: unknown
  std::uint32_t line;       ///< in the file; 0: unknown
  std::string_view message;
  std::vector<LogValue> values;
};

namespace detail {

// As the logger in Rust has them.
struct LogText {
  const char *bytes;
  std::size_t length;
  operator std::string_view() const noexcept { return {bytes, length}; }
};
struct LogPair {
  LogText key, text;
  std::uint64_t bits;
  std::uint8_t kind;
};
struct LoggedRecord {
  LogText target, file, message;
  const LogPair *pairs;
  std::size_t pair_count;
  std::uint32_t line;
  std::uint8_t level;
};

inline LogValue value_of(const LogPair &pair) {
  LogValue out{pair.key, {}};
  if (pair.kind == 1) {
    out.value = static_cast<std::int64_t>(pair.bits);
  } else if (pair.kind == 2) {
    double number = 0;
    std::memcpy(&number, &pair.bits, sizeof(number));
    out.value = number;
  } else if (pair.kind == 3) {
    out.value = pair.bits != 0;
  } else {
    out.value = std::string_view(pair.text);
  }
  return out;
}

struct LogTarget {
  using Logger = std::function<void(const LogRecord &)>;
  std::mutex mutex;  // held while the logger is exchanged or found, not while it runs
  std::shared_ptr<const Logger> logger;
};

// Threads of Rust's may log when the program has ended its own objects.
inline LogTarget &log_target() {
  static auto *const target = new LogTarget();
  return *target;
}

// Rust calls it, in the thread that logs.
inline void log(const LoggedRecord *logged) noexcept {
  std::shared_ptr<const LogTarget::Logger> logger;
  {
    LogTarget &target = log_target();
    const std::lock_guard<std::mutex> lock(target.mutex);
    logger = target.logger;
  }
  if (logger == nullptr) return;
#if HOLE_macro_EXCEPTIONS
  try {
#endif
    LogRecord record{LogLevel(logged->level), logged->target,  logged->file,
                     logged->line,            logged->message, {}};
    record.values.reserve(logged->pair_count);
    for (std::size_t i = 0; i < logged->pair_count; ++i) {
      record.values.push_back(value_of(logged->pairs[i]));
    }
    (*logger)(record);
#if HOLE_macro_EXCEPTIONS
  } catch (const std::exception &exception) {
    std::fprintf(stderr, "HOLE_space: the logger threw: %s\n", exception.what());
  } catch (...) {
    std::fprintf(stderr, "HOLE_space: the logger threw something that is not a std::exception\n");
  }
#endif
}

// Tells each crate, and returns whether one of them has this logger.
inline bool log_from(LogLevel least, const void *call) {
  const auto level = static_cast<std::uint8_t>(least);
  const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(call));
  bool is_heard = false;
HOLE_calls
  return is_heard;
}

}  // namespace detail

/// What Rust logs from now on, down to `least`, goes to the logger: any callable for a
/// `const LogRecord &`. It runs in the thread that logs, in several at once, and without a lock of
/// Prebind's. It may set another logger. What it makes Rust log comes to it as well. What it throws
/// is printed to `stderr`. An empty `std::function` ends that.
///
/// Returns whether the crate has this logger: false if something has set another one for `log`,
/// which then gets all.
[[nodiscard]] inline bool set_logger(LogLevel least,
                                     std::function<void(const LogRecord &)> logger) {
  std::shared_ptr<const detail::LogTarget::Logger> other;
  if (logger == nullptr) {
    least = LogLevel::off;
  } else {
    other = std::make_shared<const detail::LogTarget::Logger>(std::move(logger));
  }
  {
    detail::LogTarget &target = detail::log_target();
    const std::lock_guard<std::mutex> lock(target.mutex);
    target.logger.swap(other);
  }
  void (*const call)(const detail::LoggedRecord *) noexcept = &detail::log;
  return detail::log_from(least, reinterpret_cast<const void *>(call));
}

/// What is below this level costs a load in Rust, and nothing else. The logger stays. Returns what
/// `set_logger` returns.
inline bool set_log_level(LogLevel least) { return detail::log_from(least, nullptr); }
