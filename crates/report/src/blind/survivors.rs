use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::decode::decode;
use super::markup::{Tags, without_tags};
use super::{Blind, Capitals, Entry};

/// Listed words that still stand in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survivor {
    /// The words, as listed.
    pub words: String,
    /// Their kind, as listed.
    pub kind: String,
    /// The first line on which they stand, counted from 1.
    pub line: usize,
}

/// The listed words by the first of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(HashMap<String, Vec<Listed>>);

#[derive(Clone, Debug)]
struct Listed {
    atoms: Vec<Atom>,
    capitals: Capitals,
    /// The place in the list.
    place: usize,
}

/// A word or a sign.
#[derive(Clone, Debug, Default)]
struct Atom {
    /// In small letters.
    word: String,
    /// For each character, whether it is a capital.
    capitals: Vec<bool>,
    line: usize,
}

impl Blind {
    /// Finds listed words that still stand in a text or a file.
    ///
    /// A second pair of eyes for what [`Blind::apply`] has gone over: it works in another way and sees
    /// through more. It undoes entities, percent signs and the escapes of JSON and Markdown, looks
    /// through tags inside words and between them, and knows the words by case-folded, compatible
    /// letters without accents, whatever invisible characters, white space, hyphens or underscores
    /// were put in between. Words that are matched with their capitals only survive with those only. Each of the listed words is told once, in the order of the list.
    pub fn survivors(&self, text: &str) -> Vec<Survivor> {
        if self.is_empty() {
            return Vec::new();
        }
        let mut lines: BTreeMap<usize, usize> = BTreeMap::new();
        let mut look = |text: &str| {
            for (entry, line) in self.index.find(text) {
                let first = lines.entry(entry).or_insert(line);
                *first = line.min(*first);
            }
        };
        let mut look_through = |text: &str| match without_tags(text, Tags::Attributes) {
            None => look(text),
            Some(plain) => {
                look(&plain);
                [Tags::Joined, Tags::Spaced].iter().filter_map(|&tags| without_tags(text, tags)).for_each(|t| look(&t));
            }
        };
        look_through(text);
        if let Some(plain) = decode(text) {
            look_through(&plain);
        }
        let told = lines.into_iter().map(|(entry, line)| {
            let entry = &self.entries[entry];
            Survivor { words: entry.words.clone(), kind: entry.kind.clone(), line }
        });
        told.collect()
    }
}

impl Index {
    pub(super) fn new(entries: &[Entry]) -> Index {
        let mut index: HashMap<String, Vec<Listed>> = HashMap::new();
        for (place, entry) in entries.iter().enumerate() {
            let atoms = atoms(&entry.words);
            if let Some(first) = atoms.first() {
                let listed = index.entry(first.word.clone()).or_default();
                listed.push(Listed { atoms, capitals: entry.capitals, place });
            }
        }
        Index(index)
    }

    /// The places in the list of the words that stand in a text, with the line.
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        let atoms = atoms(text);
        let mut found = Vec::new();
        for (at, first) in atoms.iter().enumerate() {
            let candidates = singulars(&first.word).filter_map(|form| self.0.get(form)).flatten();
            found.extend(candidates.filter(|listed| listed.begins(&atoms[at..])).map(|l| (l.place, first.line)));
        }
        found
    }
}

impl Listed {
    /// Whether a text begins with these words, the last of them in the plural or not.
    fn begins(&self, text: &[Atom]) -> bool {
        let last = self.atoms.len() - 1;
        let is_same = |(n, (found, listed)): (usize, (&Atom, &Atom))| {
            let in_plural = || n == last && singulars(&found.word).any(|form| form == listed.word);
            (found.word == listed.word || in_plural())
                && (self.capitals == Capitals::Any || found.capitals.starts_with(&listed.capitals))
        };
        text.len() >= self.atoms.len() && text.iter().zip(&self.atoms).enumerate().all(is_same)
    }
}

impl Atom {
    fn push(&mut self, c: char, is_capital: bool) {
        self.word.push(c);
        self.capitals.push(is_capital);
    }
}

/// A word as it is, and without the ending of a plural.
fn singulars(word: &str) -> impl Iterator<Item = &str> {
    [Some(word), word.strip_suffix('s'), word.strip_suffix("es")].into_iter().flatten().filter(|form| !form.is_empty())
}

/// The words and signs of a text; what may stand between words is left out.
fn atoms(text: &str) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut inside = false;
    let mut line = 1;
    let small = |c: char| c.to_lowercase().map(move |small| (small, c.is_uppercase()));
    for (c, is_capital) in text.nfkd().flat_map(small) {
        match c {
            '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => {}
            '\u{61c}' | '\u{180e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => {}
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' => inside = false,
            c if c.is_whitespace() => {
                inside = false;
                line += usize::from(c == '\n');
            }
            c if c.is_alphanumeric() => {
                if !inside {
                    atoms.push(Atom { line, ..Atom::default() });
                }
                inside = true;
                let word = atoms.last_mut().expect("a word has been begun");
                match c {
                    'ß' => "ss".chars().for_each(|c| word.push(c, is_capital)),
                    'ς' => word.push('σ', is_capital),
                    c => word.push(c, is_capital),
                }
            }
            c => {
                inside = false;
                let mut sign = Atom { line, ..Atom::default() };
                sign.push(if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }, is_capital);
                atoms.push(sign);
            }
        }
    }
    atoms
}
