//! What it costs to find that an archive is fresh: the code of `cached_embed_asm!` for it, which
//! compares the text, and for comparison what looks at the times of the archive and of a source
//! file. Prints nanoseconds for each macro.

#[path = "../rust/prebind/src/archive/check.rs"]
#[allow(dead_code)]
mod check;
#[path = "../rust/prebind/src/archive/library.rs"]
#[allow(dead_code)]
mod library;
#[path = "../rust/prebind/src/archive/mark.rs"]
#[allow(dead_code)]
mod mark;
#[path = "../rust/prebind/src/archive/name.rs"]
#[allow(dead_code)]
mod name;
#[path = "../rust/prebind/src/archive/sha256.rs"]
mod sha256;
#[path = "../rust/prebind/src/archive/site.rs"]
#[allow(dead_code)]
mod site;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use check::State;
use site::Site;

fn is_newer(archive: &Path, source: &Path) -> bool {
    let time = |path| fs::metadata(path).and_then(|metadata| metadata.modified()).unwrap();
    time(archive) >= time(source)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap());
    let site = Site {
        package: "routines".to_owned(),
        version: "1.0.0".to_owned(),
        manifest: PathBuf::new(),
        directories: vec![directory.clone()],
    };
    let names: Vec<String> = (0..1000).map(|number| format!("s{number}")).collect();
    let texts: Vec<String> = names
        .iter()
        .map(|name| fs::read_to_string(directory.join(format!("{name}.s"))).unwrap())
        .collect();
    let source = directory.join("../../src/lib.rs");
    let (mut by_text, mut by_time) = (Vec::new(), Vec::new());
    for _ in 0..21 {
        let start = Instant::now();
        for (name, text) in names.iter().zip(&texts) {
            assert!(matches!(check::check(&site, name, text), State::Fresh(_)));
        }
        by_text.push(start.elapsed().as_nanos() as f64 / names.len() as f64);
        let start = Instant::now();
        for name in &names {
            assert!(is_newer(&directory.join(site.library_file(name)), &source));
        }
        by_time.push(start.elapsed().as_nanos() as f64 / names.len() as f64);
    }
    println!("{} {}", median(by_text), median(by_time));
}
