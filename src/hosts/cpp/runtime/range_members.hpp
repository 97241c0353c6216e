  using iterator = detail::Iterator<HOLE_type, HOLE_item>;
  /// What is left, as a range of input iterators: it is used up by that.
  iterator begin();
  iterator end() noexcept;
