        kind === BORROWED && return BorrowError(message)
