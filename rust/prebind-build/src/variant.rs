//! Variants of archives, `wasm32+reference-types`: which of them is for a target.

use std::collections::BTreeSet;

/// What a crate can be archived for.
pub(crate) const MACHINES: [&str; 8] = [
    "wasm32",
    "wasm64",
    "x86_64-linux",
    "x86_64-macos",
    "x86_64-windows",
    "aarch64-linux",
    "aarch64-macos",
    "aarch64-windows",
];

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    machine: String,
    features: BTreeSet<String>,
}

impl Variant {
    /// Nothing if the machine is unknown. Features are not looked at: `prebind archive` knows them.
    pub(crate) fn parse(text: &str) -> Option<Variant> {
        let (machine, features) = text.split_once('+').unwrap_or((text, ""));
        let features = features.split(',').map(str::trim).filter(|feature| !feature.is_empty());
        let variant = Variant {
            machine: machine.to_owned(),
            features: features.map(str::to_owned).collect(),
        };
        Some(variant).filter(|variant| MACHINES.contains(&&*variant.machine))
    }

    /// The canonical name, which is that of the folder: features in order, none twice.
    pub(crate) fn name(&self) -> String {
        let features: Vec<&str> = self.features.iter().map(String::as_str).collect();
        match features.is_empty() {
            true => self.machine.clone(),
            false => format!("{}+{}", self.machine, features.join(",")),
        }
    }
}

/// What cargo builds for.
pub(crate) struct Target {
    pub(crate) triple: String,
    pub(crate) features: BTreeSet<String>,
}

impl Target {
    /// `cfg_features` is cargo's CARGO_CFG_TARGET_FEATURE: a stable compiler leaves out there what
    /// is not stable yet, such as `atomics` of WebAssembly, even if it was asked for. So
    /// `flags`, cargo's CARGO_ENCODED_RUSTFLAGS, is looked through as well.
    pub(crate) fn new(triple: &str, cfg_features: &str, flags: &str) -> Target {
        let mut features: BTreeSet<String> =
            cfg_features.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mut flags = flags.split('\u{1f}').peekable();
        while let Some(flag) = flags.next() {
            let option = match flag {
                "-C" | "--codegen" => flags.next().unwrap_or_default(),
                _ => match flag.strip_prefix("-C").or_else(|| flag.strip_prefix("--codegen=")) {
                    Some(option) => option,
                    None => continue,
                },
            };
            let list = option.strip_prefix("target-feature=").unwrap_or_default();
            for change in list.split(',') {
                if let Some(name) = change.strip_prefix('+') {
                    features.insert(name.to_owned());
                } else if let Some(name) = change.strip_prefix('-') {
                    features.remove(name);
                }
            }
        }
        Target { triple: triple.to_owned(), features }
    }

    /// Nothing if there are no archives for such machines.
    fn machine(&self) -> Option<String> {
        let parts: Vec<&str> = self.triple.split('-').collect();
        let has = |name| parts.contains(&name);
        match parts[0] {
            "wasm32" | "wasm32v1" => Some("wasm32".to_owned()),
            "wasm64" => Some("wasm64".to_owned()),
            // x32 and ILP32 have other object files.
            "x86_64" | "aarch64" if !has("gnux32") && !has("gnu_ilp32") => {
                let systems = [("linux", "linux"), ("darwin", "macos"), ("windows", "windows")];
                let (_, system) = systems.iter().find(|(part, _)| has(part))?;
                Some(format!("{}-{}", parts[0], system))
            }
            _ => None,
        }
    }

    /// Of the variants whose every feature is enabled the one with the most, of equals the first
    /// in the alphabet; or why there is none.
    pub(crate) fn choose(&self, declared: &[Variant]) -> Result<Variant, String> {
        let machine = match self.machine() {
            Some(machine) => machine,
            None => {
                return Err(format!(
                    "there are none for `{}`, and Prebind can make none",
                    self.triple
                ))
            }
        };
        let mut best: Option<&Variant> = None;
        let mut refused = Vec::new();
        for variant in declared.iter().filter(|variant| variant.machine == machine) {
            let missing: Vec<&str> =
                variant.features.difference(&self.features).map(String::as_str).collect();
            if !missing.is_empty() {
                refused.push(format!("`{}` needs {}", variant.name(), missing.join(", ")));
                continue;
            }
            let rank =
                |variant: &Variant| (variant.features.len(), std::cmp::Reverse(variant.name()));
            if best.map_or(true, |best| rank(variant) > rank(best)) {
                best = Some(variant);
            }
        }
        match best {
            Some(variant) => Ok(variant.clone()),
            None if refused.is_empty() => {
                let names: Vec<_> = declared.iter().map(|it| format!("`{}`", it.name())).collect();
                let have = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                Err(format!("`{}` needs `{machine}`, and there are {have}", self.triple))
            }
            None => {
                Err(format!("`{}` does not enable enough: {}", self.triple, refused.join("; ")))
            }
        }
    }
}
