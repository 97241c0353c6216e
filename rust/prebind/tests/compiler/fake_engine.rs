//! Stands in for the engine. Step 0 is the hello, step N the Nth request. What it does is told by
//! files in the directory FAKE_ENGINE: it reads the frame of a step into `request-N`, writes the
//! bytes of `answer-N` if there is one, and ends with the status in `end-N` if there is one.
//! `stall-N`: it stops reading before that step.

use std::env;
use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process;

fn read_frame(input: &mut impl Read) -> Option<Vec<u8>> {
    let mut length = [0; 4];
    input.read_exact(&mut length).ok()?;
    let mut payload = vec![0; u32::from_le_bytes(length) as usize];
    input.read_exact(&mut payload).ok()?;
    Some(payload)
}

fn append(path: PathBuf, line: &str) {
    let mut file = fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
    writeln!(file, "{}", line).unwrap();
}

fn main() {
    let directory = PathBuf::from(env::var_os("FAKE_ENGINE").unwrap());
    let arguments: Vec<String> = env::args().skip(1).collect();
    append(directory.join("starts"), &arguments.join(" "));
    eprintln!("fake engine: started");
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    for step in 0.. {
        let file = |what: &str| directory.join(format!("{}-{}", what, step));
        if file("stall").exists() {
            std::thread::sleep(std::time::Duration::from_secs(600));
        }
        let request = match read_frame(&mut input) {
            Some(request) => request,
            None => break,
        };
        fs::write(file("request"), request).unwrap();
        if let Ok(answer) = fs::read(file("answer")) {
            output.write_all(&answer).unwrap();
            output.flush().unwrap();
        }
        if let Ok(status) = fs::read_to_string(file("end")) {
            process::exit(status.parse().unwrap());
        }
    }
    append(directory.join("ends"), "end of input");
}
