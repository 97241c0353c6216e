impl __PrebindIterator {
    /// Calls the function, and goes on to where it is asked for the first time.
    fn prebind_begin(&mut self) {
        let within = self.within;
        within(&mut || {
            let waker = unsafe {
                prebind_std::task::Waker::from_raw(__prebind_ignoring(prebind_std::ptr::null()))
            };
            let mut context = prebind_std::task::Context::from_waker(&waker);
            if let prebind_std::option::Option::Some(body) = self.body.as_mut() {
                prebind_std::mem::drop(
                    prebind_std::future::Future::poll(body.as_mut(), &mut context));
            }
        });
    }
    /// The same of an `async` function: ready when it has returned.
    fn prebind_start(
        &mut self, started: &mut __PrebindSlot<()>, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<()> {
        let is_over = match self.body.as_mut() {
            prebind_std::option::Option::Some(body) => {
                prebind_std::future::Future::poll(body.as_mut(), context).is_ready()
            }
            _ => true,
        };
        if is_over { self.body = prebind_std::option::Option::None; }
        if is_over || started.take().is_some() { return prebind_std::task::Poll::Ready(()); }
        prebind_std::task::Poll::Pending
    }
}

impl prebind_std::ops::Drop for __PrebindIterator {
    fn drop(&mut self) {
        let mut body = self.body.take();
        if body.is_none() { return; }
        let within = self.within;
        within(&mut || prebind_std::mem::drop(body.take()));
    }
}
