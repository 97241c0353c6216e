Base.print(io::Base.IO, self::HOLE_type) = _prebind.display_on(io, self)
Base.show(io::Base.IO, self::HOLE_type) = _prebind.display_on(io, self)
