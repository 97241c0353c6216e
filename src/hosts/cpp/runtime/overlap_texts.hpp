inline bool overlap(const Bytes &written, const text_list &texts) noexcept {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const text_list::Entry &text = texts.data()[i];
    if (overlap(written, Bytes{reinterpret_cast<std::uintptr_t>(text.address), text.length})) {
      return true;
    }
  }
  return false;
}
inline bool overlap(const Bytes &written, const std::optional<text_list> &texts) noexcept {
  return texts && overlap(written, *texts);
}
template <typename Texts>
bool overlap(const Bytes &written, const Texts *texts) noexcept {
  return texts != nullptr && overlap(written, *texts);
}
