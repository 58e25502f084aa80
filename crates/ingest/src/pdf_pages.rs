//! Letters on pages to lines of text: in the order in which they were drawn, without what returns on every page.

use std::collections::BTreeMap;

use qualkit_text::{Repairs, canonicalize};

use crate::clock::Fraction;
use crate::head;
use crate::labels::is_numbered_speaker;
use crate::role::said_by;
use crate::told::Told;
use crate::turns::{self, Line};
use crate::{IngestError, Note, Options, repairs};

/// A letter, or a few that are drawn as one, where it stands on the page.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// The direction in which the line runs.
    pub(crate) right: f64,
    pub(crate) up: f64,
    pub(crate) width: f64,
    pub(crate) size: f64,
    pub(crate) text: String,
}

/// Letters that were drawn one behind the other.
#[derive(Clone, Debug)]
struct Stretch {
    left: f64,
    right: f64,
    size: f64,
    text: String,
}

/// A line of a page.
#[derive(Clone, Debug)]
struct Drawn {
    y: f64,
    stretches: Vec<Stretch>,
}

impl Drawn {
    fn text(&self) -> String {
        let mut text = String::new();
        let mut end: Option<f64> = None;
        for stretch in &self.stretches {
            let gap = end.map_or(0.0, |end| stretch.left - end);
            if gap > stretch.size * 2.0 {
                text.push('\t');
            } else if gap > stretch.size * 0.15 && !text.ends_with(' ') && !stretch.text.starts_with(' ') {
                text.push(' ');
            }
            text.push_str(&stretch.text);
            end = Some(stretch.right);
        }
        text.trim().to_owned()
    }

    /// The text without its numbers, to find it again on another page.
    fn shape(&self) -> String {
        let text: String = self.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        text.replace("##", "#").replace("##", "#")
    }

    fn size(&self) -> f64 {
        self.stretches.first().map_or(1.0, |stretch| stretch.size)
    }
}

/// Makes turns of pages; places are pages.
pub(crate) fn tell(pages: Vec<(usize, Vec<Glyph>)>, id: &str, options: &Options) -> Result<Told, IngestError> {
    let mut turned = 0;
    let mut pages: Vec<(usize, Vec<Drawn>)> =
        pages.into_iter().map(|(page, glyphs)| (page, lines(glyphs, &mut turned))).collect();
    let mut notes = Vec::new();
    if turned > 0 {
        notes.push(Note::of_all(format!("{turned} letters that run in another direction than the page were left out")));
    }
    notes.extend(drop_margin_numbers(&mut pages));
    notes.extend(drop_returning(&mut pages));
    let mut repaired = Repairs::default();
    let mut texts: Vec<(usize, bool, String)> = Vec::new();
    let mut hyphens = Vec::new();
    let (mut unreadable, mut ligatures) = (0, 0);
    for (page, lines) in &pages {
        let spacing = usual_spacing(lines);
        let mut above: Option<f64> = None;
        for line in lines {
            let text = without_ligatures(line.text(), &mut ligatures);
            let (canonical, repairs) = canonicalize(&text);
            repaired.spaces += repairs.spaces;
            repaired.controls += repairs.controls;
            repaired.composed |= repairs.composed;
            unreadable += canonical.chars().filter(|c| matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}')).count();
            let opens = above.is_some_and(|above| {
                let gap = above - line.y;
                gap < 0.0 || gap > spacing * 1.3
            });
            let continues = texts.last().is_some_and(|(_, _, before)| is_parted(before, &canonical));
            if continues {
                hyphens.push(*page);
            }
            let first = texts.is_empty();
            texts.push((*page, opens || first, canonical.into_owned()));
            above = Some(line.y);
        }
    }
    notes.extend(repairs::note(&repaired));
    if unreadable > 0 {
        let message =
            format!("{unreadable} letters have no meaning outside their font: compare the transcript with the PDF");
        notes.push(Note::of_all(message));
    }
    if ligatures > 0 {
        notes.push(Note::of_all(format!("{ligatures} letters that are drawn as one (ﬁ, ﬂ) were written as several")));
    }
    notes.extend(Note::first_of("page", &hyphens, "a word is parted at the end of a line: it was left so"));
    let texts: Vec<(usize, bool, String)> = texts.into_iter().filter(|(_, _, text)| !text.trim().is_empty()).collect();
    let lines: Vec<Line<'_>> =
        texts.iter().map(|(place, opens, text)| Line { place: *place, opens: *opens, text }).collect();
    let mut told = turns::tell(&lines, id, options, "page")?;
    notes.append(&mut told.notes);
    told.notes = notes;
    Ok(told)
}

/// Letters that a font draws as one are letters.
fn without_ligatures(text: String, count: &mut usize) -> String {
    let letters = |c: char| match c {
        'ﬀ' => Some("ff"),
        'ﬁ' => Some("fi"),
        'ﬂ' => Some("fl"),
        'ﬃ' => Some("ffi"),
        'ﬄ' => Some("ffl"),
        'ﬅ' | 'ﬆ' => Some("st"),
        _ => None,
    };
    if !text.contains(|c| letters(c).is_some()) {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match letters(c) {
            Some(letters) => {
                *count += 1;
                plain.push_str(letters);
            }
            None => plain.push(c),
        }
    }
    plain
}

/// Whether a word goes on behind a hyphen at the end of a line.
fn is_parted(before: &str, line: &str) -> bool {
    let mut end = before.trim_end().chars().rev();
    let hyphen = matches!(end.next(), Some('-' | '\u{ad}' | '\u{2010}'));
    hyphen && end.next().is_some_and(char::is_alphabetic) && line.chars().next().is_some_and(char::is_lowercase)
}

/// The lines of a page, in the order in which they were drawn.
fn lines(glyphs: Vec<Glyph>, turned: &mut usize) -> Vec<Drawn> {
    let quarter = |glyph: &Glyph| match (glyph.right.abs() >= glyph.up.abs(), glyph.right > 0.0, glyph.up > 0.0) {
        (true, true, _) => 0,
        (false, _, true) => 1,
        (true, false, _) => 2,
        (false, _, false) => 3,
    };
    let mut counts = [0usize; 4];
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        counts[quarter(glyph)] += 1;
    }
    let usual = (0..4).rev().max_by_key(|&quarter| counts[quarter]).unwrap_or(0);
    let mut lines: Vec<Drawn> = Vec::new();
    for glyph in glyphs {
        if quarter(&glyph) != usual {
            *turned += usize::from(!glyph.text.trim().is_empty());
            continue;
        }
        let (x, y) = match usual {
            0 => (glyph.x, glyph.y),
            1 => (glyph.y, -glyph.x),
            2 => (-glyph.x, -glyph.y),
            _ => (-glyph.y, glyph.x),
        };
        put(&mut lines, x, y, glyph);
    }
    lines.retain(|line| !line.text().is_empty());
    lines
}

/// Adds a letter to the line before, if it stands in it, else begins a new one.
fn put(lines: &mut Vec<Drawn>, x: f64, y: f64, glyph: Glyph) {
    let size = if glyph.size > 0.0 { glyph.size } else { 1.0 };
    let new = Stretch { left: x, right: x + glyph.width, size, text: glyph.text };
    let Some(line) = lines.last_mut().filter(|line| (line.y - y).abs() < size.max(line.size()) * 0.5) else {
        if !new.text.trim().is_empty() {
            lines.push(Drawn { y, stretches: vec![new] });
        }
        return;
    };
    let Some(last) = line.stretches.last_mut() else { return };
    let gap = new.left - last.right;
    if gap < -size * 2.0 {
        // Drawn to the left of what is there: before it, or over it.
        let place = line.stretches.iter().position(|other| other.left > new.left).unwrap_or(line.stretches.len());
        line.stretches.insert(place, new);
    } else if gap > size * 0.15 {
        line.stretches.push(new);
    } else {
        last.text.push_str(&new.text);
        last.right = last.right.max(new.right);
    }
}

/// The distance of lines within a paragraph: of all distances between two lines, the lower quartile.
fn usual_spacing(lines: &[Drawn]) -> f64 {
    let mut gaps: Vec<f64> = lines.windows(2).map(|pair| pair[0].y - pair[1].y).filter(|gap| *gap > 0.0).collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(f64::MAX)
}

/// Leaves out numbers that stand to the left of the text and count lines or paragraphs.
fn drop_margin_numbers(pages: &mut [(usize, Vec<Drawn>)]) -> Option<Note> {
    let number = |stretch: &Stretch| stretch.text.trim().parse::<u32>().ok();
    let mut edges: Vec<f64> = Vec::new();
    for line in pages.iter().flat_map(|(_, lines)| lines) {
        edges.extend(line.stretches.iter().find(|stretch| number(stretch).is_none()).map(|stretch| stretch.left));
    }
    edges.sort_by(f64::total_cmp);
    // A few lines may stand out to the left.
    let edge = *edges.get(edges.len() / 20)?;
    let in_margin = |line: &Drawn| {
        let first = line.stretches.first()?;
        (first.right < edge - first.size * 0.3).then(|| number(first)).flatten()
    };
    let found: Vec<u32> = pages.iter().flat_map(|(_, lines)| lines.iter().filter_map(in_margin)).collect();
    let rising = found.windows(2).filter(|pair| pair[0] < pair[1]).count();
    if found.len() < 3 || rising * 10 < (found.len() - 1) * 6 {
        return None;
    }
    for (_, lines) in pages.iter_mut() {
        for line in lines.iter_mut().filter(|line| in_margin(line).is_some()) {
            line.stretches.remove(0);
        }
        lines.retain(|line| !line.text().is_empty());
    }
    Some(Note::of_all(format!("{} numbers in the margin were left out, the first {}", found.len(), found[0])))
}

/// Leaves out lines at the top and at the bottom of pages that return at the same height and stand nowhere else.
fn drop_returning(pages: &mut [(usize, Vec<Drawn>)]) -> Option<Note> {
    let mut dropped: Vec<(usize, String)> = Vec::new();
    for edge in [Edge::Top, Edge::Bottom] {
        for _ in 0..4 {
            let found = returning(pages, edge);
            if found.is_empty() {
                break;
            }
            for (page, lines) in pages.iter_mut() {
                let Some(place) = edge.of(lines) else { continue };
                if found.contains(&key(&lines[place])) {
                    dropped.push((*page, lines.remove(place).text()));
                }
            }
        }
    }
    let (page, text) = dropped.first()?;
    let message = format!(
        "{} lines that return at the top or at the bottom of pages were left out, the first on page {page}: '{text}'",
        dropped.len()
    );
    Some(Note::of_all(message))
}

#[derive(Clone, Copy)]
enum Edge {
    Top,
    Bottom,
}

impl Edge {
    /// The outermost line, wherever it was drawn in order.
    fn of(self, lines: &[Drawn]) -> Option<usize> {
        let places = 0..lines.len();
        match self {
            Edge::Top => places.max_by(|&one, &other| lines[one].y.total_cmp(&lines[other].y)),
            Edge::Bottom => places.min_by(|&one, &other| lines[one].y.total_cmp(&lines[other].y)),
        }
    }
}

/// What a line shows and how high, to a few points.
fn key(line: &Drawn) -> (String, i64) {
    // A page is no higher than a few thousand points.
    (line.shape(), (line.y / 4.0).clamp(-1e6, 1e6).round() as i64)
}

/// Whether a line is a label alone, with or without a time, which may well stand at the top of several pages.
fn is_label(shape: &str) -> bool {
    let line = shape.replace('#', "1");
    let head = head::read(&line, Fraction::Decimal).filter(|head| head.words.is_empty());
    head.is_some_and(|head| said_by(head.label).is_some() || is_numbered_speaker(head.label))
}

/// The outermost lines that return on at least half of the pages, and on two.
fn returning(pages: &[(usize, Vec<Drawn>)], edge: Edge) -> Vec<(String, i64)> {
    let mut counts: BTreeMap<(String, i64), usize> = BTreeMap::new();
    let mut outer: Vec<Option<usize>> = Vec::new();
    for (_, lines) in pages {
        let place = edge.of(lines);
        if let Some(place) = place {
            *counts.entry(key(&lines[place])).or_default() += 1;
        }
        outer.push(place);
    }
    let elsewhere = |shape: &str| {
        let mut lines = pages.iter().zip(&outer).flat_map(|((_, lines), outer)| {
            lines.iter().enumerate().filter(move |(place, _)| Some(*place) != *outer).map(|(_, line)| line)
        });
        shape.chars().any(char::is_alphabetic) && lines.any(|line| line.shape() == shape)
    };
    counts.retain(|(shape, _), count| {
        *count >= 2 && *count * 5 >= pages.len() * 2 && !elsewhere(shape) && !is_label(shape)
    });
    counts.into_keys().collect()
}
