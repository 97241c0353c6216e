    #[doc(hidden)] #[inline] pub fn __prebind_pack(
        self, prebind_o: &mut prebind_std::vec::Vec<prebind_std::mem::MaybeUninit<u8>>, _: u32,
    ) {
        let prebind_w = self.__prebind_give();
        prebind_o.extend_from_slice(unsafe {
            prebind_std::slice::from_raw_parts(
                prebind_w.as_ptr() as *const prebind_std::mem::MaybeUninit<u8>,
                8 * prebind_w.len())
        });
    }
