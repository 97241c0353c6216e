//! The bytes of the expansion protocol. Knows neither tokens nor processes.

use std::io::{Error, ErrorKind, Read, Result as IoResult};

pub(crate) const VERSION: u32 = 4;
pub(crate) const MAGIC: &[u8] = b"prebind-expand";
/// Bytes of a frame's payload, at most.
pub(crate) const LIMIT: usize = 256 << 20;

/// What is wrong with bytes that were received.
pub(crate) type Malformed = String;

/// A frame that is being written; its first four bytes are kept for the length.
pub(crate) struct Frame {
    bytes: Vec<u8>,
}

impl Frame {
    pub(crate) fn new() -> Frame {
        Frame { bytes: vec![0; 4] }
    }

    pub(crate) fn u8(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub(crate) fn u32(&mut self, value: u32) {
        self.bytes(&value.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(crate) fn text(&mut self, text: &str) {
        // A longer text makes the frame too long, so that `finish` refuses it.
        self.u32(text.len() as u32);
        self.bytes(text.as_bytes());
    }

    /// Bytes preceded by their number, which is known when `write` has written them.
    pub(crate) fn counted(&mut self, write: impl FnOnce(&mut Frame)) {
        let start = self.bytes.len();
        self.u32(0);
        write(self);
        let length = (self.bytes.len() - start - 4) as u32;
        self.bytes[start..start + 4].copy_from_slice(&length.to_le_bytes());
    }
}

/// The bytes to send, or what to say if these are more than `limit`.
pub(crate) fn finish(mut frame: Frame, limit: usize) -> Result<Vec<u8>, String> {
    let length = frame.bytes.len() - 4;
    if length > limit {
        return Err(format!("this has {length} bytes, but at most {limit} can be sent"));
    }
    frame.bytes[..4].copy_from_slice(&(length as u32).to_le_bytes());
    Ok(frame.bytes)
}

/// The macro's first frame.
pub(crate) fn hello(crate_name: &str, package: &str, version: &str) -> Frame {
    let mut frame = Frame::new();
    frame.bytes(MAGIC);
    frame.u32(VERSION);
    for text in [crate_name, package, version] {
        frame.text(text);
    }
    frame
}

/// The engine's first frame.
#[derive(Debug, PartialEq)]
pub(crate) struct Greeting {
    pub(crate) protocol: u32,
    pub(crate) engine_version: String,
    pub(crate) error: String,
}

pub(crate) fn read_hello(payload: &[u8]) -> Result<Greeting, Malformed> {
    let mut fields = Fields::new(payload);
    if fields.bytes(MAGIC.len()) != Ok(MAGIC) {
        return Err("it does not begin with the protocol's name".to_owned());
    }
    let protocol = fields.u32()?;
    let engine_version = fields.text()?.to_owned();
    let error = fields.text()?.to_owned();
    // Another version of the protocol may have more to say.
    if protocol == VERSION {
        fields.end()?;
    }
    Ok(Greeting { protocol, engine_version, error })
}

/// The payload of the next frame. A frame over the limit is `InvalidData`, a stream that ends in it
/// `UnexpectedEof`.
pub(crate) fn read_frame(from: &mut impl Read) -> IoResult<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LIMIT {
        let what = format!("it claims {length} bytes, but at most {LIMIT} are allowed");
        return Err(Error::new(ErrorKind::InvalidData, what));
    }
    // Grows with what comes, not with what was announced.
    let mut payload = Vec::new();
    from.take(length as u64).read_to_end(&mut payload)?;
    if payload.len() < length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(payload)
}

/// Reads the payload of a frame from front to back.
pub(crate) struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    pub(crate) fn new(payload: &'a [u8]) -> Fields<'a> {
        Fields { rest: payload }
    }

    fn bytes(&mut self, number: usize) -> Result<&'a [u8], Malformed> {
        if number > self.rest.len() {
            return Err("it ends too early".to_owned());
        }
        let (bytes, rest) = self.rest.split_at(number);
        self.rest = rest;
        Ok(bytes)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(self.bytes(1)?[0])
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        let bytes = self.bytes(4)?;
        Ok(bytes.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, Malformed> {
        let length = self.u32()? as usize;
        let bytes = self.bytes(length)?;
        std::str::from_utf8(bytes).map_err(|_| "a text in it is not UTF-8".to_owned())
    }

    pub(crate) fn end(&self) -> Result<(), Malformed> {
        match self.rest.len() {
            0 => Ok(()),
            more => Err(format!("it goes on for {more} bytes after its end")),
        }
    }
}
