impl __PrebindIterator {
    /// Copies out what `prebind_fill` received. Dropping the future of that loses nothing.
    fn prebind_read(&mut self, buffer: &mut [u8]) -> prebind_std::io::Result<usize> {
        let rest = &self.received[self.read..];
        let count = prebind_std::cmp::min(rest.len(), buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.read += count;
        prebind_std::result::Result::Ok(count)
    }
    fn prebind_poll_fill(
        &mut self, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<prebind_std::io::Result<usize>> {
        const MOST: usize = 1 << 16;
        let left = self.received.len() - self.read;
        if left > 0 {
            return prebind_std::task::Poll::Ready(prebind_std::result::Result::Ok(left));
        }
        let mut room = prebind_std::mem::take(&mut self.received);
        self.read = 0;
        room.resize(MOST, 0);
        let ask = __PrebindAsk::new(0, room.as_mut_ptr(), MOST);
        let answer = self.prebind_ask(ask, context);
        let count = match &answer {
            prebind_std::task::Poll::Ready(prebind_std::result::Result::Ok(count)) => {
                prebind_std::cmp::min(*count, MOST as u64) as usize
            }
            _ => 0,
        };
        room.truncate(count);
        self.received = room;
        match answer {
            prebind_std::task::Poll::Ready(answer) => {
                prebind_std::task::Poll::Ready(answer.map(|_| count))
            }
            _ => prebind_std::task::Poll::Pending,
        }
    }
    async fn prebind_fill(&mut self) -> prebind_std::io::Result<usize> {
        __PrebindPolled(|context: &mut prebind_std::task::Context<'_>| {
            self.prebind_poll_fill(context)
        }).await
    }
}
