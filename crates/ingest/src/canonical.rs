//! Canonical text read back: `qualkit show` and `ingest --stdout` print it, and people type texts that look like it.

use std::collections::BTreeMap;

use qualkit_transcript::{UNKNOWN_SPEAKER, Utterance, read_canonical};
use rustc_hash::FxHashMap;

use crate::clock::Fraction;
use crate::head::{self, Shape};
use crate::labels::{is_formed, is_initial, is_lone, is_name_like, is_numbered_speaker, is_remark};
use crate::learn::note_once;
use crate::role::{fold, said_by, same};
use crate::told::Told;
use crate::turns::{Line, end_mark, is_sentence};
use crate::{Options, header, inside, legend, margin, ornament};

/// How many turns must have a time until words before a colon behind it need not look like a name.
const TIMED: usize = 3;

/// The turns of a text that has the canonical form; `None` if what stands before its colons, or the lines inside its
/// paragraphs, are more likely something else, so that labels have to be learned.
pub(crate) fn tell(text: &str, lines: &[Line<'_>], id: &str, options: &Options) -> Option<Told> {
    if options.speaker_pattern.is_some() {
        return None;
    }
    let utterances = read_canonical(text)?;
    // Few labels stand at the head of many turns: each is looked at once.
    let mut written: FxHashMap<&str, usize> = FxHashMap::default();
    utterances.iter().for_each(|utterance| *written.entry(&utterance.label).or_default() += 1);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    written.iter().for_each(|(label, count)| *counts.entry(fold(label)).or_default() += count);
    let timed = utterances.iter().all(|utterance| utterance.begins.is_some());
    let unknown = counts.contains_key(UNKNOWN_SPEAKER);
    let sure = timed && (unknown || utterances.iter().all(|utterance| utterance.ends.is_some()));
    let form = Form { sure, timed, counts, id, options };
    // Where no line is empty, each opens a paragraph for those who look for labels, but not a block.
    let opens = |at: &usize| *at == 0 || lines[at - 1].place + 1 < lines[*at].place;
    let (first, inner): (Vec<usize>, Vec<usize>) = (0..lines.len()).partition(opens);
    let heads = || first.iter().map(|at| &lines[*at]).zip(&utterances);
    let labels = sure
        || written.keys().all(|label| form.is_label(label)) && heads().all(|(line, utterance)| shows(line, utterance));
    let title = heads().take_while(|(_, utterance)| !is_sentence(&utterance.words)).map(|(line, _)| line.text);
    let fits = labels
        && !form.has_title(&utterances)
        && !title.into_iter().any(|line| form.is_about(line))
        && !inner.iter().any(|at| form.may_be_more(lines[*at].text))
        && utterances.iter().filter(|utterance| form.is_marked(utterance)).count() * 2 < utterances.len()
        && margin::strip(lines).is_none();
    if !fits {
        return None;
    }
    let stands_once = |label: &str| written[label] == 1 && form.stands_once(label);
    let once = heads().filter(|(_, utterance)| stands_once(&utterance.label));
    let once = once.map(|(line, utterance)| (line.place, utterance.label.clone())).collect();
    let notes = note_once("line", once, "only once before a colon, and taken as a speaker").into_iter();
    let notes = notes.chain(inside::note(&utterances, |label| written.contains_key(label))).collect();
    Some(Told { utterances, notes, ..Told::default() })
}

/// Whether a line shows its label to those who know no canonical text: none is emphasised, say.
fn shows(line: &Line<'_>, utterance: &Utterance) -> bool {
    head::read(line.text, Fraction::Decimal).is_some_and(|head| head.label == utterance.label)
}

/// What the whole text shows.
struct Form<'f> {
    /// Whether it has what nobody else writes: both times in every head, or one and an unknown speaker's label.
    sure: bool,
    /// Whether every turn has a time.
    timed: bool,
    /// How often each label stands.
    counts: BTreeMap<String, usize>,
    id: &'f str,
    options: &'f Options,
}

impl Form<'_> {
    fn count(&self, label: &str) -> usize {
        self.counts.get(&fold(label)).copied().unwrap_or(0)
    }

    fn turns(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether a label needs no other turn to be one.
    fn is_told(&self, label: &str) -> bool {
        label == UNKNOWN_SPEAKER
            || same(label, self.id)
            || said_by(label).is_some()
            || is_numbered_speaker(&fold(label))
            || self.options.labels().any(|given| same(given, label))
            || self.options.aliases.of(label).is_some()
    }

    /// Whether a label stands once, and nothing else tells that it is one.
    fn stands_once(&self, label: &str) -> bool {
        self.count(label) == 1 && !self.is_told(label)
    }

    /// Whether what stands before the first colon of a paragraph is a label.
    fn is_label(&self, label: &str) -> bool {
        if self.is_told(label) {
            return true;
        }
        let words = label.split_whitespace().count();
        let first = label.split_whitespace().next().unwrap_or_default();
        let likely = is_initial(label) || is_formed(label) && is_lone(first) && (is_name_like(label) || words == 1);
        let returns =
            self.count(label) > 1 && is_formed(label) && (is_name_like(label) || words == 1 && is_lone(first));
        let timed = self.timed && self.turns() >= TIMED && (is_name_like(label) || words == 1);
        !is_remark(label) && !ornament::is_ornamented(label) && (likely || returns || timed)
    }

    /// Whether two who speak again and again make a conversation of their own.
    fn is_talk(&self) -> bool {
        let returning = self.counts.values().filter(|&&count| count > 1);
        returning.clone().count() >= 2 && returning.sum::<usize>() >= 4
    }

    /// Whether entries of a title stand before the first label that is sure.
    fn has_title(&self, utterances: &[Utterance]) -> bool {
        let told = |label: &str| self.is_told(label) && !header::lists_people(&fold(label));
        let sure = |utterance: &Utterance| self.count(&utterance.label) > 1 || told(&utterance.label);
        let first = utterances.iter().position(sure).filter(|_| !self.sure && !self.timed && self.is_talk());
        let first = first.unwrap_or(0);
        utterances[..first].iter().any(|utterance| !is_sentence(&utterance.words))
    }

    /// Whether a line tells of the recording, or explains labels.
    fn is_about(&self, line: &str) -> bool {
        let legend = || !legend::entries(line, |label| self.count(label) > 1).is_empty();
        !self.sure && !self.timed && (header::is_about_recording(line) || legend())
    }

    /// Whether a line inside a paragraph may begin another turn, or be no part of any.
    fn may_be_more(&self, line: &str) -> bool {
        let head = head::read(line, Fraction::Decimal);
        let begins = head.is_some_and(|head| {
            let named = head.shape == Shape::Colon && is_formed(head.label) && is_name_like(head.label);
            let known = head.shape != Shape::Plain && self.count(head.label) > 0;
            head.times.is_some() || named || known
        });
        !self.sure && (begins || header::is_stamp(line) || end_mark(line).1.is_some())
    }

    /// Whether other programs' times stand where words begin or end.
    fn is_marked(&self, utterance: &Utterance) -> bool {
        let begins = || head::read(&utterance.words, Fraction::Decimal).is_some_and(|head| head.timed.is_some());
        !self.sure && (!self.timed && begins() || utterance.words.lines().any(|line| end_mark(line).1.is_some()))
    }
}
