//! Marks what a crate exports with `#[julia]`.
//!
//! `mark CRATE SKIPPED` rewrites the sources below `CRATE/src` and prints one line for each item:
//! `named` if its mark says what a host calls it, else `as it is`; file, first line, last line,
//! kind, `generic` or `plain`, and its path, between tabs. Lines stay where they were. SKIPPED is a
//! file with the items not to mark: file and first line, between tabs.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{env, fs};
use syn::spanned::Spanned;
use syn::{Attribute, File, GenericParam, Generics, ImplItem, Item, UseTree, Visibility};

/// What to write, at a line and a column, both from 1 and 0 as spans have them.
type Insertions = BTreeMap<(usize, usize), String>;

struct Marker {
    /// Names that a `pub use` of the crate mentions; `module::*` as `module`.
    reexported: HashSet<String>,
    /// Types with parameters other than lifetimes.
    generic_types: HashSet<String>,
    skipped: HashSet<(String, usize)>,
    /// Names of functions that are taken in the module of the host.
    taken: BTreeSet<String>,
    /// Other names for items, and prefixes for variants, by path.
    renamed: HashMap<String, String>,
    prefixes: HashMap<String, String>,
    /// How often a type, a function or a variant has a name.
    names: HashMap<String, usize>,
    lines: Vec<String>,
}

struct Place<'a> {
    file: &'a str,
    module: String,
    is_public: bool,
    insertions: &'a mut Insertions,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_generic(generics: &Generics) -> bool {
    generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)))
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, syn::Meta::List(list)
                if list.tokens.to_string().starts_with("test"))
    })
}

/// Names at the ends of a `use`.
fn ends(tree: &UseTree, before: Option<String>, names: &mut HashSet<String>) {
    match tree {
        UseTree::Path(path) => ends(&path.tree, Some(path.ident.to_string()), names),
        UseTree::Name(name) => drop(names.insert(name.ident.to_string())),
        UseTree::Rename(rename) => drop(names.insert(rename.ident.to_string())),
        UseTree::Glob(_) => names.extend(before),
        UseTree::Group(group) => {
            group.items.iter().for_each(|tree| ends(tree, before.clone(), names));
        }
    }
}

fn collect(items: &[Item], marker: &mut Marker) {
    for item in items {
        match item {
            Item::Use(used) if is_public(&used.vis) => {
                ends(&used.tree, None, &mut marker.reexported);
            }
            Item::Fn(item) => *marker.names.entry(item.sig.ident.to_string()).or_default() += 1,
            Item::Struct(item) => {
                let name = item.ident.to_string();
                *marker.names.entry(name.clone()).or_default() += 1;
                if is_generic(&item.generics) {
                    marker.generic_types.insert(name);
                }
            }
            Item::Enum(item) => {
                let name = item.ident.to_string();
                *marker.names.entry(name.clone()).or_default() += 1;
                for variant in &item.variants {
                    *marker.names.entry(variant.ident.to_string()).or_default() += 1;
                }
                if is_generic(&item.generics) {
                    marker.generic_types.insert(name);
                }
            }
            Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    collect(items, marker);
                }
            }
            _ => {}
        }
    }
}

impl Marker {
    /// Adds the line of an item.
    fn list<T: Spanned>(
        &mut self,
        item: &T,
        kind: &str,
        name: &str,
        generic: bool,
        place: &Place<'_>,
    ) {
        let (first, last) = (item.span().start().line, item.span().end().line);
        let word = if generic { "generic" } else { "plain" };
        self.lines.push(format!(
            "{}\t{first}\t{last}\t{kind}\t{word}\t{}{name}",
            place.file, place.module
        ));
    }

    /// The attributes for what has this path.
    fn mark_of(&self, path: &str, is_enum: bool) -> String {
        let mark = match self.renamed.get(path) {
            Some(name) => format!("#[export(name = \"{name}\")] "),
            None => "#[julia] ".to_string(),
        };
        match self.prefixes.get(path) {
            Some(prefix) if is_enum => format!("{mark}#[julia(prefix = \"{prefix}\")] "),
            _ => mark,
        }
    }

    /// Whether one of the variants is called like something else in the crate.
    fn has_namesake(&self, item: &syn::ItemEnum) -> bool {
        item.variants.iter().any(|variant| self.names[&variant.ident.to_string()] > 1)
    }

    /// Marks an item and lists it.
    fn mark<T: Spanned>(
        &mut self,
        item: &T,
        kind: &str,
        name: &str,
        generic: bool,
        place: &mut Place<'_>,
    ) -> bool {
        self.list(item, kind, name, generic, place);
        let start = item.span().start();
        let is_skipped = self.skipped.contains(&(place.file.to_string(), start.line));
        let path = format!("{}{name}", place.module);
        if is_skipped || generic {
            return false;
        }
        // Functions of different modules stand beside each other in the module of the host.
        if kind != "method" && !self.taken.insert(name.to_string()) {
            self.renamed.insert(path.clone(), path.replace("::", "_"));
        }
        place.insertions.insert((start.line, start.column), self.mark_of(&path, kind == "enum"));
        true
    }

    fn impl_block(&mut self, block: &syn::ItemImpl, place: &mut Place<'_>) {
        let syn::Type::Path(of) = &*block.self_ty else {
            return;
        };
        let Some(last) = of.path.segments.last() else {
            return;
        };
        let name = last.ident.to_string();
        let is_reachable = place.is_public || self.reexported.contains(&name);
        if block.trait_.is_some() || !is_reachable {
            return;
        }
        let generic = is_generic(&block.generics) || self.generic_types.contains(&name);
        let span = block.span();
        let start = span.start();
        self.lines.push(format!(
            "{}\t{}\t{}\timpl\tplain\t{name}",
            place.file,
            start.line,
            span.end().line
        ));
        if self.skipped.contains(&(place.file.to_string(), start.line)) {
            return self.unmarked_methods(block, &name, generic, place);
        }
        let mut is_any_marked = false;
        for item in &block.items {
            let ImplItem::Fn(method) = item else { continue };
            if is_public(&method.vis) && !is_for_tests(&method.attrs) {
                let generic = generic || is_generic(&method.sig.generics);
                let method_name = format!("{name}::{}", method.sig.ident);
                is_any_marked |= self.mark(method, "method", &method_name, generic, place);
            }
        }
        if is_any_marked {
            let mark = self.mark_of(&format!("{}{name}", place.module), false);
            place.insertions.insert((start.line, start.column), mark);
        }
    }

    fn unmarked_methods(
        &mut self,
        block: &syn::ItemImpl,
        name: &str,
        generic: bool,
        place: &Place<'_>,
    ) {
        for item in &block.items {
            let ImplItem::Fn(method) = item else { continue };
            if is_public(&method.vis) && !is_for_tests(&method.attrs) {
                let generic = generic || is_generic(&method.sig.generics);
                let path = format!("{name}::{}", method.sig.ident);
                self.list(method, "method", &path, generic, place);
            }
        }
    }

    fn items(&mut self, items: &[Item], place: &mut Place<'_>) {
        for item in items {
            match item {
                Item::Fn(item) if is_public(&item.vis) && !is_for_tests(&item.attrs) => {
                    let name = item.sig.ident.to_string();
                    if place.is_public || self.reexported.contains(&name) {
                        self.mark(item, "function", &name, is_generic(&item.sig.generics), place);
                    }
                }
                Item::Struct(item) if is_public(&item.vis) && !is_for_tests(&item.attrs) => {
                    let name = item.ident.to_string();
                    if place.is_public || self.reexported.contains(&name) {
                        self.mark(item, "struct", &name, is_generic(&item.generics), place);
                    }
                }
                Item::Enum(item) if is_public(&item.vis) && !is_for_tests(&item.attrs) => {
                    let name = item.ident.to_string();
                    if place.is_public || self.reexported.contains(&name) {
                        if self.has_namesake(item) {
                            let path = format!("{}{name}", place.module);
                            let prefix = path.replace("::", "_");
                            self.prefixes.insert(path, prefix);
                        }
                        self.mark(item, "enum", &name, is_generic(&item.generics), place);
                    }
                }
                Item::Impl(block) if !is_for_tests(&block.attrs) => self.impl_block(block, place),
                Item::Mod(item) if !is_for_tests(&item.attrs) => {
                    let Some((_, items)) = &item.content else {
                        continue;
                    };
                    let name = item.ident.to_string();
                    let is_shown = place.is_public && is_public(&item.vis);
                    self.items(
                        items,
                        &mut Place {
                            file: place.file,
                            module: format!("{}{name}::", place.module),
                            is_public: is_shown || self.reexported.contains(&name),
                            insertions: place.insertions,
                        },
                    );
                }
                _ => {}
            }
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut entries: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Which modules of files are public: `mod name;` of any source says so.
fn public_files(files: &BTreeMap<String, File>) -> HashSet<String> {
    let mut shown = HashSet::new();
    for file in files.values() {
        for item in &file.items {
            if let Item::Mod(item) = item {
                if item.content.is_none() && is_public(&item.vis) && !is_for_tests(&item.attrs) {
                    shown.insert(item.ident.to_string());
                }
            }
        }
    }
    shown
}

/// `src/a/b.rs` and `src/a/b/mod.rs` as `a`, `b`.
fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut names: Vec<_> = path.split('/').map(String::from).collect();
    if matches!(names.last().map(String::as_str), Some("mod" | "lib")) {
        names.pop();
    }
    names
}

fn write_back(path: &Path, text: &str, insertions: &Insertions) {
    let mut lines: Vec<String> = text.lines().map(String::from).collect();
    for ((line, column), mark) in insertions.iter().rev() {
        let line = &mut lines[line - 1];
        let at = line.char_indices().nth(*column).map_or(line.len(), |(at, _)| at);
        line.insert_str(at, mark);
    }
    // Glue calls functions over C's convention, which is unsafe.
    let text = lines.join("\n").replace("#![forbid(unsafe_code)]", "") + "\n";
    fs::write(path, text).expect("a source that can be written");
}

/// Makes `#[julia]` known in all modules, also in crates of Rust 2015.
fn import_macros(file: &File, insertions: &mut Insertions) {
    let start = file.items.first().expect("an item").span().start();
    let mark = insertions.entry((start.line, start.column)).or_default();
    mark.insert_str(0, "#[macro_use] extern crate prebind; ");
}

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let root = PathBuf::from(&arguments[0]);
    let skipped = fs::read_to_string(&arguments[1]).expect("a list of items to skip");
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let mut texts = BTreeMap::new();
    let mut files = BTreeMap::new();
    for path in paths {
        let name = path.strip_prefix(&root).expect("a source of the crate").display().to_string();
        let text = fs::read_to_string(&path).expect("a source");
        if let Ok(file) = syn::parse_file(&text) {
            files.insert(name.clone(), file);
            texts.insert(name, text);
        }
    }
    let mut marker = Marker {
        reexported: HashSet::new(),
        generic_types: HashSet::new(),
        skipped: skipped
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(file, line)| (file.to_string(), line.parse().expect("a line")))
            .collect(),
        taken: BTreeSet::new(),
        renamed: HashMap::new(),
        prefixes: HashMap::new(),
        names: HashMap::new(),
        lines: Vec::new(),
    };
    files.values().for_each(|file| collect(&file.items, &mut marker));
    let shown = public_files(&files);
    for (name, file) in &files {
        let module = module_of(name);
        if is_for_tests(&file.attrs) || module.iter().any(|part| part.starts_with("test")) {
            continue;
        }
        let is_public =
            module.iter().all(|part| shown.contains(part) || marker.reexported.contains(part));
        let mut insertions = Insertions::new();
        marker.items(
            &file.items,
            &mut Place {
                file: name,
                module: module.iter().map(|part| format!("{part}::")).collect(),
                is_public,
                insertions: &mut insertions,
            },
        );
        if name == "src/lib.rs" {
            import_macros(file, &mut insertions);
        }
        write_back(&root.join(name), &texts[name], &insertions);
    }
    for line in &marker.lines {
        let path = line.rsplit('\t').next().expect("a path");
        let is_named = marker.renamed.contains_key(path) || marker.prefixes.contains_key(path);
        let named = if is_named { "named" } else { "as it is" };
        println!("{named}\t{line}");
    }
}
