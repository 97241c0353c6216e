#!/usr/bin/env bash
# Folders that build scripts read, named or not: hidden entries, `target`, other packages, links,
# empty folders.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/cargo_log.inc"

# What the script finds is the value: the paths below `data`, and what the files hold.
make_crate w/geometry <<'END'
#[prebind::julia]
pub const FOUND: &str = env!("FOUND");
END
cat >w/geometry/build.rs <<'END'
fn read(folder: &std::path::Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.strip_prefix("data").unwrap().display().to_string());
        if path.is_dir() {
            read(&path, found);
        } else {
            found.push(std::fs::read_to_string(&path).unwrap_or_default().trim().into());
        }
    }
}

fn main() {
    let mut found = vec![];
    read("data".as_ref(), &mut found);
    found.sort();
    println!("cargo:rustc-env=FOUND={}", found.join(","));
    println!("cargo:rerun-if-changed=data");
}
END
mkdir -p w/geometry/data far/a far/b
echo 1 >far/a/file
echo 2 >far/b/file
cargo generate-lockfile --manifest-path w/geometry/Cargo.toml --quiet
succeeds "$PREBIND" build w/geometry

# is TEXT: a build notices, and finds that
is() {
  fails 3 "$PREBIND" check w/geometry
  succeeds "$PREBIND" build w/geometry
  grep -qF "FOUND = \"$1\"" Geometry.jl || fail "not $1: $(grep FOUND Geometry.jl)"
  succeeds "$PREBIND" build w/geometry
  prints 'is up to date'
}

cd w/geometry/data
mkdir empty && (cd ../../.. && is 'empty')
mkdir empty/target && (cd ../../.. && is 'empty,empty/target')
echo 3 >empty/target/.x && (cd ../../.. && is '3,empty,empty/target,empty/target/.x')
echo 4 >empty/target/.x && (cd ../../.. && is '4,empty,empty/target,empty/target/.x')
rm -r empty
mkdir .hidden && touch .hidden/Cargo.toml && (cd ../../.. && is ',.hidden,.hidden/Cargo.toml')
rm -r .hidden
ln -s ../../../far/a link && (cd ../../.. && is '1,link,link/file')
ln -sfn ../../../far/b link && (cd ../../.. && is '2,link,link/file')
echo 5 >link/file && (cd ../../.. && is '5,link,link/file')
rm link && ln -s ../../../far/b/file link && (cd ../../.. && is '5,link')
rm link && ln -s nowhere link && (cd ../../.. && is ',link')
cd ../../..

# A script that names nothing reads its package: in a repository hidden entries too.
sed -i '/rerun-if/d' w/geometry/build.rs
is ',link'
mkdir w/.git && mkdir w/geometry/data/.sqlx && rm w/geometry/data/link
echo 6 >w/geometry/data/.sqlx/query
is '.sqlx,.sqlx/query,6'
ln -sfn ../../../../far/a w/geometry/data/.sqlx/link
is '.sqlx,.sqlx/link,.sqlx/link/file,.sqlx/query,1,6'
echo 7 >far/a/file
is '.sqlx,.sqlx/link,.sqlx/link/file,.sqlx/query,6,7'
mkdir w/geometry/data/.sqlx/target && echo 8 >w/geometry/data/.sqlx/target/x
is '.sqlx,.sqlx/link,.sqlx/link/file,.sqlx/query,.sqlx/target,.sqlx/target/x,6,7,8'
