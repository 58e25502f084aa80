//! Properties of positions and canonical text, on any Unicode.

use proptest::prelude::*;
use qualkit_text::{Quotable, Span, Text, canonicalize, merge_spans, same_words, sentences};

proptest! {
    #[test]
    fn canonical_text_stays_as_it_is(raw in any::<String>()) {
        let once = canonicalize(&raw).0.into_owned();
        let (twice, repairs) = canonicalize(&once);
        prop_assert_eq!(&once, &twice);
        prop_assert!(repairs.is_empty());
    }

    #[test]
    fn spans_and_bytes_go_both_ways(raw in any::<String>(), a in 0u32..200, b in 0u32..200) {
        let text = Text::new(&raw);
        prop_assert_eq!(text.len() as usize, text.as_str().chars().count());
        if let Ok(span) = Span::new(a.min(b), a.max(b)) {
            let expected: Option<String> = (span.end().get() <= text.len()).then(|| {
                text.as_str().chars().skip(a.min(b) as usize).take(span.len() as usize).collect()
            });
            prop_assert_eq!(text.slice(span).map(str::to_owned), expected);
            if let Some(bytes) = text.bytes(span) {
                prop_assert_eq!(text.span_of(bytes), Some(span));
            }
        }
    }

    #[test]
    fn lines_count_the_line_feeds_before(raw in "[a-zé\n]{0,80}", at in 0u32..80) {
        let text = Text::new(&raw);
        let place = at.min(text.len());
        let feeds = text.as_str().chars().take(place as usize).filter(|&c| c == '\n').count();
        prop_assert_eq!(text.line(qualkit_text::CharPos::new(place)), feeds + 1);
    }

    #[test]
    fn every_quote_of_a_text_is_found_in_it(raw in "[a-c .,’'\"“”—-]{1,60}", a in 0usize..60, b in 0usize..60) {
        let text = Text::new(&raw);
        let (from, to) = (a.min(b), a.max(b).min(text.len() as usize));
        if let Some(span) = Span::new(from as u32, to as u32).ok().and_then(|span| text.trim(span)) {
            let quoted = text.slice(span).unwrap();
            let found = Quotable::new(&text).find(quoted);
            let is_dash = |c: char| matches!(c, '-' | '—');
            // A dash within a run of them is not a place of its own: two hyphens are one dash.
            let before = text.as_str().chars().nth((span.start().get() as usize).wrapping_sub(1));
            let after = text.as_str().chars().nth(span.end().get() as usize);
            let cuts = before.is_some_and(is_dash) && quoted.starts_with(is_dash)
                || after.is_some_and(is_dash) && quoted.ends_with(is_dash);
            if cuts {
                let here = |place: &Span| place.overlaps(span) && same_words(text.slice(*place).unwrap(), quoted);
                prop_assert!(quoted.chars().all(is_dash) || found.iter().any(here), "{:?} not among {:?}", span, found);
            } else {
                prop_assert!(found.contains(&span), "{:?} not among {:?}", span, found);
            }
        }
    }

    #[test]
    fn sentences_hold_every_visible_character_once(raw in "([A-Za-z]{1,9}[.!?]? |\n|é|Dr\\. ){0,40}") {
        let text = Text::new(&raw);
        if let Some(whole) = text.whole() {
            let visible = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let found: String = sentences(&text, whole).iter().map(|&s| text.slice(s).unwrap()).collect();
            prop_assert_eq!(visible(&found), visible(text.as_str()));
        }
    }

    #[test]
    fn merged_spans_are_disjoint_and_hold_the_same(ends in prop::collection::vec((0u32..50, 1u32..9), 0..12)) {
        let spans: Vec<Span> = ends.iter().map(|&(at, len)| Span::new(at, at + len).unwrap()).collect();
        let merged = merge_spans(spans.clone());
        prop_assert!(merged.windows(2).all(|pair| pair[0].end() < pair[1].start()));
        for place in 0..60 {
            let place = qualkit_text::CharPos::new(place);
            prop_assert_eq!(spans.iter().any(|s| s.holds(place)), merged.iter().any(|s| s.holds(place)));
        }
    }

    #[test]
    fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = qualkit_text::decode(&bytes);
    }
}
