impl __PrebindIterator {
    /// The answer of a reader or writer that does not wait: at most `count`, as a safe `Read` may
    /// claim more.
    fn prebind_now(
        &mut self, what: u8, bytes: *mut u8, count: usize
    ) -> prebind_std::io::Result<usize> {
        let waker = unsafe {
            prebind_std::task::Waker::from_raw(__prebind_ignoring(prebind_std::ptr::null()))
        };
        let mut context = prebind_std::task::Context::from_waker(&waker);
        loop {
            match self.prebind_ask(__PrebindAsk::new(what, bytes, count), &mut context) {
                prebind_std::task::Poll::Ready(prebind_std::result::Result::Err(error))
                    if error.kind() == prebind_std::io::ErrorKind::Interrupted => {}
                prebind_std::task::Poll::Ready(answer) => return answer.map(|done| {
                    prebind_std::cmp::min(done, count as u64) as usize
                }),
                _ => return prebind_std::result::Result::Ok(0),
            }
        }
    }
}
