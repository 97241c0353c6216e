//! Words, graphemes and patterns in Unicode text, for Julia.

use prebind::julia;
use regex::{NoExpand, Regex};
use unicode_segmentation::UnicodeSegmentation;

/// The number of words in `text`, by the rules of Unicode (UAX #29).
///
/// ```julia
/// count_words("Don't panic!") == 2
/// ```
#[julia]
pub fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

/// The words of `text`, as `count_words` counts them.
#[julia]
pub fn words(text: &str) -> Vec<&str> {
    text.unicode_words().collect()
}

/// The number of graphemes: what a reader takes for one character, however many code points it has.
#[julia]
pub fn count_graphemes(text: &str) -> usize {
    text.graphemes(true).count()
}

/// `text` from its last grapheme to its first.
#[julia]
pub fn reverse_graphemes(text: &str) -> String {
    text.graphemes(true).rev().collect()
}

/// The word with the most graphemes, the first of them if there are several; `nothing` in a text
/// without words.
#[julia]
pub fn longest_word(text: &str) -> Option<&str> {
    let length = |word: &str| word.graphemes(true).count();
    text.unicode_words().rev().max_by_key(|word| length(word))
}

/// Word number `n` of `text`, counted from 1.
///
/// # Panics
///
/// If there is no such word.
#[julia]
pub fn nth_word(text: &str, n: usize) -> &str {
    let words: Vec<&str> = text.unicode_words().collect();
    words[n - 1]
}

/// A compiled regular expression.
///
/// It is compiled once, when it is made, and searches any number of texts.
#[julia]
#[derive(Debug, Clone)]
pub struct Pattern {
    regex: Regex,
    /// How many replacements `replace_all` makes at most in one text; 0: all.
    pub limit: usize,
    /// How many replacements it has made so far, in all texts.
    pub replacements: u64,
}

#[julia]
impl Pattern {
    /// Compiles `source`; see the syntax of the `regex` crate.
    ///
    /// # Errors
    ///
    /// If `source` is not a regular expression: the message shows the place.
    pub fn new(source: &str) -> Result<Self, regex::Error> {
        Ok(Self {
            regex: Regex::new(source)?,
            limit: 0,
            replacements: 0,
        })
    }

    /// The source that it was compiled from.
    pub fn source(&self) -> &str {
        self.regex.as_str()
    }

    /// Whether it matches anywhere in `text`.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// How often it matches in `text`, without overlaps.
    pub fn count_matches(&self, text: &str) -> usize {
        self.regex.find_iter(text).count()
    }

    /// The first match in `text`, or `nothing`.
    pub fn find_first(&self, text: &str) -> Option<String> {
        self.regex.find(text).map(|found| found.as_str().to_owned())
    }

    /// `text` with each match replaced by `replacement`, to the letter.
    pub fn replace_all(&mut self, text: &str, replacement: &str) -> String {
        let matches = self.count_matches(text);
        let made = if self.limit == 0 {
            matches
        } else {
            matches.min(self.limit)
        };
        self.replacements += made as u64;
        self.regex
            .replacen(text, self.limit, NoExpand(replacement))
            .into_owned()
    }

    /// A pattern that matches where either does.
    pub fn either(&self, other: &Pattern) -> Result<Self, regex::Error> {
        Self::new(&format!("(?:{})|(?:{})", self.source(), other.source()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_is_one_grapheme() {
        assert_eq!(count_graphemes("🇩🇪e\u{301}"), 2);
        assert_eq!(reverse_graphemes("🇩🇪e\u{301}"), "e\u{301}🇩🇪");
    }

    #[test]
    fn the_first_of_the_longest() {
        assert_eq!(longest_word("one two, three; seven"), Some("three"));
        assert_eq!(longest_word("…"), None);
    }

    #[test]
    fn the_limit_holds() {
        let mut vowel = Pattern::new("[aeiou]").unwrap();
        vowel.limit = 2;
        assert_eq!(vowel.replace_all("banana", "$"), "b$n$na");
        assert_eq!(vowel.replacements, 2);
    }
}
