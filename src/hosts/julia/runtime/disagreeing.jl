    for each in DEFINITIONS
        definition = each::Definition
        glue = definition.glue
        glue.pointer === C_NULL || agrees(definition) || push!(absent, glue.signature)
    end
