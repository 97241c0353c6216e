        kind === ERR &&
            return RustError(message, error_value(pointer + fieldoffset(Failure, 7), error_type))
