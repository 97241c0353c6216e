use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

/// How often a wait looks whether it is in vain.
const TICK: Duration = Duration::from_millis(100);

/// A running `<program> expand` and the streams to and from it. Dropping it ends the program. In
/// rustc it is never dropped: there the program ends because its standard input does, when rustc
/// ends.
pub(super) struct Pipes {
    child: Child,
    streams: Streams,
    deadline: Option<Instant>,
}

impl Pipes {
    pub(super) fn start(program: &OsStr) -> io::Result<Pipes> {
        let mut command = Command::new(program);
        command.arg("expand");
        let (child, streams) = Streams::start(command)?;
        Ok(Pipes { child, streams, deadline: None })
    }

    /// What follows has to be done until then, or fails with `TimedOut`.
    pub(super) fn set_deadline(&mut self, deadline: Instant) {
        self.deadline = Some(deadline);
    }

    /// The status of the program that has closed its output, or nothing if it still runs.
    pub(super) fn exit_status(&mut self) -> Option<ExitStatus> {
        for _ in 0..50 {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status);
            }
            std::thread::sleep(TICK / 10);
        }
        None
    }

    /// After a tick without result: an error if the time is up.
    fn check_deadline(&self) -> io::Result<()> {
        match self.deadline {
            Some(deadline) if Instant::now() >= deadline => Err(io::ErrorKind::TimedOut.into()),
            _ => Ok(()),
        }
    }
}

impl Drop for Pipes {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

impl Read for Pipes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.streams.output.read(buffer) {
                Err(error) if is_timeout(&error) => self.check_deadline()?,
                result => return result,
            }
        }
    }
}

impl Write for Pipes {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        loop {
            match self.streams.input.write(buffer) {
                Err(error) if is_timeout(&error) => self.check_deadline()?,
                result => return result,
            }
            if self.child.try_wait()?.is_some() {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sockets instead of pipes, for two reasons. They have time limits. And rustc lets SIGPIPE kill
/// it: writing to an engine that has died must be an error that can be shown, so this side keeps
/// the engine's end open as well.
#[cfg(unix)]
struct Streams {
    input: std::os::unix::net::UnixStream,
    output: std::os::unix::net::UnixStream,
    _engines_input: std::os::unix::net::UnixStream,
}

#[cfg(unix)]
impl Streams {
    fn start(mut command: Command) -> io::Result<(Child, Streams)> {
        use std::os::unix::{io::OwnedFd, net::UnixStream};
        let (input, engines_input) = UnixStream::pair()?;
        let (output, engines_output) = UnixStream::pair()?;
        input.set_write_timeout(Some(TICK))?;
        output.set_read_timeout(Some(TICK))?;
        let kept = engines_input.try_clone()?;
        command.stdin(OwnedFd::from(engines_input)).stdout(OwnedFd::from(engines_output));
        Ok((command.spawn()?, Streams { input, output, _engines_input: kept }))
    }
}

/// Pipes have no time limits: here an engine that never answers is waited for.
#[cfg(not(unix))]
struct Streams {
    input: std::process::ChildStdin,
    output: std::process::ChildStdout,
}

#[cfg(not(unix))]
impl Streams {
    fn start(mut command: Command) -> io::Result<(Child, Streams)> {
        use std::process::Stdio;
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok((child, Streams { input, output })),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }
}
