Base.print(io::Base.IO, self::HOLE_type) = _prebind.display_on(_prebind.display_text, io, self)
Base.show(io::Base.IO, self::HOLE_type) = _prebind.display_on(_prebind.display_text, io, self)
