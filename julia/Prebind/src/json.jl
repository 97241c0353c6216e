# The JSON of libprebind's requests and answers. Its answers are well-formed, so little can go wrong
# here; a JSON package would be the only dependency of this one that does not come with Julia.
module JSON

function write(io::IO, text::AbstractString)
    print(io, '"')
    for character in text
        if character == '"' || character == '\\'
            print(io, '\\', character)
        elseif character < ' '
            print(io, "\\u", string(UInt32(character), base = 16, pad = 4))
        else
            print(io, character)
        end
    end
    print(io, '"')
end

write(io::IO, value::Union{Bool,Integer}) = print(io, value)
write(io::IO, ::Nothing) = print(io, "null")

function write(io::IO, list::AbstractVector)
    print(io, '[')
    for (index, value) in enumerate(list)
        index == 1 || print(io, ',')
        write(io, value)
    end
    print(io, ']')
end

function write(io::IO, object::AbstractDict)
    print(io, '{')
    for (index, name) in enumerate(sort!(collect(keys(object))))
        index == 1 || print(io, ',')
        write(io, name)
        print(io, ':')
        write(io, object[name])
    end
    print(io, '}')
end

text(value) = sprint(write, value)

parse(text::AbstractString) = parse(IOBuffer(text))

# A value, with the spaces after it.
function parse(io::IO)
    skip_space(io)
    first = peek_char(io)
    value =
        first == '{' ? parse_object(io) :
        first == '[' ? parse_list(io) :
        first == '"' ? parse_string(io) : parse_word(io)
    skip_space(io)
    return value
end

peek_char(io) = Char(Base.peek(io))

function skip_space(io)
    while !eof(io) && peek_char(io) in (' ', '\n', '\r', '\t')
        read(io, UInt8)
    end
end

expect(io, wanted) =
    (found = read(io, Char)) == wanted || error("JSON: '$found' in place of '$wanted'")

# Calls `take` for each of the parts between brackets.
function parse_parts(take, io, closing)
    read(io, UInt8)
    skip_space(io)
    if peek_char(io) == closing
        read(io, UInt8)
        return
    end
    while true
        take()
        skip_space(io)
        peek_char(io) == closing && break
        expect(io, ',')
        skip_space(io)
    end
    read(io, UInt8)
    return
end

function parse_object(io)
    object = Dict{String,Any}()
    parse_parts(io, '}') do
        name = parse_string(io)
        skip_space(io)
        expect(io, ':')
        object[name] = parse(io)
    end
    return object
end

function parse_list(io)
    list = Any[]
    parse_parts(() -> push!(list, parse(io)), io, ']')
    return list
end

const ESCAPES = Dict('b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t')

function parse_string(io)
    expect(io, '"')
    out = IOBuffer()
    while true
        character = read(io, Char)
        character == '"' && return String(take!(out))
        if character == '\\'
            escaped = read(io, Char)
            character = escaped == 'u' ? parse_codepoint(io) : get(ESCAPES, escaped, escaped)
        end
        print(out, character)
    end
end

hexadecimal(io) = Base.parse(UInt32, String(read(io, 4)), base = 16)

# JSON writes a character beyond the first plane as two units.
function parse_codepoint(io)
    unit = hexadecimal(io)
    0xd800 <= unit < 0xdc00 || return Char(unit)
    expect(io, '\\')
    expect(io, 'u')
    return Char(0x10000 + ((unit - 0xd800) << 10) + (hexadecimal(io) - 0xdc00))
end

function parse_word(io)
    out = IOBuffer()
    while !eof(io) && !(peek_char(io) in (',', ']', '}', ' ', '\n', '\r', '\t'))
        Base.write(out, read(io, UInt8))
    end
    word = String(take!(out))
    word == "true" && return true
    word == "false" && return false
    word == "null" && return nothing
    number = something(tryparse(Int, word), tryparse(Float64, word), Some(nothing))
    return number === nothing ? error("JSON: `$word` is no value") : number
end

end
