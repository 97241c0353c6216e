// One thread at a time uses a slot: the one that polls the block.
pub struct __PrebindSlot<T>(prebind_std::sync::Arc<
    prebind_std::cell::UnsafeCell<prebind_std::option::Option<T>>
>);
unsafe impl<T> prebind_std::marker::Send for __PrebindSlot<T> {}
impl<T> __PrebindSlot<T> {
    fn new() -> Self {
        __PrebindSlot(prebind_std::sync::Arc::new(prebind_std::cell::UnsafeCell::new(
            prebind_std::option::Option::None)))
    }
    fn twin(&self) -> Self { __PrebindSlot(prebind_std::sync::Arc::clone(&self.0)) }
    fn put(&self, value: T) {
        unsafe { *self.0.get() = prebind_std::option::Option::Some(value) }
    }
    fn take(&self) -> prebind_std::option::Option<T> { unsafe { (*self.0.get()).take() } }
}

/// Pending once: the block suspends here until the next call.
struct __PrebindPause(bool);
impl prebind_std::future::Future for __PrebindPause {
    type Output = ();
    fn poll(
        mut self: prebind_std::pin::Pin<&mut Self>, _: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<()> {
        if self.0 { return prebind_std::task::Poll::Ready(()); }
        self.0 = true;
        prebind_std::task::Poll::Pending
    }
}

/// A future of what a function polls.
struct __PrebindPolled<F>(F);
impl<T, F> prebind_std::future::Future for __PrebindPolled<F>
where
    F: prebind_std::ops::FnMut(&mut prebind_std::task::Context<'_>)
        -> prebind_std::task::Poll<T> + prebind_std::marker::Unpin,
{
    type Output = T;
    fn poll(
        mut self: prebind_std::pin::Pin<&mut Self>, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<T> {
        (self.0)(context)
    }
}

fn __prebind_ignored(_: *const ()) {}
fn __prebind_ignoring(_: *const ()) -> prebind_std::task::RawWaker {
    static TABLE: prebind_std::task::RawWakerVTable = prebind_std::task::RawWakerVTable::new(
        __prebind_ignoring, __prebind_ignored, __prebind_ignored, __prebind_ignored);
    prebind_std::task::RawWaker::new(prebind_std::ptr::null(), &TABLE)
}
