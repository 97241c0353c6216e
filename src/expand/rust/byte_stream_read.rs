impl __PrebindIterator {
    fn prebind_read(&mut self, buffer: &mut [u8]) -> prebind_std::io::Result<usize> {
        self.prebind_now(0, buffer.as_mut_ptr(), buffer.len())
    }
}
