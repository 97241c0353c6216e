//! Readers and writers that functions return.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{mpsc, Arc, Mutex};
use std::task::{Context, Poll};

use prebind::export;

use crate::futures::pause;

/// The numbers from 0, as bytes that begin again behind 255.
#[export(gc_safe)]
pub fn counting(count: u64) -> impl Read + Send {
    Counting { next: 0, count }
}

struct Counting {
    next: u64,
    count: u64,
}

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min((self.count - self.next) as usize);
        for (i, byte) in buffer[..most].iter_mut().enumerate() {
            *byte = (self.next + i as u64) as u8;
        }
        self.next += most as u64;
        Ok(most)
    }
}

/// Text, a few bytes at a time, with an error of the kind `Interrupted` before each of them.
#[export]
pub fn dripping(text: String, at_once: usize) -> Box<dyn Read + Send> {
    Box::new(Dripping { text: Cursor::new(text.into_bytes()), at_once, is_due: true })
}

struct Dripping {
    text: Cursor<Vec<u8>>,
    at_once: usize,
    is_due: bool,
}

impl Read for Dripping {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.is_due = !self.is_due;
        if !self.is_due {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let most = buffer.len().min(self.at_once);
        self.text.read(&mut buffer[..most])
    }
}

/// A file's bytes. The file may be missing.
#[export]
pub fn open_file(path: PathBuf) -> io::Result<impl BufRead + Seek + Send> {
    Ok(BufReader::new(File::open(path)?))
}

/// A file that is read and written.
#[export]
pub fn edit_file(path: PathBuf) -> io::Result<impl Read + Write + Seek + Send> {
    File::options().read(true).write(true).create(true).open(path)
}

/// A file's writer, which keeps what is written until it is flushed.
#[export]
pub fn create_file(path: PathBuf) -> io::Result<impl Write + Send> {
    Ok(io::BufWriter::new(File::create(path)?))
}

/// Says more than it read, which is a fault that nothing keeps an `impl Read` from.
#[export]
pub fn boasting() -> impl Read + Send {
    struct Boasting;
    impl Read for Boasting {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            buffer.fill(7);
            Ok(usize::MAX)
        }
    }
    Boasting
}

/// Ends with an error, or panics, behind a few bytes.
#[export]
pub fn failing(panics: bool) -> impl Read + Write + Send {
    struct Failing(bool, usize);
    impl Read for Failing {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1 == 1 {
                buffer[..3].copy_from_slice(b"abc");
                return Ok(3);
            }
            assert!(!self.0, "the cable is cut");
            Err(io::Error::new(io::ErrorKind::Other, "the cable is cut"))
        }
    }
    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Ok(0)
        }
        fn flush(&mut self) -> io::Result<()> {
            Err(io::Error::new(io::ErrorKind::Other, "nothing was sent"))
        }
    }
    Failing(panics, 0)
}

/// None of what is unknown.
#[export]
pub fn find_text(name: &str) -> Option<Box<dyn Read>> {
    (name != "unknown").then(|| Box::new(Cursor::new("found")) as Box<dyn Read>)
}

/// Text that a reader borrows and a writer appends to.
#[export]
pub struct Page {
    text: String,
}

#[export]
impl Page {
    pub fn new(text: String) -> Page {
        Page { text }
    }
    pub fn text(&self) -> String {
        self.text.clone()
    }
    pub fn add(&mut self, more: &str) {
        self.text.push_str(more);
    }
    /// The text's bytes, from that position on.
    pub fn reader(&self, from: usize) -> impl Read + Send + '_ {
        self.text.as_bytes()[from..].as_ref()
    }
    /// Appends what is ASCII.
    pub fn writer(&mut self) -> impl Write + Send + '_ {
        struct Ascii<'a>(&'a mut String);
        impl Write for Ascii<'_> {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                let text = std::str::from_utf8(bytes).map_err(|error| {
                    io::Error::new(io::ErrorKind::InvalidData, error)
                })?;
                self.0.push_str(text);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        Ascii(&mut self.text)
    }
}

/// How many readers of `counted_reader` are there.
static ALIVE: Mutex<Option<Arc<()>>> = Mutex::new(None);

#[export]
pub fn counted_reader() -> impl Read + Send {
    struct Counted(Cursor<Vec<u8>>, #[allow(dead_code)] Arc<()>);
    impl Read for Counted {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }
    let mut alive = ALIVE.lock().unwrap();
    let own = alive.get_or_insert_with(Default::default).clone();
    Counted(Cursor::new(vec![1, 2, 3]), own)
}

#[export]
pub fn counted_readers() -> usize {
    ALIVE.lock().unwrap().as_ref().map_or(0, |alive| Arc::strong_count(alive) - 1)
}

/// The traits of the `futures` crate, as far as readers and writers need them.
pub mod later {
    use std::io::Result;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    pub trait AsyncRead {
        fn poll_read(
            self: Pin<&mut Self>,
            context: &mut Context<'_>,
            buffer: &mut [u8],
        ) -> Poll<Result<usize>>;
    }

    pub trait AsyncWrite {
        fn poll_write(
            self: Pin<&mut Self>,
            context: &mut Context<'_>,
            bytes: &[u8],
        ) -> Poll<Result<usize>>;
        fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>>;
        fn poll_close(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<()>>;
    }
}

/// A pipe that gives back what is written into it, in parts that come from another thread.
struct Echo {
    inside: Arc<Mutex<Inside>>,
    parts: mpsc::Sender<Vec<u8>>,
}

impl Echo {
    fn new(inside: Arc<Mutex<Inside>>, millis: u64) -> Echo {
        let (parts, arriving) = mpsc::channel::<Vec<u8>>();
        let own = inside.clone();
        std::thread::spawn(move || {
            for part in arriving {
                std::thread::sleep(std::time::Duration::from_millis(millis));
                let mut own = own.lock().unwrap();
                own.is_shut = part.is_empty();
                own.bytes.extend(part);
                own.waiting.take().map(|waker| waker.wake());
            }
        });
        Echo { inside, parts }
    }
}

#[derive(Default)]
struct Inside {
    bytes: std::collections::VecDeque<u8>,
    waiting: Option<std::task::Waker>,
    is_shut: bool,
    flushes: usize,
}

impl later::AsyncRead for Echo {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let mut inside = self.inside.lock().unwrap();
        if inside.bytes.is_empty() && !inside.is_shut {
            inside.waiting = Some(context.waker().clone());
            return Poll::Pending;
        }
        Poll::Ready(inside.bytes.read(buffer))
    }
}

impl later::AsyncWrite for Echo {
    /// At most seven bytes at a time.
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let most = &bytes[..bytes.len().min(7)];
        if most == b"forbid\n" {
            let error = io::Error::new(io::ErrorKind::Other, "that is forbidden");
            return Poll::Ready(Err(error));
        }
        self.parts.send(most.to_vec()).unwrap();
        Poll::Ready(Ok(most.len()))
    }
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.inside.lock().unwrap().flushes += 1;
        Poll::Ready(Ok(()))
    }
    /// An empty part is the end.
    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.parts.send(Vec::new()).unwrap();
        Poll::Ready(Ok(()))
    }
}

/// What came of an `Echo`, for tests.
#[export]
pub struct Witness(Arc<Mutex<Inside>>);

#[export]
impl Witness {
    pub fn new() -> Witness {
        Witness(Default::default())
    }
    pub fn flushes(&self) -> usize {
        self.0.lock().unwrap().flushes
    }
    pub fn is_shut(&self) -> bool {
        self.0.lock().unwrap().is_shut
    }
    /// A pipe whose bytes arrive so much later.
    pub fn echo(&self, millis: u64) -> impl later::AsyncRead + later::AsyncWrite + Send {
        Echo::new(self.0.clone(), millis)
    }
    /// The pipe's end where bytes come out.
    pub fn listen(&self) -> Pin<Box<dyn later::AsyncRead + Send>> {
        Box::pin(Echo::new(self.0.clone(), 0))
    }
}

/// A pipe that takes a while to come about, or fails to.
#[export]
pub async fn connect(
    name: &str,
    millis: u64,
) -> io::Result<impl later::AsyncRead + later::AsyncWrite + Send> {
    pause(millis).await;
    if name.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "nobody is called nothing"));
    }
    assert!(name != "panic", "that name again");
    Ok(Echo::new(Default::default(), 1))
}

/// Text that comes later, whose reader is there then.
#[export]
pub async fn fetch_text(name: &str) -> impl Read + Send {
    pause(5).await;
    Cursor::new(format!("about {}", name))
}

/// Numbers, if there are any; they borrow from the name.
#[export]
pub async fn fetch_lengths(name: &str) -> Option<impl Iterator<Item = usize> + '_> {
    pause(1).await;
    (!name.is_empty()).then(|| name.split(' ').map(str::len))
}
