impl __PrebindIterator {
    /// Only stores them: `prebind_flush` sends them, and what a cancelled flush left.
    fn prebind_write(&mut self, bytes: &[u8]) -> prebind_std::io::Result<usize> {
        self.sent.extend_from_slice(bytes);
        prebind_std::result::Result::Ok(bytes.len())
    }
    fn prebind_poll_flush(
        &mut self, how: u8, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<prebind_std::io::Result<()>> {
        while self.written < self.sent.len() {
            let rest = &mut self.sent[self.written..];
            let count = rest.len();
            let ask = __PrebindAsk::new(1, rest.as_mut_ptr(), count);
            let error = match self.prebind_ask(ask, context) {
                prebind_std::task::Poll::Ready(prebind_std::result::Result::Ok(0)) => {
                    prebind_std::convert::From::from(prebind_std::io::ErrorKind::WriteZero)
                }
                prebind_std::task::Poll::Ready(prebind_std::result::Result::Ok(done)) => {
                    self.written += prebind_std::cmp::min(done, count as u64) as usize;
                    continue;
                }
                prebind_std::task::Poll::Ready(prebind_std::result::Result::Err(error)) => error,
                _ => return prebind_std::task::Poll::Pending,
            };
            self.sent.clear();
            self.written = 0;
            return prebind_std::task::Poll::Ready(prebind_std::result::Result::Err(error));
        }
        self.sent.clear();
        self.written = 0;
        if how == 0 {
            return prebind_std::task::Poll::Ready(prebind_std::result::Result::Ok(()));
        }
        let what = if how == 1 { 2 } else { 3 };
        let ask = __PrebindAsk::new(what, prebind_std::ptr::null_mut(), 0);
        match self.prebind_ask(ask, context) {
            prebind_std::task::Poll::Ready(answer) => {
                prebind_std::task::Poll::Ready(answer.map(prebind_std::mem::drop))
            }
            _ => prebind_std::task::Poll::Pending,
        }
    }
    async fn prebind_flush(&mut self, how: u8) -> prebind_std::io::Result<()> {
        __PrebindPolled(|context: &mut prebind_std::task::Context<'_>| {
            self.prebind_poll_flush(how, context)
        }).await
    }
}
