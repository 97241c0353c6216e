    #[doc(hidden)] pub fn __prebind_pack(
        self, mut prebind_o: &mut prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>,
        prebind_d: u32,
    ) {
        if prebind_d == HOLE_deepest {
            // To drop it would need the stack that is short.
            prebind_std::mem::forget(self);
            prebind_std::panic!(
                "a `HOLE_name` that is nested deeper than HOLE_deepest levels cannot be returned");
        }
        let prebind_d = prebind_d + 1;
        unsafe { match self { HOLE_packs } }
    }
    #[doc(hidden)] pub unsafe fn __prebind_unpack(
        prebind_at: &mut *const u8, prebind_d: u32,
    ) -> prebind_std::result::Result<Self, (u32, &'static prebind_std::primitive::str)> {
        HOLE_unpack
    }
    #[doc(hidden)] #[inline] pub unsafe fn __prebind_unpack_held(
        prebind_i: &mut *const u8, prebind_d: u32,
    ) -> prebind_std::result::Result<Self, (u32, &'static prebind_std::primitive::str)> {
        Self::__prebind_unpack(prebind_i, prebind_d)
    }
    #[doc(hidden)] pub unsafe fn __prebind_hold(prebind_p: *mut u8)
    -> prebind_std::option::Option<Self> {
        let mut prebind_i = prebind_p as *const u8;
        Self::__prebind_unpack(&mut prebind_i, 0).ok()
    }
    #[doc(hidden)] pub unsafe fn __prebind_ref(prebind_p: *mut u8)
    -> prebind_std::option::Option<prebind_std::boxed::Box<Self>> {
        Self::__prebind_hold(prebind_p).map(prebind_std::boxed::Box::new)
    }
    /// What was wrong is found out once more: only then does it cost anything.
    #[doc(hidden)] #[cold] pub unsafe fn __prebind_refused(prebind_p: *const u8)
    -> (u32, &'static prebind_std::primitive::str) {
        let mut prebind_i = prebind_p;
        match Self::__prebind_unpack(&mut prebind_i, 0) {
            prebind_std::result::Result::Err(prebind_e) => prebind_e,
            _ => (HOLE_refused, "is not a value of `HOLE_name`"),
        }
    }
    #[doc(hidden)] pub unsafe fn __prebind_elements(
        _: &(), prebind_p: *const u8, prebind_n: usize,
    ) -> prebind_std::result::Result<
        prebind_std::vec::Vec<Self>, (u32, &'static prebind_std::primitive::str)
    > {
        Self::__prebind_vector(prebind_p, prebind_n)
    }
    #[doc(hidden)] pub unsafe fn __prebind_vector(prebind_p: *const u8, prebind_n: usize)
    -> prebind_std::result::Result<
        prebind_std::vec::Vec<Self>, (u32, &'static prebind_std::primitive::str)
    > {
        let mut prebind_i = prebind_p;
        let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_n);
        for _ in 0..prebind_n {
            match Self::__prebind_unpack(&mut prebind_i, 0) {
                prebind_std::result::Result::Ok(prebind_v) => prebind_c.push(prebind_v),
                prebind_std::result::Result::Err(prebind_e) => {
                    return prebind_std::result::Result::Err(prebind_e);
                }
            }
        }
        prebind_std::result::Result::Ok(prebind_c)
    }
    #[doc(hidden)] pub fn __prebind_copies(prebind_s: &[Self]) -> prebind_std::vec::Vec<Self> {
        let mut prebind_c = prebind_std::vec::Vec::with_capacity(prebind_s.len());
        for prebind_v in prebind_s { prebind_c.push(prebind_v.__prebind_copy()); }
        prebind_c
    }
    #[doc(hidden)] pub fn __prebind_give_all(prebind_v: prebind_std::vec::Vec<Self>)
    -> (*mut u8, usize, usize, usize) {
        let prebind_n = prebind_v.len();
        let mut prebind_o = prebind_std::vec::Vec::new();
        for prebind_v in prebind_v { prebind_v.__prebind_pack(&mut prebind_o, 0); }
        let mut prebind_o = prebind_std::mem::ManuallyDrop::new(prebind_o);
        (prebind_o.as_mut_ptr() as *mut u8, prebind_n, prebind_o.capacity(), 1)
    }
    #[doc(hidden)] pub fn __prebind_give(self) -> [prebind_std::mem::MaybeUninit<u64>; 3] {
        let mut prebind_o = prebind_std::vec::Vec::new();
        self.__prebind_pack(&mut prebind_o, 0);
        let mut prebind_o = prebind_std::mem::ManuallyDrop::new(prebind_o);
        [prebind_std::mem::MaybeUninit::new(prebind_o.as_mut_ptr() as usize as u64),
            prebind_std::mem::MaybeUninit::new(prebind_o.len() as u64),
            prebind_std::mem::MaybeUninit::new(prebind_o.capacity() as u64)]
    }
    #[doc(hidden)] pub fn __prebind_fail(self) -> [u64; 2] {
        let mut prebind_o = prebind_std::vec::Vec::new();
        self.__prebind_pack(&mut prebind_o, 0);
        let prebind_o = prebind_std::boxed::Box::leak(prebind_o.into_boxed_slice());
        [prebind_o.as_mut_ptr() as usize as u64, prebind_o.len() as u64]
    }
    #[doc(hidden)] pub fn __prebind_copy(&self) -> Self {
        <__PrebindCopies<Self>>::copy(self)
    }
