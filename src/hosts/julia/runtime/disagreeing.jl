    for definition in DEFINITIONS
        glue = definition.glue
        glue.pointer === C_NULL || agrees(definition) || push!(absent, glue.signature)
    end
