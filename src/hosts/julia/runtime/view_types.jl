
# What is read from may be written to by nobody, so it is no `DenseArray`: Julia's libraries write
# into any of these by its pointer.
mutable struct RustView{T} <: Base.AbstractVector{T}
    start::Base.Ptr{T}
    length::Base.Int
    task::Base.Task
    address::Base.Ptr{T}
    closed::Base.Threads.Atomic{Base.Int}
    holders::Base.Threads.Atomic{Base.Int}
    guard::Base.Ptr{Base.Cvoid}
    release::Base.Ptr{Base.Cvoid}
    function RustView{T}(
        address::Base.Ptr{T}, length::Base.Int, holders::Base.Threads.Atomic{Base.Int},
        guard::Base.Ptr{Base.Cvoid}, release::Base.Ptr{Base.Cvoid}) where {T}
        return new{T}(address, length, Base.current_task(), address,
            Base.Threads.Atomic{Base.Int}(0), holders, guard, release)
    end
end

mutable struct RustViewMut{T} <: Base.DenseVector{T}
    start::Base.Ptr{T}
    length::Base.Int
    task::Base.Task
    address::Base.Ptr{T}
    closed::Base.Threads.Atomic{Base.Int}
    holders::Base.Threads.Atomic{Base.Int}
    guard::Base.Ptr{Base.Cvoid}
    release::Base.Ptr{Base.Cvoid}
    function RustViewMut{T}(
        address::Base.Ptr{T}, length::Base.Int, holders::Base.Threads.Atomic{Base.Int},
        guard::Base.Ptr{Base.Cvoid}, release::Base.Ptr{Base.Cvoid}) where {T}
        return new{T}(address, length, Base.current_task(), address,
            Base.Threads.Atomic{Base.Int}(0), holders, guard, release)
    end
end
