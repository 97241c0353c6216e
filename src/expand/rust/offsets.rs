const fn __prebind_up(prebind_at: usize, prebind_to: usize) -> usize {
    (prebind_at + prebind_to - 1) / prebind_to * prebind_to
}
const fn __prebind_most(prebind_a: usize, prebind_b: usize) -> usize {
    if prebind_a > prebind_b { prebind_a } else { prebind_b }
}
HOLE_offsets
const _: () = prebind_std::assert!(
    __prebind_up(HOLE_end, HOLE_alignment) == prebind_std::mem::size_of::<__PrebindT0>()
        && HOLE_alignment == prebind_std::mem::align_of::<__PrebindT0>(),
    "a value has the layout of `#[repr(C)]` and no other: without `align` or `packed`");
