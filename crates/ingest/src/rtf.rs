//! Rich text (`.rtf`), as Word, LibreOffice, TextEdit and f4 write it.

use std::collections::BTreeMap;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use qualkit_text::count_words;

use crate::beside::{Beside, Outside};
use crate::blocks;
use crate::code_page::{self, Letters};
use crate::rtf_blocks::Builder;
use crate::rtf_token::{Token, Tokens};
use crate::told::Told;
use crate::{IngestError, Note, Options};

/// With what every document begins.
pub(crate) const BEGIN: &[u8] = b"{\\rtf";

/// How deep groups may lie in each other; word processors stay below a hundred.
const DEEPEST: usize = 10_000;

/// The most that a document may have, in MiB; pictures are most of it.
const MOST: usize = 256;

/// Reads the bytes of a document.
pub(crate) fn read(bytes: &[u8], id: &str, options: &Options) -> Result<Told, IngestError> {
    if bytes.len() > MOST << 20 {
        return Err(IngestError::TooLarge { part: "the rich text".to_owned(), limit: MOST as u64 });
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    let bytes = bytes[start..].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes[start..]);
    if !bytes.starts_with(BEGIN) {
        return Err(IngestError::NotThat { expected: "rich text (.rtf)" });
    }
    let mut reader = Reader::new(bytes);
    reader.read(bytes)?;
    let notes = reader.notes();
    blocks::read(reader.builder.finish(), notes, id, options)
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    Outside(Outside),
    /// The numbers and bullets of lists.
    Number,
    Fonts,
    Nowhere,
}

/// What holds inside a group, and ends with it.
#[derive(Clone, Copy, Debug)]
struct Group {
    place: Place,
    letters: Letters,
    /// How many signs behind a `\u` stand in its stead.
    stead: usize,
    hidden: bool,
    deleted: bool,
    inserted: bool,
}

struct Reader {
    groups: Vec<Group>,
    /// A group that has just begun, and whether it may be passed over if its name is not known.
    opening: Option<bool>,
    document: &'static Encoding,
    fonts: BTreeMap<i32, Letters>,
    font: i32,
    /// Bytes that are not yet letters.
    held: Vec<u8>,
    held_utf8: bool,
    /// The first half of a character that `\u` writes in two.
    high: Option<u32>,
    /// How many signs must still be passed over.
    instead: usize,
    /// Whether bytes that stand for themselves are UTF-8, against the rules.
    raw_utf8: bool,
    /// Words that are collected where they do not go into the text.
    aside: BTreeMap<Aside, String>,
    builder: Builder,
    beside: Beside,
    unreadable: usize,
    unknown_page: Option<i32>,
    behind: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Aside {
    Hidden,
    Deleted,
    Inserted,
    Outside(Outside),
}

impl Reader {
    fn new(bytes: &[u8]) -> Reader {
        Reader {
            groups: Vec::new(),
            opening: None,
            document: WINDOWS_1252,
            fonts: BTreeMap::new(),
            font: 0,
            held: Vec::new(),
            held_utf8: false,
            high: None,
            instead: 0,
            raw_utf8: !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok(),
            aside: BTreeMap::new(),
            builder: Builder::default(),
            beside: Beside::default(),
            unreadable: 0,
            unknown_page: None,
            behind: 0,
        }
    }

    fn read(&mut self, bytes: &[u8]) -> Result<(), IngestError> {
        let mut tokens = Tokens::new(bytes);
        while let Some(token) = tokens.next() {
            match token {
                Token::Open => {
                    self.flush();
                    self.instead = 0;
                    if self.groups.len() >= DEEPEST {
                        let reason = format!("groups lie in each other more than {DEEPEST} deep");
                        return Err(IngestError::Damaged { what: "rich text (.rtf)", reason });
                    }
                    let new = Group {
                        place: Place::Text,
                        letters: Letters::AsDocument,
                        stead: 1,
                        hidden: false,
                        deleted: false,
                        inserted: false,
                    };
                    self.groups.push(self.groups.last().copied().unwrap_or(new));
                    self.opening = Some(false);
                    continue;
                }
                Token::Close => {
                    self.flush();
                    self.instead = 0;
                    self.groups.pop();
                }
                _ if self.groups.is_empty() => self.behind += 1,
                Token::Word(b"bin", count) => {
                    tokens.pass_over(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0));
                }
                Token::Sign(b'*') => {
                    self.opening = self.opening.map(|_| true);
                    continue;
                }
                Token::Word(word, number) => self.word(word, number),
                Token::Sign(sign) => self.sign(sign),
                Token::Hex(byte) => self.byte(byte, false),
                Token::Byte(byte) => self.byte(byte, self.raw_utf8 && (!byte.is_ascii() || self.held_utf8)),
            }
            self.opening = None;
        }
        self.flush();
        Ok(())
    }

    fn group(&mut self) -> &mut Group {
        self.groups.last_mut().expect("signs outside of all groups are passed over")
    }

    fn byte(&mut self, byte: u8, utf8: bool) {
        if self.instead > 0 {
            self.instead -= 1;
            return;
        }
        if self.held_utf8 != utf8 {
            self.flush();
        }
        self.held_utf8 = utf8;
        self.held.push(byte);
    }

    /// Makes letters of the bytes that are held.
    fn flush(&mut self) {
        if self.high.take().is_some() {
            self.unreadable += 1;
            self.put("\u{fffd}");
        }
        if self.held.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.held);
        let letters = self.groups.last().map_or(Letters::AsDocument, |group| group.letters);
        let encoding = match letters {
            _ if std::mem::take(&mut self.held_utf8) => UTF_8,
            Letters::Symbols => return self.symbols(&bytes),
            Letters::In(encoding) => encoding,
            Letters::AsDocument => self.document,
        };
        let (text, broken) = encoding.decode_without_bom_handling(&bytes);
        if broken {
            self.unreadable += text.matches('\u{fffd}').count();
        }
        self.put(&text);
    }

    /// Letters of a font whose letters are pictures: what is no plain letter means nothing without it.
    fn symbols(&mut self, bytes: &[u8]) {
        let letter = |&byte: &u8| if byte.is_ascii() { char::from(byte) } else { '\u{fffd}' };
        let text: String = bytes.iter().map(letter).collect();
        if text.contains('\u{fffd}') && self.groups.last().is_some_and(|group| group.place == Place::Text) {
            self.beside.symbols.push(self.builder.place());
        }
        self.put(&text);
    }

    fn put(&mut self, text: &str) {
        let Some(group) = self.groups.last().copied() else { return };
        let aside = match group.place {
            Place::Outside(outside) => Some(Aside::Outside(outside)),
            Place::Text if group.deleted => Some(Aside::Deleted),
            Place::Text if group.hidden => Some(Aside::Hidden),
            Place::Text => {
                self.builder.say(text);
                group.inserted.then_some(Aside::Inserted)
            }
            Place::Number | Place::Fonts | Place::Nowhere => None,
        };
        if let Some(aside) = aside {
            self.aside.entry(aside).or_default().push_str(text);
        }
    }

    fn sign(&mut self, sign: u8) {
        if self.instead > 0 {
            self.instead -= 1;
            return;
        }
        match sign {
            b'\\' | b'{' | b'}' => self.byte(sign, false),
            b'~' => self.letter("\u{a0}"),
            b'_' => self.letter("\u{2011}"),
            b'-' => self.letter("\u{ad}"),
            b'\n' => self.paragraph(),
            b'\t' => self.letter("\t"),
            _ => {}
        }
    }

    fn letter(&mut self, text: &str) {
        self.flush();
        self.put(text);
    }

    fn paragraph(&mut self) {
        self.flush();
        let Some(group) = self.groups.last().copied() else { return };
        match group.place {
            // A mark that is deleted joins its paragraph to the next.
            Place::Text if !group.deleted => self.builder.paragraph(),
            Place::Text | Place::Outside(_) => self.put(" "),
            Place::Number | Place::Fonts | Place::Nowhere => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>) {
        if word == b"u" {
            return self.unicode(number.unwrap_or(0));
        }
        if self.instead > 0 {
            self.instead -= 1;
            if !matches!(word, b"par" | b"cell" | b"row" | b"line" | b"tab") {
                return;
            }
        }
        self.flush();
        if let Some(unknown) = self.opening
            && self.destination(word, unknown)
        {
            return;
        }
        if let Some(text) = letter(word) {
            return self.put(text);
        }
        let on = number != Some(0);
        match word {
            b"par" | b"sect" => self.paragraph(),
            // A footnote that stands at the end of the document says so.
            b"ftnalt" if self.group().place == Place::Outside(Outside::Footnotes) => {
                self.group().place = Place::Outside(Outside::Endnotes);
            }
            b"cell" | b"row" | b"nestcell" | b"trowd" | b"cellx" | b"clvmgf" | b"clvmrg" | b"intbl" | b"pard"
                if self.group().place == Place::Text =>
            {
                self.builder.table(word);
            }
            b"nestrow" => self.builder.table(word),
            b"uc" => self.group().stead = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(16),
            b"v" => self.group().hidden = on,
            b"deleted" | b"mvf" => self.group().deleted = on,
            b"revised" | b"mvt" => self.group().inserted = on,
            b"plain" => {
                let group = self.group();
                (group.hidden, group.deleted, group.inserted) = (false, false, false);
            }
            b"f" if self.group().place == Place::Fonts => self.font = number.unwrap_or(0),
            b"f" => {
                let letters = number.and_then(|font| self.fonts.get(&font).copied());
                self.group().letters = letters.unwrap_or(Letters::AsDocument);
            }
            b"fcharset" if self.group().place == Place::Fonts => {
                self.fonts.insert(self.font, code_page::of_font(number.unwrap_or(1)));
            }
            b"ansicpg" => {
                let page = number.unwrap_or(0);
                match code_page::of_number(page) {
                    Some(encoding) => self.document = encoding,
                    // Some programs write zero where they mean the usual.
                    None => self.unknown_page = (page != 0).then_some(page),
                }
            }
            b"mac" => self.document = code_page::of_number(10000).unwrap_or(WINDOWS_1252),
            b"pc" | b"pca" => self.unknown_page = Some(if word == b"pc" { 437 } else { 850 }),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        // The number may be written as one with a sign of sixteen bits.
        let code = u32::try_from(if number < 0 { number + 0x1_0000 } else { number }).unwrap_or(0xfffd);
        let high = self.high.take();
        if !self.held.is_empty() {
            self.flush();
        }
        let letter = match (high, code) {
            (None, 0xd800..=0xdbff) => {
                self.high = Some(code);
                None
            }
            (Some(high), 0xdc00..=0xdfff) => char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00)),
            (None, code) => Some(char::from_u32(code).unwrap_or('\u{fffd}')),
            (Some(_), code) => {
                self.unreadable += 1;
                self.put("\u{fffd}");
                Some(char::from_u32(code).unwrap_or('\u{fffd}'))
            }
        };
        self.unreadable += usize::from(letter == Some('\u{fffd}') && code != 0xfffd);
        // Fonts of symbols put their pictures where no letters are.
        let private = letter.is_some_and(|letter| ('\u{e000}'..='\u{f8ff}').contains(&letter));
        if private && self.groups.last().is_some_and(|group| group.place == Place::Text) {
            self.beside.symbols.push(self.builder.place());
        }
        if let Some(letter) = letter {
            let mut space = [0; 4];
            self.put(if private { "\u{fffd}" } else { letter.encode_utf8(&mut space) });
        }
        self.instead = self.groups.last().map_or(1, |group| group.stead);
    }

    /// Takes the first word of a group as the name of what the group holds, if it is one.
    fn destination(&mut self, word: &[u8], unknown: bool) -> bool {
        let place = match word {
            b"fonttbl" => Place::Fonts,
            b"footnote" => Place::Outside(Outside::Footnotes),
            b"annotation" => Place::Outside(Outside::Comments),
            b"header" | b"headerl" | b"headerr" | b"headerf" => Place::Outside(Outside::Headers),
            b"footer" | b"footerl" | b"footerr" | b"footerf" => Place::Outside(Outside::Footers),
            b"listtext" | b"pntext" => {
                self.beside.numbered += usize::from(self.group().place == Place::Text);
                Place::Number
            }
            b"pict" => {
                self.beside.pictures += usize::from(self.group().place == Place::Text);
                Place::Nowhere
            }
            b"objdata" => {
                self.beside.embedded += 1;
                Place::Nowhere
            }
            b"shptxt" => {
                self.beside.boxes.push(self.builder.place());
                self.builder.paragraph();
                let outer = self.groups.iter().rev().map(|group| group.place);
                outer.into_iter().find(|place| *place != Place::Nowhere).unwrap_or(Place::Text)
            }
            // These are known to hold words that count.
            b"ud" => self.groups.iter().rev().nth(2).map_or(Place::Text, |group| group.place),
            b"shppict" | b"moMath" | b"moMathPara" => return true,
            b"shpinst" | b"nonshppict" | b"nonesttables" | b"shprslt" | b"upr" => Place::Nowhere,
            b"colortbl" | b"stylesheet" | b"info" | b"fldinst" | b"xe" | b"tc" | b"rxe" | b"private" | b"template"
            | b"filetbl" | b"formfield" | b"ffname" | b"atnid" | b"atnauthor" => Place::Nowhere,
            _ if unknown => Place::Nowhere,
            _ => return false,
        };
        let inherits = matches!(self.group().place, Place::Nowhere | Place::Outside(_) | Place::Number);
        let opens = matches!(word, b"shptxt" | b"ud");
        if !inherits || opens || place == Place::Nowhere {
            self.group().place = place;
        }
        if opens {
            let group = self.group();
            (group.hidden, group.deleted) = (false, false);
        }
        true
    }

    fn notes(&mut self) -> Vec<Note> {
        let words = |aside: Aside| count_words(self.aside.get(&aside).map_or("", String::as_str));
        self.beside.hidden = words(Aside::Hidden);
        self.beside.deleted = words(Aside::Deleted);
        self.beside.inserted = words(Aside::Inserted);
        let outside: Vec<(Outside, usize)> = self
            .aside
            .keys()
            .filter_map(|&aside| if let Aside::Outside(outside) = aside { Some((outside, words(aside))) } else { None })
            .collect();
        outside.into_iter().for_each(|(outside, words)| self.beside.leave_out(outside, words));
        let mut notes = self.beside.notes();
        if let Some(page) = self.unknown_page {
            let message =
                format!("code page {page} is not known and was read as windows-1252: check the accented letters");
            notes.push(Note::of_all(message));
        }
        if self.unreadable > 0 {
            let message = format!("{} characters could not be read and became U+FFFD", self.unreadable);
            notes.push(Note::of_all(message));
        }
        if !self.groups.is_empty() {
            notes.push(Note::of_all("the file ends in the middle of the document: check the last words"));
        }
        if self.behind > 0 {
            notes.push(Note::of_all(format!("{} signs behind the end of the document were left out", self.behind)));
        }
        notes
    }
}

/// The letter that a control word stands for.
fn letter(word: &[u8]) -> Option<&'static str> {
    Some(match word {
        b"line" | b"lbr" | b"softline" | b"page" | b"column" => "\n",
        b"tab" => "\t",
        b"emdash" => "—",
        b"endash" => "–",
        b"bullet" => "•",
        b"lquote" => "‘",
        b"rquote" => "’",
        b"ldblquote" => "“",
        b"rdblquote" => "”",
        b"emspace" => "\u{2003}",
        b"enspace" => "\u{2002}",
        b"qmspace" => "\u{2005}",
        b"zwj" => "\u{200d}",
        b"zwnj" => "\u{200c}",
        b"ltrmark" => "\u{200e}",
        b"rtlmark" => "\u{200f}",
        _ => return None,
    })
}
