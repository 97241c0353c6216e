// Whoever uses one of these has the iterator to itself.
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

/// Pending once: where the body of an iterator waits for the next call.
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

/// An item of a stream, when it is there.
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

/// Rust's iterator is in the body, with all that it borrows from. The body puts an item into the
/// slot each time that it is polled.
pub struct __PrebindIterator {
    body: prebind_std::option::Option<prebind_std::pin::Pin<prebind_std::boxed::Box<HOLE_body>>>,
    items: __PrebindSlot<HOLE_item>,
    asks: __PrebindSlot<()>,
    lengths: __PrebindSlot<usize>,
    within: fn(&mut dyn prebind_std::ops::FnMut()),
}

fn __prebind_ignored(_: *const ()) {}
fn __prebind_ignoring(_: *const ()) -> prebind_std::task::RawWaker {
    static TABLE: prebind_std::task::RawWakerVTable = prebind_std::task::RawWakerVTable::new(
        __prebind_ignoring, __prebind_ignored, __prebind_ignored, __prebind_ignored);
    prebind_std::task::RawWaker::new(prebind_std::ptr::null(), &TABLE)
}

impl __PrebindIterator {
    /// At the end, and where the body panics, it is dropped with all that it holds.
    fn prebind_next(
        &mut self, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<prebind_std::option::Option<HOLE_item>> {
        let mut body = match self.body.take() {
            prebind_std::option::Option::Some(body) => body,
            _ => return prebind_std::task::Poll::Ready(prebind_std::option::Option::None),
        };
        if let prebind_std::task::Poll::Ready(()) =
            prebind_std::future::Future::poll(body.as_mut(), context)
        {
            return prebind_std::task::Poll::Ready(prebind_std::option::Option::None);
        }
        self.body = prebind_std::option::Option::Some(body);
        match self.items.take() {
            prebind_std::option::Option::Some(item) => {
                prebind_std::task::Poll::Ready(prebind_std::option::Option::Some(item))
            }
            _ => prebind_std::task::Poll::Pending,
        }
    }
    /// The same of what does not wait.
    fn prebind_now(&mut self) -> prebind_std::option::Option<HOLE_item> {
        let waker = unsafe {
            prebind_std::task::Waker::from_raw(__prebind_ignoring(prebind_std::ptr::null()))
        };
        let mut context = prebind_std::task::Context::from_waker(&waker);
        match self.prebind_next(&mut context) {
            prebind_std::task::Poll::Ready(item) => item,
            _ => prebind_std::option::Option::None,
        }
    }
    /// Calls the function, and goes on to where the first item is asked for.
    fn prebind_begin(&mut self) {
        let within = self.within;
        within(&mut || prebind_std::mem::drop(self.prebind_now()));
    }
    fn prebind_length(&mut self) -> usize {
        self.asks.put(());
        prebind_std::mem::drop(self.prebind_now());
        match self.lengths.take() {
            prebind_std::option::Option::Some(length) => length,
            _ => 0,
        }
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

/// The next item of a stream.
struct __PrebindNext<'prebind>(&'prebind mut __PrebindIterator);
impl prebind_std::future::Future for __PrebindNext<'_> {
    type Output = prebind_std::option::Option<HOLE_item>;
    fn poll(
        mut self: prebind_std::pin::Pin<&mut Self>, context: &mut prebind_std::task::Context<'_>
    ) -> prebind_std::task::Poll<Self::Output> {
        self.0.prebind_next(context)
    }
}
