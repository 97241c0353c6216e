_prebind.is_gone(object::HOLE_type) = _prebind.is_gone(Base.getfield(object, :handle))
Base.getproperty(object::HOLE_type, name::Base.Symbol) = _prebind.refuse_property(object, name)
Base.setproperty!(object::HOLE_type, name::Base.Symbol, value) =
    _prebind.refuse_property(object, name)
Base.propertynames(object::HOLE_type, ::Base.Bool = false) = _prebind.property_names(object)
Base.show(io::Base.IO, object::HOLE_type) = _prebind.show_object(io, object)
Base.broadcastable(object::HOLE_type) = Base.Ref(object)
Base.deepcopy_internal(object::HOLE_type, ::Base.IdDict) = _prebind.refuse_copy(object)
