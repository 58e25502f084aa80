//! What stands at the heads of the lines of captions: labels, voices, signs that another speaker begins.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::captions::{self, Shown};
use crate::clock::Fraction;
use crate::evidence::{Candidate, Known};
use crate::head::{self, Head, Shape};
use crate::labels::{Labels, is_formed, is_lone, is_name_like};
use crate::learn;
use crate::role::{fold, said_by, same};
use crate::{Note, Options};

/// The sign with which captions say that another speaker begins.
pub(crate) const CHANGE: &str = ">>";

/// A line of a caption, and where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Line<'c> {
    pub(crate) shown: &'c Shown<'c>,
    /// The caption, counted from 1.
    pub(crate) cue: usize,
    /// Whether the caption begins with it.
    pub(crate) opens: bool,
}

/// Who says a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who<'c> {
    Named(&'c str),
    /// Somebody else than before, who is not named.
    Another,
    /// Nothing is said of it.
    Untold,
}

/// The heads that lines have, behind the places of the lines.
type Heads<'c> = Vec<(usize, Head<'c>)>;

/// Says of each line who speaks and what, and whether any line names a speaker.
pub(crate) fn tell<'c>(
    lines: &[Line<'c>],
    id: &str,
    options: &Options,
    labels: &'c mut Labels,
    notes: &mut Vec<Note>,
) -> (impl Iterator<Item = (Who<'c>, &'c str)>, bool) {
    let unvoiced = |line: &Line<'_>| line.shown.voice.is_none();
    // Where voices name every speaker, there is nothing to learn.
    let labelled = lines.iter().any(|line| unvoiced(line) && head(line.shown).is_some());
    let all = lines.iter().enumerate().filter(|_| labelled);
    let mut heads: Heads<'c> = all.filter_map(|(at, line)| Some((at, head(line.shown)?))).collect();
    drop_openers(lines, &mut heads, options);
    if heads.iter().any(|(at, _)| unvoiced(&lines[*at])) {
        *labels = learn(lines, &heads, id, options, notes);
        notes.extend(note_inside(lines, &heads, labels));
        notes.extend(note_changed_once(lines, &heads, labels));
    }
    notes.extend(note_meanwhile(lines));
    let labels = &*labels;
    notes.extend(note_dashed(lines, &heads, labels));
    notes.extend(note_other_voices(lines));
    let named = !labels.is_empty() || lines.iter().any(|line| line.shown.voice.is_some());
    let mut heads = heads.into_iter().peekable();
    let who = move |(at, line): (usize, &Line<'c>)| {
        let head = heads.next_if(|(place, _)| *place == at);
        let label = head.and_then(|(_, head)| Some((labels.of(&head)?, head.words)));
        match (&line.shown.voice, label) {
            (_, Some((label, words))) => (Who::Named(label), words),
            (Some(voice), None) => (Who::Named(voice), &*line.shown.words),
            (None, None) if line.shown.words.starts_with(CHANGE) => (Who::Another, &*line.shown.words),
            (None, None) => (Who::Untold, &*line.shown.words),
        }
    };
    (lines.iter().enumerate().map(who), named)
}

/// Tells of later lines of captions with a voice that begin with the name of another voice. They stay where they are:
/// who names all voices does not say so who speaks.
fn note_other_voices(lines: &[Line<'_>]) -> Option<Note> {
    let behind = |line: &Line<'_>| !line.opens && line.shown.voice.is_some() && line.shown.words.contains(':');
    let behind: Vec<&Line<'_>> = lines.iter().filter(|line| behind(line)).collect();
    if behind.is_empty() {
        return None;
    }
    let voices: FxHashSet<&str> = lines.iter().filter_map(|line| line.shown.voice.as_deref()).collect();
    let is_other = |line: &&Line<'_>| {
        let words = behind_dash(&line.shown.words).unwrap_or(&line.shown.words);
        let name = words.split_once(':').map(|(name, _)| name).filter(|name| voices.contains(name));
        name.is_some_and(|name| line.shown.voice.as_deref() != Some(name))
    };
    let cues: Vec<usize> = behind.into_iter().filter(is_other).map(|line| line.cue).collect();
    Note::first_of("cue", &cues, "a line begins with the name of another voice; it stays in the words of its own")
}

/// Tells of lines that begin with a dash: of labels behind it, and of later lines of captions that name nobody.
fn note_dashed(lines: &[Line<'_>], heads: &Heads<'_>, labels: &Labels) -> Vec<Note> {
    let (mut labelled, mut nameless) = (Vec::new(), Vec::new());
    let label = |at| labels.of(&heads[heads.binary_search_by_key(&at, |(place, _)| *place).ok()?].1);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| behind_dash(&line.shown.words).is_some()) {
        let named = line.shown.voice.is_none() && label(at).is_some();
        match named {
            true => labelled.push(line.cue),
            false if !line.opens => nameless.push(line.cue),
            false => {}
        }
    }
    nameless.dedup();
    let message = "a line that begins with a dash may be somebody else's, who is not named; it stays where it is";
    let left_out = "a dash stands before the label, and was left out with it";
    Note::first_of("cue", &nameless, message).into_iter().chain(Note::first_of("cue", &labelled, left_out)).collect()
}

/// Tells of what noScribe puts into the words of one voice because another one says it meanwhile: `//S02: Yes. //`.
fn note_meanwhile(lines: &[Line<'_>]) -> Option<Note> {
    let slashed: Vec<&Line<'_>> = lines.iter().filter(|line| line.shown.words.contains("//")).collect();
    if slashed.is_empty() {
        return None;
    }
    let voices: FxHashSet<&str> = lines.iter().filter_map(|line| line.shown.voice.as_deref()).collect();
    let by_voice = |behind: &str| behind.split_once(':').is_some_and(|(name, _)| voices.contains(name.trim()));
    let inside = |line: &Line<'_>| line.shown.words.split("//").skip(1).any(by_voice);
    let cues: Vec<usize> = slashed.into_iter().filter(|line| inside(line)).map(|line| line.cue).collect();
    Note::first_of("cue", &cues, "holds words of another voice between // and //, which stay where they are")
}

/// A head as captions have it: a voice, or a label without a time, perhaps behind a sign of change; a time behind the
/// label was said.
fn head<'c>(shown: &'c Shown<'_>) -> Option<Head<'c>> {
    let bare = Head { shape: Shape::Colon, label: "", times: None, words: &shown.words, timed: None };
    if let Some(voice) = &shown.voice {
        return Some(Head { label: voice, ..bare });
    }
    let words = behind_change(&shown.words);
    let (words, dashed) = behind_dash(words).map_or((words, false), |rest| (rest, true));
    let mut head = head::read(words, Fraction::Decimal)?;
    if dashed && !(head.shape == Shape::Colon && is_formed(head.label) && is_name_like(head.label)) {
        return None;
    }
    let behind = words.trim_start().strip_prefix(head.label).and_then(|rest| rest.strip_prefix(':'));
    if let Some(said) = behind.filter(|_| !head.label.is_empty()) {
        (head.times, head.words) = (None, said.trim_start());
    }
    (matches!(head.shape, Shape::Colon | Shape::Bracket) && head.times.is_none()).then_some(head)
}

/// Where another speaker who is named begins inside a line: `so. >> Ann: Yes.`
pub(crate) fn change(words: &str) -> Option<usize> {
    if !words.contains('>') {
        return None;
    }
    let mut signs = words.match_indices(CHANGE).map(|(at, _)| at).filter(|at| words[..*at].ends_with(' '));
    let named = |at: usize| head::read(behind_change(&words[at..]), Fraction::Decimal);
    signs.find(|at| named(*at).is_some_and(|head| head.shape == Shape::Colon && head.times.is_none()))
}

/// A line without the sign that another speaker begins: `>> Ann: so`.
fn behind_change(words: &str) -> &str {
    if words.starts_with(CHANGE) { words.trim_start_matches('>').trim_start() } else { words }
}

/// What follows the dash with which captions begin the lines of those who speak at once: `- Ann: so`.
fn behind_dash(words: &str) -> Option<&str> {
    captions::DASHES.iter().find_map(|&dash| words.strip_prefix(dash)).map(str::trim_start)
}

/// Whether a label stands behind a sign of change.
fn is_changed_to(shown: &Shown<'_>, head: &Head<'_>) -> bool {
    head.shape == Shape::Colon && shown.words.starts_with(CHANGE) && is_formed(head.label) && is_name_like(head.label)
}

/// Takes the heads that open a sentence, not a turn: `Okay: so`. Where half of the captions begin so, they are labels
/// all the same: `Answer: so`.
fn drop_openers<'c>(lines: &[Line<'_>], heads: &mut Heads<'c>, options: &Options) {
    // Few labels stand at the head of many lines: each is looked at once.
    let mut known: FxHashMap<&str, bool> = FxHashMap::default();
    let mut is_opener = |line: &Line<'_>, head: &Head<'c>| {
        line.shown.voice.is_none()
            && *known.entry(head.label).or_insert_with(|| opens_sentence(head.label.trim(), options))
    };
    let opening = lines.iter().filter(|line| line.opens).count();
    let covered = heads.iter().filter(|(at, head)| lines[*at].opens && is_opener(&lines[*at], head)).count();
    if covered * 2 < opening {
        heads.retain(|(at, head)| !is_opener(&lines[*at], head));
    }
}

/// Whether a label is one word with which a sentence begins.
fn opens_sentence(label: &str, options: &Options) -> bool {
    let word = !label.contains(char::is_whitespace) && label.chars().nth(1).is_some() && is_formed(label);
    let given = || options.labels().any(|given| same(given, label)) || options.aliases.of(label).is_some();
    word && label.starts_with(char::is_alphabetic) && !is_lone(label) && said_by(label).is_none() && !given()
}

fn learn(lines: &[Line<'_>], heads: &Heads<'_>, id: &str, options: &Options, notes: &mut Vec<Note>) -> Labels {
    let mut candidates: Vec<Candidate<'_>> =
        lines.iter().map(|line| Candidate { place: line.cue, opens: line.opens, head: None }).collect();
    heads.iter().for_each(|(at, head)| candidates[*at].head = Some(head));
    // Whom a voice or a sign of change names need not return to be a speaker.
    let is_named = |at: usize, head| lines[at].shown.voice.is_some() || is_changed_to(lines[at].shown, head);
    let named = heads.iter().filter(|(at, head)| is_named(*at, head)).map(|(_, head)| head.label.trim());
    let named: FxHashSet<&str> = named.collect();
    let named: BTreeSet<String> = named.into_iter().map(fold).collect();
    learn::learn(&candidates, &Known { id, options, legend: &[], named, captions: true, unit: "cue" }, notes)
}

/// Tells of labels behind a sign of change that stand nowhere else: `>> London: that is where`.
fn note_changed_once(lines: &[Line<'_>], heads: &Heads<'_>, labels: &Labels) -> Option<Note> {
    let placed = heads.iter().map(|(at, head)| (&lines[*at], head));
    let is_changed =
        |(line, head): &(&Line<'_>, &Head<'_>)| line.shown.voice.is_none() && is_changed_to(line.shown, head);
    let changed: Vec<_> = placed.filter(is_changed).collect();
    let mut counts: FxHashMap<&str, usize> = changed.iter().map(|(_, head)| (head.label, 0)).collect();
    for (_, head) in heads.iter().filter(|_| !changed.is_empty()) {
        counts.entry(head.label).and_modify(|count| *count += 1);
    }
    let once = changed.into_iter().filter(|(_, head)| counts[head.label] == 1);
    let once = once.map(|(line, head)| (line.cue, labels.of(head).unwrap_or(head.label).to_owned()));
    learn::note_once("cue", once.collect(), "only once before a colon, and taken as a speaker")
}

/// Tells of labels with which no caption begins: the second line of a caption mostly goes on with the first.
fn note_inside(lines: &[Line<'_>], heads: &Heads<'_>, labels: &Labels) -> Option<Note> {
    let labelled = |(at, head): &(usize, Head<'_>)| Some((&lines[*at], labels.of(head)?));
    let opens = |line: &Line<'_>| line.opens || captions::begins_anew(&line.shown.words);
    let mut inside: FxHashMap<&str, usize> = FxHashMap::default();
    for (line, label) in heads.iter().filter(|(at, _)| !opens(&lines[*at])).filter_map(labelled) {
        inside.entry(label).or_insert(line.cue);
    }
    if inside.is_empty() {
        return None;
    }
    for (_, label) in heads.iter().filter(|(at, _)| opens(&lines[*at])).filter_map(labelled) {
        inside.remove(label);
    }
    let mut inside: Vec<(usize, String)> = inside.into_iter().map(|(label, cue)| (cue, label.to_owned())).collect();
    inside.sort_unstable();
    learn::note_once("cue", inside, "only inside captions before a colon, and taken as a speaker")
}
