
code(::Nothing) = nothing
code(character) = UInt32(codepoint(character))
