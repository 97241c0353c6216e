  /// A future was cancelled.
  cancelled = 100,
