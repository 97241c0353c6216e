template <typename T>
struct IsPlain<std::complex<T>> : std::true_type {};
