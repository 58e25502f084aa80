//! What is written is what is read, whatever was said.

use proptest::prelude::*;
use qualkit_transcript::{Piece, Source, Timecode, Transcript, TranscriptId, Utterance};

fn utterance() -> impl Strategy<Value = Utterance> {
    let words = prop_oneof!["[A-Za-z0-9 :\\[\\]\n.?é]{0,40}", any::<String>()];
    let label = prop_oneof!["[A-Z]{0,3}[0-9 :\\[]{0,2}", any::<String>()];
    (label, words, prop::option::of(0u64..400_000_000), prop::option::of(0u64..9_000)).prop_map(
        |(label, words, begins, length)| Utterance {
            label,
            words,
            begins: begins.map(Timecode::from_millis),
            ends: begins.zip(length).map(|(begins, length)| Timecode::from_millis(begins + length)),
            ..Utterance::default()
        },
    )
}

/// An utterance that was joined of others with times, as they come: in any order, with words or without.
fn joined() -> impl Strategy<Value = Utterance> {
    let time = || prop::option::of((0u64..90_000).prop_map(Timecode::from_millis));
    let said =
        prop_oneof!["[a-zé \n]{0,9}", "\\PC{0,5}", Just("\u{feff}".to_owned()), Just("e\u{301} \r\n".to_owned())];
    prop::collection::vec((said, time(), time()), 1..6).prop_map(|said| {
        let mut utterance = Utterance { begins: said[0].1, ..Utterance::new("A", said[0].0.clone()) };
        let piece = |at, begins: &Option<Timecode>, ends: &Option<Timecode>| {
            begins.map(|begins| Piece { at, begins, ends: *ends })
        };
        utterance.parts.extend(piece(0, &said[0].1, &said[0].2));
        for (words, begins, ends) in &said[1..] {
            utterance.words.push(' ');
            utterance.parts.extend(piece(utterance.words.len(), begins, ends));
            utterance.words.push_str(words);
        }
        utterance
    })
}

proptest! {
    #[test]
    fn parts_fit_their_text_and_change_nothing_of_it(said in prop::collection::vec(joined(), 1..5)) {
        let id = TranscriptId::new("P01").unwrap();
        let composed = Transcript::compose(id.clone(), said.clone(), Source::default());
        let whole = said.iter().map(|said| Utterance { parts: Vec::new(), ..said.clone() }).collect();
        let plain = Transcript::compose(id, whole, Source::default());
        prop_assert_eq!(composed.text().as_str(), plain.text().as_str());
        prop_assert_eq!(composed.turns(), plain.turns());
        prop_assert!(plain.with_parts(composed.parts().to_vec()).is_ok());
        let spoken = said.iter().filter(|said| !words_of(&qualkit_text::canonicalize(&said.words).0).is_empty());
        for (turn, said) in composed.turns().iter().zip(spoken) {
            // Each part begins with the first word behind the place where it was joined.
            let times: Vec<Timecode> = said.parts.iter().map(|piece| piece.begins).collect();
            let parts = composed.parts_of(turn);
            prop_assert!(parts.len() != 1 && parts.len() <= times.len());
            prop_assert!(parts.iter().all(|part| times.contains(&part.begins)));
            for part in parts {
                let words = composed.text().slice(part.span).unwrap();
                let begins = |piece: &Piece| {
                    let rest = words_of(&qualkit_text::canonicalize(&said.words[piece.at..]).0);
                    rest.starts_with(&words_of(words))
                };
                prop_assert!(said.parts.iter().any(begins), "{:?} in {:?}", words, said);
            }
        }
    }

    #[test]
    fn a_composed_transcript_reads_back(said in prop::collection::vec(utterance(), 0..8)) {
        let id = TranscriptId::new("P01").unwrap();
        let composed = Transcript::compose(id.clone(), said.clone(), Source::default());
        let read = Transcript::parse(id, composed.details().clone(), composed.text().as_str()).unwrap();
        prop_assert_eq!(composed.turns(), read.turns());

        let spoken: Vec<&Utterance> =
            said.iter().filter(|u| !words_of(&qualkit_text::canonicalize(&u.words).0).is_empty()).collect();
        prop_assert_eq!(composed.turns().len(), spoken.len());
        for (turn, utterance) in composed.turns().iter().zip(spoken) {
            let said = qualkit_text::canonicalize(&utterance.words).0.into_owned();
            prop_assert_eq!(words_of(composed.words(turn)), words_of(&said));
            prop_assert_eq!((turn.begins, turn.ends), (utterance.begins, utterance.ends));
        }
    }

    #[test]
    fn times_read_back(millis in 0u64..3_599_999_999) {
        let time = Timecode::from_millis(millis);
        prop_assert_eq!(time.to_string().parse::<Timecode>().unwrap(), time);
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
