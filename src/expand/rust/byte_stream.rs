/// What the body is to do: read into these bytes (0), write them (1), flush (2), shut down (3), or
/// seek by `count` from the start (4), from here (5) or from the end (6).
struct __PrebindAsk { what: u8, bytes: *mut u8, count: u64 }
impl __PrebindAsk {
    fn new(what: u8, bytes: *mut u8, count: usize) -> Self {
        __PrebindAsk { what, bytes, count: count as u64 }
    }
    /// The caller lends the bytes until it has the answer.
    fn bytes<'prebind>(&self) -> &'prebind mut [u8] {
        unsafe { prebind_std::slice::from_raw_parts_mut(self.bytes, self.count as usize) }
    }
}

/// A closure that has this slot by a mutable reference can go to another thread.
fn __prebind_asked(
    asks: &mut __PrebindSlot<__PrebindAsk>
) -> prebind_std::option::Option<__PrebindAsk> {
    asks.take()
}

type __PrebindDone = prebind_std::task::Poll<prebind_std::io::Result<u64>>;

/// Rust's reader or writer is in the body, with all that it borrows from. The body answers one
/// request each time that it is polled.
pub struct __PrebindIterator {
    body: prebind_std::option::Option<prebind_std::pin::Pin<prebind_std::boxed::Box<HOLE_body>>>,
    asks: __PrebindSlot<__PrebindAsk>,
    answers: __PrebindSlot<__PrebindDone>,
    within: fn(&mut dyn prebind_std::ops::FnMut()),
    HOLE_buffers
}

impl __PrebindIterator {
    /// Where the body panics, it is dropped with all that it holds.
    fn prebind_ask(
        &mut self, ask: __PrebindAsk, context: &mut prebind_std::task::Context<'_>
    ) -> __PrebindDone {
        let mut body = match self.body.take() {
            prebind_std::option::Option::Some(body) => body,
            _ => return prebind_std::task::Poll::Ready(prebind_std::result::Result::Err(
                prebind_std::io::Error::new(
                    prebind_std::io::ErrorKind::Other, "it panicked in an earlier call"))),
        };
        self.asks.put(ask);
        prebind_std::mem::drop(prebind_std::future::Future::poll(body.as_mut(), context));
        self.body = prebind_std::option::Option::Some(body);
        match self.answers.take() {
            prebind_std::option::Option::Some(answer) => answer,
            _ => prebind_std::task::Poll::Pending,
        }
    }
}
