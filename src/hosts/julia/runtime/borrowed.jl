        failure.kind == BORROWED && return BorrowError(message)
