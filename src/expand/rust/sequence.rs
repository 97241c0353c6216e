/// Rust's iterator is in the body, with all that it borrows from. The body puts an item into the
/// slot each time that it is polled.
pub struct __PrebindIterator {
    body: prebind_std::option::Option<prebind_std::pin::Pin<prebind_std::boxed::Box<HOLE_body>>>,
    items: __PrebindSlot<HOLE_item>,
    asks: __PrebindSlot<()>,
    lengths: __PrebindSlot<usize>,
    within: fn(&mut dyn prebind_std::ops::FnMut()),
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
    fn prebind_length(&mut self) -> usize {
        self.asks.put(());
        prebind_std::mem::drop(self.prebind_now());
        match self.lengths.take() {
            prebind_std::option::Option::Some(length) => length,
            _ => 0,
        }
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
