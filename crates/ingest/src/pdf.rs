//! PDF: its text alone, page by page. What a page shows is found by `pdf-extract`, which gives up on much that is
//! damaged; so every page is read by itself, and what could make it run without end is taken out before.

use std::io::{self, Read as _};

use flate2::read::ZlibDecoder;
use pdf_extract::{Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Stream, Transform};

use crate::pdf_pages::{self, Glyph};
use crate::told::Told;
use crate::{IngestError, Note, Options, guarded, pdf_widths};

const WHAT: &str = "PDF";

/// The most that a file may have, and the most that its parts may unpack to together, in MiB.
const LIMIT: u64 = 256;

/// The most letters that all pages may show.
const MOST: usize = 50_000_000;

/// How deep drawings may lie in each other; programs stay below four.
const DEEPEST: usize = 8;

/// Reads the bytes of a document.
pub(crate) fn read(bytes: &[u8], id: &str, options: &Options) -> Result<Told, IngestError> {
    if bytes.len() as u64 > LIMIT << 20 {
        return Err(IngestError::TooLarge { part: "the PDF".to_owned(), limit: LIMIT });
    }
    measure(bytes)?;
    let mut document = guarded::run(WHAT, || load(bytes))??;
    if document.was_encrypted() {
        measure_streams(&document)?;
    }
    let emptied = guarded::run(WHAT, || tame(&mut document))?;
    guarded::run(WHAT, || pdf_widths::spell_out(&mut document))?;
    let mut unread = Vec::new();
    let mut pages = Vec::new();
    let mut left = MOST;
    let numbers: Vec<u32> = guarded::run(WHAT, || document.get_pages().into_keys().collect())?;
    for number in numbers {
        let mut page = Page { glyphs: Vec::new(), left };
        match guarded::run(WHAT, || pdf_extract::output_doc_page(&document, &mut page, number)) {
            Ok(Ok(())) => {}
            _ if page.left == 0 => {
                return Err(IngestError::TooLarge { part: "the text of the PDF".to_owned(), limit: LIMIT });
            }
            Ok(Err(error)) => unread.push((number, error.to_string())),
            Err(IngestError::Damaged { reason, .. }) => unread.push((number, reason)),
            Err(error) => unread.push((number, error.to_string())),
        }
        left = page.left;
        pages.push((number as usize, page.glyphs));
    }
    if pages.iter().all(|(_, glyphs)| glyphs.iter().all(|glyph| glyph.text.trim().is_empty())) {
        return Err(match unread.first() {
            Some((page, reason)) => IngestError::Damaged { what: WHAT, reason: format!("page {page}: {reason}") },
            None => IngestError::NotReadable {
                found: "a PDF without text, perhaps a scan".to_owned(),
                remedy: "recognise its text (OCR) and save that as .docx or .txt",
            },
        });
    }
    let mut told = pdf_pages::tell(pages, id, options)?;
    let message = "a PDF keeps neither paragraphs nor the order of words: compare the transcript with it before coding";
    let mut notes = vec![Note::of_all(message)];
    let unread: Vec<u32> = unread.into_iter().map(|(page, _)| page).collect();
    notes.extend(Note::first_of("page", &unread, "could not be read to its end: words may be missing"));
    if emptied > 0 {
        notes.push(Note::of_all(format!("{emptied} drawings were left out that are packed or nested as no text is")));
    }
    notes.append(&mut told.notes);
    told.notes = notes;
    Ok(told)
}

fn load(bytes: &[u8]) -> Result<Document, IngestError> {
    let damaged = |error: pdf_extract::Error| IngestError::Damaged { what: WHAT, reason: error.to_string() };
    let document = Document::load_mem(bytes).map_err(damaged)?;
    // What opens without a password has been decrypted.
    if document.trailer.get(b"Encrypt").is_ok() && !document.was_encrypted() {
        return Err(IngestError::NotReadable {
            found: "a PDF with a password or another protection".to_owned(),
            remedy: "print it to a new PDF without protection, or save its text as .docx or .txt",
        });
    }
    Ok(document)
}

/// Makes sure that the parts of a file unpack to no more than any transcript has.
fn measure(bytes: &[u8]) -> Result<(), IngestError> {
    let mut left = LIMIT << 20;
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        rest = &rest[at + 6..];
        let start = usize::from(rest.first() == Some(&b'\r'));
        let start = start + usize::from(rest.get(start) == Some(&b'\n'));
        inflate(&rest[start..], &mut left, 3)?;
    }
    Ok(())
}

/// The same for a file whose bytes told nothing before they were decrypted.
fn measure_streams(document: &Document) -> Result<(), IngestError> {
    let mut left = LIMIT << 20;
    let mut streams = document.objects.values().filter_map(|object| object.as_stream().ok());
    streams.try_for_each(|stream| inflate(&stream.content, &mut left, 3))
}

/// Takes what bytes unpack to off what is left; what is packed twice counts twice.
fn inflate(bytes: &[u8], left: &mut u64, times: usize) -> Result<(), IngestError> {
    if times == 0 || bytes.first().is_none_or(|first| first & 0x0f != 8) {
        return Ok(());
    }
    let mut head = Vec::new();
    let mut unpacked = ZlibDecoder::new(bytes);
    // What cannot be unpacked any further is no bomb.
    let begun = unpacked.by_ref().take(1 << 16).read_to_end(&mut head).is_ok();
    let more = if begun { io::copy(&mut unpacked.take(*left + 1), &mut io::sink()).unwrap_or(0) } else { 0 };
    *left = left
        .checked_sub(head.len() as u64 + more)
        .ok_or_else(|| IngestError::TooLarge { part: "what is packed in the PDF".to_owned(), limit: LIMIT })?;
    inflate(&head, left, times - 1)
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|window| window == sought)
}

/// Empties pictures, and drawings that hold themselves or are packed as no text is; gives the number of the latter.
fn tame(document: &mut Document) -> usize {
    let mut empty: Vec<(ObjectId, bool)> = Vec::new();
    for (&id, object) in &document.objects {
        let Object::Stream(stream) = object else { continue };
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if kind == b"Image" {
            empty.push((id, false));
        } else if is_packed_oddly(stream) || kind == b"Form" && is_endless(document, stream, &mut vec![id]) {
            empty.push((id, true));
        }
    }
    for (id, _) in &empty {
        if let Some(Object::Stream(stream)) = document.objects.get_mut(id) {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(Vec::new());
        }
    }
    empty.iter().filter(|(_, counts)| *counts).count()
}

/// Whether a stream is packed in a way whose size was not measured.
fn is_packed_oddly(stream: &Stream) -> bool {
    let filters = stream.filters().unwrap_or_default();
    let packed = filters.iter().filter(|filter| matches!(**filter, b"FlateDecode" | b"LZWDecode")).count();
    packed > 1 || filters.contains(&b"LZWDecode".as_slice())
}

/// Whether a drawing holds itself, or others deeper than programs nest them.
fn is_endless(document: &Document, drawing: &Stream, above: &mut Vec<ObjectId>) -> bool {
    if above.len() > DEEPEST {
        return true;
    }
    let follow = |object: &Object| document.dereference(object).ok().map(|(_, object)| object.clone());
    let resources = drawing.dict.get(b"Resources").ok().and_then(follow);
    let Some(resources) = resources.as_ref().and_then(|resources| resources.as_dict().ok()) else {
        // It takes what the page has, itself perhaps.
        let content = drawing.decompressed_content().unwrap_or_default();
        return find(&content, b"Do").is_some();
    };
    let drawings = resources.get(b"XObject").ok().and_then(follow);
    let Some(drawings) = drawings.as_ref().and_then(|drawings| drawings.as_dict().ok()) else { return false };
    drawings.iter().filter_map(|(_, object)| object.as_reference().ok()).any(|id| {
        let Ok(Object::Stream(inner)) = document.get_object(id) else { return false };
        let is_form = inner.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
        if !is_form {
            return false;
        }
        if above.contains(&id) {
            return true;
        }
        above.push(id);
        let endless = is_endless(document, inner, above);
        above.pop();
        endless
    })
}

/// The letters that a page shows.
struct Page {
    glyphs: Vec<Glyph>,
    /// How many more there may be.
    left: usize,
}

impl OutputDev for Page {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _: f64,
        size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.left == 0 {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        self.left -= 1;
        let along = libm::sqrt(place.m11 * place.m11 + place.m12 * place.m12);
        let across = libm::sqrt(place.m21 * place.m21 + place.m22 * place.m22);
        let glyph = Glyph {
            x: place.m31,
            y: place.m32,
            right: place.m11,
            up: place.m12,
            width: width * size * along,
            size: (size * across).abs(),
            text: text.to_owned(),
        };
        if [glyph.x, glyph.y, glyph.width, glyph.size].into_iter().all(f64::is_finite) {
            self.glyphs.push(glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
