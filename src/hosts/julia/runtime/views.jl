
# Views. Rust's memory is let go when the guard is released, so nobody may read it then. To say "I
# read" each time would cost more than to read. So a view belongs to one task, and that task alone
# closes it: what it reads, it has read by then. Once a task has ended, its views belong to the next
# one that uses them. Others may read a `RustView` at the price of saying so, or `open` one of their
# own. The guard is released when all are closed.
const AnyView{T} = Union{RustView{T},RustViewMut{T}}

@document "RustView" """
    RustView{T} <: AbstractVector{T}

Elements of an object of Rust's, where they lie. While the view is open the object is borrowed: what
would change it throws a `BorrowError`. `close(view)` ends that, and so does garbage collection.

A view belongs to the task that made it. Another task can read elements; to do more, or to read
fast, it opens a view of its own: `open(view) do own … end`.
"""

@document "RustViewMut" """
    RustViewMut{T} <: DenseVector{T}

Elements of an object of Rust's, where they lie, which can be changed. While the view is open, each
other use of the object throws a `BorrowError`. `close(view)` ends that, and so does garbage
collection. Only the task that made the view can use it.
"""

# What Rust returns.
struct Seen
    start::Ptr{Cvoid}
    length::UInt
    guard::Ptr{Cvoid}
    release::Ptr{Cvoid}
    global made(::Type{Seen}) = new()
end

viewed(::Type{V}, seen::Seen) where {V<:AnyView} = view_of(
    V, getfield(seen, :start), getfield(seen, :length) % Int, Threads.Atomic{Int}(1),
    getfield(seen, :guard), getfield(seen, :release))

function view_of(::Type{V}, start, length, holders, guard, release) where {T,V<:AnyView{T}}
    view = V(Ptr{T}(start), length, holders, guard, release)
    finalizer(let_go, view)
    return view
end

function let_go(view::AnyView)
    Threads.atomic_xchg!(getfield(view, :closed), 1) === 0 || return nothing
    setfield!(view, :start, typeof(getfield(view, :start))(0))
    leave(view)
    return nothing
end

# Whether the memory is there, and stays until the caller leaves.
function enter(view)
    holders = getfield(view, :holders)
    while true
        count = holders[]
        (count === 0 || !isopen(view)) && return false
        Threads.atomic_cas!(holders, count, count + 1) === count && return true
    end
end

function leave(view)
    Threads.atomic_sub!(getfield(view, :holders), 1) === 1 || return nothing
    ccall(getfield(view, :release), Cvoid, (Ptr{Cvoid},), getfield(view, :guard))
    return nothing
end

const ADOPTION = Threads.SpinLock()

@inline is_mine(view) = getfield(view, :task) === current_task() || is_adopted(view)

@noinline function is_adopted(view)
    istaskdone(getfield(view, :task)) || return false
    lock(ADOPTION)
    istaskdone(getfield(view, :task)) && setfield!(view, :task, current_task())
    unlock(ADOPTION)
    return getfield(view, :task) === current_task()
end

# Where the first element is, for the task that the view belongs to.
@inline function start_of(view)
    is_mine(view) || refuse_task(view)
    return start_of_mine(view)
end

@inline function start_of_mine(view)
    start = getfield(view, :start)
    start === typeof(start)(0) && refuse_closed(view)
    return start
end

@noinline refuse_closed(view) =
    throw(ArgumentError("this $(nameof(typeof(view))) is closed, or was made by another process"))

@noinline refuse_task(view::RustView) = throw(BorrowError(
    "this RustView belongs to another task, which has not ended: " *
    "`open(view) do own … end` gives this task one of its own"))
@noinline refuse_task(view::RustViewMut) = throw(BorrowError(
    "this RustViewMut belongs to another task, which has not ended"))

Base.isopen(view::AnyView) =
    getfield(view, :closed)[] === 0 && UInt(getfield(view, :address)) !== UInt(0)

function Base.close(view::AnyView)
    isopen(view) || return nothing
    is_mine(view) || refuse_task(view)
    return let_go(view)
end

function Base.open(view::RustView)
    enter(view) || refuse_closed(view)
    return view_of(typeof(view), getfield(view, :address), length(view), getfield(view, :holders),
        getfield(view, :guard), getfield(view, :release))
end

Base.size(view::AnyView) = (getfield(view, :length),)
Base.length(view::AnyView) = getfield(view, :length)
Base.IndexStyle(::Type{<:AnyView}) = IndexLinear()
Base.elsize(::Type{<:AnyView{T}}) where {T} = sizeof(T)
Base.strides(::AnyView) = (1,)
Base.unsafe_convert(::Type{Ptr{T}}, view::AnyView{T}) where {T} = start_of(view)
Base.dataids(view::AnyView) = (UInt(getfield(view, :address)),)

@inline function Base.getindex(view::RustView, i::Int)
    @boundscheck checkbounds(view, i)
    getfield(view, :task) === current_task() || return read_elsewhere(view, i)
    GC.@preserve view return unsafe_load(start_of_mine(view), i)
end

@noinline function read_elsewhere(view, i)
    if is_adopted(view)
        GC.@preserve view return unsafe_load(start_of_mine(view), i)
    end
    enter(view) || refuse_closed(view)
    element = unsafe_load(getfield(view, :address), i)
    leave(view)
    return element
end

@inline function Base.getindex(view::RustViewMut, i::Int)
    @boundscheck checkbounds(view, i)
    GC.@preserve view return unsafe_load(start_of(view), i)
end

@inline function Base.setindex!(view::RustViewMut{T}, value, i::Int) where {T}
    @boundscheck checkbounds(view, i)
    element = convert(T, value)::T
    GC.@preserve view unsafe_store!(start_of(view), element, i)
    return view
end

# All at once, which `copy`, `collect` and `Vector` come down to.
function Base.copyto!(to::Array{T}, view::AnyView{T}) where {T}
    length(view) <= length(to) || throw(BoundsError(to, length(view)))
    is_mine(view) || return invoke(copyto!, Tuple{AbstractArray,AbstractArray}, to, view)
    GC.@preserve to view unsafe_copyto!(pointer(to), start_of(view), length(view))
    return to
end

Base.deepcopy_internal(view::AnyView, ::IdDict) = throw(ArgumentError(
    "a $(nameof(typeof(view))) cannot be copied with what it borrows: " *
    "`copy(view)` makes a Vector of its elements"))

function Base.show(io::IO, kind::MIME"text/plain", view::AnyView)
    isopen(view) && return invoke(show, Tuple{IO,MIME"text/plain",AbstractArray}, io, kind, view)
    print(io, typeof(view), "(closed)")
    return nothing
end

function Base.show(io::IO, view::AnyView)
    isopen(view) && return invoke(show, Tuple{IO,AbstractArray}, io, view)
    print(io, typeof(view), "(closed)")
    return nothing
end

# Rust looks at them, and at parts in one piece, where they lie.
lies_together(::RustView) = true
lies_together(::Base.FastContiguousSubArray{<:Any,1,<:RustView}) = true
constant(::RustView) = "a RustView"
