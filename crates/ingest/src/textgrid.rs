//! Praat's TextGrid, long and short: what stands in quotation marks, the numbers and the flags in order;
//! all else is for the eye.

use qualkit_transcript::{Timecode, Utterance};

use crate::json::MOST;
use crate::tiers::{self, Tier};
use crate::told::Told;
use crate::{IngestError, Note, Options};

/// Names of tiers with units smaller than words, or with numbers.
const BELOW_WORDS: &str = "phone, phones, phoneme, phonemes, phon, segment, segments, segs, syllable, syllables, mau, kas, kan, mas, \
    pitch, tones, tone, breaks, points, tobi, f0";

/// Names of tiers with words one by one.
const WORDS: &str = "word, words, token, tokens, ort, ort-mau, wrd";

/// Names of tiers with what was said in longer stretches.
const PHRASES: &str =
    "phrase, phrases, sentence, sentences, utterance, utterances, utt, text, transcript, transcription, trn, speech";

/// What programs that align words write where nobody speaks.
const SILENCE: &str = "sil <sil> sp <sp> <p> <p:> <pau> <silence>";

/// The most letters of a number.
const LONGEST_NUMBER: usize = 40;

/// Reads canonical text.
pub(crate) fn read(text: &str, options: &Options) -> Result<Told, IngestError> {
    let mut source = Source { text, at: 0 };
    let mut notes = Vec::new();
    let tiers = tiers_of(&mut source)?;
    let layers: Vec<(Option<&str>, u8)> = tiers.iter().map(|tier| layer(&tier.name)).collect();
    // Of the layers of one speaker, the longest stretches are read: the others say the same words again.
    let said: Vec<bool> = tiers.iter().map(Raw::says_something).collect();
    let longer = |owner: Option<&str>, size: u8| {
        layers.iter().zip(&said).any(|((other, longer), said)| *said && *other == owner && *longer > size)
    };
    let named: Vec<(String, bool)> = layers
        .iter()
        .map(|&(owner, size)| (owner.unwrap_or_default().to_owned(), size == BELOW || longer(owner, size)))
        .collect();
    let layers_sizes: Vec<(Option<String>, u8)> =
        layers.iter().map(|&(owner, size)| (owner.map(str::to_owned), size)).collect();
    let only_fine = named.iter().zip(&said).all(|((_, finer), said)| *finer || !said);
    let (mut speech, mut others) = (Vec::new(), Vec::new());
    let mut silent = 0;
    for ((mut tier, (label, finer)), (_, size)) in tiers.into_iter().zip(named).zip(layers_sizes) {
        let left_out = tier.points || finer && !only_fine;
        silent += tier.hush();
        let word_by_word = size == WORD && tier.is_single() || tier.is_word_by_word();
        let parts = if word_by_word && !left_out { chains(tier.parts) } else { tier.parts };
        let parts = parts.into_iter().filter(|part| !part.words.trim().is_empty());
        let tier =
            Tier { name: tier.name, parts: parts.map(|part| Utterance { label: label.clone(), ..part }).collect() };
        if left_out { others.push(tier) } else { speech.push(tier) }
    }
    if speech.iter().flat_map(|tier| &tier.parts).any(|part| part.label.is_empty()) {
        let message = "a tier is not named after a speaker: its turns are of an unknown speaker";
        notes.push(Note::of_all(message));
    }
    if only_fine && said.contains(&true) {
        notes.push(Note::of_all("no tier holds words or longer stretches: what was read are smaller units"));
    }
    notes.extend(note_trigraphs(&speech));
    if silent > 0 {
        notes.push(Note::of_all(format!("stretches marked as silence were left out: {silent}")));
    }
    let mut told = tiers::tell(speech, &others, options);
    notes.append(&mut told.notes);
    Ok(Told { notes, ..told })
}

const BELOW: u8 = 0;
const WORD: u8 = 1;
const PHRASE: u8 = 2;
const NONE: u8 = 3;

/// Tells of Praat's own spellings of letters, a backslash and two signs: `\\ae`, `\\sw`.
fn note_trigraphs(tiers: &[Tier]) -> Option<Note> {
    let signs = |words: &str| {
        let behind = words.split('\\').skip(1).filter_map(|behind| behind.get(..2));
        behind.filter(|pair| pair.bytes().all(|byte| byte.is_ascii_graphic())).map(str::to_owned).collect::<Vec<_>>()
    };
    let found: Vec<String> = tiers.iter().flat_map(|tier| &tier.parts).flat_map(|part| signs(&part.words)).collect();
    let first = found.first()?;
    Some(Note::of_all(format!(
        "letters in Praat's own spelling, which stand as they are: {}, the first is '\\{first}'",
        found.len()
    )))
}

/// Whose tier it is, and how long its stretches are, by its name: `Ann - words`, `phones`, `Ann`.
fn layer(name: &str) -> (Option<&str>, u8) {
    let size = |word: &str| {
        let word = word.trim().to_lowercase();
        let among = |list: &str| list.split(", ").any(|listed| listed == word);
        if among(BELOW_WORDS) {
            Some(BELOW)
        } else if among(WORDS) {
            Some(WORD)
        } else if among(PHRASES) || word.is_empty() {
            Some(PHRASE)
        } else {
            None
        }
    };
    let parted = [" - ", "_", ".", "/"].iter().find_map(|sign| {
        let (owner, word) = name.rsplit_once(sign)?;
        Some((Some(owner.trim()).filter(|owner| !owner.is_empty()), size(word).filter(|_| !word.is_empty())?))
    });
    let bare = name.trim().trim_matches('"');
    size(bare).map(|size| (None, size)).or(parted).unwrap_or((Some(name.trim()), NONE))
}

/// A tier as it stands in the file.
struct Raw {
    name: String,
    /// Whether it has points, not stretches.
    points: bool,
    /// Empty stretches too: they are the silence between words.
    parts: Vec<Utterance>,
}

impl Raw {
    fn says_something(&self) -> bool {
        !self.points && self.parts.iter().any(|part| !part.words.trim().is_empty())
    }

    /// Empties stretches that bear a mark for silence; gives their number.
    fn hush(&mut self) -> usize {
        let is_silence =
            |part: &&mut Utterance| SILENCE.split(' ').any(|mark| mark.eq_ignore_ascii_case(part.words.trim()));
        let silent = self.parts.iter_mut().filter(is_silence);
        silent.map(|part| part.words.clear()).count()
    }

    /// Whether nearly every stretch is one word.
    fn is_single(&self) -> bool {
        let said = || self.parts.iter().filter(|part| !part.words.trim().is_empty());
        said().filter(|part| part.words.split_whitespace().count() == 1).count() * 10 >= said().count() * 8
    }

    /// Whether nearly every stretch is one word, and words follow each other without a gap.
    fn is_word_by_word(&self) -> bool {
        let said = || self.parts.iter().filter(|part| !part.words.trim().is_empty());
        let touching =
            self.parts.windows(2).filter(|pair| pair.iter().all(|part| !part.words.trim().is_empty())).count();
        self.is_single() && touching * 2 >= said().count().max(2)
    }
}

/// Puts words together that follow each other without silence.
fn chains(parts: Vec<Utterance>) -> Vec<Utterance> {
    let mut chains: Vec<Utterance> = Vec::new();
    let mut open = false;
    for part in parts {
        let said = !part.words.trim().is_empty();
        match chains.last_mut().filter(|last| open && said && last.ends == part.begins) {
            Some(last) => {
                last.words.push(' ');
                last.words.push_str(&part.words);
                last.ends = part.ends;
            }
            None if said => chains.push(part),
            None => {}
        }
        open = said;
    }
    chains
}

fn tiers_of(source: &mut Source<'_>) -> Result<Vec<Raw>, IngestError> {
    if !source.string("\"ooTextFile\"")?.starts_with("ooTextFile") || source.string("\"TextGrid\"")? != "TextGrid" {
        return Err(source.refuse("a text file of a TextGrid"));
    }
    source.number("the begin of the recording")?;
    source.number("the end of the recording")?;
    let count = source.number("the number of tiers")?;
    let mut tiers = Vec::new();
    let mut stretches = 0;
    while (tiers.len() as f64) < count {
        let points = match source.string("the class of a tier")?.as_str() {
            "IntervalTier" => false,
            "TextTier" => true,
            _ => return Err(source.refuse("IntervalTier or TextTier")),
        };
        let name = source.string("the name of a tier")?;
        source.number("the begin of the tier")?;
        source.number("the end of the tier")?;
        let size = source.number("the number of its stretches")?;
        let mut parts = Vec::new();
        while (parts.len() as f64) < size {
            stretches += 1;
            if stretches > MOST {
                return Err(IngestError::TooMany { parts: "stretches", most: MOST });
            }
            let begins = source.time("when a stretch begins")?;
            let ends = if points { None } else { source.time("when a stretch ends")? };
            let words = source.string("the text of a stretch")?;
            let ends = ends.filter(|ends| begins.is_none_or(|begins| begins <= *ends));
            parts.push(Utterance { label: String::new(), words, begins, ends, ..Utterance::default() });
        }
        tiers.push(Raw { name, points, parts });
    }
    Ok(tiers)
}

/// The numbers and texts of a file, one after the other.
struct Source<'t> {
    text: &'t str,
    at: usize,
}

enum Found {
    Text(String),
    Number(f64),
}

impl Source<'_> {
    /// The next number or text; words, and numbers that do not stand free, are skipped.
    fn next(&mut self) -> Option<Found> {
        loop {
            let rest = &self.text[self.at..];
            let start = rest.find(|c: char| !c.is_whitespace())?;
            self.at += start;
            let rest = &rest[start..];
            if rest.starts_with('!') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(inside) = rest.strip_prefix('"') {
                let Some(text) = quoted(inside) else {
                    self.at = self.text.len();
                    return None;
                };
                self.at += 1 + text + 1;
                return Some(Found::Text(inside[..text].replace("\"\"", "\"")));
            } else {
                let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
                // A comment may touch a number.
                self.at += if word.starts_with(is_numeric) { word.find('!').unwrap_or(word.len()) } else { word.len() };
                if let Some(number) = number(word) {
                    return Some(Found::Number(number));
                }
            }
        }
    }

    fn number(&mut self, what: &str) -> Result<f64, IngestError> {
        match self.next() {
            Some(Found::Number(number)) => Ok(number),
            _ => Err(self.refuse(what)),
        }
    }

    fn time(&mut self, what: &str) -> Result<Option<Timecode>, IngestError> {
        // At most a thousand hours, so that it is exact as a whole number of milliseconds.
        let millis = (self.number(what)? * 1000.0).round();
        Ok((millis < 3.6e9).then(|| Timecode::from_millis(millis.max(0.0) as u64)))
    }

    fn string(&mut self, what: &str) -> Result<String, IngestError> {
        match self.next() {
            Some(Found::Text(text)) => Ok(text),
            _ => Err(self.refuse(what)),
        }
    }

    fn refuse(&self, what: &str) -> IngestError {
        let line = self.text[..self.at].bytes().filter(|byte| *byte == b'\n').count() + 1;
        IngestError::Broken { format: "TextGrid", line, expected: what.to_owned() }
    }
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+' | '.')
}

/// The number with which a word begins, as Praat reads it: `2.8s` is 2.8.
fn number(word: &str) -> Option<f64> {
    let is_part = |c: char| is_numeric(c) || matches!(c, 'e' | 'E');
    let longest = word.find(|c| !is_part(c)).unwrap_or(word.len());
    let may = word.starts_with(is_numeric) && longest <= LONGEST_NUMBER;
    (1..=if may { longest } else { 0 }).rev().find_map(|end| word[..end].parse::<f64>().ok())
}

/// The length of a text up to its closing quotation mark; two of them are one inside it.
fn quoted(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'"', Some(b'"')) => at += 2,
            (b'"', _) => return Some(at),
            _ => at += 1,
        }
    }
    None
}
