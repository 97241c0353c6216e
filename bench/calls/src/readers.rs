//! Files that Julia reads and writes through Rust.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

use prebind::julia;

#[julia]
pub fn opened(path: &str) -> io::Result<impl BufRead> {
    File::open(path).map(BufReader::new)
}

#[julia]
pub fn created(path: &str) -> io::Result<impl Write> {
    File::create(path).map(BufWriter::new)
}
