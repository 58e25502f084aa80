use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::Blind;
use super::decode::decode;
use super::markup::{Tags, without_tags};

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

/// The listed words by the first of them, each with its place in the list.
#[derive(Clone, Debug, Default)]
pub(super) struct Index(HashMap<String, Vec<(Vec<String>, usize)>>);

impl Blind {
    /// Finds listed words that still stand in a text or a file.
    ///
    /// A second pair of eyes for what [`Blind::apply`] has gone over: it works in another way and sees
    /// through more. It undoes entities, percent signs and the escapes of JSON and Markdown, looks
    /// through tags inside words and between them, and knows the words by case-folded, compatible
    /// letters without accents, whatever invisible characters, white space, hyphens or underscores
    /// were put in between. Each of the listed words is told once, in the order of the list.
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
    pub(super) fn new<'w>(list: impl Iterator<Item = &'w str>) -> Index {
        let mut index: HashMap<String, Vec<(Vec<String>, usize)>> = HashMap::new();
        for (place, words) in list.enumerate() {
            let atoms: Vec<String> = atoms(words).into_iter().map(|(atom, _)| atom).collect();
            if let Some(first) = atoms.first() {
                index.entry(first.clone()).or_default().push((atoms, place));
            }
        }
        Index(index)
    }

    /// The places in the list of the words that stand in a text, with the line.
    fn find(&self, text: &str) -> Vec<(usize, usize)> {
        let atoms = atoms(text);
        let mut found = Vec::new();
        for (at, (first, line)) in atoms.iter().enumerate() {
            for form in singulars(first) {
                for (words, place) in self.0.get(form).into_iter().flatten() {
                    let last = words.len() - 1;
                    let here = atoms.get(at..at + words.len()).unwrap_or_default();
                    let same = here.len() == words.len()
                        && here.iter().zip(words).enumerate().all(|(n, ((atom, _), word))| {
                            atom == word || (n == last && singulars(atom).any(|form| form == word))
                        });
                    if same {
                        found.push((*place, *line));
                    }
                }
            }
        }
        found
    }
}

/// A word as it is, and without the ending of a plural.
fn singulars(word: &str) -> impl Iterator<Item = &str> {
    [Some(word), word.strip_suffix('s'), word.strip_suffix("es")].into_iter().flatten().filter(|form| !form.is_empty())
}

/// The words and signs of a text, each with its line; what may stand between words is left out.
fn atoms(text: &str) -> Vec<(String, usize)> {
    let mut atoms: Vec<(String, usize)> = Vec::new();
    let mut inside = false;
    let mut line = 1;
    for c in text.nfkd().flat_map(char::to_lowercase) {
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
                    atoms.push((String::new(), line));
                }
                inside = true;
                let word = &mut atoms.last_mut().expect("a word has been begun").0;
                match c {
                    'ß' => word.push_str("ss"),
                    'ς' => word.push('σ'),
                    c => word.push(c),
                }
            }
            c => {
                inside = false;
                let sign = if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c };
                atoms.push((sign.to_string(), line));
            }
        }
    }
    atoms
}
