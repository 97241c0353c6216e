_prebind.setter(::Base.Val{HOLE_symbol}, object::HOLE_type, value) =
    _prebind.refuse_write(object, HOLE_symbol)
