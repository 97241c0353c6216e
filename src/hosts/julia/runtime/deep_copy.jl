Base.deepcopy_internal(self::HOLE_type, known::Base.IdDict) = _prebind.deep_copied(self, known)
