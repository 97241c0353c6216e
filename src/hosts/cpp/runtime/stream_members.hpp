
  /// Waits for the next item; nothing at the end.
  HOLE_next next();
  /// As `next`, but it returns what that throws.
  expected<HOLE_next, Failure> try_next();

  /// Drops the stream, which cannot be used any more. It must not be in use by `next_async`.
  void close();
  /// As `close`, but it returns what that throws.
  expected<void, Failure> try_close();

