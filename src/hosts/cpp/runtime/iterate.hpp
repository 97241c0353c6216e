namespace detail {

// What an iterator of Rust yields, as an input iterator.
template <typename Owner, typename Item>
class Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Item;
  using difference_type = std::ptrdiff_t;
  using pointer = Item *;
  using reference = Item &;

  Iterator() noexcept = default;
  explicit Iterator(Owner *owner) : owner_(owner) { ++*this; }

  Item &operator*() const noexcept { return *item_; }
  Item *operator->() const noexcept { return item_.get(); }
  Iterator &operator++() {
    std::optional<Item> next = owner_->next();
    item_ = next ? std::make_shared<Item>(std::move(*next)) : nullptr;
    return *this;
  }
  void operator++(int) { ++*this; }

  friend bool operator==(const Iterator &left, const Iterator &right) noexcept {
    return left.item_ == right.item_;
  }
  friend bool operator!=(const Iterator &left, const Iterator &right) noexcept {
    return left.item_ != right.item_;
  }

 private:
  Owner *owner_ = nullptr;
  std::shared_ptr<Item> item_;
};

}  // namespace detail
