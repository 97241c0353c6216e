//! The bytes of the protocol, without any compiler.

#[path = "../src/bootstrap/frames.rs"]
mod frames;

use frames::*;
use std::io::ErrorKind;

fn text(text: &str) -> Vec<u8> {
    [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
}

fn greeting(protocol: u32, texts: &[&str]) -> Vec<u8> {
    let mut bytes = b"prebind-expand".to_vec();
    bytes.extend(protocol.to_le_bytes());
    bytes.extend(texts.iter().flat_map(|part| text(part)));
    bytes
}

#[test]
fn a_frame_is_its_length_and_its_payload() {
    let mut frame = Frame::new();
    frame.u8(7);
    frame.u32(0x0102_0304);
    frame.text("µ");
    frame.counted(|frame| {
        frame.u8(1);
        frame.u8(2);
    });
    let expected = [17, 0, 0, 0, 7, 4, 3, 2, 1, 2, 0, 0, 0, 0xc2, 0xb5, 2, 0, 0, 0, 1, 2];
    assert_eq!(finish(frame, LIMIT).unwrap(), expected);
}

#[test]
fn a_frame_over_the_limit_is_not_sent() {
    let frame = || hello("a", "b", "c");
    let length = finish(frame(), LIMIT).unwrap().len() - 4;
    assert_eq!(finish(frame(), length).unwrap().len(), length + 4);
    let error = finish(frame(), length - 1).unwrap_err();
    assert_eq!(error, "this has 33 bytes, but at most 32 can be sent");
}

#[test]
fn the_hello_names_protocol_crate_and_package() {
    let bytes = finish(hello("geo_metry", "geo-metry", "1.2.3"), LIMIT).unwrap();
    assert_eq!(bytes[4..], greeting(VERSION, &["geo_metry", "geo-metry", "1.2.3"])[..]);
}

#[test]
fn reads_a_greeting() {
    let expected =
        Greeting { protocol: VERSION, engine_version: "0.1.0".into(), error: "no".into() };
    assert_eq!(read_hello(&greeting(VERSION, &["0.1.0", "no"])), Ok(expected));
}

#[test]
fn a_greeting_of_another_protocol_may_go_on() {
    let expected =
        Greeting { protocol: VERSION + 1, engine_version: "0.2.0".into(), error: "old".into() };
    assert_eq!(read_hello(&greeting(VERSION + 1, &["0.2.0", "old", "more"])), Ok(expected));
    let error = read_hello(&greeting(VERSION, &["0.2.0", "", "more"])).unwrap_err();
    assert_eq!(error, "it goes on for 8 bytes after its end");
}

#[test]
fn refuses_what_is_no_greeting() {
    let no_name = Err("it does not begin with the protocol's name".to_owned());
    for bytes in [&b""[..], b"prebind", b"prebind-bindings and so on"] {
        assert_eq!(read_hello(bytes), no_name);
    }
    let whole = greeting(VERSION, &["0.1.0", ""]);
    for length in MAGIC.len()..whole.len() {
        assert_eq!(read_hello(&whole[..length]), Err("it ends too early".to_owned()));
    }
    let mut bad_text = greeting(VERSION, &["a", ""]);
    bad_text[MAGIC.len() + 8] = 0xff;
    assert_eq!(read_hello(&bad_text), Err("a text in it is not UTF-8".to_owned()));
}

#[test]
fn reads_frames_one_after_the_other() {
    let bytes = [2, 0, 0, 0, 10, 11, 0, 0, 0, 0, 1, 0, 0, 0, 12];
    let mut stream = &bytes[..];
    assert_eq!(read_frame(&mut stream).unwrap(), [10, 11]);
    assert_eq!(read_frame(&mut stream).unwrap(), []);
    assert_eq!(read_frame(&mut stream).unwrap(), [12]);
    assert_eq!(read_frame(&mut stream).unwrap_err().kind(), ErrorKind::UnexpectedEof);
}

#[test]
fn refuses_frames_that_are_cut_off_or_too_long() {
    for bytes in [&[1, 0][..], &[2, 0, 0, 0, 9], &[0, 0, 0, 16, 9]] {
        let error = read_frame(&mut &bytes[..]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
    }
    let error = read_frame(&mut &[1, 0, 0, 16, 9][..]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidData);
    assert_eq!(error.to_string(), "it claims 268435457 bytes, but at most 268435456 are allowed");
}

#[test]
fn fields_end_where_the_payload_does() {
    let mut fields = Fields::new(&[9, 1, 0, 0, 0, 2, 0, 0, 0, b'h', b'i', 3]);
    assert_eq!(fields.u8(), Ok(9));
    assert_eq!(fields.u32(), Ok(1));
    assert_eq!(fields.text(), Ok("hi"));
    assert_eq!(fields.end(), Err("it goes on for 1 bytes after its end".to_owned()));
    assert_eq!(fields.u32(), Err("it ends too early".to_owned()));
    assert_eq!(fields.u8(), Ok(3));
    assert_eq!(fields.end(), Ok(()));
    // A length that points far behind the end.
    assert_eq!(Fields::new(&[255, 255, 255, 255]).text(), Err("it ends too early".to_owned()));
    assert_eq!(VERSION, 4);
}
