//! Markup inside captions: tags, voices, character references.

use std::borrow::Cow;

use html5gum::{Token, Tokenizer};
use memchr::memchr2;
use qualkit_text::{Repairs, canonicalize};

use crate::captions::Shown;
use crate::{Note, cue_heads, repairs};

/// Tags that mark up captions; any other stands for itself: `<yeah>` is something that was said.
const TAGS: [&str; 10] = ["b", "c", "font", "i", "lang", "rt", "ruby", "s", "u", "v"];

/// The longest tag, in bytes.
const LONGEST_TAG: usize = 1000;

/// What was taken out of captions or mended in them, beside tags.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    /// Readings above words, which are no part of what was said, and the first of them.
    readings: (usize, String),
    /// What stood behind character references, such as `&nbsp;`.
    repairs: Repairs,
}

impl Taken {
    pub(crate) fn notes(&self) -> impl Iterator<Item = Note> {
        let (count, first) = &self.readings;
        let message = format!("readings above words (ruby) were left out: '{first}', {count} in all");
        let readings = (*count > 0).then(|| Note::of_all(message));
        let repairs = repairs::note(&self.repairs);
        let repairs = repairs.map(|note| Note::of_all(format!("behind escapes such as &nbsp;: {}", note.message)));
        readings.into_iter().chain(repairs)
    }

    fn add_reading(&mut self, reading: &str) {
        if self.readings.0 == 0 {
            self.readings.1 = unescape(reading);
        }
        self.readings.0 += 1;
    }

    /// Character references to characters, in canonical form.
    fn plain<'t>(&mut self, text: Cow<'t, str>) -> Cow<'t, str> {
        if !text.contains('&') {
            return text;
        }
        let unescaped = unescape(&text);
        let (canonical, repaired) = canonicalize(&unescaped);
        self.repairs += repaired;
        Cow::Owned(canonical.into_owned())
    }
}

/// Takes markup out of the lines of one cue, finds who speaks, and adds them to what is shown.
pub(crate) fn lines<'t>(raw: &[&'t str], taken: &mut Taken, shown: &mut Vec<Shown<'t>>) {
    let mut voice: Option<Cow<'t, str>> = None;
    for line in raw {
        let mut words = Cow::Borrowed("");
        let mut rest = *line;
        while let Some(at) = memchr2(b'<', b'{', rest.as_bytes()) {
            append(&mut words, &rest[..at]);
            rest = &rest[at..];
            if let Some((reading, behind)) = reading(rest) {
                taken.add_reading(reading);
                rest = behind;
                continue;
            }
            match tag(rest) {
                Some((tag, behind)) => {
                    rest = behind;
                    let name = speaker(tag).map(|name| taken.plain(Cow::Borrowed(name)));
                    if name.is_some() || tag == "/v" {
                        show(shown, &voice, taken.plain(std::mem::take(&mut words)));
                        voice = name;
                    }
                }
                None => {
                    let sign = rest.chars().next().map_or(0, char::len_utf8);
                    append(&mut words, &rest[..sign]);
                    rest = &rest[sign..];
                }
            }
        }
        append(&mut words, rest);
        show(shown, &voice, taken.plain(words));
    }
}

/// Adds a piece of the source; most lines are one piece, which is not copied.
fn append<'t>(words: &mut Cow<'t, str>, piece: &'t str) {
    if words.is_empty() {
        *words = Cow::Borrowed(piece);
    } else if !piece.is_empty() {
        words.to_mut().push_str(piece);
    }
}

/// Takes a reading off the start of a text: `<rt>…</rt>`, whose closing tag may be that of the ruby.
fn reading(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix("<rt>")?;
    let end = inside.bytes().take(LONGEST_TAG).position(|byte| byte == b'<')?;
    let (reading, rest) = inside.split_at(end);
    let behind = rest.strip_prefix("</rt>").or_else(|| rest.starts_with("</ruby>").then_some(rest));
    Some((reading, behind?))
}

/// Adds a line, or several if other speakers begin inside it.
fn show<'t>(shown: &mut Vec<Shown<'t>>, voice: &Option<Cow<'t, str>>, words: Cow<'t, str>) {
    let mut rest = words;
    while let Some(at) = cue_heads::change(&rest).filter(|_| voice.is_none()) {
        let (before, behind) = match rest {
            Cow::Borrowed(words) => (Cow::Borrowed(&words[..at]), Cow::Borrowed(&words[at..])),
            Cow::Owned(words) => (Cow::Owned(words[..at].to_owned()), Cow::Owned(words[at..].to_owned())),
        };
        show_piece(shown, voice, before);
        rest = behind;
    }
    show_piece(shown, voice, rest);
}

fn show_piece<'t>(shown: &mut Vec<Shown<'t>>, voice: &Option<Cow<'t, str>>, words: Cow<'t, str>) {
    let words = match words {
        Cow::Borrowed(words) => Cow::Borrowed(words.trim()),
        Cow::Owned(words) => Cow::Owned(words.trim().to_owned()),
    };
    if !words.is_empty() {
        shown.push(Shown { voice: voice.clone(), words });
    }
}

/// Takes a tag off the start of a text: `<v Name>`, `</c>`, `<00:00:01.000>`, `{\an8}`.
fn tag(text: &str) -> Option<(&str, &str)> {
    // No tag holds the sign with which one begins: a line of millions of such signs is read once.
    let opens = text.bytes().next()?;
    let closes = if opens == b'{' { b'}' } else { b'>' };
    let end = text.bytes().skip(1).take(LONGEST_TAG).position(|byte| byte == closes || byte == opens)? + 1;
    let (tag, rest) = (&text[1..end], &text[end + 1..]);
    if text.as_bytes()[end] != closes {
        return None;
    }
    if opens == b'{' {
        return Some((tag, rest)).filter(|(tag, _)| tag.starts_with('\\') && tag.len() <= 40 && !tag.contains(' '));
    }
    let name = tag.trim_start_matches('/').split([' ', '.', '\t']).next()?;
    let time = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_digit() || c == ':' || c == '.');
    (TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name)) || name.is_empty() && tag == "/" || time)
        .then_some((tag, rest))
}

/// The name in a voice tag: `v Name`, `v.loud Name`.
fn speaker(tag: &str) -> Option<&str> {
    let (kind, name) = tag.split_once([' ', '\t'])?;
    let voice = kind.split('.').next().is_some_and(|kind| kind.eq_ignore_ascii_case("v"));
    // noScribe marks so a voice that begins while another one speaks.
    let name = name.trim().trim_start_matches("//").trim_start();
    Some(name).filter(|name| voice && !name.is_empty())
}

/// Character references to characters.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(&rest[..=end])?, end))) {
            Some((letters, end)) => {
                plain.push_str(&letters);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The letters that a reference means, such as `&rsquo;`; nothing for a mark of direction, which is not read.
fn reference(written: &str) -> Option<String> {
    match written {
        "&nbsp;" => return Some("\u{a0}".to_owned()),
        "&lrm;" | "&rlm;" => return Some(String::new()),
        _ => {}
    }
    let letters: String = Tokenizer::new(written)
        .flatten()
        .filter_map(|token| match token {
            Token::String(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            _ => None,
        })
        .collect();
    (letters != written).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(raw: &[&str]) -> Vec<(Option<String>, String)> {
        let mut shown = Vec::new();
        lines(raw, &mut Taken::default(), &mut shown);
        shown.into_iter().map(|shown| (shown.voice.map(Cow::into_owned), shown.words.into_owned())).collect()
    }

    fn by(voice: &str, words: &str) -> (Option<String>, String) {
        (Some(voice.to_owned()), words.to_owned())
    }

    #[test]
    fn voices_are_found_with_and_without_a_closing_tag() {
        assert_eq!(shown(&["<v Fred>Hi, I’m Fred</v>"]), [by("Fred", "Hi, I’m Fred")]);
        assert_eq!(
            shown(&["<v.loud.first Esme O'Hara>It’s", "a blue tree!"]),
            [by("Esme O'Hara", "It’s"), by("Esme O'Hara", "a blue tree!")]
        );
        assert_eq!(
            shown(&["<v A>one <v B>two</v>three"]),
            [by("A", "one"), by("B", "two"), (None, "three".to_owned())]
        );
    }

    #[test]
    fn markup_goes_and_words_stay() {
        let plain = |raw: &str| shown(&[raw]).remove(0).1;
        assert_eq!(plain("Like a <00:19.000>big-a <c.yellow>pizza</c> <i>pie</i>"), "Like a big-a pizza pie");
        assert_eq!(plain("a &lt; b &amp;&amp; c&nbsp;&#233;&#xe9; AT&T"), "a < b && c éé AT&T");
        assert_eq!(plain("{\\an8}up there"), "up there");
        assert_eq!(plain("<ruby>漢<rt>kan</rt>字<rt>ji</ruby> <lang ja>はい</lang> <rt>so"), "漢字 はい so");
        assert_eq!(plain("so <yeah> I {think} 1 < 2"), "so <yeah> I {think} 1 < 2");
    }
}
