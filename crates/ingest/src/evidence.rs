//! What stands at the heads of the lines of a text, gathered so that each label is looked at once.

use std::collections::{BTreeMap, BTreeSet};

use qualkit_transcript::UNKNOWN_SPEAKER;
use rustc_hash::FxHashMap;

use crate::head::{Head, Shape};
use crate::labels::{is_formed, is_lone, is_lone_name, is_name_like, is_numbered_speaker, is_who};
use crate::legend::Entry;
use crate::role::{begins, fold, said_by, same};
use crate::{Note, Options};

/// What is known before the lines are read.
pub(crate) struct Known<'k> {
    pub(crate) id: &'k str,
    pub(crate) options: &'k Options,
    pub(crate) legend: &'k [Entry],
    /// Labels that something else than a colon names, as they are compared.
    pub(crate) named: BTreeSet<String>,
    /// Whether the lines are captions: if any of them begins with a label, nearly all do.
    pub(crate) captions: bool,
    /// What places count.
    pub(crate) unit: &'k str,
}

/// A line that may have a head.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'l> {
    pub(crate) place: usize,
    /// Whether a paragraph begins with it.
    pub(crate) opens: bool,
    pub(crate) head: Option<&'l Head<'l>>,
}

/// How often and in which shapes something stands where a label would.
#[derive(Default)]
pub(crate) struct Tally {
    spellings: Vec<(String, usize)>,
    pub(crate) shapes: BTreeMap<Shape, usize>,
    /// The first line that shows it, and whether that opens a paragraph.
    pub(crate) first: (usize, bool),
    /// Whether it stands where only labels stand: in a caption or beside a time.
    pub(crate) firm: bool,
}

impl Tally {
    pub(crate) fn count(&self, shape: Shape) -> usize {
        self.shapes.get(&shape).copied().unwrap_or(0)
    }

    /// How often it stands in the shapes that are labels' own.
    pub(crate) fn heads(&self) -> usize {
        self.count(Shape::Colon) + self.count(Shape::Titled)
    }

    /// The most frequent spelling.
    pub(crate) fn spelling(&self) -> &str {
        let most = self.spellings.iter().rev().max_by_key(|(_, count)| *count);
        most.map_or("", |(spelling, _)| spelling)
    }

    pub(crate) fn is_formed(&self) -> bool {
        is_formed(self.spelling())
    }

    pub(crate) fn is_name_like(&self) -> bool {
        is_name_like(self.spelling())
    }

    pub(crate) fn note_spellings(&self) -> Option<Note> {
        let all: Vec<String> = self.spellings.iter().map(|(spelling, _)| format!("'{spelling}'")).collect();
        let message = format!("{} were taken as one speaker, '{}'", all.join(" and "), self.spelling());
        (all.len() > 1).then(|| Note::of_all(message))
    }
}

/// How words look that stand where a label would, found once for all lines that begin with them.
pub(crate) struct Form {
    /// As they are compared.
    pub(crate) folded: String,
    /// Whether they are written as a name is.
    pub(crate) named: bool,
    /// Whether they could name somebody who speaks once.
    pub(crate) lone: bool,
    /// Whether they say who speaks where a time stands beside them.
    pub(crate) who: bool,
}

/// Lines that begin with the same label in the same shape.
pub(crate) struct Alike<'e> {
    label: &'e str,
    shape: Shape,
    /// The first of them, and whether it opens a paragraph.
    first: (usize, bool),
    count: usize,
    /// How many stand where a label is expected.
    pub(crate) firm: usize,
    /// How many have a time.
    pub(crate) timed: usize,
}

pub(crate) struct Evidence<'e> {
    pub(crate) lines: &'e [Candidate<'e>],
    pub(crate) known: &'e Known<'e>,
    pub(crate) tallies: BTreeMap<String, Tally>,
    alike: Vec<Alike<'e>>,
    /// The forms of what stands in the shapes that are labels' own.
    pub(crate) forms: FxHashMap<&'e str, Form>,
    pub(crate) paragraphs: usize,
    /// On how many lines a label is expected: those that open a caption, or begin with a time beside which something
    /// stands.
    pub(crate) firm: usize,
    /// How many heads have a time.
    pub(crate) timed: usize,
}

impl<'e> Evidence<'e> {
    pub(crate) fn new(lines: &'e [Candidate<'e>], known: &'e Known<'e>) -> Evidence<'e> {
        // Few labels stand at the head of many lines: each is looked at once, in the order of the text.
        let mut alike: Vec<Alike<'_>> = Vec::new();
        let mut places: FxHashMap<(&str, Shape), usize> = FxHashMap::default();
        let (mut all_firm, mut all_timed) = (0, 0);
        for line in lines {
            let timed = usize::from(line.head.is_some_and(|head| head.times.is_some()));
            // The second line of a caption goes on with the first, and a time on a line of its own says nothing of
            // labels.
            let alone = |head: &Head<'_>| head.label.is_empty() && head.words.is_empty();
            let beside_time = || timed > 0 && !line.head.is_some_and(alone);
            let firm = usize::from(if known.captions { line.opens } else { beside_time() });
            all_firm += firm;
            all_timed += timed;
            let Some(&Head { label, shape, .. }) = line.head.filter(|head| !head.label.is_empty()) else { continue };
            let place = *places.entry((label, shape)).or_insert_with(|| {
                let first = (line.place, line.opens);
                alike.push(Alike { label, shape, first, count: 0, firm: 0, timed: 0 });
                alike.len() - 1
            });
            alike[place].count += 1;
            alike[place].firm += firm;
            alike[place].timed += timed;
        }
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        let mut forms: FxHashMap<&str, Form> = FxHashMap::default();
        for Alike { label, shape, first, count, timed, .. } in &alike {
            let new = || Tally { first: *first, ..Tally::default() };
            let folded = match forms.get(label) {
                Some(form) => form.folded.clone(),
                None => fold(label),
            };
            if matches!(shape, Shape::Colon | Shape::Titled) && !forms.contains_key(label) {
                let named = is_formed(label) && is_name_like(label) || known.captions && is_lone(label);
                let who = is_formed(label) && is_who(label);
                forms.insert(label, Form { folded: folded.clone(), named, lone: is_lone_name(label), who });
            }
            let tally = tallies.entry(folded).or_insert_with(new);
            *tally.shapes.entry(*shape).or_default() += count;
            tally.firm |= known.captions || *timed > 0;
            match tally.spellings.iter_mut().find(|(known, _)| is_spelled(label, known)) {
                Some((_, all)) => *all += count,
                None => {
                    let spelling = label.split_whitespace().collect::<Vec<_>>().join(" ");
                    tally.spellings.push((spelling, *count));
                }
            }
        }
        let paragraphs = lines.iter().filter(|line| line.opens).count();
        Evidence { lines, known, tallies, alike, forms, paragraphs, firm: all_firm, timed: all_timed }
    }

    /// What begins lines in the shapes that are labels' own, and its form.
    pub(crate) fn labelled(&self) -> impl Iterator<Item = (&Alike<'e>, &Form)> {
        let own = self.alike.iter().filter(|alike| matches!(alike.shape, Shape::Colon | Shape::Titled));
        own.filter_map(|alike| Some((alike, self.forms.get(alike.label)?)))
    }

    /// The form of a label in one of the shapes that are labels' own.
    pub(crate) fn form(&self, head: &Head<'_>) -> Option<&Form> {
        self.forms.get(head.label)
    }

    /// The form that all who bear a label share.
    pub(crate) fn folded(&self, head: &Head<'_>) -> Option<&str> {
        self.form(head).map(|form| form.folded.as_str())
    }

    pub(crate) fn total(&self, shape: Shape) -> usize {
        self.tallies.values().map(|tally| tally.count(shape)).sum()
    }

    /// Whether a label was named by a legend, is the transcript's, or says a part.
    pub(crate) fn is_told(&self, label: &str) -> bool {
        self.is_named(label) || said_by(label).is_some() || is_numbered_speaker(label)
    }

    pub(crate) fn is_named(&self, label: &str) -> bool {
        let mut legend = self.known.legend.iter().map(|(known, _)| known);
        let known = legend.any(|known| fold(known) == label) || self.known.named.contains(label);
        known || fold(self.known.id) == label || label == UNKNOWN_SPEAKER
    }

    /// Whether whoever imports named a label, or the beginning of it.
    pub(crate) fn is_given(&self, label: &str) -> bool {
        let spelling = self.tallies[label].spelling();
        let long = is_formed(spelling);
        let options = self.known.options;
        options.labels().any(|given| same(given, label) || long && begins(spelling, given))
            || options.aliases.of(label).is_some()
    }

    /// Labels that whoever imports named.
    pub(crate) fn given(&self) -> Vec<&str> {
        let stands = |tally: &Tally| tally.heads() + tally.count(Shape::Loose) > 0;
        let given = self.tallies.iter().filter(|(label, tally)| stands(tally) && self.is_given(label));
        given.map(|(label, _)| label.as_str()).collect()
    }
}

/// Whether a label is a spelling but for its spaces.
fn is_spelled(label: &str, spelling: &str) -> bool {
    label == spelling || label.split_whitespace().eq(spelling.split(' '))
}
