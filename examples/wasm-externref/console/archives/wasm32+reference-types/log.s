.tabletype externref_table, externref

.functype console_log_value (externref) -> ()
.import_module console_log_value, console
.import_name console_log_value, log

.globl console_log
console_log:
    .functype console_log (i32) -> ()
    local.get 0
    table.get externref_table
    call console_log_value
    end_function
