//! Sets of codings keep what they are given.

use proptest::prelude::*;
use qualkit_codebook::CodeId;
use qualkit_coding::{Answer, CoderId, Coding, CodingSet};
use qualkit_text::Span;
use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};

proptest! {
    #[test]
    fn codings_read_back_and_match_their_text(
        words in "[a-zé’ \n,\";]{1,60}",
        spans in prop::collection::vec((0u32..60, 1u32..20, 0usize..3, "[ -~]{0,10}"), 0..12),
    ) {
        let said = vec![Utterance::new("P", words)];
        let told = Transcript::compose(TranscriptId::new("P01").unwrap(), said, Source::default());
        let mut set = CodingSet::new(told.id().clone(), CoderId::new("a").unwrap());
        for (start, length, code, note) in spans {
            let span = Span::new(start, start + length).unwrap();
            let Some(span) = told.text().trim(span) else { continue };
            let code = CodeId::new(["fear", "trust", "gap"][code]).unwrap();
            set.add(&told, Answer { span, code, note: note.trim().to_owned(), ..Answer::default() }).unwrap();
        }
        prop_assert!(set.mismatches(&told).is_empty());
        let codings = Coding::read_all(&set.write()).unwrap();
        let (read, repeated) = CodingSet::from_parts(told.id().clone(), set.coder().clone(), codings, Vec::new());
        prop_assert!(repeated.is_empty());
        prop_assert_eq!(&read, &set);
        prop_assert!(read.mismatches(&told).is_empty());
    }
}
