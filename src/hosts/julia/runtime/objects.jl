@document "BorrowError" """
    BorrowError

Thrown when a Rust value is passed to a function that changes or takes it while another call uses
it, in another thread or further up, and when it is passed to any function while another call
changes it.
"""

@document "RustObject" """
    RustObject

The supertype of all handles to Rust values. The value is released when its handle is garbage
collected, or at once by `finalize(object)`; using the handle after that throws an `ArgumentError`.
"""

# Instances of a generic struct have their own.
type_name(object) = nameof(typeof(object))

# Handles. What a handle's type is constructed from is a type that only generated code makes, so
# that no constructor of the Rust side is in its way and none is called by accident.
struct Handle
    pointer::Ptr{UInt8}
    global handle_at(word::UInt64) = new(Ptr{UInt8}(word % UInt))
end

error_value(address, ::Type{T}) where {T<:RustObject} =
    T(handle_at(unsafe_load(Ptr{UInt64}(address))))

Base.showerror(io::IO, error::BorrowError) = print(io, "BorrowError: ", error.message)

# A handle points at a word that counts who uses the value, and at the value behind it. Once that is
# gone the word is this; the handle stays until Julia has collected all that refers to it.
const GONE = typemin(Int)

is_gone(object::RustObject) = is_gone(getfield(object, :handle))
is_gone(pointer::Ptr) = pointer === Ptr{UInt8}(0) || unsafe_load(Ptr{Int}(pointer)) === GONE

@inline function handle(object)
    pointer = getfield(object, :handle)
    is_gone(pointer) && refuse_gone(object)
    return pointer
end
handle(::Nothing) = Ptr{UInt8}(0)

@noinline refuse_gone(object) = throw(ArgumentError(
    "this $(type_name(object)) is gone: it was finalized, given to a Rust function that " *
    "takes it by value, or made by another process"))

@noinline refuse_same(object) = throw(ArgumentError(
    "the same $(type_name(object)) is passed twice to a Rust function that changes or " *
    "takes it"))
refuse_same(::Nothing) = nothing

function releaser end

function release(object)
    pointer = getfield(object, :handle)
    pointer === Ptr{UInt8}(0) && return nothing
HOLE_enter    status = ccall(getfield(releaser(object), :pointer), UInt, (Ptr{UInt8},), pointer)
HOLE_leave    if status !== OK && getfield(unsafe_load(Ptr{Failure}(status)), :kind) === BORROWED
        # A call further up uses it. Later, then: `finalize` has taken the finalizer away.
        failure_of(status)
        # What `finalizer` does; but inference does not know what a function gives that for itself.
        ccall(:jl_gc_add_finalizer, Cvoid, (Any, Any), object, release)
HOLE_allow_borrowed        return nothing
    end
    setfield!(object, :handle, Ptr{UInt8}(0))
HOLE_allow    status === OK || fail(status)
    return nothing
end

# A shared object has an address, which all handles to it have in their second word.
function shared_address(object::RustObject)
    pointer = getfield(object, :handle)
    return is_gone(pointer) ? UInt(0) : unsafe_load(Ptr{UInt}(pointer), 2)
end

function Base.:(==)(object::RustObject, other::RustObject)
    object === other && return true
    address = shared_address(object)
    return address !== UInt(0) && address === shared_address(other)
end

function Base.hash(object::RustObject, seed::UInt)
    address = shared_address(object)
    return hash(address === UInt(0) ? objectid(object) : address, seed)
end

# One method of Base for all types: those of its functions are compared when a package is loaded.
function property_names end
Base.propertynames(object::RustObject, ::Bool = false) = property_names(object)

@inline Base.getproperty(object::RustObject, name::Symbol) = getter(Val(name), object)

@inline function Base.setproperty!(object::RustObject, name::Symbol, value)
    setter(Val(name), object, value)
    return value
end

getter(::Val{name}, object) where {name} = refuse_property(object, name)
setter(::Val{name}, object, value) where {name} = refuse_property(object, name)

@noinline refuse_write(object, name) =
    error("property ", name, " of ", type_name(object), " is read-only: Rust borrows it")

@noinline function refuse_property(object, name)
    isdefined(Core, :FieldError) && throw(Core.FieldError(typeof(object), name))
    error("type ", type_name(object), " has no field ", name)
end

# What implementations of traits are made of. A released handle can be shown all the same. Not every
# library has methods of these.
function display_text end
function hashed end
function advance end

is_gone(object) = false

function display_on(text::F, io::IO, object) where {F}
    is_gone(object) && return print(io, type_name(object), "(released)")
    return print(io, text(object))
end

deep_copied(object::T, known) where {T} = get!(() -> copy(object), known, object)::T

function iterated(next::F, iterator) where {F}
    item = next(iterator)
    return item === nothing ? nothing : (item, nothing)
end

# The items are options themselves.
function iterated_options(next::F, iterator) where {F}
    item = next(iterator)
    return item === nothing ? nothing : (something(item), nothing)
end

function close_now(object)
    finalize(object)
    is_gone(object) || throw(BorrowError(
        "this $(type_name(object)) is in use by a call that has not returned yet"))
    return nothing
end

Base.show(io::IO, object::RustObject) = show_object(io, object)
function show_object(io, object)
    print(io, type_name(object), "(")
    if is_gone(object)
        print(io, "released")
    else
        show_properties(io, object, "", propertynames(object)...)
    end
    print(io, ")")
end

# Inference knows each name here, and so what its property is; in a loop it would know of none.
show_properties(io, object, separator) = nothing
@inline function show_properties(io, object, separator, name, names...)
    print(io, separator, name, " = ")
    show_property(io, getproperty(object, name))
    show_properties(io, object, ", ", names...)
end

# Julia shows an unsigned number as its bits; here it is a quantity.
show_property(io, value) = show(io, value)
show_property(io, value::Unsigned) = print(io, value)

# A handle is one thing for broadcasting, and a bitwise copy of it would be released twice.
Base.broadcastable(object::RustObject) = Ref(object)
Base.deepcopy_internal(object::RustObject, ::IdDict) = refuse_copy(object)
@noinline refuse_copy(object) = throw(ArgumentError(
    "a $(type_name(object)) cannot be copied: it lives in Rust"))

