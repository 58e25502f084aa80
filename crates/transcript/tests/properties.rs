//! What is written is what is read, whatever was said.

use proptest::prelude::*;
use qualkit_transcript::{Source, Timecode, Transcript, TranscriptId, Utterance};

fn utterance() -> impl Strategy<Value = Utterance> {
    let words = prop_oneof!["[A-Za-z0-9 :\\[\\]\n.?é]{0,40}", any::<String>()];
    let label = prop_oneof!["[A-Z]{0,3}[0-9 :\\[]{0,2}", any::<String>()];
    (label, words, prop::option::of(0u64..400_000_000), prop::option::of(0u64..9_000)).prop_map(
        |(label, words, begins, length)| Utterance {
            label,
            words,
            begins: begins.map(Timecode::from_millis),
            ends: begins.zip(length).map(|(begins, length)| Timecode::from_millis(begins + length)),
        },
    )
}

proptest! {
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
