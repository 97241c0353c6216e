const _: () = {
    fn prebind_copied<T: prebind_std::marker::Copy>() {}
    const _: fn() = prebind_copied::<HOLE_type>;
    let prebind_c = HOLE_type { re: 1 as HOLE_number, im: 2 as HOLE_number };
    let prebind_w = unsafe {
        prebind_std::mem::transmute::<HOLE_type, [HOLE_integer; 2]>(prebind_c)
    };
    prebind_std::assert!(
        prebind_w[0] == HOLE_re && prebind_w[1] == HOLE_im
            && prebind_std::mem::align_of::<HOLE_type>()
                == prebind_std::mem::align_of::<HOLE_number>(),
        "what is called `HOLE_name` here is not the type of `num_complex`: \
         that has the fields `re` and `im`, in this order");
};
