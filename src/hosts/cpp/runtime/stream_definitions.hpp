inline HOLE_next HOLE_type::next() { return next_async().get(); }
inline expected<HOLE_next, Failure> HOLE_type::try_next() { return next_async().try_get(); }
inline void HOLE_type::close() { detail::unwrap(try_close()); }
inline expected<void, Failure> HOLE_type::try_close() {
  if (prebind_handle_ == nullptr) return {};
  void *const status = glue::HOLE_release(prebind_handle_);
  if (detail::took(status)) prebind_handle_ = nullptr;
  return detail::result<void, detail::TextOnly>(status);
}
