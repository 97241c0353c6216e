namespace detail {

template <typename Stream, typename = void>
inline constexpr bool reads = false;
template <typename Stream>
inline constexpr bool reads<Stream, std::void_t<decltype(&Stream::read)>> = true;
template <typename Stream, typename = void>
inline constexpr bool writes = false;
template <typename Stream>
inline constexpr bool writes<Stream, std::void_t<decltype(&Stream::write)>> = true;
template <typename Stream, typename = void>
inline constexpr bool seeks = false;
template <typename Stream>
inline constexpr bool seeks<Stream, std::void_t<decltype(&Stream::seek)>> = true;
// What waits has futures of `fill` and `flush`.
template <typename Stream, typename = void>
inline constexpr bool waits_to_read = false;
template <typename Stream>
inline constexpr bool waits_to_read<Stream, std::void_t<decltype(&Stream::fill)>> = true;
template <typename Stream, typename = void>
inline constexpr bool waits_to_write = false;
template <typename Stream>
inline constexpr bool waits_to_write<
    Stream, std::void_t<decltype(std::declval<Stream &>().flush(std::uint8_t{}))>> = true;

}  // namespace detail

/// A reader or writer of Rust's for streams of the standard library:
///
///     StreamBuffer buffer(reader);
///     std::istream input(&buffer);
///
/// It holds a reference, so the reader has to outlive it. It reads 64 KiB at once, and keeps nothing
/// of what is written. What Rust returns as an `Err` sets the `badbit` of the stream, and comes out
/// of a stream that has that bit in `exceptions`.
template <typename Stream>
class StreamBuffer : public std::streambuf {
 public:
  explicit StreamBuffer(Stream &stream) noexcept : stream_(&stream) {}

 protected:
  int_type underflow() override {
    if constexpr (detail::reads<Stream>) {
      if (gptr() != egptr()) return traits_type::to_int_type(*gptr());
      bytes_.resize(std::size_t{1} << 16);
      std::size_t count = stream_->read(bytes());
      if constexpr (detail::waits_to_read<Stream>) {
        while (count == 0 && stream_->fill().get() != 0) count = stream_->read(bytes());
      }
      char *const start = reinterpret_cast<char *>(bytes_.data());
      setg(start, start, start + count);
      if (count != 0) return traits_type::to_int_type(*start);
    }
    return traits_type::eof();
  }

  std::streamsize xsputn(const char *from, std::streamsize count) override {
    std::streamsize done = 0;
    if constexpr (detail::writes<Stream>) {
      forget_unread();
      const auto *const all = reinterpret_cast<const std::uint8_t *>(from);
      while (done < count) {
        const std::size_t part =
            stream_->write({all + done, static_cast<std::size_t>(count - done)});
        if (part == 0) break;
        done += static_cast<std::streamsize>(part);
      }
      if constexpr (detail::waits_to_write<Stream>) stream_->flush(0).get();
    }
    return done;
  }

  int_type overflow(int_type byte) override {
    if (traits_type::eq_int_type(byte, traits_type::eof())) return traits_type::not_eof(byte);
    const char one = traits_type::to_char_type(byte);
    return xsputn(&one, 1) == 1 ? byte : traits_type::eof();
  }

  int sync() override {
    if constexpr (detail::waits_to_write<Stream>) {
      stream_->flush(1).get();
    } else if constexpr (detail::writes<Stream>) {
      stream_->flush();
    }
    return 0;
  }

  pos_type seekoff(off_type offset, std::ios_base::seekdir from,
                   std::ios_base::openmode) override {
    if constexpr (detail::seeks<Stream>) {
      forget_unread();
      std::uint8_t start = from == std::ios_base::end ? 2 : 0;
      if (from == std::ios_base::cur) start = 1;
      return static_cast<off_type>(stream_->seek(start, offset));
    }
    return off_type(-1);
  }

  pos_type seekpos(pos_type position, std::ios_base::openmode which) override {
    return seekoff(off_type(position), std::ios_base::beg, which);
  }

 private:
  span<std::uint8_t> bytes() noexcept { return {bytes_.data(), bytes_.size()}; }

  // Rust's position is behind what was not read yet.
  void forget_unread() {
    if constexpr (detail::seeks<Stream>) {
      if (gptr() != egptr()) stream_->seek(1, gptr() - egptr());
      setg(nullptr, nullptr, nullptr);
    }
  }

  Stream *stream_;
  std::vector<std::uint8_t> bytes_;
};
