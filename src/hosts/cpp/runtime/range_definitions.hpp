inline HOLE_type::iterator HOLE_type::begin() { return iterator(this); }
inline HOLE_type::iterator HOLE_type::end() noexcept { return iterator(); }
