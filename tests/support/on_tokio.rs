// What the tests of futures run on tokio, in Julia and in C++.
use prebind::export;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::Mutex;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

static ALIVE: AtomicU32 = AtomicU32::new(0);

struct Guard;

impl Guard {
    fn new() -> Guard {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Guard
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

#[export]
pub fn alive() -> u32 {
    ALIVE.load(Ordering::SeqCst)
}

#[export(runtime = "tokio")]
pub async fn nap(milliseconds: u64) -> u64 {
    let _guard = Guard::new();
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    milliseconds
}

/// Answers `count` connections with what they send, and returns its port at once.
#[export(runtime = "tokio")]
pub async fn serve(count: u32) -> std::io::Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    tokio::spawn(async move {
        for _ in 0..count {
            let Ok((mut stream, _)) = listener.accept().await else { return };
            tokio::spawn(async move {
                let mut text = String::new();
                let _ = stream.read_to_string(&mut text).await;
                let _ = stream.write_all(text.to_uppercase().as_bytes()).await;
            });
        }
    });
    Ok(port)
}

#[export(runtime = "tokio")]
pub async fn ask(port: u16, text: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.write_all(text.as_bytes()).await?;
    stream.shutdown().await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

static OWN: Mutex<Option<tokio::runtime::Runtime>> = Mutex::new(None);

fn own() -> tokio::runtime::Handle {
    let mut own = OWN.lock().unwrap();
    own.get_or_insert_with(|| {
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
    })
    .handle()
    .clone()
}

#[export(runtime = "crate::own")]
pub async fn nap_on_own(milliseconds: u64) -> u64 {
    let _guard = Guard::new();
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    milliseconds
}

#[export]
pub fn end_own() {
    let own = OWN.lock().unwrap().take();
    own.unwrap().shutdown_background();
}
