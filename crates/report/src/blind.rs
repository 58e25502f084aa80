use std::collections::BTreeMap;

mod apply;
mod decode;
mod fold;
mod markup;
mod problem;
mod read;
mod survivors;
#[cfg(test)]
mod tests;

pub use problem::{BlindErrors, BlindProblem};
pub use survivors::Survivor;

/// The words that must not stand in anything that leaves the team, and what stands there instead.
///
/// The list is a table `words,replacement,kind,match`, one form of words per row. `match` may be left
/// out; it says in which capitals the words are meant:
///
/// - `any`, or nothing: in whatever capitals they stand. For words that are nothing but names;
/// - `exact`: only with the capitals as they are listed. For names that are ordinary words too: `Will`,
///   `May`, `Hope`, `US`. Then `will` stays, and so does `WILL`, unless it is listed on a row of its own.
///
/// [`Blind::apply`] and [`Blind::survivors`] both go by it. [`Blind::other_capitals`] tells where `any`
/// may replace ordinary words.
///
/// ```
/// use qualkit_report::Blind;
///
/// let blind = Blind::read("words,replacement,kind\nHarborlight,[clinic A],organisation\nBev,nurse 2,person\n")?;
/// let (text, replaced) = blind.apply("“I’d ask Bev,” they say at HARBORLIGHT’S door.");
/// assert_eq!(text, "“I’d ask [nurse 2],” they say at [clinic A]’S door.");
/// assert_eq!(replaced.of("organisation"), 1);
/// assert!(blind.survivors(&text).is_empty());
/// assert_eq!(blind.survivors("<a href='#harbor%6Cight-s'>").len(), 1);
///
/// let text = "She will ask Will.";
/// let any = Blind::read("words,replacement\nWill,[name]\n")?;
/// assert_eq!(any.other_capitals(text), [("Will".to_owned(), "will".to_owned(), 1)]);
/// let exact = Blind::read("words,replacement,match\nWill,[name],exact\n")?;
/// assert_eq!(exact.apply(text).0, "She will ask [name].");
/// # Ok::<(), qualkit_report::BlindErrors>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Blind {
    entries: Vec<Entry>,
    finder: apply::Finder,
    index: survivors::Index,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    words: String,
    /// With its square brackets.
    replacement: String,
    kind: String,
    capitals: Capitals,
}

/// In which capitals listed words are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Capitals {
    #[default]
    Any,
    /// As they are listed.
    Exact,
}

/// How many places were replaced, by the kind of words that stood there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replaced {
    by_kind: BTreeMap<String, u64>,
}

impl Blind {
    fn new(entries: Vec<Entry>) -> Blind {
        let (finder, index) = (apply::Finder::new(&entries), survivors::Index::new(&entries));
        Blind { entries, finder, index }
    }

    /// How many forms of words are listed.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no words are listed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many forms of words are listed, by kind.
    pub fn kinds(&self) -> BTreeMap<&str, u64> {
        let mut kinds = BTreeMap::new();
        for entry in &self.entries {
            *kinds.entry(entry.kind.as_str()).or_default() += 1;
        }
        kinds
    }
}

impl Replaced {
    /// How many places of one kind.
    pub fn of(&self, kind: &str) -> u64 {
        self.by_kind.get(kind).copied().unwrap_or(0)
    }

    /// How many places in all.
    pub fn total(&self) -> u64 {
        self.by_kind.values().sum()
    }

    /// Kinds and numbers of places, sorted by kind.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.by_kind.iter().map(|(kind, &count)| (kind.as_str(), count))
    }

    /// Adds the places of another text.
    pub fn add(&mut self, other: &Replaced) {
        for (kind, count) in other.iter() {
            *self.by_kind.entry(kind.to_owned()).or_default() += count;
        }
    }

    fn count(&mut self, kind: &str) {
        *self.by_kind.entry(kind.to_owned()).or_default() += 1;
    }
}
