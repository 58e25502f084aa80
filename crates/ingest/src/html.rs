//! Web pages (`.html`): those that noScribe and oTranscribe write, and those that Word does. Nothing that
//! a page points to is ever loaded.

use encoding_rs::Encoding;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use qualkit_text::count_words;
use qualkit_transcript::Timecode;

use crate::beside::{Beside, Outside};
use crate::blocks;
use crate::clock;
use crate::html_blocks::Builder;
use crate::told::Told;
use crate::{IngestError, Note, Options};

/// Elements that begin a new paragraph, and end one.
const BLOCKS: &str = "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p \
    pre section summary ul";

/// Elements whose content is not shown as text.
const UNSHOWN: &str = "audio canvas datalist iframe noscript object script select style svg template title video";

/// Elements that have no end.
const VOID: &str = "area base br col embed hr img input link meta param source track wbr";

/// The longest time in milliseconds that is taken for one: a thousand hours.
const LONGEST: u64 = 3_600_000_000;

/// The most that a page may have, in MiB.
const MOST: usize = 256;

/// Reads a decoded text.
pub(crate) fn read(text: &str, id: &str, options: &Options) -> Result<Told, IngestError> {
    if text.len() > MOST << 20 {
        return Err(IngestError::TooLarge { part: "the web page".to_owned(), limit: MOST as u64 });
    }
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.open(&tag)?,
            Token::EndTag(tag) => reader.close(&lossy(&tag.name)),
            Token::String(words) => reader.say(&lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let blocks = reader.finish();
    blocks::read(blocks, reader.notes(), id, options)
}

/// The encoding that a page declares in its first lines.
pub(crate) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("<meta")?.1.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).next()?;
    Encoding::for_label(label.as_bytes())
}

fn lossy(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}

fn is_among(list: &str, name: &str) -> bool {
    list.split(' ').any(|listed| listed == name)
}

/// An element whose words do not go into the text.
struct Passed {
    name: String,
    /// How many elements of its name are open in it, itself among them.
    depth: usize,
    why: Why,
    words: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// No text at all: a script, or the number of a list.
    Machine,
    Hidden,
    Deleted,
    Outside(Outside),
}

#[derive(Default)]
struct Reader {
    builder: Builder,
    beside: Beside,
    passed: Option<Passed>,
    /// How many elements are open whose words are inserted, and those words.
    inserting: usize,
    inserted: String,
    /// How many elements are open that keep white space.
    kept: usize,
    /// The mark of time that is read.
    stamp: Option<Stamp>,
    /// When the words of the paragraph begin and end, as its anchors say.
    spoken: Option<(u64, u64)>,
    unclosed: Option<String>,
}

impl Reader {
    fn open(&mut self, tag: &StartTag<()>) -> Result<(), IngestError> {
        let name = lossy(&tag.name);
        let void = is_among(VOID, &name) || tag.self_closing && !is_among(BLOCKS, &name);
        if let Some(passed) = &mut self.passed {
            // A paragraph and an item end where the next begins.
            let ends = passed.name == name && matches!(name.as_str(), "p" | "li");
            if !ends {
                passed.depth += usize::from(passed.name == name && !void);
                passed.words.push(' ');
                return Ok(());
            }
            self.end_passed();
        }
        if is_among(BLOCKS, &name) {
            self.paragraph();
        }
        if let Some(why) = self.passes(&name, tag)
            && !void
        {
            self.passed = Some(Passed { name, depth: 1, why, words: String::new() });
            return Ok(());
        }
        match name.as_str() {
            "br" => self.builder.break_line(),
            "wbr" => {}
            "img" => self.beside.pictures += 1,
            "embed" => self.beside.embedded += 1,
            "pre" | "textarea" => self.kept += 1,
            "ins" => self.inserting += 1,
            "li" => self.builder.begin_item(),
            "table" => {
                self.paragraph();
                self.builder.begin_table()?;
            }
            "tr" => {
                self.paragraph();
                self.builder.begin_row();
            }
            "td" | "th" => {
                self.paragraph();
                let number = |name: &str| attribute(tag, name).and_then(|number| number.parse().ok()).unwrap_or(1);
                self.builder.begin_cell(number("colspan"), number("rowspan"));
            }
            "a" => self.anchor(&attribute(tag, "name").unwrap_or_default()),
            "span" => {
                let stamp = attribute(tag, "class").is_some_and(|class| is_among(&class, "timestamp"));
                if let Some(stamp) = &mut self.stamp {
                    stamp.depth += 1;
                } else if stamp && self.builder.text().trim().is_empty() {
                    let seconds = attribute(tag, "data-timestamp");
                    self.stamp = Some(Stamp { start: self.builder.text().len(), depth: 1, seconds });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Why the words of an element do not go into the text, if so.
    fn passes(&mut self, name: &str, tag: &StartTag<()>) -> Option<Why> {
        let style = attribute(tag, "style").unwrap_or_default().to_lowercase().replace(' ', "");
        let class = attribute(tag, "class").unwrap_or_default().to_lowercase();
        let id = attribute(tag, "id").unwrap_or_default();
        let numbered = |stem: &str| id.strip_prefix(stem).is_some_and(|number| number.parse::<u32>().is_ok());
        if name == "title" {
            return Some(Why::Outside(Outside::Title));
        }
        if is_among("script style template", name) {
            return Some(Why::Machine);
        }
        if is_among(UNSHOWN, name) {
            self.beside.pictures += usize::from(matches!(name, "svg" | "canvas"));
            self.beside.embedded += usize::from(matches!(name, "audio" | "iframe" | "object" | "video"));
            return Some(Why::Hidden);
        }
        if style.contains("mso-list:ignore") {
            self.beside.numbered += 1;
            return Some(Why::Machine);
        }
        // Programs set the numbers of notes and comments.
        let refers = attribute(tag, "name").filter(|_| name == "a").unwrap_or_default();
        let part = attribute(tag, "role").unwrap_or_default();
        let sets = refers.starts_with("_ftnref") || refers.starts_with("_ednref") || class == "msocomanchor";
        if sets || matches!(part.as_str(), "doc-noteref" | "doc-backlink") {
            return Some(Why::Machine);
        }
        if matches!(part.as_str(), "doc-footnote" | "doc-endnotes") {
            return Some(Why::Outside(Outside::Footnotes));
        }
        match name {
            "del" => Some(Why::Deleted),
            "rt" => {
                self.beside.readings += 1;
                Some(Why::Machine)
            }
            "div" if numbered("ftn") => Some(Why::Outside(Outside::Footnotes)),
            "div" if numbered("edn") => Some(Why::Outside(Outside::Endnotes)),
            "div" if class == "msocomtxt" => Some(Why::Outside(Outside::Comments)),
            _ => {
                let hidden = style.contains("display:none") || style.contains("mso-hide:all");
                (hidden || attribute(tag, "hidden").is_some()).then_some(Why::Hidden)
            }
        }
    }

    /// An anchor as noScribe sets it before words: `ts_12140_22800_S01`, in milliseconds.
    fn anchor(&mut self, name: &str) {
        let mut parts = name.split('_');
        if parts.next() != Some("ts") {
            return;
        }
        let mut number = || parts.next()?.parse::<u64>().ok();
        let (Some(begins), Some(ends)) = (number(), number()) else { return };
        self.spoken = Some(match self.spoken {
            Some((first, last)) => (first, last.max(ends)),
            None => (begins, ends),
        });
    }

    fn close(&mut self, name: &str) {
        if let Some(passed) = &mut self.passed {
            passed.words.push(' ');
            if passed.name == name {
                passed.depth -= 1;
                if passed.depth == 0 {
                    self.end_passed();
                }
            }
            return;
        }
        match name {
            "pre" | "textarea" => self.kept = self.kept.saturating_sub(1),
            "ins" => {
                self.inserting = self.inserting.saturating_sub(1);
                self.inserted.push(' ');
            }
            "table" => {
                self.paragraph();
                self.builder.end_table();
            }
            "td" | "th" | "tr" => self.paragraph(),
            "span" => {
                if let Some(stamp) = self.stamp.take() {
                    match stamp.depth {
                        1 => self.builder.mark(stamp.start, |shown| clock::exact(shown, stamp.seconds.as_deref())),
                        depth => self.stamp = Some(Stamp { depth: depth - 1, ..stamp }),
                    }
                }
            }
            _ => {}
        }
        if is_among(BLOCKS, name) {
            self.paragraph();
        }
    }

    fn end_passed(&mut self) {
        let Some(passed) = self.passed.take() else { return };
        let words = count_words(&passed.words);
        match passed.why {
            Why::Machine => {}
            Why::Hidden => self.beside.hidden += words,
            Why::Deleted => self.beside.deleted += words,
            Why::Outside(outside) => self.beside.leave_out(outside, words),
        }
    }

    fn say(&mut self, words: &str) {
        if let Some(passed) = &mut self.passed {
            passed.words.push_str(words);
            return;
        }
        self.builder.say(words, self.kept > 0);
        if self.inserting > 0 {
            self.inserted.push_str(words);
        }
    }

    fn paragraph(&mut self) {
        self.stamp = None;
        if self.builder.text().trim().is_empty() {
            // Anchors stand before the words they belong to.
            self.builder.end_paragraph(None);
            return;
        }
        let spoken = self.spoken.take().filter(|(begins, ends)| begins <= ends && *ends < LONGEST);
        let mark = spoken
            .map(|(begins, ends)| format!("[{} - {}] ", Timecode::from_millis(begins), Timecode::from_millis(ends)));
        let numbered = self.builder.end_paragraph(mark.as_deref());
        self.beside.numbered += usize::from(numbered);
    }

    fn finish(&mut self) -> Vec<blocks::Block> {
        if let Some(passed) = &self.passed {
            let words = count_words(&passed.words);
            self.unclosed =
                (words > 0).then(|| format!("<{}> is never closed: {words} words in it were left out", passed.name));
        }
        self.end_passed();
        self.paragraph();
        self.beside.inserted = count_words(&self.inserted);
        self.builder.finish()
    }

    fn notes(&self) -> Vec<Note> {
        let mut notes = self.beside.notes();
        notes.extend(self.unclosed.clone().map(Note::of_all));
        notes
    }
}

/// A mark of time in a page.
struct Stamp {
    /// Where it begins in the paragraph.
    start: usize,
    /// How many elements of its name are open.
    depth: usize,
    /// Its seconds, as oTranscribe keeps them.
    seconds: Option<String>,
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| lossy(value))
}
