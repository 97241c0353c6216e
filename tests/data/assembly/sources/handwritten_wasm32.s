# By hand: references, tables, globals, imports and exports, control flow.
        .globaltype __stack_pointer, i32
        .globaltype counter, i32
        .tabletype  references, externref
        .functype   log (externref) -> ()
        .import_module log, host
        .import_name   log, log_value
        .functype   store (i32, externref) -> ()
        .functype   load_and_log (i32) -> ()
        .functype   loop_sum (i32, i32) -> (i64)

        .globl  references
references:

        .section .text.store,"",@
        .globl  store
        .type   store,@function
        .export_name store, store_reference
store:
        .functype store (i32, externref) -> ()
        local.get 0
        local.get 1
        table.set references
        end_function

        .section .text.load_and_log,"",@
        .globl  load_and_log
        .type   load_and_log,@function
load_and_log:
        .functype load_and_log (i32) -> ()
        local.get 0
        table.get references
        call    log
        end_function

        .section .text.loop_sum,"",@
        .globl  loop_sum
        .type   loop_sum,@function
loop_sum:
        .functype loop_sum (i32, i32) -> (i64)
        .local  i64, i32
        block
        local.get 1
        i32.eqz
        br_if   0
        loop
        local.get 0
        i64.load32_u 0
        local.get 2
        i64.add
        local.set 2
        local.get 0
        i32.const 4
        i32.add
        local.set 0
        local.get 1
        i32.const -1
        i32.add
        local.tee 1
        br_if   0
        end_loop
        end_block
        local.get 2
        i64.const 0x7fffffffffffffff
        i64.and
        end_function

        .section .data.message,"",@
        .globl  message
        .p2align 2
message:
        .asciz  "hello"
        .int16  515
        .int32  message+2
        .size   message, 12
