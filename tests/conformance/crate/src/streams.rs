//! Functions that return streams. The trait is this crate's own: glue calls it by its path.

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll};

use prebind::export;

use crate::futures::{pause, Pause};

pub mod core {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub trait Stream {
        type Item;
        fn poll_next(
            self: Pin<&mut Self>,
            context: &mut Context<'_>,
        ) -> Poll<Option<Self::Item>>;
    }
}

static STREAMS: AtomicU32 = AtomicU32::new(0);

/// How many streams there are.
#[export]
fn streams_alive() -> u32 {
    STREAMS.load(Ordering::SeqCst)
}

/// What `item` makes of each number, with a pause ahead of each.
struct Paced<F> {
    next: u32,
    pause_for: u64,
    pausing: Option<Pin<Box<Pause>>>,
    item: F,
}

impl<F> Paced<F> {
    fn new(pause_for: u64, item: F) -> Self {
        STREAMS.fetch_add(1, Ordering::SeqCst);
        Paced { next: 0, pause_for, pausing: None, item }
    }
}

impl<F> Drop for Paced<F> {
    fn drop(&mut self) {
        STREAMS.fetch_sub(1, Ordering::SeqCst);
    }
}

impl<T, F: FnMut(u32) -> Option<T> + Unpin> core::Stream for Paced<F> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        let this = self.get_mut();
        let pause_for = this.pause_for;
        let pausing = this.pausing.get_or_insert_with(|| Box::pin(pause(pause_for)));
        if std::future::Future::poll(pausing.as_mut(), context).is_pending() {
            return Poll::Pending;
        }
        this.pausing = None;
        this.next += 1;
        Poll::Ready((this.item)(this.next - 1))
    }
}

/// The numbers below `end`, with a pause ahead of each. It panics at 13.
#[export]
pub fn count_slowly(end: u32, pause_for: u64) -> impl core::Stream<Item = u32> {
    Paced::new(pause_for, move |n| {
        assert!(n != 13, "13 is no number");
        if n < end {
            Some(n)
        } else {
            None
        }
    })
}

#[export]
fn parsed_slowly(
    text: String,
) -> Option<Pin<Box<dyn core::Stream<Item = Result<i32, std::num::ParseIntError>> + Send>>> {
    if text.is_empty() {
        return None;
    }
    let words: Vec<String> = text.split(',').map(str::to_owned).collect();
    Some(Box::pin(Paced::new(1, move |n| words.get(n as usize).map(|word| word.parse()))))
}

#[export]
fn words_slowly<'a>(
    paragraph: &'a crate::iterators::Paragraph,
    prefix: &'a str,
) -> Box<dyn core::Stream<Item = Option<String>> + Send + 'a> {
    let words = paragraph.words();
    Box::new(Paced::new(1, move |n| {
        let word = words.get(n as usize)?;
        Some(if word.starts_with(prefix) { Some(word.clone()) } else { None })
    }))
}
