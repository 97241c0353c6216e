impl __PrebindIterator {
    fn prebind_write(&mut self, bytes: &[u8]) -> prebind_std::io::Result<usize> {
        self.prebind_now(1, bytes.as_ptr() as *mut u8, bytes.len())
    }
    fn prebind_flush(&mut self) -> prebind_std::io::Result<()> {
        self.prebind_now(2, prebind_std::ptr::null_mut(), 0).map(prebind_std::mem::drop)
    }
}
