inline constexpr detail::Polling HOLE_polling = {
    [](void *future, void (*ready)(void *), void *data) {
      HOLE_launch_with(future, ready, data);
    },
    [](void *future) { HOLE_cancel(future); }};
