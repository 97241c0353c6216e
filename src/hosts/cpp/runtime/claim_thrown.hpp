  if (failure.kind() == FailureKind::panic && raw->place_length == 0) {
    std::exception_ptr thrown = Inside::claim(failure.message());
    if (thrown != nullptr) Access::set_thrown(failure, std::move(thrown));
  }
