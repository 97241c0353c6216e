        kind === ERR && return error_of(
            message, causes_of(failure), pointer + fieldoffset(Failure, 7), error_type)
