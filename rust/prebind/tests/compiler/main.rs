//! Runs rustc and cargo on small sources that use the macros, some with an engine that does as it
//! is told.

mod answers;
mod archives;
mod failures;
mod regular;
mod requests;
mod support;
mod wire;
mod workspace;
