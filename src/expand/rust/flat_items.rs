    #[doc(hidden)] #[inline] pub unsafe fn __prebind_ref(prebind_p: *mut u8)
    -> prebind_std::option::Option<prebind_std::mem::ManuallyDrop<Self>> {
        Self::__prebind_hold(prebind_p).map(prebind_std::mem::ManuallyDrop::new)
    }
    #[doc(hidden)] pub fn __prebind_refused(_: *const u8)
    -> (u32, &'static prebind_std::primitive::str) {
        (HOLE_refused, "is not a value of `HOLE_name`")
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_unpack(
        prebind_i: &mut *const u8, _: u32,
    ) -> prebind_std::result::Result<Self, (u32, &'static prebind_std::primitive::str)> {
        let prebind_p = Self::__prebind_place(*prebind_i);
        *prebind_i = prebind_i.add(8 * Self::__PREBIND_WORDS);
        match Self::__prebind_hold(prebind_p) {
            prebind_std::option::Option::Some(prebind_v) => {
                prebind_std::result::Result::Ok(prebind_v)
            }
            _ => prebind_std::result::Result::Err(Self::__prebind_refused(prebind_p)),
        }
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_unpack_held(
        prebind_i: &mut *const u8, prebind_d: u32,
    ) -> prebind_std::result::Result<Self, (u32, &'static prebind_std::primitive::str)> {
        Self::__prebind_unpack(prebind_i, prebind_d)
    }
    #[doc(hidden)] pub const __PREBIND_IS_FLAT: bool = true;
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_elements<'prebind>(
        _: &'prebind (), prebind_p: *const u8, prebind_n: usize,
    ) -> prebind_std::result::Result<
        &'prebind [Self], (u32, &'static prebind_std::primitive::str)
    > {
        if prebind_n == 0 { return prebind_std::result::Result::Ok(&[]); }
        let prebind_p = prebind_p as *const Self;
        for prebind_i in 0..prebind_n {
            if !Self::__prebind_valid(prebind_p.add(prebind_i) as *const u8) {
                return prebind_std::result::Result::Err(
                    (HOLE_refused, "has an element that is not a value of `HOLE_name`"));
            }
        }
        prebind_std::result::Result::Ok(
            prebind_std::slice::from_raw_parts(prebind_p, prebind_n))
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_vector(
        prebind_p: *const u8, prebind_n: usize,
    ) -> prebind_std::result::Result<
        prebind_std::vec::Vec<Self>, (u32, &'static prebind_std::primitive::str)
    > {
        Self::__prebind_elements(&(), prebind_p, prebind_n).map(Self::__prebind_copies)
    }
    #[doc(hidden)] #[inline] pub fn __prebind_copies(prebind_s: &[Self])
    -> prebind_std::vec::Vec<Self> {
        let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_s.len());
        unsafe {
            prebind_std::ptr::copy_nonoverlapping(
                prebind_s.as_ptr(), prebind_c.as_mut_ptr(), prebind_s.len());
            prebind_c.set_len(prebind_s.len());
        }
        prebind_c
    }
    #[doc(hidden)] #[inline] pub fn __prebind_give_all(prebind_v: prebind_std::vec::Vec<Self>)
    -> (*mut u8, usize, usize, usize) {
        let mut prebind_v = prebind_std::mem::ManuallyDrop::new(prebind_v);
        (prebind_v.as_mut_ptr() as *mut u8, prebind_v.len(),
            prebind_v.capacity() * prebind_std::mem::size_of::<Self>(),
            prebind_std::mem::align_of::<Self>())
    }
