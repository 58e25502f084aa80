//! Heads that the whole text shows and no single line: labels before a tab, a full stop or a dash, names on lines of
//! their own, names above or behind times, and names in full.

use std::collections::{BTreeMap, BTreeSet};

use memchr::memchr;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::Note;
use crate::clock::{self, Fraction, Times};
use crate::head::{Head, LONGEST_LABEL, Shape, emphasis};
use crate::labels::{is_formed, is_lone_name, is_name_like, is_numbered_speaker, surname};
use crate::role::{fold, said_by};
use crate::turns::{Line, is_sentence};
use crate::{once_styled, ornament, titled};

/// Finds in which style a text sets its labels, if it is none that a line shows by itself, and makes heads of them;
/// tells of what was so found.
pub(crate) fn find<'t>(lines: &[Line<'t>], heads: &mut [Option<Head<'t>>]) -> Vec<Note> {
    keep_usual_brackets(lines, heads);
    title_names_behind_times(lines, heads);
    title_names_above_times(heads);
    let mut notes = Vec::from_iter(ornament::strip(lines, heads));
    let usual = Usual::of(lines, heads);
    let sign = separate(lines, heads, &usual);
    let gap = head_letters_before_gaps(lines, heads, &usual).then_some("before a gap");
    title_headings(lines, heads);
    let alone = head_names_alone(heads, &usual).then_some("on lines of their own");
    notes.extend(alone.and_then(|_| once_styled::title_alone(lines, heads)));
    notes.extend(once_styled::title_emphasised(lines, heads));
    head_full_names(lines, heads);
    let told = |place: &str| Note::of_all(format!("labels were recognised {place}, by what the whole text shows"));
    notes.extend(sign.or(alone).or(gap).map(told));
    notes.extend(note_links(lines, heads));
    notes
}

/// Where labels stand in brackets, what stands in brackets of another kind is none.
fn keep_usual_brackets(lines: &[Line<'_>], heads: &mut [Option<Head<'_>>]) {
    let bracket = |at: usize| {
        let label = heads[at].filter(|head| head.shape == Shape::Bracket)?.label;
        lines[at].text.split(label).next()?.trim_end().chars().next_back()
    };
    let brackets: Vec<(usize, char)> = (0..lines.len()).filter_map(|at| Some((at, bracket(at)?))).collect();
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    brackets.iter().for_each(|(_, bracket)| *counts.entry(*bracket).or_default() += 1);
    let usual = counts.iter().max_by_key(|(_, count)| **count).map(|(bracket, _)| *bracket);
    for (at, _) in brackets.into_iter().filter(|(_, bracket)| Some(*bracket) != usual) {
        heads[at] = heads[at].and_then(|head| head.timed).map(Head::from);
    }
}

/// Tells of times that link to somewhere: the address is left out with the time.
fn note_links(lines: &[Line<'_>], heads: &[Option<Head<'_>>]) -> Option<Note> {
    let is_link =
        |text: &str| text.match_indices("](").any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_digit()));
    let timed = heads.iter().zip(lines).filter(|(head, _)| head.is_some_and(|head| head.times.is_some()));
    let links = timed.filter(|(_, line)| is_link(line.text)).count();
    (links > 0).then(|| Note::of_all(format!("{links} times are links, and the addresses were left out with them")))
}

/// A name alone behind a time is a title if nearly all times have one and words on the next line:
/// `[00:00:03] Ann Lee`.
fn title_names_behind_times(lines: &[Line<'_>], heads: &mut [Option<Head<'_>>]) {
    let timed: Vec<usize> = (0..lines.len()).filter(|&at| heads[at].is_some_and(|head| head.timed.is_some())).collect();
    let is_name = |&at: &usize| {
        let said = heads.get(at + 1).is_some_and(|next| next.is_none_or(|head| head.timed.is_none()));
        let name = heads[at].filter(|head| matches!(head.shape, Shape::Plain | Shape::Heading));
        said && name.is_some_and(|head| is_formed(head.label) && is_name_like(head.label))
    };
    let names: Vec<usize> = timed.iter().copied().filter(is_name).collect();
    let colons = heads.iter().flatten().filter(|head| head.shape == Shape::Colon && is_name_like(head.label)).count();
    if names.len() >= 2.max(colons) && names.len() * 10 >= timed.len() * 8 {
        for at in names {
            if let Some(head) = &mut heads[at] {
                head.shape = Shape::Titled;
            }
        }
    }
}

/// A name on the line above a time that stands alone is a title if nearly all such times have one.
fn title_names_above_times(heads: &mut [Option<Head<'_>>]) {
    let is_time = |head: &Option<Head<'_>>| head.is_some_and(|head| head.label.is_empty() && head.words.is_empty());
    let times: Vec<usize> = (1..heads.len()).filter(|&at| is_time(&heads[at])).collect();
    let is_name = |&at: &usize| heads[at - 1].is_some_and(|head| head.shape == Shape::Plain && is_alone(head.label));
    let names: Vec<usize> = times.iter().copied().filter(is_name).collect();
    let labels: BTreeSet<String> = names.iter().filter_map(|&at| heads[at - 1]).map(|head| fold(head.label)).collect();
    let returning = labels.len() < names.len() || names.len() == 2;
    if names.len() < 2 || names.len() * 10 < times.len() * 8 || !returning {
        return;
    }
    for at in names {
        let times = heads[at].and_then(|head| head.times);
        if let Some(timed) = heads[at].as_mut().and_then(|head| head.timed.as_mut()) {
            timed.marked = true;
        }
        if let Some(head) = &mut heads[at - 1] {
            (head.shape, head.times) = (Shape::Titled, times);
        }
    }
}

/// Headings are titles of turns if at least two of one level return, and half of that level are such.
fn title_headings(lines: &[Line<'_>], heads: &mut [Option<Head<'_>>]) {
    let level = |at: usize| lines[at].text.trim_start().bytes().take_while(|&byte| byte == b'#').count();
    let mut levels: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in (0..heads.len()).filter(|&at| heads[at].is_some_and(|head| head.shape == Shape::Heading)) {
        levels.entry(level(at)).or_default().push(at);
    }
    for places in levels.into_values() {
        let label = |at: usize| heads[at].map(|head| fold(head.label)).unwrap_or_default();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        places.iter().for_each(|&at| *counts.entry(label(at)).or_default() += 1);
        counts.retain(|_, &mut count| count >= 2);
        if counts.len() < 2 || counts.values().sum::<usize>() * 2 < places.len() {
            continue;
        }
        for at in places {
            if let Some(head) = heads[at].as_mut().filter(|head| is_alone(head.label)) {
                head.shape = Shape::Titled;
            }
        }
    }
}

/// What a text shows of labels before colons.
struct Usual {
    /// The labels that return before a colon, with words behind it and without times.
    labels: BTreeSet<String>,
    /// How many lines they head.
    covered: usize,
    /// Whether they open too many paragraphs for names on lines of their own.
    fills: bool,
    paragraphs: usize,
}

impl Usual {
    fn of(lines: &[Line<'_>], heads: &[Option<Head<'_>>]) -> Usual {
        // Few labels stand at the head of many lines: each is looked at once.
        let mut written: FxHashMap<&str, usize> = FxHashMap::default();
        for head in heads.iter().flatten().filter(|head| matches!(head.shape, Shape::Colon | Shape::Titled)) {
            *written.entry(head.label).or_default() += 1;
        }
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (label, count) in written {
            let short = label.chars().count() <= 2;
            let parted = label.contains('\t') || at_dash(label).is_some();
            if is_formed(label) && (short || is_name_like(label)) && !parted {
                *counts.entry(fold(label)).or_default() += count;
            }
        }
        counts.retain(|_, &mut count| count >= 2);
        let plain = heads.iter().flatten().filter(|head| head.shape == Shape::Colon && head.times.is_none());
        let plain: FxHashSet<&str> = plain.filter(|head| !head.words.is_empty()).map(|head| head.label).collect();
        let plain: BTreeSet<String> = plain.into_iter().map(fold).collect();
        let paragraphs = lines.iter().filter(|line| line.opens).count();
        let covered = counts.values().sum::<usize>();
        let labels = counts.into_keys().filter(|label| plain.contains(label)).collect();
        Usual { labels, covered, fills: covered * 5 >= paragraphs, paragraphs }
    }
}

/// The longest name in full with what describes it, in bytes.
const LONGEST_NAME: usize = 120;

/// Parts a label from words by a sign that words have as well.
type Sign = fn(&str) -> Option<(&str, &str)>;

/// The signs, where labels stand that have them, and of how many paragraphs one must begin so.
const SIGNS: [(Sign, &str, usize); 10] = [
    (at_tab, "before a tab", 2),
    (at_stop, "before a full stop", 2),
    (at_dash, "before a dash", 2),
    (at_angle, "in angle brackets", 2),
    (emphasis, "as emphasised", 2),
    (at_prompt, "before an angle bracket", 2),
    (ornament::at_circle, "behind a sign", 2),
    (at_bar, "before a bar", 2),
    (at_quotation, "before quotation marks", 2),
    (titled::at_title, "as names with a title", 8),
];

/// A line by its place, the label on it, and the words behind that.
type Parted<'t> = (usize, &'t str, &'t str);

/// Labels before a sign that stands there in half of the paragraphs: `INT⇥words`, `Q. words`, `Ann – words`,
/// `<Ann> words`.
fn separate<'t>(lines: &[Line<'t>], heads: &mut [Option<Head<'t>>], usual: &Usual) -> Option<&'static str> {
    let spoken = |at: usize| heads[at].and_then(|head| head.timed).map_or(lines[at].text, |timed| timed.words).trim();
    // The full stops of `MR. LEE: words. More` belong to the title, and to the words.
    let closes_title = |at: usize, label: &str| {
        let titled = heads[at].is_some_and(|head| head.shape == Shape::Colon && titled::is_titled(head.label));
        titled && spoken(at).strip_prefix(label).is_some_and(|rest| rest.starts_with('.'))
    };
    let mut best: Option<(usize, &str, Vec<Parted<'t>>)> = None;
    // Where nearly all lines begin with a label before a colon, no sign has more.
    let signs = if usual.covered * 10 < lines.len() * 9 { &SIGNS[..] } else { &[] };
    for &(sign, place, share) in signs {
        let found: Vec<Parted<'t>> = (0..lines.len())
            .filter_map(|at| sign(spoken(at)).map(|(label, words)| (at, label.trim(), words.trim())))
            .filter(|(at, label, words)| {
                let label_like = is_label(label) || lines[*at].opens && titled::is_titled(label);
                !words.is_empty() && label_like && !closes_title(*at, label)
            })
            .collect();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (_, label, _) in &found {
            *counts.entry(fold(label)).or_default() += 1;
        }
        counts.retain(|_, &mut count| count >= 2);
        let covered: usize = counts.values().sum();
        // Beside `THE COURT: words`, witnesses are asked and answer; `**Q** [0:05]` is a head by itself.
        let own = |at: usize| heads[at].is_some_and(|head| matches!(head.shape, Shape::Colon | Shape::Titled));
        let taken = found.iter().filter(|(at, ..)| own(*at)).count();
        let asked = asks(|label| counts.contains_key(label)) && taken * 5 <= found.len();
        let asked = asked && (covered + usual.covered) * 2 >= usual.paragraphs;
        let style = counts.len() >= 2 && covered * share >= usual.paragraphs;
        // Where most labels stand before a colon, another sign is a habit.
        let style = asked || style && (!usual.fills || covered > usual.covered);
        let kept = |(at, label, _): &(usize, &str, &str)| {
            // A name with a title in the middle of a sentence is spoken of: `… Mr. Moe and⏎Dr. King. He was`.
            let begins =
                |at: usize| at == 0 || is_sentence(lines[at - 1].text) || lines[at - 1].place + 1 < lines[at].place;
            if titled::is_titled(label) && !counts.contains_key(&fold(label)) && !begins(*at) {
                return false;
            }
            let open = heads[*at].is_none_or(|head| !usual.labels.contains(&fold(head.label)));
            open || counts.contains_key(&fold(label))
        };
        if style && best.as_ref().is_none_or(|(most, ..)| covered > *most) {
            best = Some((covered, place, found.into_iter().filter(kept).collect()));
        }
    }
    // `E. words` among turns of `E: words` is a slip of the finger.
    let slip = |at: usize| {
        let (label, words) = at_stop(spoken(at)).filter(|_| lines[at].opens)?;
        // Who stammers says `I. I do not know`.
        let stammer = words.split_whitespace().next() == Some(label);
        (usual.labels.contains(&fold(label)) && !stammer).then_some((at, label, words.trim()))
    };
    let slips = || (0..lines.len()).filter_map(slip).collect();
    let place = best.as_ref().map(|(_, place, _)| *place);
    for (at, label, words) in best.map_or_else(slips, |(.., found)| found) {
        let timed = heads[at].and_then(|head| head.timed);
        let times = timed.map(|timed| timed.times);
        let (times, words) = time_before_bar(words).filter(|_| times.is_none()).unwrap_or((times, words));
        // Who bears a title speaks, if only once.
        let shape = if titled::is_titled(label) { Shape::Titled } else { Shape::Colon };
        heads[at] = Some(Head { shape, label, times, words, timed });
    }
    place
}

/// Whether a text shows both letters that stand for a question and its answer.
fn asks(shows: impl Fn(&str) -> bool) -> bool {
    shows("q") && shows("a")
}

/// `Q    words` among turns of `NAME: words`: a capital or two before a gap, more than once.
fn head_letters_before_gaps<'t>(lines: &[Line<'t>], heads: &mut [Option<Head<'t>>], usual: &Usual) -> bool {
    let gap = |at: usize| at_gap(lines[at].text).map(|(label, words)| (at, label, words));
    let open = |at: &usize| lines[*at].opens && heads[*at].is_none_or(|head| head.times.is_none());
    let found: Vec<Parted<'t>> = (0..lines.len()).filter(open).filter_map(gap).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    found.iter().for_each(|(_, label, _)| *counts.entry(label).or_default() += 1);
    counts.retain(|_, &mut count| count >= 2);
    if !usual.fills && !asks(|label| counts.keys().any(|found| found.eq_ignore_ascii_case(label))) {
        return false;
    }
    // A line of somebody's words may begin with either of these.
    if counts.keys().all(|label| matches!(*label, "I" | "A")) {
        return false;
    }
    let found: Vec<Parted<'t>> = found.into_iter().filter(|(_, label, _)| counts.contains_key(label)).collect();
    for &(at, label, words) in &found {
        heads[at] = Some(Head { shape: Shape::Colon, label, times: None, words, timed: None });
    }
    !found.is_empty()
}

/// Names in full before a colon whose last word is a label that returns, however long what describes them:
/// `ANN LEE, HOST OF THE SHOW (in the studio): words`.
fn head_full_names<'t>(lines: &[Line<'t>], heads: &mut [Option<Head<'t>>]) {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for head in heads.iter().flatten().filter(|head| head.shape == Shape::Colon) {
        *counts.entry(head.label).or_default() += 1;
    }
    let returning: BTreeSet<String> = counts
        .into_iter()
        .filter(|(label, count)| *count >= 2 && is_formed(label))
        .map(|(label, _)| fold(label))
        .collect();
    for at in (0..lines.len()).filter(|&at| !returning.is_empty() && lines[at].opens) {
        let open = heads[at].is_none_or(|head| head.shape != Shape::Colon && head.timed.is_none());
        let parts = lines[at].text.split_once(':').filter(|(label, _)| open && label.len() <= LONGEST_NAME);
        if let Some((label, words)) =
            parts.filter(|(label, _)| surname(label).is_some_and(|surname| returning.contains(&fold(surname))))
        {
            let (label, words) = (label.trim(), words.trim());
            heads[at] = Some(Head { shape: Shape::Colon, label, times: None, words, timed: None });
        }
    }
}

fn is_label(label: &str) -> bool {
    let known = is_alone(label) || said_by(label).is_some() || is_numbered_speaker(label);
    known && label.chars().count() <= LONGEST_LABEL && is_formed(label) && is_name_like(label)
}

fn at_tab(line: &str) -> Option<(&str, &str)> {
    line.split_once('\t').filter(|(label, _)| !label.ends_with([':', '：']))
}

/// The most bytes that two capitals and two figures take.
const LONGEST_INITIALS: usize = 10;

/// `Q. words`: one or two capitals, and perhaps a number.
fn at_stop(line: &str) -> Option<(&str, &str)> {
    let stop = line.bytes().take(LONGEST_INITIALS + 1).position(|byte| byte == b'.')?;
    let (label, words) = (&line[..stop], &line[stop + 1..]);
    if !words.starts_with(char::is_whitespace) {
        return None;
    }
    let letters = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let short = (1..=2).contains(&letters.chars().count()) && letters.chars().all(char::is_uppercase);
    (short && label.len() - letters.len() <= 2).then_some((label, words))
}

fn at_dash(line: &str) -> Option<(&str, &str)> {
    [" – ", " — ", " - "].iter().filter_map(|dash| line.split_once(dash)).min_by_key(|(label, _)| label.len())
}

/// `Ann> words`, perhaps behind a sign.
fn at_prompt(line: &str) -> Option<(&str, &str)> {
    ornament::behind_symbols(line).unwrap_or(line).split_once('>').filter(|(label, _)| !label.contains('<'))
}

/// One or two capitals before a tab or three spaces; `Q` asks before two, too.
fn at_gap(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let letters = line.find(|c: char| !c.is_uppercase())?;
    let (label, rest) = line.split_at(letters);
    let words = rest.trim_start();
    let wide = rest.starts_with('\t') || rest.len() - words.len() >= if label == "Q" { 2 } else { 3 };
    (wide && (1..=2).contains(&label.chars().count()) && !words.is_empty()).then_some((label, words))
}

/// `| Ann | words`, behind a time or not; more cells than these, and one with a time, are a table of something else.
fn at_bar(line: &str) -> Option<(&str, &str)> {
    memchr(b'|', line.as_bytes())?;
    let (label, words) = line.strip_prefix("| ").unwrap_or(line).split_once(" | ")?;
    let words = words.strip_suffix(" |").unwrap_or(words);
    let said = time_before_bar(words).map_or(words, |(_, said)| said);
    (!said.contains(" | ")).then_some((label, words))
}

/// `0:05 | words` behind a label and a bar.
fn time_before_bar(words: &str) -> Option<(Option<Times>, &str)> {
    let (times, rest) = clock::bare(words, Fraction::Decimal)?;
    Some((Some(times), rest.strip_prefix(" | ")?.trim()))
}

/// `田中「words」`, whose marks stay.
fn at_quotation(line: &str) -> Option<(&str, &str)> {
    let quoted = line.ends_with(['」', '』']);
    quoted.then(|| line.find('「')).flatten().map(|at| line.split_at(at))
}

fn at_angle(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix('<')?.split_once('>')
}

/// Names on lines of their own above what they say: at least two that return, or one beside a word that says a part.
fn head_names_alone(heads: &mut [Option<Head<'_>>], usual: &Usual) -> bool {
    if usual.fills {
        return false;
    }
    let name = |at: usize| heads[at].filter(|head| head.shape == Shape::Plain && head.timed.is_none());
    let name = |at: usize| name(at).filter(|head| is_alone(head.label) || said_by(head.label).is_some());
    // A name above a name is a list.
    let said = |at: usize| at + 1 < heads.len() && name(at + 1).is_none();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for at in (0..heads.len()).filter(|&at| said(at)) {
        if let Some(head) = name(at) {
            *counts.entry(fold(head.label)).or_default() += 1;
        }
    }
    counts.retain(|_, &mut count| count >= 2);
    let told = counts.keys().any(|label| said_by(label).is_some());
    let covered: usize = counts.values().sum();
    if counts.len() < 2 || !told && covered * 5 < usual.paragraphs {
        return false;
    }
    // Beside P1 and P2 a P5 that speaks once is one of them.
    let stem = |label: &str| label.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let like_others = |label: &str| {
        let stem = &label[..stem(label)];
        stem.len() < label.len() && counts.keys().any(|other| other.starts_with(stem) && other.len() > stem.len())
    };
    let known = |label: &str| counts.contains_key(label) || like_others(label) || said_by(label).is_some();
    let alone: Vec<usize> =
        (0..heads.len()).filter(|&at| said(at) && name(at).is_some_and(|head| known(&fold(head.label)))).collect();
    for at in alone {
        if let Some(head) = &mut heads[at] {
            head.shape = Shape::Titled;
        }
    }
    true
}

/// Whether a line of its own can be a name, or one or two capitals that stand for one.
pub(crate) fn is_alone(label: &str) -> bool {
    let letters = label.chars().count() <= 2 && label.chars().all(char::is_uppercase);
    letters || is_lone_name(label) && !label.ends_with(['.', ',', '-', '–'])
}
