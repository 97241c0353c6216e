/// Text of C, that ends with a NUL: what a function borrows as `&CStr`. It refers to the text.
class cstring_view {
 public:
  cstring_view(const char *text) noexcept : text_(text) {}
  cstring_view(const std::string &text) noexcept : text_(text) {}

  [[nodiscard]] const char *data() const noexcept { return text_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }

 private:
  std::string_view text_;
};
