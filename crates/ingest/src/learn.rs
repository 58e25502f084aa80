//! Learns which words at the heads of lines are labels: from the whole text, since no single line can
//! tell.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Times;
use crate::evidence::{Candidate, Evidence, Known, Tally};
use crate::head::Shape;
use crate::labels::{
    Labels, is_in_capitals, is_initial, is_lone, is_lone_name, is_name_like, is_stage_direction, surname,
};
use crate::role::fold;
use crate::titled::is_titled;
use crate::turns::STOPS;
use crate::{Note, header};

/// Words with which a sentence begins and a label does not: `He said: no`.
const SUBJECTS: &str = "he i it she that there they this we what you";

/// Learns the labels of a text. Labels that were given only add to those that the text itself shows.
pub(crate) fn learn(lines: &[Candidate<'_>], known: &Known<'_>, notes: &mut Vec<Note>) -> Labels {
    let spoken = below_labels(lines);
    let evidence = Evidence::new(spoken.as_deref().unwrap_or(lines), known);
    let mut found = evidence.recurring();
    let mut once = evidence.once(&found);
    found.extend(&once);
    let titled_once =
        |label: &&str| evidence.tallies[*label].heads() == 1 && is_titled(evidence.tallies[*label].spelling());
    once.extend(found.iter().copied().filter(titled_once));
    let unlabelled = found.is_empty();
    found.extend(evidence.given());
    let like_given = evidence.once(&found);
    found.extend(&like_given);
    once.extend(like_given);
    let timed_once = evidence.timed_once(&found);
    found.extend(&timed_once);
    let shaped = evidence.shaped(&found, unlabelled);
    let bracketed_once = evidence.bracketed_once(&shaped);
    let keys = shaped.iter().filter_map(|(_, label)| evidence.tallies.get_key_value(label));
    found.extend(keys.map(|(label, _)| label.as_str()));
    let mut full = evidence.full_names(&found);
    // Where labels stand on lines of their own, a full name with words behind it above all of them is a title.
    full.retain(|label| spoken.is_none() || !evidence.stands_above(label, &found));
    found.extend(&full);
    let capitals = evidence.capitals(&found);
    found.extend(&capitals);
    once.extend(capitals);
    let spelled = |label: &str| (label.to_owned(), evidence.tallies[label].spelling().to_owned());
    let mut labels =
        Labels { spelled: found.iter().map(|label| spelled(label)).collect(), shaped, ..Labels::default() };
    let written = |labels: &BTreeMap<String, String>| {
        let known = evidence.forms.iter();
        known.filter_map(|(label, form)| Some(((*label).to_owned(), labels.get(&form.folded)?.clone()))).collect()
    };
    labels.written = written(&labels.spelled);
    if !known.captions {
        let lone = evidence.lone(&labels);
        labels.spelled.extend(lone.iter().map(|label| spelled(label)));
        found.extend(&lone);
        once.extend(lone);
        labels.written = written(&labels.spelled);
        labels.times = evidence.times(&labels);
        notes.extend(labels.times.filter(|_| evidence.is_day(&labels)).map(|_| {
            Note::of_all(
                "the times at the heads of lines may be those of a day; they were read as those of a recording",
            )
        }));
        labels.doubtful = if labels.is_empty() { Vec::new() } else { evidence.doubtful(&found) };
    }
    once.retain(|label| !evidence.is_given(label));
    notes.extend(evidence.note_only(&found));
    let message = "written as no name is, and taken as a speaker because it returns before a colon";
    notes.extend(note_once(known.unit, evidence.placed(&evidence.phrases(&found)), message));
    notes.extend(note_once(known.unit, evidence.placed(&once), "only once before a colon, and taken as a speaker"));
    let message = "only once in brackets, and taken as a speaker";
    notes.extend(note_once(known.unit, evidence.placed(&bracketed_once), message));
    let message = "only once before a time, and taken as a speaker";
    notes.extend(note_once(known.unit, evidence.placed(&timed_once), message));
    let message = "a longer name of one who returns, kept as a speaker of its own; a table for --speakers joins them";
    notes.extend(note_once(known.unit, evidence.placed(&full), message));
    notes.extend(found.iter().filter_map(|label| evidence.tallies[*label].note_spellings()));
    labels
}

/// Where most labels stand on lines of their own, what is below one of them is said and no label, whatever it begins
/// with: gives the lines without such heads.
fn below_labels<'l>(lines: &[Candidate<'l>]) -> Option<Vec<Candidate<'l>>> {
    let labelled = |line: &Candidate<'l>| {
        line.head.filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled) && !head.label.is_empty())
    };
    let is_bare = |line: &Candidate<'l>| labelled(line).is_some_and(|head| head.words.is_empty());
    let all = lines.iter().filter(|line| labelled(line).is_some()).count();
    let bare = lines.iter().filter(|line| is_bare(line)).count();
    if bare < 2 || bare * 2 < all {
        return None;
    }
    let said = |at: usize| at > 0 && is_bare(&lines[at - 1]) && !is_bare(&lines[at]);
    let head = |at: usize| lines[at].head.filter(|_| !said(at) || labelled(&lines[at]).is_none());
    Some((0..lines.len()).map(|at| Candidate { head: head(at), ..lines[at] }).collect())
}

/// Tells of labels and the places where they stand once.
pub(crate) fn note_once(unit: &str, labels: Vec<(usize, String)>, what: &str) -> Option<Note> {
    (!labels.is_empty()).then(|| Note::of_all(format!("{}: {what}", some_placed(unit, &labels))))
}

/// The first few of many labels, with their places.
pub(crate) fn some_placed(unit: &str, labels: &[(usize, String)]) -> String {
    let named: Vec<String> =
        labels.iter().take(5).map(|(place, label)| format!("'{label}' ({unit} {place})")).collect();
    let more = if labels.len() > 5 { format!(" and {} more", labels.len() - 5) } else { String::new() };
    format!("{}{more}", named.join(", "))
}

impl<'e> Evidence<'e> {
    /// Labels that return, or that need not.
    fn recurring(&self) -> BTreeSet<&str> {
        let heads = self.total(Shape::Colon) + self.total(Shape::Titled);
        let returning = |tally: &&Tally| tally.is_formed() && tally.heads() >= 2;
        let covered: usize = self.tallies.values().filter(returning).map(Tally::heads).sum();
        // A word that returns now and then before a colon is a habit of speech, not a speaker.
        let (frequent, dominant) = (covered * 25 >= self.paragraphs, covered * 2 >= self.paragraphs);
        let titled = self.total(Shape::Titled) >= 2;
        let timed = self.timed * 2 >= heads;
        let found = self.tallies.iter().filter(|(label, tally)| {
            let name = tally.is_name_like() && frequent || dominant && is_usual(tally, heads, timed);
            let returns = tally.heads() >= 2 && name;
            let loose = tally.count(Shape::Loose) >= 2 && tally.is_name_like();
            let title = titled && tally.count(Shape::Titled) > 0;
            let listed = tally.heads() == 1 && header::lists_people(label) && !self.is_named(label);
            let told = tally.heads() > 0 && self.is_told(label) && !listed && !self.is_entry(label, tally);
            tally.is_formed() && (returns || loose || title || told)
                || title && is_titled(tally.spelling())
                || tally.heads() > 0 && self.is_named(label)
        });
        found.map(|(label, _)| label.as_str()).collect()
    }

    /// Whether a word for a part stands once, before all turns, with a few words behind it, as in a title:
    /// `Moderator: Ann`.
    pub(crate) fn is_entry(&self, label: &str, tally: &Tally) -> bool {
        if tally.heads() != 1 || tally.firm || self.is_named(label) || self.is_given(label) {
            return false;
        }
        let head = self.lines.iter().filter_map(|line| line.head).find(|head| self.folded(head) == Some(label));
        let entry = head.is_some_and(|head| {
            let few = (1..=4).contains(&head.words.split_whitespace().take(5).count());
            (few || is_list_of_names(head.words)) && !head.words.ends_with(':') && !head.words.ends_with(STOPS)
        });
        let others = || self.tallies.iter().filter(|(other, tally)| *other != label && tally.heads() > 0);
        let later = |other: &Tally| other.first.0 > tally.first.0;
        let returning = others().filter(|(_, tally)| tally.heads() >= 2 && tally.is_formed() && tally.is_name_like());
        let all_later = returning.clone().next().is_some() && returning.clone().all(|(_, other)| later(other));
        let alone = returning.count() == 0 && !others().any(|(other, _)| self.is_told(other));
        entry && (all_later || alone && self.paragraphs > 2)
    }

    /// Labels of several words that are written as no name is and that nothing tells but their return: `See also`.
    fn phrases(&self, found: &BTreeSet<&'e str>) -> Vec<&'e str> {
        let phrase = |label: &&&str| {
            let tally = &self.tallies[**label];
            let spelling = tally.spelling();
            let several = spelling.split_whitespace().nth(1).is_some();
            several && !tally.firm && !is_name_like(spelling) && !self.is_told(label) && !self.is_given(label)
        };
        found.iter().filter(phrase).copied().collect()
    }

    /// Labels in brackets that stand once.
    fn bracketed_once(&self, shaped: &BTreeSet<(Shape, String)>) -> Vec<&str> {
        let bracketed = shaped.iter().filter(|(shape, _)| *shape == Shape::Bracket);
        let tallies = bracketed.filter_map(|(_, label)| self.tallies.get_key_value(label));
        let once = tallies.filter(|(label, tally)| {
            tally.count(Shape::Bracket) == 1 && tally.heads() == 0 && !self.is_told(label) && !self.is_given(label)
        });
        once.map(|(label, _)| label.as_str()).collect()
    }

    /// Tells of a label that has no other beside it, if as many paragraphs bear none.
    fn note_only(&self, found: &BTreeSet<&str>) -> Option<Note> {
        let only = found.first().filter(|_| found.len() == 1 && !self.known.captions)?;
        let tally = &self.tallies[*only];
        let open = self.lines.iter().filter(|line| line.opens && line.place > tally.first.0).count();
        let message = format!(
            "'{}' is the only label: paragraphs without one are in its turns, and another may say them",
            tally.spelling()
        );
        (tally.heads() >= 2 && open + 1 >= tally.heads() * 2).then(|| Note::of_all(message))
    }

    /// Names in full whose last word is a label: `ANN LEE, HOST` among turns of `LEE`.
    fn full_names(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        let full = self.tallies.iter().filter(|(label, tally)| {
            let surname = surname(tally.spelling()).map(fold);
            let known = surname.is_some_and(|surname| found.contains(surname.as_str()));
            tally.heads() > 0 && known && !found.contains(label.as_str())
        });
        full.map(|(label, _)| label.as_str()).collect()
    }

    /// Whether a label stands once, with words behind it, above all that were found.
    fn stands_above(&self, label: &str, found: &BTreeSet<&str>) -> bool {
        let tally = &self.tallies[label];
        let first = found.iter().map(|other| self.tallies[*other].first.0).min();
        let head = self.lines.iter().find(|line| line.place == tally.first.0).and_then(|line| line.head);
        let words = head.is_some_and(|head| !head.words.is_empty());
        words && tally.heads() == 1 && first.is_some_and(|first| tally.first.0 < first)
    }

    /// Labels in capitals that stand once where all labels that return are in capitals, some of them perhaps one: `Q`.
    fn capitals(&self, found: &BTreeSet<&str>) -> Vec<&str> {
        let returning = || found.iter().map(|label| &self.tallies[*label]).filter(|tally| tally.heads() >= 2);
        let capitals = |tally: &Tally| is_in_capitals(tally.spelling()) || is_initial(tally.spelling());
        // Scripts without capitals show nothing by them.
        let some = returning()
            .any(|tally| is_in_capitals(tally.spelling()) && tally.spelling().chars().any(char::is_uppercase));
        if self.known.captions || returning().count() < 2 || !returning().all(capitals) {
            return Vec::new();
        }
        let lone = self.tallies.iter().filter(|(label, tally)| {
            let spelling = tally.spelling();
            let label_like = is_in_capitals(spelling) && (some && is_lone(spelling) || is_titled(spelling));
            tally.heads() == 1 && tally.first.1 && label_like && !found.contains(label.as_str())
        });
        lone.map(|(label, _)| label.as_str()).collect()
    }

    /// The labels in shapes that words have as well, where the whole text speaks for it; `unlabelled` if it
    /// shows no label in another shape.
    fn shaped(&self, found: &BTreeSet<&str>, unlabelled: bool) -> BTreeSet<(Shape, String)> {
        let told = |label: &str| self.is_told(label) || self.is_given(label);
        let inline = self.total(Shape::Inline) * 2 >= self.paragraphs;
        let colons: usize = found.iter().map(|label| self.tallies[*label].heads()).sum();
        let bracketed = self.total(Shape::Bracket);
        let bracket = (unlabelled || colons * 3 <= bracketed) && bracketed * 2 >= self.paragraphs;
        let told_alone = |(label, tally): (&String, &Tally)| if told(label) { tally.count(Shape::Plain) } else { 0 };
        let plain = self.tallies.iter().map(told_alone).sum::<usize>() >= 2;
        // Beside S1 and S2 an S3 that speaks once is one of them.
        let stem = |label: &str| label.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let returning = self.tallies.iter().filter(|(label, tally)| {
            tally.count(Shape::Inline) >= 2 && tally.is_name_like() && stem(label).len() < label.len()
        });
        let stems: BTreeSet<String> = returning.map(|(label, _)| stem(label)).collect();
        let mut shaped = BTreeSet::new();
        for (label, tally) in &self.tallies {
            let told = told(label);
            let word = tally.is_formed() && !is_stage_direction(label);
            for (&shape, &count) in &tally.shapes {
                let learned = match shape {
                    Shape::Loose => found.contains(label.as_str()),
                    Shape::Inline => {
                        let like_others = || stem(label).len() < label.len() && stems.contains(&stem(label));
                        told || inline && word && tally.is_name_like() && (count >= 2 || like_others())
                    }
                    Shape::Bracket => told || bracket && word,
                    Shape::Heading => {
                        let spelling = tally.spelling();
                        let letters = spelling.chars().count() <= 2 && spelling.chars().all(char::is_uppercase);
                        let first = || found.iter().map(|label| self.tallies[*label].first.0).min();
                        let title =
                            count == 1 && found.len() >= 2 && first().is_some_and(|first| tally.first.0 < first);
                        told && !title || word && tally.is_name_like() && (count >= 2 || letters)
                    }
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

    /// Whether times stand on lines of their own.
    fn has_lone_times(&self) -> bool {
        let mut heads = self.lines.iter().filter_map(|line| line.head);
        heads.any(|head| head.label.is_empty() && head.words.is_empty())
    }

    /// The times without brackets at the heads of lines that bear no label.
    fn bare_times<'l>(&'l self, labels: &'l Labels) -> impl Iterator<Item = Times> + 'l {
        let bare = |line: &Candidate<'_>| {
            let head = line.head.filter(|head| labels.of(head).is_none())?;
            head.timed.filter(|timed| !timed.marked).map(|timed| timed.times)
        };
        self.lines.iter().filter_map(bare)
    }

    /// Whether such times may be those of a day: two numbers, five past the hour or ten, none of them in its first five.
    fn is_day(&self, labels: &Labels) -> bool {
        let minute = 60_000;
        let round = |times: Times| {
            let millis = times.begins.millis();
            times.parts == 2 && millis.is_multiple_of(5_000) && (5 * minute..24 * minute).contains(&millis)
        };
        self.bare_times(labels).nth(3).is_some() && self.bare_times(labels).all(round)
    }

    /// How many numbers the times without brackets have that stand at the heads of lines, if a third of
    /// the paragraphs begin with one.
    fn times(&self, labels: &Labels) -> Option<usize> {
        let parts: Vec<usize> = self.bare_times(labels).map(|times| times.parts).collect();
        if parts.len() < 2 || parts.len() * 3 < self.paragraphs {
            return None;
        }
        // Among as many labels without a time, times before words are those of a day: `10:30 we left`.
        let labelled = self.lines.iter().filter_map(|line| line.head.filter(|head| labels.of(head).is_some()));
        let (all, timed) =
            labelled.fold((0, 0), |(all, timed), head| (all + 1, timed + usize::from(head.times.is_some())));
        if timed == 0 && all >= parts.len().max(2) && !self.has_lone_times() {
            return None;
        }
        let short = parts.iter().filter(|&&parts| parts == 2).count();
        let usual = if short * 2 >= parts.len() { 2 } else { 3 };
        Some(usual)
    }
}

/// Whether words are three names or more: `Ann Lee, Cy Moe and Di Roe`.
fn is_list_of_names(words: &str) -> bool {
    let names = || words.split([',', ';', '/']).flat_map(|names| names.split(" and ")).map(str::trim);
    words.len() <= 200 && names().nth(2).is_some() && names().all(|name| name.is_empty() || is_lone_name(name))
}

/// Whether something that is not written as a name stands before a colon as often as labels do, and where they have
/// times, with a time.
fn is_usual(tally: &Tally, heads: usize, timed: bool) -> bool {
    let share = if tally.spelling().contains(' ') { 5 } else { 10 };
    let first = tally.spelling().split(' ').next().unwrap_or_default().to_lowercase();
    let sentence = SUBJECTS.split(' ').any(|word| word == first) && tally.spelling().contains(' ');
    let address = tally.spelling().contains('@') && !tally.firm;
    tally.heads() * share >= heads && (tally.firm || !timed) && !sentence && !address
}
