
# Readers and writers of Rust's. What is here is enough for Julia's own methods for `IO`; some of
# those go byte by byte, and have a faster one beside them.
abstract type ByteStream <: IO end

# What was read from Rust and by nobody in Julia: the bytes from `next` on, up to `last`.
mutable struct Unread
    bytes::Vector{UInt8}
    next::Int
    last::Int
    Unread() = new(UInt8[], 1, 0)
end

const READ_AT_ONCE = 1 << 16

# Types that can read, write or seek have methods of their own.
reads(::ByteStream) = false
writes(::ByteStream) = false
seeks(::ByteStream) = false
function receive end
function send end
function seek_from end
fill_up(::ByteStream) = 0
function drain end
drain(io::ByteStream, how) = how === 0x00 ? nothing : drain(io)

@noinline refuse_use(io, what) =
    throw(ArgumentError("a $(type_name(io)) cannot be $what: Rust's has no method for that"))

check_reads(io) = reads(io) || refuse_use(io, "read")
check_writes(io) = writes(io) || refuse_use(io, "written")
check_seeks(io) = seeks(io) || refuse_use(io, "moved to another position")

unread(io::ByteStream) = getfield(io, :unread)::Unread
unread_count(io) = getfield(unread(io), :last) - getfield(unread(io), :next) + 1

# Room behind the bytes that are there.
function make_room(own::Unread)
    count = own.last - own.next + 1
    length(own.bytes) - own.last >= READ_AT_ONCE >> 1 && count > 0 && return nothing
    count > 0 && own.next > 1 && copyto!(own.bytes, 1, own.bytes, own.next, count)
    own.next = 1
    own.last = count
    length(own.bytes) - count >= READ_AT_ONCE >> 1 && return nothing
    resize!(own.bytes, max(READ_AT_ONCE, 2 * length(own.bytes)))
    return nothing
end

# More bytes behind those that are there. Whether there are any. Another task can use the buffer
# while this one waits, so no pointer lasts that long.
function receive_more(io::ByteStream)
    own = unread(io)
    while true
        make_room(own)
        bytes = own.bytes
        first = own.last + 1
        count = GC.@preserve bytes receive_at(io, pointer(bytes, first), length(bytes) - own.last)
        if count > 0
            own.last += count
            return true
        end
        fill_up(io)::Int === 0 && return false
    end
end

receive_at(io, to::Ptr{UInt8}, most::Int) = receive(io, unsafe_wrap(Array, to, most))::Int

# Whether there are bytes; where not, Rust is asked.
refill(io::ByteStream) = unread_count(io) > 0 || receive_more(io)

# The memory behind `done` bytes of what is read into, where there is as much as `room`.
place(to::Ptr{UInt8}, done::Int, room::Int) = to + done
function place(bytes::Vector{UInt8}, done::Int, room::Int)
    checkbounds(bytes, done + 1:done + room)
    return pointer(bytes, done + 1)
end

# Moves up to `room` of the bytes that are there.
function take_unread(io::ByteStream, to, done::Int, room::Int)
    own = unread(io)
    count = min(own.last - own.next + 1, room)
    bytes = own.bytes
    checkbounds(bytes, own.next:own.next + count - 1)
    GC.@preserve bytes to unsafe_copyto!(place(to, done, count), pointer(bytes, own.next), count)
    own.next += count
    return count
end

# Up to `room` bytes, at least one but at the end. Many of them come without the buffer.
function read_some(io::ByteStream, to, done::Int, room::Int)
    unread_count(io) > 0 && return take_unread(io, to, done, room)
    room < READ_AT_ONCE && return refill(io) ? take_unread(io, to, done, room) : 0
    while true
        count = GC.@preserve to receive_at(io, place(to, done, room), room)
        (count > 0 || fill_up(io)::Int === 0) && return count
        unread_count(io) > 0 && return take_unread(io, to, done, room)
    end
end

# Up to the first `delim`, with it. The bytes stay there until it is: a task that is interrupted
# while it waits takes none away.
function read_until(io::ByteStream, delim::UInt8)
    check_reads(io)
    searched = 0
    while receive_unless_there(io, searched)
        count = count_until(unread(io), searched, delim)
        count > 0 && return take_all(io, count)
        searched = unread_count(io)
    end
    return take_all(io, unread_count(io))
end

# How many bytes there are up to `delim`, with it; 0 if it is not there. The first ones are known to
# be others.
function count_until(own::Unread, searched::Int, delim::UInt8)
    bytes = own.bytes
    first, last = own.next, own.last
    checkbounds(bytes, first:last)
    at = GC.@preserve bytes ccall(
        :memchr, Ptr{UInt8}, (Ptr{UInt8}, Cint, Csize_t),
        pointer(bytes, first + searched), delim, last - first + 1 - searched)
    return at === Ptr{UInt8}(0) ? 0 : Int(at - pointer(bytes, first)) + 1
end

function take_all(io::ByteStream, count::Int)
    own = unread(io)
    taken = own.bytes[own.next:own.next + count - 1]
    own.next += count
    return taken
end

receive_unless_there(io, searched) = unread_count(io) > searched || receive_more(io)

# Rust's position is behind what was not read yet: back to where Julia's is.
function forget_unread(io::ByteStream)
    count = unread_count(io)
    own = unread(io)
    own.next = 1
    own.last = 0
    count > 0 && seeks(io) && seek_from(io, 0x01, -count)
    return nothing
end

Base.isopen(io::ByteStream) = !is_gone(io)
Base.isreadable(io::ByteStream) = isopen(io) && reads(io)
Base.iswritable(io::ByteStream) = isopen(io) && writes(io)
Base.bytesavailable(io::ByteStream) = unread_count(io)

function Base.eof(io::ByteStream)
    check_reads(io)
    return !refill(io)
end

function Base.read(io::ByteStream, ::Type{UInt8})
    check_reads(io)
    refill(io) || throw(EOFError())
    own = unread(io)
    byte = own.bytes[own.next]
    own.next += 1
    return byte
end

function Base.peek(io::ByteStream, ::Type{UInt8})
    check_reads(io)
    refill(io) || throw(EOFError())
    own = unread(io)
    return own.bytes[own.next]
end

function Base.unsafe_read(io::ByteStream, to::Ptr{UInt8}, count::UInt)
    check_reads(io)
    done = 0
    while done < count
        more = read_some(io, to, done, count % Int - done)
        more === 0 && throw(EOFError())
        done += more
    end
    return nothing
end

function Base.readbytes!(io::ByteStream, bytes::Vector{UInt8}, most::Integer = length(bytes))
    check_reads(io)
    before = length(bytes)
    done = 0
    while done < most
        if length(bytes) === done
            more = max(done, unread_count(io), READ_AT_ONCE)
            resize!(bytes, Int(min(most, done + more)))
        end
        room = Int(min(length(bytes), most)) - done
        count = read_some(io, bytes, done, room)
        count === 0 && break
        done += count
    end
    length(bytes) > before && resize!(bytes, max(before, done))
    return done
end

function Base.read(io::ByteStream, most::Integer = typemax(Int))
    bytes = UInt8[]
    resize!(bytes, readbytes!(io, bytes, most))
    return bytes
end

function Base.readavailable(io::ByteStream)
    check_reads(io)
    refill(io)
    return read(io, unread_count(io))
end

function Base.readuntil(io::ByteStream, delim::UInt8; keep::Bool = false)
    line = read_until(io, delim)
    !keep && !isempty(line) && line[end] === delim && pop!(line)
    return line
end

function Base.readline(io::ByteStream; keep::Bool = false)
    line = read_until(io, 0x0a)
    if !keep && !isempty(line) && line[end] === 0x0a
        pop!(line)
        !isempty(line) && line[end] === 0x0d && pop!(line)
    end
    return String(line)
end

function Base.skip(io::ByteStream, count::Integer)
    if seeks(io)
        forget_unread(io)
        seek_from(io, 0x01, count)
        return io
    end
    count >= 0 || check_seeks(io)
    while count > 0 && !eof(io)
        most = min(count, unread_count(io))
        unread(io).next += Int(most)
        count -= most
    end
    return io
end

function Base.position(io::ByteStream)
    check_seeks(io)
    return Int(seek_from(io, 0x01, 0)) - unread_count(io)
end

function Base.seek(io::ByteStream, position::Integer)
    check_seeks(io)
    forget_unread(io)
    seek_from(io, 0x00, position)
    return io
end
Base.seekstart(io::ByteStream) = seek(io, 0)

function Base.seekend(io::ByteStream)
    check_seeks(io)
    forget_unread(io)
    seek_from(io, 0x02, 0)
    return io
end

function Base.unsafe_write(io::ByteStream, from::Ptr{UInt8}, count::UInt)
    check_writes(io)
    seeks(io) && forget_unread(io)
    done = 0
    while done < count
        sent = send(io, unsafe_wrap(Array, from + done, count % Int - done))::Int
        sent > 0 || error("a $(type_name(io)) takes no more bytes")
        done += sent
    end
    drain(io, 0x00)
    return Int(count)
end


Base.write(io::ByteStream, byte::UInt8) = write(io, Ref(byte))

function Base.flush(io::ByteStream)
    writes(io) && drain(io, 0x01)
    return nothing
end

# What fails while it is flushed is thrown, and it is closed all the same.
function Base.close(io::ByteStream)
    is_gone(io) && return nothing
    try
        writes(io) && drain(io, 0x02)
    finally
        close_now(io)
    end
    return nothing
end

is_gone(io::ByteStream) = is_gone(getfield(io, :handle))
Base.getproperty(io::ByteStream, name::Symbol) = refuse_property(io, name)
Base.setproperty!(io::ByteStream, name::Symbol, value) = refuse_property(io, name)
Base.propertynames(::ByteStream, ::Bool = false) = ()
Base.show(out::IO, io::ByteStream) = print(out, type_name(io), isopen(io) ? "(open)" : "(closed)")
Base.deepcopy_internal(io::ByteStream, ::IdDict) = refuse_copy(io)
