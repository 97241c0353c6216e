//! What is said about an archive that is not as it should be. Knows no compiler.

use std::path::Path;

use super::check::State;
use super::site::{self, variant, Site};

impl State {
    #[cfg(feature = "bootstrap")]
    pub(crate) fn is_missing(&self) -> bool {
        matches!(self, State::Absent(..) | State::OtherVersion(..))
    }

    /// Message and help of the error that this state is, for who can change the package or for
    /// who only depends on it.
    pub(crate) fn explain(&self, site: &Site, name: &str, own: bool) -> Option<(String, String)> {
        let Site { package, version, .. } = site;
        let of = |path: &Path| {
            let variant = path.parent().map(variant).unwrap_or_default();
            format!("archive `{name}` of package `{package}` {version} for `{variant}`")
        };
        let message = match self {
            State::Fresh(_) => return None,
            State::Absent(path, None) => {
                format!("{} is missing: there is no `{}`", of(path), path.display())
            }
            State::Absent(path, Some(source)) => format!(
                "{} is missing: there is its assembly, `{}`, but no `{}`",
                of(path),
                source.display(),
                path.display()
            ),
            State::OtherVersion(path, other) => format!(
                "{} is missing: there is one of version {other}, and no `{}`",
                of(path),
                path.display()
            ),
            State::Stale(path, line) => format!(
                "{} is out of date: its assembly differs from line {line} on from `{}`",
                of(path),
                path.display()
            ),
            State::Foreign(path) => format!(
                "{} is out of date: `{}` was made from other assembly than the macro has",
                of(path),
                path.display()
            ),
            State::Unmarked(path) => format!(
                "{} cannot be trusted: `{}` does not say what assembly it was made from",
                of(path),
                path.display()
            ),
            State::Shadowed(path, other) => format!(
                "{} would not be linked: the compiler finds `{}` first, which was made from other \
                 assembly",
                of(path),
                other.display()
            ),
            State::Damaged(path, damage) => {
                format!("{} is damaged: `{}` {}", of(path), path.display(), damage.explain().0)
            }
            State::Unreadable(path, error) => {
                format!("{} cannot be read: `{}`: {error}", of(path), path.display())
            }
        };
        Some((message, self.help(site, own)))
    }

    fn help(&self, site: &Site, own: bool) -> String {
        let Site { package, version, manifest, .. } = site;
        let mistake = format!(
            "this is a mistake in `{package}` {version} as it was published, not in your crate: \
             tell its authors, and take another version of it"
        );
        let again = format!(
            "run `prebind archive {}`, and commit the archives with the change",
            manifest.display()
        );
        match self {
            State::Unreadable(..) => {
                "make the file readable for everybody who compiles the crate".to_owned()
            }
            State::Shadowed(..) => format!(
                "remove that file, or the `-L` with its folder; if another package `{package}` of \
                 version {version} has it, one of the two needs another name or version"
            ),
            State::Damaged(_, damage) => match own {
                true => format!("{}; or {again}", damage.explain().1),
                false => format!(
                    "{}; if it was published like that, tell the authors of `{package}`",
                    damage.explain().1
                ),
            },
            State::Absent(path, Some(source)) if !own => format!(
                "something has removed it, such as packaging that leaves out binaries: make it \
                 from its assembly, with `{}`; if it was published like that, tell the authors of \
                 `{package}`",
                remake(path, source)
            ),
            State::Absent(_, None) if own => format!(
                "{again}; if the macro is in a test, an example or a benchmark, first write \
                 `archive-tests = true` under [package.metadata.prebind]"
            ),
            _ if own => again,
            State::Stale(..) | State::Foreign(_) | State::Unmarked(_) => {
                format!("{mistake}; {}=1 builds with the archive as it is", site::DISABLE_CHECK)
            }
            _ => mistake,
        }
    }
}

/// The command that makes an archive from its assembly.
fn remake(path: &Path, source: &Path) -> String {
    let variant = path.parent().map(variant).unwrap_or_default();
    let (machine, features) = variant.split_once('+').unwrap_or((&*variant, ""));
    let mut command =
        format!("prebind asm {} -o {} --target {machine}", source.display(), path.display());
    if !features.is_empty() {
        command.push_str(" --features ");
        command.push_str(features);
    }
    command
}
