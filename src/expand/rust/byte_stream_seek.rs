impl __PrebindIterator {
    fn prebind_seek(&mut self, from: u8, offset: i64) -> prebind_std::io::Result<u64> {
        let waker = unsafe {
            prebind_std::task::Waker::from_raw(__prebind_ignoring(prebind_std::ptr::null()))
        };
        let mut context = prebind_std::task::Context::from_waker(&waker);
        let ask = __PrebindAsk {
            what: 4 + prebind_std::cmp::min(from, 2),
            bytes: prebind_std::ptr::null_mut(),
            count: offset as u64,
        };
        match self.prebind_ask(ask, &mut context) {
            prebind_std::task::Poll::Ready(answer) => answer,
            _ => prebind_std::result::Result::Ok(0),
        }
    }
}
