//! TEI: speech in `u` with its `who`, or in `sp` with a `speaker`; times by a timeline.

use std::collections::HashMap;

use qualkit_text::count_words;
use qualkit_transcript::{Timecode, Utterance};
use roxmltree::{Document, Node};

use crate::told::Told;
use crate::xml::{all, attribute, flat, is};
use crate::{IngestError, Join, Note, Options, clock, heard, json};

/// How deep elements may lie in each other inside an utterance.
const DEEPEST: usize = 200;

/// Elements inside an utterance that tell of it and are no part of what was said.
const ABOUT: [&str; 5] = ["note", "speaker", "spanGrp", "fw", "figDesc"];

/// Elements in which nobody speaks, and whose words are no part of the text.
const PASSED: [&str; 3] = ["teiHeader", "timeline", "spanGrp"];

/// Elements without words of their own that mark a pause or a place that was not heard.
const SILENT: [&str; 5] = ["pause", "gap", "shift", "incident", "kinesic"];

/// Elements whose words tell what is heard besides speech.
const STAGE: [&str; 5] = ["vocal", "incident", "kinesic", "writing", "stage"];

/// Reads a document whose root is `TEI`.
pub(crate) fn read(document: &Document<'_>, options: &Options) -> Result<Told, IngestError> {
    let timeline = timeline(document);
    let mut reader = Reader::default();
    let mut parts = Vec::new();
    let (mut header, mut behind, mut outside) = (titles(document), Vec::new(), 0);
    let mut next = Some(document.root());
    while let Some(node) = next {
        let passed = is_utterance(node) || PASSED.iter().any(|name| is(node, name));
        next = if passed { behind_all(node) } else { node.first_child().or_else(|| behind_all(node)) };
        if is_utterance(node) {
            // An utterance may lie in another one, which goes on behind it.
            let all = node.descendants().filter(|node| is_utterance(*node));
            parts.extend(all.map(|node| reader.utterance(node, &timeline)));
        } else if let Some(text) = node.text().filter(|_| node.is_text()) {
            let line = flat(text);
            if !line.is_empty() {
                outside += count_words(&line);
                if parts.is_empty() { header.push(line) } else { behind.push(line) }
            }
        }
    }
    if let Some(at) = reader.deep {
        let place = document.text_pos_at(at);
        let reason = format!("elements lie more than {DEEPEST} deep in each other");
        return Err(IngestError::BrokenXml { line: place.row, column: place.col, reason });
    }
    let mut notes = reader.notes();
    if outside > 0 {
        notes.push(Note::of_all(format!("words that nobody says, kept in the header: {outside}")));
    }
    let nameless = parts.iter().filter(|part| part.label.is_empty() && !part.words.is_empty()).count();
    if nameless > 0 {
        notes.push(Note::of_all(format!("utterances that name no speaker: {nameless}")));
    }
    notes.extend(heard::note_overlaps(&parts));
    let language = all(document, "language").find_map(|language| attribute(language, "ident")).map(str::to_owned);
    let utterances = options.join.unwrap_or(Join::Never).turns(parts);
    Ok(Told { header, behind, utterances, language, notes, ..Told::default() })
}

fn titles(document: &Document<'_>) -> Vec<String> {
    let title = all(document, "titleStmt").next().and_then(|titles| titles.children().find(|node| is(*node, "title")));
    let words =
        title.map(|title| title.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect());
    words.map(|words: String| flat(&words)).filter(|title| !title.is_empty()).into_iter().collect()
}

fn is_utterance(node: Node<'_, '_>) -> bool {
    is(node, "u") || is(node, "sp")
}

/// The node behind another one and all that is in it.
fn behind_all<'d, 'i>(node: Node<'d, 'i>) -> Option<Node<'d, 'i>> {
    let mut node = node;
    loop {
        match node.next_sibling() {
            Some(next) => return Some(next),
            None => node = node.parent()?,
        }
    }
}

/// The times of the points of the timelines.
fn timeline(document: &Document<'_>) -> HashMap<String, Timecode> {
    let mut known: HashMap<String, Timecode> = HashMap::new();
    for timeline in all(document, "timeline") {
        let factor = match attribute(timeline, "unit") {
            Some("ms") => 1.0,
            Some("min") => 60_000.0,
            Some("h") => 3_600_000.0,
            _ => 1000.0,
        };
        for when in timeline.children().filter(|node| is(*node, "when")) {
            let Some(id) = when.attribute(("http://www.w3.org/XML/1998/namespace", "id")).or(when.attribute("id"))
            else {
                continue;
            };
            let since =
                attribute(when, "since").map(bare).and_then(|since| known.get(since)).map_or(0, |time| time.millis());
            let interval =
                attribute(when, "interval").map(|text| json::duration(text).or_else(|| interval(text, factor)));
            let after = interval.map(|interval| Some(Timecode::from_millis(interval?.millis() + since)));
            let absolute = attribute(when, "absolute").and_then(|text| clock::read(text, clock::Fraction::Decimal));
            if let Some(time) = after.flatten().or(absolute) {
                known.insert(id.to_owned(), time);
            } else if attribute(when, "interval").is_none() && attribute(when, "since").is_none() {
                known.insert(id.to_owned(), Timecode::default());
            }
        }
    }
    known
}

fn interval(text: &str, factor: f64) -> Option<Timecode> {
    let number: f64 = text.trim_end_matches('s').parse().ok()?;
    json::millis(Some(&(number * factor).into()))
}

/// A pointer without its number sign.
fn bare(pointer: &str) -> &str {
    pointer.trim().trim_start_matches('#')
}

#[derive(Default)]
struct Reader {
    /// Words of notes.
    about: usize,
    /// Marks of pauses and the like without words.
    silent: usize,
    /// Places with two readings, one of which was taken.
    choices: usize,
    /// Where elements lie too deep in each other.
    deep: Option<usize>,
}

impl Reader {
    fn utterance(&mut self, node: Node<'_, '_>, timeline: &HashMap<String, Timecode>) -> Utterance {
        let block = node.parent().filter(|parent| is(*parent, "annotationBlock"));
        let of = |name: &str| attribute(node, name).or_else(|| block.and_then(|block| attribute(block, name)));
        let speaker = node.children().find(|child| is(*child, "speaker")).map(|speaker| {
            let words: String =
                speaker.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
            flat(&words).trim_end_matches([':', '.']).to_owned()
        });
        let who = || {
            let all: Vec<&str> = of("who").unwrap_or_default().split_whitespace().map(bare).collect();
            all.join(", ")
        };
        let time = |name: &str| of(name).and_then(|point| timeline.get(bare(point))).copied();
        let mut words = String::new();
        self.words(node, 0, &mut words);
        let lines: Vec<String> = words.split('\u{2029}').map(flat).filter(|line| !line.is_empty()).collect();
        let (begins, ends) = (time("start"), time("end"));
        Utterance {
            label: speaker.filter(|speaker| !speaker.is_empty()).unwrap_or_else(who),
            words: lines.join("\n"),
            begins,
            ends: ends.filter(|ends| begins.is_none_or(|begins| begins <= *ends)),
            ..Utterance::default()
        }
    }

    /// Collects words; a paragraph separator stands between paragraphs.
    fn words(&mut self, parent: Node<'_, '_>, depth: usize, words: &mut String) {
        if depth > DEEPEST {
            self.deep = self.deep.or(Some(parent.range().start));
            return;
        }
        for node in parent.children() {
            if node.is_text() {
                words.push_str(node.text().unwrap_or_default());
                continue;
            }
            let name = node.tag_name().name();
            let has_words = || {
                node.descendants().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()))
            };
            match name {
                _ if !node.is_element() || is_utterance(node) => {}
                _ if ABOUT.contains(&name) => {
                    if name != "speaker" {
                        let inside = node.descendants().filter_map(|node| node.text().filter(|_| node.is_text()));
                        self.about += inside.map(count_words).sum::<usize>();
                    }
                }
                _ if STAGE.contains(&name) && has_words() => {
                    words.push_str(" [");
                    let before = words.len();
                    self.words(node, depth + 1, words);
                    let inside = flat(&words[before..]);
                    words.truncate(before);
                    words.push_str(inside.trim_matches(['[', ']', '(', ')']));
                    words.push_str("] ");
                }
                _ if SILENT.contains(&name) => self.silent += 1,
                "choice" => {
                    self.choices += 1;
                    let said = node
                        .children()
                        .find(|node| ["sic", "orig", "abbr", "unclear"].iter().any(|name| is(*node, name)));
                    if let Some(said) = said.or_else(|| node.children().find(Node::is_element)) {
                        self.words(said, depth + 1, words);
                    }
                }
                "lb" | "pb" | "cb" => {
                    let inside_word = attribute(node, "break") == Some("no");
                    words.push_str(if inside_word {
                        ""
                    } else if name == "lb" {
                        "\u{2029}"
                    } else {
                        " "
                    });
                }
                "p" | "l" | "ab" => {
                    words.push('\u{2029}');
                    self.words(node, depth + 1, words);
                    words.push('\u{2029}');
                }
                "w" => {
                    if words.ends_with(char::is_alphanumeric)
                        && node.prev_sibling().is_some_and(|before| is(before, "w"))
                    {
                        words.push(' ');
                    }
                    self.words(node, depth + 1, words);
                }
                _ => self.words(node, depth + 1, words),
            }
        }
    }

    fn notes(&self) -> Vec<Note> {
        let told = [
            (self.about, "words of notes, which are no part of what was said and were left out"),
            (self.silent, "marks of pauses, gaps and the like, which bear no words and were left out"),
            (
                self.choices,
                "places with several readings, where what was said was taken, not what an editor put for it",
            ),
        ];
        let counted = told.into_iter().filter(|(count, _)| *count > 0);
        counted.map(|(count, what)| Note::of_all(format!("{what}: {count}"))).collect()
    }
}
