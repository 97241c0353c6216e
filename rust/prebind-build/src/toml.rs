//! As much of TOML as it takes to find one list of strings in a manifest that cargo has accepted:
//! what has no place in such a list is stepped over.

#[derive(Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    List(Vec<Value>),
    /// Keys with dots are parts in order.
    Table(Vec<(Vec<String>, Value)>),
    /// A number, a date, `true`.
    Other(String),
}

/// What could not be read, and the line.
#[derive(Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) line: usize,
    pub(crate) message: String,
}

/// The value under a key such as `["package", "metadata", "prebind", "archives"]`, in whatever way
/// it is written, and its line.
pub(crate) fn find(text: &str, key: &[&str]) -> Result<Option<(usize, Value)>, Problem> {
    entries(text, |path, value| descend(path, value, key))
}

/// Whether there is anything under this key, or below it.
pub(crate) fn has(text: &str, key: &[&str]) -> Result<bool, Problem> {
    let below = |path: &[String], value| {
        let is_below = path.len() >= key.len() && path.iter().zip(key).all(|(a, b)| a == b);
        is_below.then(|| Value::List(Vec::new())).or_else(|| descend(path, value, key))
    };
    Ok(entries(text, below)?.is_some())
}

/// The first answer of `look` to a key and its value, and the line of that.
fn entries(
    text: &str,
    mut look: impl FnMut(&[String], Value) -> Option<Value>,
) -> Result<Option<(usize, Value)>, Problem> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader { text, rest: text, depth: 0 };
    let mut table: Vec<String> = Vec::new();
    loop {
        reader.skip_lines();
        if reader.rest.is_empty() {
            return Ok(None);
        }
        if reader.take("[[") {
            table = reader.key()?;
            // Elements of such a list have no name that one could ask for.
            table.push(String::new());
            reader.expect("]]")?;
        } else if reader.take("[") {
            table = reader.key()?;
            reader.expect("]")?;
        } else {
            let name = reader.key()?;
            reader.expect("=")?;
            reader.skip_blanks();
            let line = reader.line();
            let value = reader.value()?;
            let path: Vec<String> = table.iter().cloned().chain(name).collect();
            if let Some(found) = look(&path, value) {
                return Ok(Some((line, found)));
            }
        }
        reader.end_of_line()?;
    }
}

/// The part of `value`, which stands under `path`, that `key` means.
fn descend(path: &[String], value: Value, key: &[&str]) -> Option<Value> {
    if path.len() > key.len() || !path.iter().zip(key).all(|(part, wanted)| part == wanted) {
        return None;
    }
    let rest = &key[path.len()..];
    match value {
        value if rest.is_empty() => Some(value),
        Value::Table(entries) => {
            entries.into_iter().find_map(|(path, value)| descend(&path, value, rest))
        }
        _ => None,
    }
}

/// As deep as cargo itself reads: each level takes a bit of the stack.
const DEEPEST: usize = 80;

struct Reader<'a> {
    text: &'a str,
    rest: &'a str,
    /// Of the lists and tables around the value that is read.
    depth: usize,
}

impl<'a> Reader<'a> {
    fn line(&self) -> usize {
        let read = self.text.len() - self.rest.len();
        self.text[..read].matches('\n').count() + 1
    }

    fn problem<T>(&self, message: impl Into<String>) -> Result<T, Problem> {
        Err(Problem { line: self.line(), message: message.into() })
    }

    fn take(&mut self, token: &str) -> bool {
        match self.rest.strip_prefix(token) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, token: &str) -> Result<(), Problem> {
        self.skip_blanks();
        match self.take(token) {
            true => Ok(()),
            false => self.problem(format!("`{token}` is missing")),
        }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t']);
    }

    fn skip_comment(&mut self) {
        if self.rest.starts_with('#') {
            self.rest = &self.rest[self.rest.find('\n').unwrap_or(self.rest.len())..];
        }
    }

    /// Blanks, comments, ends of lines.
    fn skip_lines(&mut self) {
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if !self.rest.starts_with('#') {
                return;
            }
            self.skip_comment();
        }
    }

    fn end_of_line(&mut self) -> Result<(), Problem> {
        self.skip_blanks();
        self.skip_comment();
        match self.rest.is_empty() || self.take("\r\n") || self.take("\n") {
            true => Ok(()),
            false => self.problem("a line continues after its value"),
        }
    }

    /// `a."b".c`
    fn key(&mut self) -> Result<Vec<String>, Problem> {
        let mut parts = Vec::new();
        loop {
            self.skip_blanks();
            let part = match self.rest.chars().next() {
                Some(quote @ ('"' | '\'')) => self.text_in(quote)?,
                _ => self.word(|c| c.is_alphanumeric() || c == '_' || c == '-'),
            };
            if part.is_empty() {
                return self.problem("a key is missing");
            }
            parts.push(part);
            self.skip_blanks();
            if !self.take(".") {
                return Ok(parts);
            }
        }
    }

    fn word(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn value(&mut self) -> Result<Value, Problem> {
        match self.rest.chars().next() {
            Some(quote @ ('"' | '\'')) => self.text_in(quote).map(Value::Text),
            Some('[') => self.nested(Self::list),
            Some('{') => self.nested(Self::table),
            _ => {
                let word = self.word(|c| !matches!(c, ',' | ']' | '}' | '#' | '\r' | '\n'));
                match word.trim().is_empty() {
                    true => self.problem("a value is missing"),
                    false => Ok(Value::Other(word.trim().to_owned())),
                }
            }
        }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, Problem>) -> Result<Value, Problem> {
        if self.depth == DEEPEST {
            return self.problem(format!("values are nested deeper than {DEEPEST} levels"));
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn list(&mut self) -> Result<Value, Problem> {
        self.expect("[")?;
        let mut values = Vec::new();
        loop {
            self.skip_lines();
            if self.take("]") {
                return Ok(Value::List(values));
            }
            values.push(self.value()?);
            self.skip_lines();
            if !self.take(",") && !self.rest.starts_with(']') {
                return self.problem("`,` or `]` is missing");
            }
        }
    }

    fn table(&mut self) -> Result<Value, Problem> {
        self.expect("{")?;
        let mut entries = Vec::new();
        loop {
            self.skip_lines();
            if self.take("}") {
                return Ok(Value::Table(entries));
            }
            let key = self.key()?;
            self.expect("=")?;
            self.skip_blanks();
            entries.push((key, self.value()?));
            self.skip_lines();
            if !self.take(",") && !self.rest.starts_with('}') {
                return self.problem("`,` or `}` is missing");
            }
        }
    }

    /// A string in these quotes, or in three of them.
    fn text_in(&mut self, quote: char) -> Result<String, Problem> {
        let one = &quote.to_string();
        let three = &one.repeat(3);
        let many = self.take(three);
        if !many {
            self.take(one);
        } else if !self.take("\r\n") {
            self.take("\n");
        }
        let mut value = String::new();
        loop {
            if many && self.take(three) {
                // Up to two quotes may stand before the closing ones.
                while self.take(one) {
                    value.push(quote);
                }
                return Ok(value);
            }
            if !many && self.take(one) {
                return Ok(value);
            }
            let mut characters = self.rest.chars();
            match characters.next() {
                None => return self.problem("a string has no end"),
                Some('\n') if !many => return self.problem("a string has no end"),
                Some('\\') if quote == '"' => {
                    self.rest = characters.as_str();
                    self.escape(&mut value)?;
                }
                Some(other) => {
                    value.push(other);
                    self.rest = characters.as_str();
                }
            }
        }
    }

    fn escape(&mut self, value: &mut String) -> Result<(), Problem> {
        let mut characters = self.rest.chars();
        let escape = characters.next();
        let behind = characters.as_str();
        let digits = match escape {
            Some('u') => 4,
            Some('U') => 8,
            _ => 0,
        };
        let decoded = match escape {
            Some('b') => Some('\u{8}'),
            Some('t') => Some('\t'),
            Some('n') => Some('\n'),
            Some('f') => Some('\u{c}'),
            Some('r') => Some('\r'),
            Some('e') => Some('\u{1b}'),
            Some(same @ ('"' | '\\')) => Some(same),
            Some('u' | 'U') => {
                let number = behind.get(..digits).map(|digits| u32::from_str_radix(digits, 16));
                number.and_then(Result::ok).and_then(char::from_u32)
            }
            Some(' ' | '\t' | '\r' | '\n') => {
                self.rest = self.rest.trim_start();
                return Ok(());
            }
            _ => None,
        };
        match decoded {
            Some(character) => {
                value.push(character);
                self.rest = &behind[digits..];
                Ok(())
            }
            None => self.problem("a string has an unknown escape"),
        }
    }
}
