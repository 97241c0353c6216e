use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use proc_macro::{Delimiter, Span, TokenStream, TokenTree};

use super::{literal, symbol};
use crate::diagnostic::compile_error;

/// What a macro call says.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) name_span: Span,
    /// The assembly: the lines, each ended.
    pub(crate) text: String,
    pub(crate) literals: Vec<Piece>,
    /// What stands in each `include_str!(…)`: the compiler has to see it, to watch the file.
    pub(crate) files: Vec<TokenStream>,
    /// What `{version}` in a literal stands for; nothing where it stands for itself.
    version: Option<String>,
}

/// Where a literal's value begins in the text.
pub(crate) struct Piece {
    #[cfg_attr(not(feature = "bootstrap"), allow(dead_code))]
    pub(crate) offset: usize,
    pub(crate) span: Span,
}

/// An error at tokens, from the first to the last.
pub(crate) struct Problem {
    pub(crate) first: Span,
    pub(crate) last: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Problem {
    pub(crate) fn at(span: Span, message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem { first: span, last: span, message: message.into(), help: help.into() }
    }

    pub(crate) fn into_tokens(self) -> TokenStream {
        compile_error(self.first, self.last, &self.message, &self.help)
    }
}

const FORM: &str = "write `cached_embed_asm!(name = \"…\", \"first line\", \"second line\", …)`";
const ONLY_LITERALS: &str =
    "write a string literal, raw or not, `concat!(…)` of literals, or a file as \
     `include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/x.s\"))`: a macro sees no \
     constants";
const FILE_HELP: &str =
    "write it as `include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/src/x.s\"))`: a macro does \
     not know in which file it stands";

pub(crate) fn read(input: TokenStream, version: &str) -> Result<Input, Problem> {
    let mut arguments = split(input);
    if arguments.is_empty() {
        return Err(Problem::at(
            Span::call_site(),
            "the archive has no name and no assembly",
            FORM,
        ));
    }
    let (name, name_span) = read_name(&arguments.remove(0))?;
    if arguments.is_empty() {
        let message = format!("archive `{name}` without assembly");
        return Err(Problem::at(Span::call_site(), message, FORM));
    }
    let version = Some(version.to_owned());
    let mut input = Input {
        name,
        name_span,
        text: String::new(),
        literals: Vec::new(),
        files: Vec::new(),
        version,
    };
    for argument in &arguments {
        input.add(argument)?;
        let is_file = matches!(call(argument), Some((name, _)) if name == "include_str");
        if !(is_file && input.text.ends_with('\n')) {
            input.text.push('\n');
        }
    }
    // A literal of whole lines has ended the last of them itself.
    if input.text.ends_with("\n\n") {
        input.text.pop();
    }
    Ok(input)
}

/// The name of a symbol that carries the version.
pub(crate) fn read_symbol(input: TokenStream, version: &str) -> Result<String, Problem> {
    const FORM: &str =
        "write `versioned!(\"name_{version}\")`, with `{version}` where the text of \
                        `cached_embed_asm!` has it";
    let mut symbol = Input {
        name: String::new(),
        name_span: Span::call_site(),
        text: String::new(),
        literals: Vec::new(),
        files: Vec::new(),
        version: None,
    };
    match &*split(input) {
        [argument] => symbol.add(argument)?,
        _ => return Err(Problem::at(Span::call_site(), "this is not the name of a symbol", FORM)),
    }
    let rest = symbol.text.replace(symbol::PLACEHOLDER, "");
    if rest.len() == symbol.text.len() || rest.contains(['{', '}']) {
        let span = symbol.literals.first().map_or_else(Span::call_site, |piece| piece.span);
        return Err(Problem::at(span, "this symbol does not carry the version", FORM));
    }
    Ok(symbol::fill(&symbol.text, version))
}

fn read_name(argument: &[TokenTree]) -> Result<(String, Span), Problem> {
    match argument {
        [TokenTree::Ident(key), TokenTree::Punct(equals), value @ ..]
            if key.to_string() == "name" && equals.as_char() == '=' =>
        {
            let mut name = Input {
                name: String::new(),
                name_span: key.span(),
                text: String::new(),
                literals: Vec::new(),
                files: Vec::new(),
                version: None,
            };
            name.add(value)?;
            let span = name.literals.first().map_or(key.span(), |piece| piece.span);
            Ok((name.text, span))
        }
        _ => {
            let (first, last) = ends(argument);
            let message = "the archive's name does not come first".to_owned();
            Err(Problem { first, last, message, help: FORM.to_owned() })
        }
    }
}

impl Input {
    /// Appends the value of an argument.
    fn add(&mut self, argument: &[TokenTree]) -> Result<(), Problem> {
        match argument {
            [TokenTree::Literal(literal)] => {
                if let Some(value) = literal::string(&literal.to_string()) {
                    self.push(&value, literal.span());
                    return Ok(());
                }
            }
            _ => match call(argument) {
                Some((name, inside)) if name == "concat" => {
                    return split(inside).iter().try_for_each(|part| self.add_part(part));
                }
                Some((name, inside)) if name == "include_str" => {
                    return self.add_file(argument, inside);
                }
                _ => {}
            },
        }
        let (first, last) = ends(argument);
        let message = "this is not a string literal".to_owned();
        Err(Problem { first, last, message, help: ONLY_LITERALS.to_owned() })
    }

    /// The same inside `concat!`, which takes literals of other kinds as well.
    fn add_part(&mut self, part: &[TokenTree]) -> Result<(), Problem> {
        let value = match part {
            [TokenTree::Literal(literal)] => literal::in_concat(&literal.to_string()),
            [TokenTree::Ident(word)] => {
                Some(word.to_string()).filter(|word| word == "true" || word == "false")
            }
            _ => None,
        };
        match value {
            Some(value) => {
                self.push(&value, part[0].span());
                Ok(())
            }
            None => self.add(part),
        }
    }

    /// The text of a file, with the line ends that it has in the repository.
    fn add_file(&mut self, argument: &[TokenTree], path: TokenStream) -> Result<(), Problem> {
        let (first, last) = ends(argument);
        let problem = |message, help: &str| Problem { first, last, message, help: help.to_owned() };
        let file = match split(path.clone()).as_slice() {
            [part] => path_in(part).map(PathBuf::from).filter(|file| file.is_absolute()),
            _ => None,
        };
        let file = file.ok_or_else(|| {
            problem("the path of this file is not absolute".to_owned(), FILE_HELP)
        })?;
        let text = fs::read_to_string(&file).map_err(|error| {
            let help = match error.kind() {
                ErrorKind::InvalidData => "save it as UTF-8",
                _ => "correct the path, or add the file",
            };
            problem(format!("cannot read `{}`: {error}", file.display()), help)
        })?;
        self.push(text.trim_start_matches('\u{feff}').replace("\r\n", "\n").as_str(), first);
        self.files.push(path);
        Ok(())
    }

    fn push(&mut self, value: &str, span: Span) {
        self.literals.push(Piece { offset: self.text.len(), span });
        match &self.version {
            Some(version) => self.text.push_str(&symbol::fill(value, version)),
            None => self.text.push_str(value),
        }
    }
}

/// The name of a macro that is called, and what stands in the call.
fn call(trees: &[TokenTree]) -> Option<(String, TokenStream)> {
    match trees {
        [path @ .., TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(group)]
            if bang.as_char() == '!' && is_path(path) =>
        {
            Some((name.to_string(), group.stream()))
        }
        _ => None,
    }
}

/// A path of literals, `concat!` and `env!`.
fn path_in(trees: &[TokenTree]) -> Option<String> {
    if let [TokenTree::Literal(literal)] = trees {
        return literal::string(&literal.to_string());
    }
    let (name, inside) = call(trees)?;
    let parts = split(inside);
    match (&*name, parts.as_slice()) {
        ("concat", parts) => parts.iter().map(|part| path_in(part)).collect(),
        ("env", [variable]) => env::var(path_in(variable)?).ok(),
        _ => None,
    }
}

/// The arguments between commas; what `macro_rules!` has wrapped is unwrapped.
fn split(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut trees = Vec::new();
    unwrap(stream, &mut trees);
    let mut arguments = vec![Vec::new()];
    for tree in trees {
        match (&tree, arguments.last_mut()) {
            (TokenTree::Punct(punct), _) if punct.as_char() == ',' => arguments.push(Vec::new()),
            (_, Some(argument)) => argument.push(tree),
            (_, None) => {}
        }
    }
    if arguments.last().map_or(false, Vec::is_empty) {
        arguments.pop();
    }
    arguments
}

fn unwrap(stream: TokenStream, trees: &mut Vec<TokenTree>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                unwrap(group.stream(), trees);
            }
            other => trees.push(other),
        }
    }
}

/// `core::`, `::std::` or nothing, before the name of a macro.
fn is_path(trees: &[TokenTree]) -> bool {
    trees.iter().all(|tree| match tree {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    })
}

fn ends(argument: &[TokenTree]) -> (Span, Span) {
    match (argument.first(), argument.last()) {
        (Some(first), Some(last)) => (first.span(), last.span()),
        _ => (Span::call_site(), Span::call_site()),
    }
}
