// By hand: macros, literals, relocations by operator, vectors, pointer authentication, conditions.
        .arch   armv8.5-a+sve2+crypto
        .macro  load_address reg, symbol
        adrp    \reg, \symbol
        add     \reg, \reg, :lo12:\symbol
        .endm

        .text
        .globl  sum
        .type   sum, %function
        .p2align 2
sum:
        .cfi_startproc
        paciasp
        stp     x29, x30, [sp, #-16]!
        .cfi_def_cfa_offset 16
        .cfi_offset w30, -8
        .cfi_offset w29, -16
        mov     x9, #0
1:      cbz     x1, 2f
        ldr     x10, [x0], #8
        add     x9, x9, x10
        sub     x1, x1, #1
        b       1b
2:      mov     x0, x9
        ldp     x29, x30, [sp], #16
        autiasp
        ret
        .cfi_endproc
        .size   sum, .-sum

        .globl  constants
constants:
        ldr     x0, =0x123456789abcdef0
        ldr     w1, =table
        movz    x2, #:abs_g3:table
        movk    x2, #:abs_g2_nc:table
        load_address x3, table
        ldr     x4, [x3, :lo12:table]
        adrp    x5, :got:table
        ldr     x5, [x5, :got_lo12:table]
        bl      sum
        tbz     x0, #63, constants
        .ltorg

        .globl  vectors
vectors:
        fmla    v0.4s, v1.4s, v2.s[1]
        tbl     v0.16b, {v1.16b, v2.16b}, v3.16b
        aese    v0.16b, v1.16b
        ld1     {v0.2d, v1.2d}, [x0], #32
        sqrdmulh v0.8h, v1.8h, v2.h[3]
        whilelo p0.s, xzr, x1
        ld1w    {z0.s}, p0/z, [x0, x2, lsl #2]
        fadda   s0, p0, s0, z0.s
        casal   x0, x1, [x2]
        .rept   3
        nop
        .endr
        ret

        .section .rodata
        .p2align 3
table:  .xword  sum, constants
        .word   sum - table
        .hword  1, 2, 0xffff
        .irp    value, 10, 20, 30
        .byte   \value
        .endr
