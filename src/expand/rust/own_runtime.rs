type Driver = prebind_std::pin::Pin<prebind_std::boxed::Box<
    dyn prebind_std::future::Future<Output = ()> + prebind_std::marker::Send>>;

struct Job {
    driver: prebind_std::sync::Mutex<prebind_std::option::Option<Driver>>,
    is_queued: prebind_std::sync::atomic::AtomicBool,
}

static QUEUE: prebind_std::sync::Mutex<
    prebind_std::vec::Vec<prebind_std::sync::Arc<Job>>
> = prebind_std::sync::Mutex::new(prebind_std::vec::Vec::new());
static FILLED: prebind_std::sync::Condvar = prebind_std::sync::Condvar::new();

fn locked<T>(mutex: &prebind_std::sync::Mutex<T>) -> prebind_std::sync::MutexGuard<'_, T> {
    match mutex.lock() {
        prebind_std::result::Result::Ok(guard) => guard,
        prebind_std::result::Result::Err(poisoned) => poisoned.into_inner(),
    }
}

fn enqueue(job: prebind_std::sync::Arc<Job>) {
    if job.is_queued.swap(true, prebind_std::sync::atomic::Ordering::SeqCst) { return; }
    locked(&QUEUE).push(job);
    FILLED.notify_one();
}

impl prebind_std::task::Wake for Job {
    fn wake(self: prebind_std::sync::Arc<Self>) { enqueue(self) }
}

fn run() {
    loop {
        let mut queue = locked(&QUEUE);
        while queue.is_empty() {
            queue = match FILLED.wait(queue) {
                prebind_std::result::Result::Ok(queue) => queue,
                prebind_std::result::Result::Err(poisoned) => poisoned.into_inner(),
            };
        }
        let jobs = prebind_std::mem::take(&mut *queue);
        prebind_std::mem::drop(queue);
        for job in jobs {
            job.is_queued.store(false, prebind_std::sync::atomic::Ordering::SeqCst);
            let waker = prebind_std::task::Waker::from(prebind_std::sync::Arc::clone(&job));
            let mut context = prebind_std::task::Context::from_waker(&waker);
            let mut driver = locked(&job.driver);
            let is_ready = match &mut *driver {
                prebind_std::option::Option::Some(driver) => {
                    driver.as_mut().poll(&mut context).is_ready()
                }
                _ => false,
            };
            if is_ready { *driver = prebind_std::option::Option::None; }
        }
    }
}

/// Polls it on the one thread that all futures of this crate share.
#[no_mangle]
fn HOLE_spawn(driver: Driver) {
    static START: prebind_std::sync::Once = prebind_std::sync::Once::new();
    START.call_once_force(|_| {
        let thread = prebind_std::thread::Builder::new();
        let name = prebind_std::string::String::from("futures");
        if let prebind_std::result::Result::Err(error) = thread.name(name).spawn(run) {
            prebind_std::panic!("the thread for futures cannot start: {}", error);
        }
    });
    enqueue(prebind_std::sync::Arc::new(Job {
        driver: prebind_std::sync::Mutex::new(prebind_std::option::Option::Some(driver)),
        is_queued: prebind_std::sync::atomic::AtomicBool::new(false),
    }));
}
