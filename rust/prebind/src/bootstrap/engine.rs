use std::env;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::frames::{self, Greeting, Malformed};
use super::pipes::Pipes;

const CRATE_VERSION: &str = env!("CARGO_PKG_VERSION");

/// What went wrong between this crate and the engine, for a compile error.
pub(super) struct Problem {
    pub(super) message: String,
    pub(super) help: String,
}

impl Problem {
    fn new(message: String, help: impl Into<String>) -> Problem {
        Problem { message: format!("PREBIND_ENGINE: {message}"), help: help.into() }
    }

    /// For a request without item.
    pub(super) fn archive_too_large(message: String) -> Problem {
        Problem::new(message, "split the archive into several")
    }

    pub(super) fn too_large(message: String) -> Problem {
        Problem::new(message, "move the long part out of the exported item")
    }
}

/// What an engine was started for. In rustc it never changes; a process that expands several
/// crates, such as rust-analyzer's, has one engine after the other.
#[derive(PartialEq)]
pub(super) struct Identity {
    program: OsString,
    crate_name: String,
    package: String,
    version: String,
}

impl Identity {
    pub(super) fn of(program: OsString) -> Identity {
        let text = |name| env::var_os(name).unwrap_or_default().to_string_lossy().into_owned();
        Identity {
            program,
            crate_name: text("CARGO_CRATE_NAME"),
            package: text("CARGO_PKG_NAME"),
            version: text("CARGO_PKG_VERSION"),
        }
    }

    /// The frame that introduces this process.
    pub(super) fn hello(&self) -> Result<Vec<u8>, Problem> {
        let hello = frames::hello(&self.crate_name, &self.package, &self.version);
        frames::finish(hello, frames::LIMIT).map_err(Problem::too_large)
    }
}

/// The engine of this process. It has no connection after a failure: that was shown once, and the
/// build has failed.
struct Engine {
    identity: Identity,
    connection: Option<Connection>,
}

static ENGINE: Mutex<Option<Engine>> = Mutex::new(None);

/// Sends a request and reads its answer; starts the engine where that is not done yet. Nothing
/// comes back if this engine has failed before.
pub(super) fn ask<T>(
    identity: Identity,
    request: &[u8],
    read: impl FnOnce(&[u8]) -> Result<T, Malformed>,
) -> Result<Option<T>, Problem> {
    let mut slot = ENGINE.lock().unwrap_or_else(PoisonError::into_inner);
    if !matches!(&*slot, Some(engine) if engine.identity == identity) {
        let engine = slot.insert(Engine { identity, connection: None });
        engine.connection = Some(Connection::open(&engine.identity)?);
    }
    let connection = match slot.as_mut().and_then(|engine| engine.connection.as_mut()) {
        Some(connection) => connection,
        None => return Ok(None),
    };
    let result = connection
        .exchange(request)
        .and_then(|answer| read(&answer).map_err(|reason| connection.malformed(&reason)));
    if let (Err(_), Some(engine)) = (&result, slot.as_mut()) {
        engine.connection = None;
    }
    result.map(Some)
}

struct Connection {
    /// For messages.
    name: String,
    pipes: Pipes,
}

impl Connection {
    fn open(identity: &Identity) -> Result<Connection, Problem> {
        let hello = identity.hello()?;
        let name = format!("`{} expand`", identity.program.to_string_lossy());
        let pipes = Pipes::start(&identity.program).map_err(|error| {
            Problem::new(
                format!("cannot start {name}: {error}"),
                "it must be the path of the program `prebind`: `prebind build` sets it, and a \
                 plain `cargo build` needs it unset",
            )
        })?;
        let mut connection = Connection { name, pipes };
        let answer = connection.exchange(&hello)?;
        match frames::read_hello(&answer) {
            Ok(greeting) => connection.check(&greeting).map(|()| connection),
            Err(reason) => Err(connection.malformed(&reason)),
        }
    }

    fn check(&self, greeting: &Greeting) -> Result<(), Problem> {
        let Greeting { protocol, engine_version, error } = greeting;
        if *protocol == frames::VERSION && error.is_empty() {
            return Ok(());
        }
        let mut message = format!(
            "{} is version {engine_version} (expansion protocol {protocol}), the crate `prebind` \
             is version {CRATE_VERSION} (expansion protocol {})",
            self.name,
            frames::VERSION,
        );
        if !error.is_empty() {
            message.push_str(": ");
            message.push_str(error);
        }
        Err(Problem::new(message, same_version()))
    }

    fn exchange(&mut self, frame: &[u8]) -> Result<Vec<u8>, Problem> {
        let limit = time_limit();
        self.pipes.set_deadline(Instant::now() + limit);
        let sent = self.pipes.write_all(frame);
        let answer = sent.and_then(|()| frames::read_frame(&mut self.pipes));
        answer.map_err(|error| self.problem(error, limit))
    }

    fn problem(&mut self, error: io::Error, limit: Duration) -> Problem {
        let name = &self.name;
        match error.kind() {
            ErrorKind::InvalidData => self.malformed(&error.to_string()),
            ErrorKind::TimedOut => Problem::new(
                format!("{name} has not answered within {} s", limit.as_secs()),
                "is it the program `prebind`? If it was just slow, set PREBIND_ENGINE_TIMEOUT to \
                 more seconds",
            ),
            _ => {
                let status = match self.pipes.exit_status() {
                    Some(status) => status.to_string(),
                    None => "it closed its output".to_owned(),
                };
                Problem::new(format!("{name} ended without an answer ({status})"), same_version())
            }
        }
    }

    fn malformed(&self, reason: &str) -> Problem {
        let message = format!("the answer of {} is not understood: {reason}", self.name);
        Problem::new(message, same_version())
    }
}

/// The way out of whatever comes from parts that do not belong together.
fn same_version() -> String {
    format!(
        "build with the program `prebind` and the crate `prebind` of the same version (the crate \
         is {CRATE_VERSION}), and PREBIND_ENGINE naming that program"
    )
}

fn time_limit() -> Duration {
    let seconds = env::var("PREBIND_ENGINE_TIMEOUT").ok().and_then(|text| text.parse().ok());
    // A year is as good as no limit, and still can be added to the clock.
    Duration::from_secs(seconds.unwrap_or(60).clamp(1, 365 * 24 * 3600))
}
