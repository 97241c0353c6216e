
        .tabletype externref_table, externref
        .globl externref_table
externref_table:

        .functype externref_string_of (i32, i32) -> (externref)
        .import_module externref_string_of, externref
        .import_name externref_string_of, string

# Makes a place at the end of the table, and says which.
        .globl externref_grow
externref_grow:
        .functype externref_grow () -> (i32)
        ref.null_extern
        i32.const 1
        table.grow externref_table
        end_function

# Puts the JavaScript string of some UTF-8 bytes at a place.
        .globl externref_set_string
externref_set_string:
        .functype externref_set_string (i32, i32, i32) -> ()
        local.get 0
        local.get 1
        local.get 2
        call externref_string_of
        table.set externref_table
        end_function

        .globl externref_clear
externref_clear:
        .functype externref_clear (i32) -> ()
        local.get 0
        ref.null_extern
        table.set externref_table
        end_function

# For JavaScript: puts a value of its own at a place.
        .globl externref_set
        .export_name externref_set, externref_set
externref_set:
        .functype externref_set (i32, externref) -> ()
        local.get 0
        local.get 1
        table.set externref_table
        end_function
