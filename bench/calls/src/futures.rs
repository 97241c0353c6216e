//! A thread that answers each question at once: through a future, and by hand through libuv.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, Sender};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll, Waker};

use prebind::julia;

enum Question {
    Wake(Waker, Arc<AtomicBool>),
    Send(unsafe extern "C" fn(*mut u8) -> i32, usize),
}

fn ask(question: Question) {
    static THREAD: OnceLock<Mutex<Sender<Question>>> = OnceLock::new();
    let thread = THREAD.get_or_init(|| {
        let (sender, questions) = channel();
        std::thread::spawn(move || {
            for question in questions {
                match question {
                    Question::Wake(waker, is_answered) => {
                        is_answered.store(true, Ordering::Release);
                        waker.wake();
                    }
                    Question::Send(send, handle) => unsafe {
                        send(handle as *mut u8);
                    },
                }
            }
        });
        Mutex::new(sender)
    });
    thread.lock().unwrap().send(question).unwrap();
}

struct Answer {
    is_asked: bool,
    is_answered: Arc<AtomicBool>,
    is_polled_by_runtime: bool,
}

impl Future for Answer {
    type Output = f64;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<f64> {
        if self.is_answered.load(Ordering::Acquire) {
            return Poll::Ready(1.0);
        }
        // The first poll is the caller's own, whose waker wakes nothing.
        if self.is_polled_by_runtime && !self.is_asked {
            self.is_asked = true;
            ask(Question::Wake(context.waker().clone(), self.is_answered.clone()));
        }
        self.is_polled_by_runtime = true;
        Poll::Pending
    }
}

#[julia]
pub async fn ready(a: f64, b: f64) -> f64 {
    a + b
}

#[julia]
pub async fn answered() -> f64 {
    Answer { is_asked: false, is_answered: Arc::default(), is_polled_by_runtime: false }.await
}

/// # Safety
/// `send` may be called with `handle` on any thread.
#[no_mangle]
pub unsafe extern "C" fn hand_answered(
    send: unsafe extern "C" fn(*mut u8) -> i32,
    handle: *mut u8,
) {
    ask(Question::Send(send, handle as usize));
}
