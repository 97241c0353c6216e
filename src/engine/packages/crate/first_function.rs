
/// The version of this crate.
#[prebind::julia]
pub fn crate_version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}
