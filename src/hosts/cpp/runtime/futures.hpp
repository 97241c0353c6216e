namespace detail {

// How a crate polls futures and drops them.
struct Polling {
  void (*launch)(void *future, void (*ready)(void *), void *data);
  void (*cancel)(void *future);
};

// Called once when a future is ready, or dropped.
struct Continuation {
  void (*call)(Continuation *);
  void (*drop)(Continuation *);
  bool owns_itself;
};

// Rust may be what calls this, and nothing may unwind it.
inline void go_on(Continuation *continuation) noexcept {
#if HOLE_macro_EXCEPTIONS
  try {
    continuation->call(continuation);
    return;
  } catch (const std::exception &error) {
    std::fprintf(stderr, "HOLE_space: the continuation of a future threw an exception: %s\n",
                 error.what());
  } catch (...) {
    std::fprintf(stderr, "HOLE_space: the continuation of a future threw an exception\n");
  }
  std::terminate();
#else
  continuation->call(continuation);
#endif
}

// Whether Rust is polling futures in this thread.
inline bool &polls_here() noexcept {
  thread_local bool polls = false;
  return polls;
}

// A future of Rust's that was not ready at once. Its lock is held neither while Rust runs nor while
// the program does.
class Pending {
 public:
  Pending(void *future, const Polling &polling) noexcept : future_(future), polling_(polling) {}

  static std::shared_ptr<Pending> launched(void *future, const Polling &polling) {
    auto pending = std::make_shared<Pending>(future, polling);
    pending->rusts_ = pending;
    polling.launch(future, &Pending::told, pending.get());
    return pending;
  }

  bool is_done() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return is_over();
  }
  bool is_taken() {
    const std::lock_guard<std::mutex> lock(mutex_);
    return stage_ == Stage::taken;
  }

  // False if this thread cannot wait for it.
  bool wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!is_over() && polls_here()) return false;
    changed_.wait(lock, [this] { return is_over(); });
    return true;
  }
  template <typename Clock, typename Duration>
  bool wait_until(const std::chrono::time_point<Clock, Duration> &time) {
    std::unique_lock<std::mutex> lock(mutex_);
    return changed_.wait_until(lock, time, [this] { return is_over(); });
  }

  template <typename T>
  expected<T, Failure> take(expected<T, Failure> (*finish)(void *)) {
    if (!wait()) return refuse_waiting();
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (stage_ == Stage::cancelled) {
        return Failure(FailureKind::cancelled, "the future was cancelled");
      }
      if (stage_ == Stage::taken) return refuse_taken();
      stage_ = Stage::taken;
    }
    return finish(future_);
  }

  // Whether it will be called. False if the future is ready.
  bool go_on_with(Continuation *continuation) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (is_over()) return false;
      if (continuation_ == nullptr) {
        continuation_ = continuation;
        return true;
      }
    }
    refused("this Future already has a continuation").raise();
  }

  // Drops Rust's future, unless it is ready. Who waits for it hears of that.
  static bool cancel(const std::shared_ptr<Pending> pending) noexcept {
    std::unique_lock<std::mutex> lock(pending->mutex_);
    pending->await_drop(lock);
    if (pending->stage_ != Stage::running) return false;
    pending->drop(lock);
    pending->end(lock);
    return true;
  }

  // For the destructor of its Future.
  void release() noexcept {
    std::unique_lock<std::mutex> lock(mutex_);
    await_drop(lock);
    Continuation *const never_called = std::exchange(continuation_, nullptr);
    const bool is_taken = stage_ == Stage::taken;
    if (stage_ == Stage::running || stage_ == Stage::ready) drop(lock);
    if (never_called != nullptr) {
      lock.unlock();
      never_called->drop(never_called);
      lock.lock();
    }
    if (is_taken) return;
    changed_.wait(lock, [this] {
      return caller_ == std::thread::id() || caller_ == std::this_thread::get_id();
    });
  }

  static Failure refuse_waiting() {
    return refused(
        "this thread polls futures of Rust, so it cannot wait for one: `co_await` it, "
        "or resume elsewhere");
  }
  static Failure refuse_taken() {
    return refused("this Future is empty: it was moved from, or its value was taken");
  }

 private:
  enum class Stage : std::uint8_t {
    running,
    dropping,
    ready,
    cancelled,
    taken,
  };

  // By Rust, once: when the future is ready or dropped.
  static void told(void *data) noexcept {
    const std::shared_ptr<Pending> pending = std::move(static_cast<Pending *>(data)->rusts_);
    std::unique_lock<std::mutex> lock(pending->mutex_);
    if (pending->stage_ != Stage::running) return;
    pending->stage_ = Stage::ready;
    const bool polled = std::exchange(polls_here(), true);
    pending->end(lock);
    polls_here() = polled;
  }

  bool is_over() const noexcept { return stage_ != Stage::running && stage_ != Stage::dropping; }

  void await_drop(std::unique_lock<std::mutex> &lock) noexcept {
    changed_.wait(lock, [this] { return stage_ != Stage::dropping; });
  }

  void drop(std::unique_lock<std::mutex> &lock) noexcept {
    stage_ = Stage::dropping;
    lock.unlock();
    polling_.cancel(future_);
    lock.lock();
    stage_ = Stage::cancelled;
    changed_.notify_all();
  }

  // Calls what goes on. A coroutine may end meanwhile, with the Future that it waited for.
  void end(std::unique_lock<std::mutex> &lock) noexcept {
    Continuation *const continuation = std::exchange(continuation_, nullptr);
    const bool is_function = continuation != nullptr && continuation->owns_itself;
    if (is_function) caller_ = std::this_thread::get_id();
    changed_.notify_all();
    lock.unlock();
    if (continuation != nullptr) go_on(continuation);
    if (!is_function) return;
    lock.lock();
    caller_ = std::thread::id();
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  Stage stage_ = Stage::running;
  Continuation *continuation_ = nullptr;
  std::thread::id caller_;  // of a function that goes on
  std::shared_ptr<Pending> rusts_;
  void *const future_;
  const Polling &polling_;
};

template <typename Function>
struct Calling : Continuation {
  explicit Calling(Function &&own)
      : Continuation{&Calling::run, &Calling::end, true}, function(std::move(own)) {}
  explicit Calling(const Function &own)
      : Continuation{&Calling::run, &Calling::end, true}, function(own) {}

  static void run(Continuation *self) {
    const std::unique_ptr<Calling> calling(static_cast<Calling *>(self));
    calling->function();
  }
  static void end(Continuation *self) { delete static_cast<Calling *>(self); }

  Function function;
};

// Cancels a future when a stop token says so.
template <typename StopToken>
class Stopping;

template <typename Awaited, typename Post>
class Resuming;

struct Futures;

}  // namespace detail

/// What an `async` function of Rust has begun. It runs by itself. The value is there once, by `get`,
/// `try_get` or `co_await`. Its destructor drops Rust's future before it returns.
///
/// One thread at a time may use a Future, but `cancel` is for any thread, while another waits too.
template <typename T>
class [[nodiscard]] Future {
 public:
  using value_type = T;

  Future() noexcept = default;
  /// One that is ready.
  Future(expected<T, Failure> result) : result_(std::move(result)) {}
  Future(Failure failure) : result_(std::move(failure)) {}
  Future(Future &&other) noexcept { take(other); }
  Future &operator=(Future &&other) noexcept {
    if (this != &other) {
      release();
      take(other);
    }
    return *this;
  }
  ~Future() { release(); }

  /// Whether `get` can give a value, now or later: not after a move, nor after the value was taken.
  [[nodiscard]] bool valid() const noexcept {
    return pending_ == nullptr ? result_.has_value() : !pending_->is_taken();
  }

  /// Whether `get` would return at once.
  [[nodiscard]] bool ready() const noexcept { return pending_ == nullptr || pending_->is_done(); }

  /// Waits for it, and returns what the function returned, or throws its failure:
  /// `Cancelled` if it was cancelled.
  T get() { return detail::unwrap(try_get()); }

  /// As `get`, but it returns what that throws.
  [[nodiscard]] expected<T, Failure> try_get() {
    if (pending_ != nullptr) return pending_->take(finish_);
    if (!result_) return detail::Pending::refuse_taken();
    expected<T, Failure> result = std::move(*result_);
    result_.reset();
    return result;
  }

  /// As `get` and `try_get`. If a stop is requested meanwhile, the future is cancelled. The token is
  /// a `std::stop_token` of C++20.
  template <typename StopToken>
  T get(StopToken stop) {
    return detail::unwrap(try_get(std::move(stop)));
  }
  template <typename StopToken>
  [[nodiscard]] expected<T, Failure> try_get(StopToken stop) {
    const detail::Stopping<StopToken> stopping(std::move(stop), pending_);
    return try_get();
  }

  void wait() const {
    if (pending_ != nullptr && !pending_->wait()) detail::Pending::refuse_waiting().raise();
  }
  template <typename Rep, typename Period>
  std::future_status wait_for(const std::chrono::duration<Rep, Period> &time) const {
    return wait_until(std::chrono::steady_clock::now() + time);
  }
  template <typename Clock, typename Duration>
  std::future_status wait_until(const std::chrono::time_point<Clock, Duration> &time) const {
    const bool is_ready = pending_ == nullptr || pending_->wait_until(time);
    return is_ready ? std::future_status::ready : std::future_status::timeout;
  }

  /// Drops Rust's future before it returns; a thread that waits gets `Cancelled`. Returns false if
  /// the future was ready or cancelled before, and does nothing.
  bool cancel() noexcept { return pending_ != nullptr && detail::Pending::cancel(pending_); }

  /// Cancels it, as long as it is not ready, when a stop of a `std::stop_token` is requested.
  template <typename StopToken>
  Future &cancel_on(StopToken stop) & {
    if (pending_ != nullptr) {
      stopping_ = std::make_shared<detail::Stopping<StopToken>>(std::move(stop), pending_);
    }
    return *this;
  }
  template <typename StopToken>
  Future &&cancel_on(StopToken stop) && {
    return std::move(cancel_on(std::move(stop)));
  }

  /// Calls the function once, when the future is ready or cancelled: at once, or in the thread that
  /// polls it, which must not wait for anything. There, an exception ends the program. The
  /// destructor waits for it to return, unless the function took the value.
  template <typename Function>
  void on_ready(Function &&function) {
    using Calling = detail::Calling<std::decay_t<Function>>;
    auto calling = std::make_unique<Calling>(std::forward<Function>(function));
    const std::shared_ptr<detail::Pending> pending = pending_;
    if (pending != nullptr && pending->go_on_with(calling.get())) {
      static_cast<void>(calling.release());
    } else {
      calling->function();
    }
  }

  /// For `co_await`: resumes the coroutine by `post(coroutine)`, which may call `coroutine()` in any
  /// thread. Without it, a coroutine resumes in the thread that polls the future. If it is ready,
  /// the coroutine does not suspend.
  template <typename Post>
  [[nodiscard]] detail::Resuming<T, Post> resume_on(Post post) {
    return detail::Resuming<T, Post>(*this, std::move(post));
  }

 private:
  friend struct detail::Futures;

  Future(std::shared_ptr<detail::Pending> pending, expected<T, Failure> (*finish)(void *)) noexcept
      : pending_(std::move(pending)), finish_(finish) {}

  void take(Future &other) noexcept {
    result_ = std::move(other.result_);
    other.result_.reset();
    pending_ = std::move(other.pending_);
    stopping_ = std::move(other.stopping_);
    finish_ = other.finish_;
  }
  void release() noexcept {
    result_.reset();
    stopping_.reset();
    if (const auto pending = std::move(pending_)) pending->release();
  }

  std::optional<expected<T, Failure>> result_;
  std::shared_ptr<detail::Pending> pending_;
  std::shared_ptr<void> stopping_;
  expected<T, Failure> (*finish_)(void *) = nullptr;
};

namespace detail {

struct Futures {
  static constexpr std::uint32_t kPending = 6;

  static bool is_pending(const void *status) noexcept {
    return status != nullptr && !is_none(status) &&
           static_cast<const RawFailure *>(status)->kind == kPending;
  }

  // What a call of an `async` function came to, or will.
  template <typename T, typename E, typename Returned>
  static Future<T> begun(const Returned &returned, const Polling &polling,
                         expected<T, Failure> (*finish)(void *)) {
    void *const status = status_of(returned);
    if (!is_pending(status)) return result<T, E>(returned);
    const std::unique_ptr<RawFailure, FailureRelease> raw(static_cast<RawFailure *>(status));
    void *const future = reinterpret_cast<void *>(static_cast<std::uintptr_t>(raw->value[0]));
    return Future<T>(Pending::launched(future, polling), finish);
  }

  template <typename T>
  static std::shared_ptr<Pending> pending(const Future<T> &future) noexcept {
    return future.pending_;
  }
};

#if defined(__cpp_lib_jthread)
template <>
class Stopping<std::stop_token> {
 public:
  Stopping(std::stop_token stop, std::shared_ptr<Pending> pending)
      : callback_(std::move(stop), Cancel{std::move(pending)}) {}

 private:
  struct Cancel {
    std::shared_ptr<Pending> pending;
    void operator()() const noexcept {
      if (pending != nullptr) Pending::cancel(pending);
    }
  };

  std::stop_callback<Cancel> callback_;
};
#endif

#if defined(__cpp_lib_coroutine)
struct ResumeHere {
  void operator()(std::coroutine_handle<> coroutine) const { coroutine.resume(); }
};

// A coroutine that waits for a future: it lies in the coroutine's frame.
template <typename T, typename Post>
class Resuming : Continuation {
 public:
  Resuming(Future<T> &future, Post post)
      : Continuation{&Resuming::resume, [](Continuation *) {}, false},
        future_(future),
        post_(std::move(post)) {}
  Resuming(const Resuming &) = delete;
  Resuming &operator=(const Resuming &) = delete;

  [[nodiscard]] bool await_ready() const noexcept { return future_.ready(); }
  bool await_suspend(std::coroutine_handle<> coroutine) {
    coroutine_ = coroutine;
    // The coroutine may have ended when this returns.
    const std::shared_ptr<Pending> pending = Futures::pending(future_);
    return pending->go_on_with(this);
  }
  T await_resume() { return future_.get(); }

 private:
  static void resume(Continuation *self) {
    const auto resuming = static_cast<Resuming *>(self);
    const std::coroutine_handle<> coroutine = resuming->coroutine_;
    Post post = std::move(resuming->post_);
    post(coroutine);
  }

  Future<T> &future_;
  Post post_;
  std::coroutine_handle<> coroutine_;
};
#endif

}  // namespace detail

#if defined(__cpp_lib_coroutine)
/// Waits for it without a thread. The coroutine resumes in the thread that polls the future, or goes
/// on at once if it is ready.
template <typename T>
detail::Resuming<T, detail::ResumeHere> operator co_await(Future<T> &future) {
  return detail::Resuming<T, detail::ResumeHere>(future, detail::ResumeHere());
}
template <typename T>
detail::Resuming<T, detail::ResumeHere> operator co_await(Future<T> &&future) {
  return detail::Resuming<T, detail::ResumeHere>(future, detail::ResumeHere());
}
#endif
