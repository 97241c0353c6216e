  struct NameHOLE_number {
    template <typename F, typename... Arguments>
    auto operator()(F &object, Arguments &&...arguments) const
        -> decltype(HOLE_call) {
      return HOLE_call;
    }
  };
  using MethodHOLE_number =
      Method<NameHOLE_number, HOLE_number, HOLE_is_changing, HOLE_is_provided, HOLE_types>;
