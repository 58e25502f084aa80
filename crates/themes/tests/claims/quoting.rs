use qualkit_coding::CodingSet;
use qualkit_themes::{Filter, Layered, Themes, UnknownName, quotations};
use qualkit_transcript::Transcript;

use crate::told::{all_quotations, cases, codebook, coded, interview, themes};

fn told() -> (Transcript, CodingSet) {
    let told = interview(
        "A",
        &[
            ("I", "Afraid?"),
            ("P01", "Very.\nAll of us."),
            ("I", "And now?"),
            ("P01", "I trust her."),
            ("P03", "Me too."),
        ],
    );
    let set = coded(
        &told,
        &[
            ("Afraid?\n\nP01: Very.\nAll of us.", "fear"),
            ("of us", "need"),
            ("us.\n\nI: And now?\n\nP01: I trust her.", "demand"),
            ("I trust her.", "trust"),
            ("Me too.", "trust"),
        ],
    );
    (told, set)
}

fn words(filter: &Filter<'_>) -> Vec<String> {
    let (told, set) = told();
    let layers = [Layered { transcript: &told, set: &set }];
    let found = quotations(&codebook(), &themes(), &layers, &cases(), filter).unwrap();
    found.into_iter().map(|quotation| quotation.words).collect()
}

#[test]
fn a_quotation_over_turns_has_the_parts_without_the_heads() {
    let (told, set) = told();
    let found = all_quotations(&[Layered { transcript: &told, set: &set }], &themes());
    assert_eq!(found[0].words, "Afraid? / Very.\nAll of us.");
    assert_eq!((found[0].turn, found[0].speaker.as_str()), (2, "P01"), "the answer is quoted, not the question");
    assert_eq!(found[0].case.as_ref().unwrap().as_str(), "P01");
    assert_eq!(found[0].theme.as_ref().unwrap().as_str(), "avoid");
    assert_eq!(found[2].words, "us. / And now? / I trust her.");
    assert_eq!(found[2].theme, None);
}

#[test]
fn filters_let_through_what_they_name() {
    assert_eq!(words(&Filter::default()).len(), 5);
    assert_eq!(words(&Filter { code: Some("demand"), ..Filter::default() }).len(), 3, "with the codes under it");
    assert_eq!(words(&Filter { theme: Some("rise"), ..Filter::default() }).len(), 1);
    assert_eq!(words(&Filter { attribute: Some(("county", "Tule")), ..Filter::default() }), ["Me too."]);
    assert_eq!(words(&Filter { least_words: 3, most_words: Some(3), ..Filter::default() }), ["I trust her."]);
}

#[test]
fn a_name_that_is_not_there_is_refused() {
    let refused = |filter: Filter<'_>| quotations(&codebook(), &themes(), &[], &cases(), &filter).unwrap_err();
    assert!(matches!(refused(Filter { code: Some("fears"), ..Filter::default() }), UnknownName::Code { .. }));
    assert!(matches!(refused(Filter { theme: Some("fear"), ..Filter::default() }), UnknownName::Theme { .. }));
    let error = refused(Filter { attribute: Some(("county", "Marisol")), ..Filter::default() });
    assert_eq!(error.to_string(), "no case has 'Marisol' as its county; the values are Alder, Tule");
}

#[test]
fn without_themes_a_quotation_has_none() {
    let (told, set) = told();
    let found = all_quotations(&[Layered { transcript: &told, set: &set }], &Themes::default());
    assert!(found.iter().all(|quotation| quotation.theme.is_none()));
}
