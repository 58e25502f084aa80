//! Learns which words at the heads of lines are labels: from the whole text, since no single line can
//! tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::head::{Head, Shape};
use crate::labels::{Labels, is_formed, is_in_capitals, is_name_like, is_stage_direction};
use crate::legend::Entry;
use crate::role::{fold, said_by};
use crate::{Note, Options};

/// What is known before the lines are read.
pub(crate) struct Known<'k> {
    pub(crate) id: &'k str,
    pub(crate) options: &'k Options,
    pub(crate) legend: &'k [Entry],
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
    pub(crate) head: Option<Head<'l>>,
}

/// Learns the labels of a text.
pub(crate) fn learn(lines: &[Candidate<'_>], known: &Known<'_>, notes: &mut Vec<Note>) -> Labels {
    let evidence = Evidence::new(lines, known);
    let mut found = evidence.recurring();
    let once = evidence.once(&found);
    notes.extend(evidence.note_once(&once, "only once before a colon, and taken as a speaker"));
    found.extend(once);
    let shaped = evidence.shaped(&found);
    let keys = shaped.iter().filter_map(|(_, label)| evidence.tallies.get_key_value(label));
    found.extend(keys.map(|(label, _)| label.as_str()));
    notes.extend(found.iter().filter_map(|label| evidence.tallies[*label].note_spellings()));
    let spelled = found.iter().map(|&label| (label.to_owned(), evidence.tallies[label].spelling().to_owned()));
    let mut labels = Labels { spelled: spelled.collect(), shaped, times: None };
    if !known.captions {
        labels.times = evidence.times(&labels);
        let doubtful = if labels.is_empty() { Vec::new() } else { evidence.doubtful(&found) };
        let message = "only once before a colon, and left in the words: name it as a speaker if it is one";
        notes.extend(evidence.note_once(&doubtful, message));
    }
    labels
}

/// How often and in which shapes something stands where a label would.
#[derive(Default)]
struct Tally {
    spellings: Vec<(String, usize)>,
    shapes: BTreeMap<Shape, usize>,
    /// The first line that shows it, and whether that opens a paragraph.
    first: (usize, bool),
    /// Whether it stands where only labels stand: in a caption or beside a time.
    firm: bool,
}

impl Tally {
    fn count(&self, shape: Shape) -> usize {
        self.shapes.get(&shape).copied().unwrap_or(0)
    }

    /// How often it stands in the shapes that are labels' own.
    fn heads(&self) -> usize {
        self.count(Shape::Colon) + self.count(Shape::Titled)
    }

    /// The most frequent spelling.
    fn spelling(&self) -> &str {
        let most = self.spellings.iter().rev().max_by_key(|(_, count)| *count);
        most.map_or("", |(spelling, _)| spelling)
    }

    fn is_formed(&self) -> bool {
        is_formed(self.spelling())
    }

    fn is_name_like(&self) -> bool {
        is_name_like(self.spelling())
    }

    fn note_spellings(&self) -> Option<Note> {
        let all: Vec<String> = self.spellings.iter().map(|(spelling, _)| format!("'{spelling}'")).collect();
        let message = format!("{} were taken as one speaker, '{}'", all.join(" and "), self.spelling());
        (all.len() > 1).then(|| Note::of_all(message))
    }
}

struct Evidence<'e> {
    lines: &'e [Candidate<'e>],
    known: &'e Known<'e>,
    tallies: BTreeMap<String, Tally>,
    paragraphs: usize,
}

impl<'e> Evidence<'e> {
    fn new(lines: &'e [Candidate<'e>], known: &'e Known<'e>) -> Evidence<'e> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for line in lines {
            let Some(head) = line.head.filter(|head| !head.label.is_empty()) else { continue };
            let new = || Tally { first: (line.place, line.opens), ..Tally::default() };
            let tally = tallies.entry(fold(head.label)).or_insert_with(new);
            *tally.shapes.entry(head.shape).or_default() += 1;
            tally.firm |= known.captions || head.times.is_some();
            let spelling = head.label.split_whitespace().collect::<Vec<_>>().join(" ");
            match tally.spellings.iter_mut().find(|(known, _)| *known == spelling) {
                Some((_, count)) => *count += 1,
                None => tally.spellings.push((spelling, 1)),
            }
        }
        Evidence { lines, known, tallies, paragraphs: lines.iter().filter(|line| line.opens).count() }
    }

    fn total(&self, shape: Shape) -> usize {
        self.tallies.values().map(|tally| tally.count(shape)).sum()
    }

    /// Whether a label was named by whoever imports or by a legend, is the transcript's, or says a part.
    fn is_told(&self, label: &str) -> bool {
        self.is_named(label) || said_by(label).is_some()
    }

    fn is_named(&self, label: &str) -> bool {
        let given = self.known.options.interviewers.iter().chain(&self.known.options.speakers);
        let legend = self.known.legend.iter().map(|(known, _)| known);
        given.chain(legend).any(|known| fold(known) == label) || fold(self.known.id) == label
    }

    /// Labels that return, or that need not.
    fn recurring(&self) -> BTreeSet<&str> {
        let heads = self.total(Shape::Colon) + self.total(Shape::Titled);
        let returning = |tally: &&Tally| tally.is_formed() && tally.heads() >= 2;
        let covered: usize = self.tallies.values().filter(returning).map(Tally::heads).sum();
        // A word that returns now and then before a colon is a habit of speech, not a speaker.
        let (frequent, dominant) = (covered * 25 >= self.paragraphs, covered * 2 >= self.paragraphs);
        let titled = self.total(Shape::Titled) >= 2;
        let found = self.tallies.iter().filter(|(label, tally)| {
            let name = tally.is_name_like() && frequent || dominant && tally.heads() * 10 >= heads;
            let returns = tally.heads() >= 2 && name;
            let loose = tally.count(Shape::Loose) >= 2 && tally.is_name_like();
            let title = titled && tally.count(Shape::Titled) > 0;
            let told = tally.heads() > 0 && self.is_told(label);
            tally.is_formed() && (returns || loose || title || told) || tally.heads() > 0 && self.is_named(label)
        });
        found.map(|(label, _)| label.as_str()).collect()
    }

    /// Labels that stand once and yet are labels: numbered like others, among nothing but labels, or
    /// in capitals where no label returns.
    fn once(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        let numbered = |label: &str| label.chars().any(|c| c.is_ascii_digit());
        let stem = |label: &str| label.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        let stems: BTreeSet<String> = found.iter().filter(|label| numbered(label)).map(|label| stem(label)).collect();
        let dense = self.is_dense(found);
        let (mut once, mut capitals) = (Vec::new(), Vec::new());
        for (label, tally) in &self.tallies {
            if found.contains(label.as_str()) || tally.heads() == 0 || !tally.is_formed() {
                continue;
            }
            let like_others = numbered(label) && stems.contains(&stem(label));
            if like_others || dense && tally.firm && tally.is_name_like() {
                once.push(label.as_str());
            } else if found.is_empty() && is_in_capitals(tally.spelling()) {
                capitals.push(label.as_str());
            }
        }
        if capitals.len() >= 2 { capitals } else { once }
    }

    /// Whether nearly every line where a label would stand shows a name, and half of them a known one.
    fn is_dense(&self, found: &BTreeSet<&str>) -> bool {
        let firm = |line: &&Candidate<'_>| self.known.captions || line.head.is_some_and(|head| head.times.is_some());
        let (mut all, mut named, mut known) = (0, 0, 0);
        for line in self.lines.iter().filter(firm) {
            all += 1;
            let head = line.head.filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled));
            named += usize::from(head.is_some_and(|head| is_formed(head.label) && is_name_like(head.label)));
            known += usize::from(head.is_some_and(|head| found.contains(fold(head.label).as_str())));
        }
        all >= 3 && named * 10 >= all * 9 && known * 2 >= all
    }

    /// The labels in shapes that words have as well, where the whole text speaks for it.
    fn shaped(&self, found: &BTreeSet<&str>) -> BTreeSet<(Shape, String)> {
        let inline = self.total(Shape::Inline) * 2 >= self.paragraphs;
        let bracket = found.is_empty() && self.total(Shape::Bracket) * 2 >= self.paragraphs;
        let told_alone =
            |(label, tally): (&String, &Tally)| if self.is_told(label) { tally.count(Shape::Plain) } else { 0 };
        let plain = self.tallies.iter().map(told_alone).sum::<usize>() >= 2;
        let mut shaped = BTreeSet::new();
        for (label, tally) in &self.tallies {
            let told = self.is_told(label);
            let word = tally.is_formed() && !is_stage_direction(label);
            for (&shape, &count) in &tally.shapes {
                let learned = match shape {
                    Shape::Loose => found.contains(label.as_str()),
                    Shape::Inline => told || inline && word && tally.is_name_like() && count >= 2,
                    Shape::Bracket => told || bracket && word,
                    Shape::Heading => told || word && tally.is_name_like() && count >= 2,
                    Shape::Plain => told && plain,
                    Shape::Colon | Shape::Titled | Shape::Mark | Shape::Time => false,
                };
                if learned {
                    shaped.insert((shape, label.clone()));
                }
            }
        }
        shaped
    }

    /// How many numbers the times without brackets have that stand at the heads of lines, if a third of
    /// the paragraphs begin with one.
    fn times(&self, labels: &Labels) -> Option<usize> {
        let bare = self.lines.iter().filter_map(|line| {
            let head = line.head.filter(|head| labels.of(head).is_none())?;
            head.timed.filter(|timed| !timed.marked).map(|timed| timed.times.parts)
        });
        let parts: Vec<usize> = bare.collect();
        let short = parts.iter().filter(|&&parts| parts == 2).count();
        let usual = if short * 2 >= parts.len() { 2 } else { 3 };
        (parts.len() >= 2 && parts.len() * 3 >= self.paragraphs).then_some(usual)
    }

    /// Names before a colon that open a paragraph: words, but perhaps a speaker's.
    fn doubtful(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        let open = self.tallies.iter().filter(|(label, tally)| {
            let named = tally.is_formed() && tally.is_name_like() && tally.first.1;
            named && tally.count(Shape::Colon) == 1 && !found.contains(label.as_str())
        });
        open.map(|(label, _)| label.as_str()).collect()
    }

    fn note_once(&self, labels: &[&str], what: &str) -> Option<Note> {
        let mut places: Vec<(usize, &str)> =
            labels.iter().map(|label| &self.tallies[*label]).map(|tally| (tally.first.0, tally.spelling())).collect();
        places.sort_unstable();
        let unit = self.known.unit;
        let named: Vec<String> =
            places.iter().take(5).map(|(place, label)| format!("'{label}' ({unit} {place})")).collect();
        let more = if places.len() > 5 { format!(" and {} more", places.len() - 5) } else { String::new() };
        (!places.is_empty()).then(|| Note::of_all(format!("{}{more}: {what}", named.join(", "))))
    }
}
