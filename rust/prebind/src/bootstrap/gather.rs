//! Leaves requests to `prebind archive`, which reads them while the compiler goes on.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Mutex, PoisonError};

use super::engine::Problem;

enum State {
    Closed,
    Open(File, PathBuf),
    /// That was shown once, and the build has failed.
    Failed,
}

static STATE: Mutex<State> = Mutex::new(State::Closed);

/// Adds a request to this compiler's file in the folder, which begins with `hello`.
pub(super) fn leave(folder: &Path, hello: &[u8], request: &[u8]) -> Result<(), Problem> {
    let mut state = STATE.lock().unwrap_or_else(PoisonError::into_inner);
    if matches!(*state, State::Failed) {
        return Ok(());
    }
    let result = append(&mut state, folder, hello, request);
    if result.is_err() {
        *state = State::Failed;
    }
    result
}

fn append(state: &mut State, folder: &Path, hello: &[u8], request: &[u8]) -> Result<(), Problem> {
    if matches!(*state, State::Closed) {
        let (mut file, path) = create(folder).map_err(|error| problem(folder, &error))?;
        file.write_all(hello).map_err(|error| problem(&path, &error))?;
        *state = State::Open(file, path);
    }
    match state {
        State::Open(file, path) => file.write_all(request).map_err(|error| problem(path, &error)),
        State::Closed | State::Failed => Ok(()),
    }
}

/// A file of its own, also where an earlier process had this number.
fn create(folder: &Path) -> io::Result<(File, PathBuf)> {
    let mut count = 0;
    loop {
        let path = folder.join(format!("{}-{}.requests", process::id(), count));
        match OpenOptions::new().append(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => count += 1,
            Err(error) => return Err(error),
        }
    }
}

fn problem(path: &Path, error: &io::Error) -> Problem {
    Problem {
        message: format!(
            "cannot write what `prebind archive` reads, `{}`: {error}",
            path.display()
        ),
        help: "run `prebind archive` again; if PREBIND_ARCHIVE_GATHER is set without it, unset \
               that variable"
            .to_owned(),
    }
}
