# What people write by hand: macros, repetition, conditions, Intel's syntax, local labels, tables.
        .macro  push_all first:req, rest:vararg
        pushq   %\first
        .ifnb   \rest
        push_all \rest
        .endif
        .endm

        .macro  define_add name, type=q
        .globl  \name
        .p2align 4
\name:
        add\type %rsi, %rdi
        mov     %rdi, %rax
        ret
        .endm

        .set    LANES, 4
        .equ    BYTES, LANES * 8 + (1 << 3) - 8
        .text
        define_add add_quads
        define_add add_again, type=q

        .globl  unrolled
unrolled:
        push_all rbx, rbp, r12, r13
        .rept   LANES
        addsd   (%rdi), %xmm0
        addq    $8, %rdi
        .endr
        .irp    reg, r13, r12, rbp, rbx
        popq    %\reg
        .endr
        .irpc   digit, 0123
        nopw    \digit(%rax)
        .endr
        jmp     2f
1:      decq    %rcx
        jnz     1b
2:      ret
        .balign 32, 0x90

        .intel_syntax noprefix
        .globl  vector_sum
vector_sum:
        vxorps  ymm0, ymm0, ymm0
        lea     rax, [rdi + 4*rsi + BYTES]
.Lloop: vaddps  ymm0, ymm0, ymmword ptr [rdi]
        add     rdi, 32
        cmp     rdi, rax
        jb      .Lloop
        vmovups ymmword ptr [rdx], ymm0
        vpternlogd zmm1{k1}{z}, zmm2, zmm3, 0x96
        vzeroupper
        ret
        .att_syntax prefix

        .section .rodata, "a"
table:
        .long   add_quads - table, unrolled - table
        .quad   table_end - table, 0x1122334455667788
        .byte   'a', '\n', 0x7f, -1
        .octa   0x0102030405060708090a0b0c0d0e0f10
        .float  1.5, -0.25
        .double 3.141592653589793, 1e-300
        .ascii  "no end", "\t\"quoted\"\\"
        .asciz  "with end"
        .uleb128 624485
        .sleb128 -123456
        .fill   3, 2, 0xabcd
        .space  5, 0xee
table_end:
        .if     table_end - table == 128
        .byte   1
        .else
        .byte   2
        .endif
        .org    table + 160, 0x11
        .bss
        .lcomm  room, 64
        .comm   shared, 16, 8
