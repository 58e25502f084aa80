//! A report of a small study, whole.

#![allow(clippy::unwrap_used, reason = "a study that cannot be built fails the test")]

mod study;

use qualkit_codebook::Codebook;
use qualkit_coding::CoderKind;
use qualkit_report::tables::agreement_overview;
use qualkit_report::{Blind, Report, ReportInput, Stamp, report};
use qualkit_themes::Themes;
use qualkit_transcript::Cases;

use study::Study;

fn file(report: &Report, name: &str) -> String {
    let (_, bytes) =
        report.files.iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("there is no {name}"));
    String::from_utf8(bytes.clone()).unwrap()
}

fn people() -> Study {
    Study::new([CoderKind::Person, CoderKind::Person])
}

/// A section of the Markdown page.
fn section(report: &Report, heading: &str) -> String {
    let page = file(report, "report.md");
    let (_, rest) = page.split_once(&format!("\n## {heading}\n\n")).unwrap();
    rest.split("\n## ").next().unwrap().trim().to_owned()
}

#[test]
fn a_report_is_two_pages_their_tables_and_a_manifest() {
    let report = people().report(|_| {}).unwrap();
    let names: Vec<&str> = report.files.iter().map(|(name, _)| name.as_str()).collect();
    insta::assert_snapshot!(names.join("\n"), @r#"
    manifest.json
    report.html
    report.md
    tables/agreement-round-1-codes.csv
    tables/agreement-round-1-pairs.csv
    tables/agreement.csv
    tables/blinding.csv
    tables/codebook.csv
    tables/codes-by-role.csv
    tables/cooccurrence.csv
    tables/counts.csv
    tables/quotations.csv
    tables/sample.csv
    tables/themes-by-role.csv
    tables/themes.csv
    "#);
}

#[test]
fn the_methods_say_what_was_done_in_numbers() {
    insta::assert_snapshot!(section(&people().report(|_| {}).unwrap(), "Methods"), @"
    The study has two interviews with two participants; by role: nurse (1) and attorney (1). They were recorded on 13 May 2018. The transcripts hold five turns and 24 words of participants; they were read from txt (2).

    Two people coded the transcripts (Ana and Ben).

    One of two transcripts (50 %) was coded by more than one coder, completely by each of them. One transcript was coded by one coder only. Agreement was judged in one round: round 1, one transcript by Ana and Ben (codebook version 1). Every code has its values and their intervals in the section on agreement.

    In round 1, agreement was judged on three turns that every coder had finished, the unit being the turn. Pooled over the one code that somebody applied, percent agreement was 66.7 %, Cohen’s kappa 0.40 and Krippendorff’s alpha 0.44.

    The disagreements of round 1 were settled individually by Ana and Ben: one decision (kept 1), with a reason on record for each.

    Of the double-coded transcripts, the analysis takes the coding by Ana (1); of the others, the coding by Ana (1).

    The codebook stands at version 2. It has four codes, three of them at the ends of its tree; by origin, one deductive and two inductive.

    Codes were gathered into one theme. Themes are counted by participants, not by codings; three quotations illustrate them.

    Coding was kept, compared and counted with qualkit 0.1.0 (seed 7). The files that this report is made of (1) are listed with their digests in manifest.json; from the same files the same version makes the same report, byte for byte.

    For the authors to add, as the data do not tell it (COREQ 1–23, SRQR 5–15): who interviewed and in which relation to the participants, the approach and its reasons, how participants were sampled and reached and who declined, the setting, the interview guide, recording and transcription, whether transcripts or findings went back to participants, saturation, and ethical approval.
    ");
}

/// The paragraphs on who coded, on double coding, and, where there is a round, on agreement in it.
fn coding_told(study: &Study) -> String {
    let methods = section(&study.report(|input| input.decisions = &[]).unwrap(), "Methods");
    let told: Vec<&str> = methods.split("\n\n").skip(1).collect();
    let end = told.iter().position(|paragraph| paragraph.starts_with("The codebook stands")).unwrap();
    told[..end].join("\n")
}

fn uncompared(done: &[(usize, &str, usize, usize)]) -> Study {
    people().with_round(None).with_work(done)
}

#[test]
fn codings_of_two_that_nobody_finished_are_told_as_such() {
    insta::assert_snapshot!(coding_told(&uncompared(&[(0, "a", 113, 0), (0, "b", 81, 0), (1, "a", 9, 0), (1, "b", 7, 0)])), @"
    Two people coded the transcripts (Ana and Ben).
    Two of two transcripts (100 %) were coded by more than one coder, none of them completely by each of their coders; not finished: P01 (a 0 of 3 turns, b 0 of 3), P02 (a 0 of 2 turns, b 0 of 2). Agreement between coders cannot be computed, as nothing was finished by two coders.
    Of the double-coded transcripts, the analysis takes the coding by Ana (2).
    ");
}

#[test]
fn what_two_coded_and_one_finished_is_double_coded_and_not_finished() {
    insta::assert_snapshot!(coding_told(&people().with_work(&[(0, "a", 2, 3), (0, "b", 1, 3), (1, "a", 9, 2), (1, "b", 7, 1)])), @"
    Two people coded the transcripts (Ana and Ben).
    Two of two transcripts (100 %) were coded by more than one coder, one of them completely by each of its coders; not finished: P02 (a 2 of 2 turns, b 1 of 2). Agreement was judged in one round: round 1, one transcript by Ana and Ben (codebook version 1). Every code has its values and their intervals in the section on agreement.
    In round 1, agreement was judged on three turns that every coder had finished, the unit being the turn. Pooled over the one code that somebody applied, percent agreement was 66.7 %, Cohen’s kappa 0.40 and Krippendorff’s alpha 0.44.
    Of the double-coded transcripts, the analysis takes the coding by Ana (2).
    ");
    insta::assert_snapshot!(coding_told(&uncompared(&[(0, "a", 2, 3), (0, "b", 1, 1), (1, "a", 9, 1)])), @"
    Two people coded the transcripts (Ana and Ben).
    One of two transcripts (50 %) was coded by more than one coder, but not completely by each of them; not finished: P01 (a 3 of 3 turns, b 1 of 3). One transcript was coded by one coder only; not finished: P02 (a 1 of 2 turns). Agreement between coders cannot be computed, as nothing was finished by all of the coders who would be compared.
    Of the double-coded transcripts, the analysis takes the coding by Ana (1); of the others, the coding by Ana (1).
    ");
    insta::assert_snapshot!(coding_told(&people().with_work(&[(0, "a", 2, 3), (0, "b", 1, 3), (1, "a", 9, 2), (1, "b", 0, 2)])), @"
    Two people coded the transcripts (Ana and Ben).
    Two of two transcripts (100 %) were coded by more than one coder, all of them completely by each of their coders. Agreement was judged in one round: round 1, one transcript by Ana and Ben (codebook version 1). Every code has its values and their intervals in the section on agreement.
    In round 1, agreement was judged on three turns that every coder had finished, the unit being the turn. Pooled over the one code that somebody applied, percent agreement was 66.7 %, Cohen’s kappa 0.40 and Krippendorff’s alpha 0.44.
    Of the double-coded transcripts, the analysis takes the coding by Ana (2).
    ");
}

#[test]
fn one_coder_is_one_coder_and_rules_are_no_second() {
    insta::assert_snapshot!(coding_told(&uncompared(&[(0, "a", 2, 3), (1, "a", 9, 2)])), @"
    One person coded the transcripts (Ana).
    No transcript was coded by more than one coder. Two transcripts were coded by one coder only.
    The analysis takes the coding by Ana (2).
    ");
    let study = Study::new([CoderKind::Person, CoderKind::Rule]).with_round(None);
    insta::assert_snapshot!(coding_told(&study.with_work(&[(0, "a", 2, 3), (0, "b", 40, 3), (1, "b", 9, 2)])), @"
    One person coded the transcripts (Ana). The codebook’s patterns were applied as a coder of their own, which counts neither as a person nor as a second coder.
    No transcript was coded by more than one coder. One transcript was coded by one coder only. One transcript was coded by the codebook’s patterns only.
    The analysis takes the coding by Ana (2).
    ");
    insta::assert_snapshot!(coding_told(&uncompared(&[])), @"
    No transcript has been coded yet.
    The analysis takes the coding by Ana (2).
    ");
}

#[test]
fn long_lists_of_what_is_not_finished_are_cut_and_counted() {
    let mut study = uncompared(&[]);
    let model = study.transcripts[0].clone();
    let ids = (1..=15).map(|number| qualkit_transcript::TranscriptId::new(&format!("T{number:02}")).unwrap());
    let parse = |id| qualkit_transcript::Transcript::parse(id, model.details().clone(), model.text().as_str()).unwrap();
    study.transcripts.extend(ids.map(parse));
    let done: Vec<_> = (2..17).map(|at| (at, "a", 1, 0)).collect();
    insta::assert_snapshot!(coding_told(&study.with_work(&done)), @"
    One person coded the transcripts (Ana).
    No transcript was coded by more than one coder. 15 transcripts were coded by one coder only; not finished: T01 (a 0 of 3 turns), T02 (a 0 of 3 turns), T03 (a 0 of 3 turns), T04 (a 0 of 3 turns), T05 (a 0 of 3 turns), T06 (a 0 of 3 turns), T07 (a 0 of 3 turns), T08 (a 0 of 3 turns), T09 (a 0 of 3 turns), T10 (a 0 of 3 turns), T11 (a 0 of 3 turns), T12 (a 0 of 3 turns), and three more.
    The analysis takes the coding by Ana (2). 15 transcripts are not analysed, as none of the coders whose codings are analysed has coded them.
    ");
}

#[test]
fn without_a_plan_the_round_is_that_of_the_double_coded_transcripts() {
    let study = people().with_round(Some("all"));
    let report = study.report(|input| input.decisions = &[]).unwrap();
    insta::assert_snapshot!(coding_told(&study), @"
    Two people coded the transcripts (Ana and Ben).
    One of two transcripts (50 %) was coded by more than one coder, completely by each of them. One transcript was coded by one coder only. Agreement was judged on one transcript by Ana and Ben (codebook version 1). Every code has its values and their intervals in the section on agreement.
    In the double-coded transcripts, agreement was judged on three turns that every coder had finished, the unit being the turn. Pooled over the one code that somebody applied, percent agreement was 66.7 %, Cohen’s kappa 0.40 and Krippendorff’s alpha 0.44.
    Of the double-coded transcripts, the analysis takes the coding by Ana (1); of the others, the coding by Ana (1).
    ");
    let agreement = section(&report, "Double coding and agreement");
    let told = |start: &str| agreement.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    insta::assert_snapshot!([told("### "), told("**Agreement by"), told("Double-coded")].join("\n"), @"
    ### Double-coded transcripts
    **Agreement by code, double-coded transcripts**
    Double-coded transcripts: coders a (Ana, person) and b (Ben, person); one transcript (P01); codebook version 1. n = 3 turns that every coder has finished; none is left out. One code that somebody applied, 3 that nobody did.
    ");
    assert!(report.files.iter().any(|(name, _)| name == "tables/agreement-all-codes.csv"));
    let grouped = people().with_round(Some("all (a b)")).report(|_| {}).unwrap();
    assert!(file(&grouped, "report.md").contains("In the double-coded transcripts (a b), agreement was judged"));
    assert!(grouped.files.iter().any(|(name, _)| name == "tables/agreement-all-a-b-codes.csv"));
}

#[test]
fn speakers_without_a_case_have_a_row_and_are_no_participants() {
    let mut study = people();
    let mut details = study.transcripts[1].details().clone();
    details.speakers[1].case = None;
    study.transcripts[1] = study.transcripts[1].clone().with_details(details).unwrap();
    let report = study.report(|_| {}).unwrap();
    insta::assert_snapshot!(section(&report, "Sample"), @"
    **Sample by role**

    | Role | Participants | Transcripts | Turns | Words |
    | --- | --: | --: | --: | --: |
    | nurse | 1 | 1 | 3 | 14 |
    | (no case) | 0 | 1 | 2 | 10 |
    | All | 1 | 2 | 5 | 24 |

    (no case): speakers who answer and are no case of cases.csv. They are no participants; their turns and words count.

    Turns and words are those of all who answer; what those who lead the conversation say is not counted.
    ");
    insta::assert_snapshot!(section(&report, "Methods").lines().next().unwrap(), @"The study has two interviews with one participant and speakers who are no case of cases.csv; by role: nurse (1). They were recorded on 13 May 2018. The transcripts hold five turns and 24 words of those who answer; they were read from txt (2).");
}

#[test]
fn themes_have_claim_codes_and_quotations() {
    insta::assert_snapshot!(section(&people().report(|_| {}).unwrap(), "Themes"), @"
    **Themes by role**

    | Theme | nurse | attorney |
    | --- | --: | --: |
    | Ties | 1 of 1 | 1 of 1 |

    Participants who said some of it, of all participants with that role.

    A theme counts the codings of its codes and of all themes under it, each once.

    Layers analysed: a for P01 P02.

    ### Ties

    [name] matters more than paper.

    | Code | nurse | attorney |
    | --- | --: | --: |
    | Warm handoff | 1 of 1 | 0 of 1 |
    | Fear | 0 of 1 | 1 of 1 |

    > “[name] walks them over.”
    >
    > — nurse (Q1)

    > “lawyer calls”
    >
    > — nurse (Q2)

    > “They are afraid.”
    >
    > — attorney (Q3)
    ");
}

#[test]
fn agreement_states_its_rules_once() {
    insta::assert_snapshot!(section(&people().report(|_| {}).unwrap(), "Double coding and agreement"), @"
    **Agreement over all codes, by round**

    | Round | Codebook | Transcripts | Units | Coders | Percent agreed | Cohen’s kappa | Alpha |
    | --- | --- | --: | --: | --- | --: | --: | --: |
    | 1 | 1 | 1 | 3 | a – b | 66.7 % | 0.40 | 0.44 |

    Round 1: coders a (Ana, person) and b (Ben, person); one transcript (P01); codebook version 1. n = 3 turns that every coder has finished; none is left out. One code that somebody applied, 3 that nobody did.

    Unit of agreement: turn; turns of those who lead the conversation are no units.

    A unit bears a code if any coding of that code shares at least one character with it that is not white space. A unit to which nobody applied a code counts as agreement that the code is absent, in percent agreement and in every coefficient.

    Agreement by chance: percent agreement corrects for none; Cohen’s kappa takes it from how often each of the two coders applied the code; Krippendorff’s alpha from how often all did, drawn without replacement.

    All codes: observed and expected agreement averaged over the codes that somebody applied, each weighing the same (De Vries et al. 2008); for a pair, over the codes that one of the two applied. Such values have no interval here.

    ### Round 1

    **Agreement by code, round 1**

    | Code | a | b | Percent agreed | Cohen’s kappa | 95 % interval | Alpha | 95 % interval |
    | --- | --: | --: | --: | --: | --: | --: | --: |
    | Partners | 0 | 0 | 100.0 % | – |  | – |  |
    | Warm handoff | 2 | 1 | 66.7 % | 0.40 | -0.43 to 0.89 | 0.44 | -0.32 to 0.90 |
    | Fear | 0 | 0 | 100.0 % | – |  | – |  |
    | Unused | 0 | 0 | 100.0 % | – |  | – |  |
    | (all codes) |  |  | 66.7 % | 0.40 |  | 0.44 |  |

    a, b: units to which the coder applied the code.

    Intervals: Cohen’s kappa: 95 %, goodness of fit, Donner and Eliasziw (1992), units of the one cluster taken to be independent; Krippendorff’s alpha: 95 %, goodness of fit, Donner and Eliasziw (1992), units of the one cluster taken to be independent. They hold for rare codes too, but for other units of this transcript only: how transcripts differ one does not show, and for others the intervals are likely to be too narrow.

    –: undefined, as only one category was used, so agreement beyond chance cannot be judged.
    ");
}

#[test]
fn the_overview_tells_its_rounds_first_and_fleiss_only_to_machines() {
    let study = people();
    let overview = agreement_overview(&[study.round("1"), study.round("2")]);
    let starts: Vec<&str> = overview.notes.iter().filter_map(|note| note.split(':').next()).collect();
    assert_eq!(starts[..3], ["Round 1", "Round 2", "Unit of agreement"]);
    assert_eq!(overview.notes.len(), 6);
    assert!(!overview.text(None).contains("Fleiss") && overview.csv().contains("fleiss_kappa"));
}

#[test]
fn blinding_is_counted_and_never_quoted() {
    insta::assert_snapshot!(section(&people().report(|_| {}).unwrap(), "Blinding"), @r#"
    Names and other words that could identify somebody were replaced by what stands in square brackets. Afterwards every file of this report was searched for them again; none was found.

    **What was replaced in this page**

    | Kind | Forms listed | Places replaced |
    | --- | --: | --: |
    | county | 1 | 0 |
    | organisation | 1 | 2 |
    | person | 2 | 3 |

    *qualkit 0.1.0, seed 7*
    "#);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(people().report(|_| {}).unwrap(), people().report(|_| {}).unwrap());
}

#[test]
fn no_listed_word_stands_in_any_file() {
    let report = people().report(|input| input.attribute = Some("county")).unwrap();
    for (name, bytes) in &report.files {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        assert!(["harborlight", "bev", "alder"].iter().all(|word| !text.contains(word)), "{name}");
    }
    assert!(file(&report, "tables/themes-by-county.csv").starts_with("name,theme,county_1_participants,"));
}

#[test]
fn a_word_that_survives_stops_the_whole_report() {
    let mut study = people();
    study.cases = Cases::read("id,harborlight\nP01,yes\nP02,no\n").unwrap();
    let error = study.report(|input| input.attribute = Some("harborlight")).unwrap_err();
    assert!(
        error.to_string().contains("the name of tables/codes-by-harborlight.csv: 'Harborlight' (organisation)"),
        "{error}"
    );
}

#[test]
fn a_model_is_never_called_a_person() {
    let told = |kinds| section(&Study::new(kinds).report(|_| {}).unwrap(), "Methods");
    let models = told([CoderKind::Model, CoderKind::Model]);
    assert!(models.contains("Two model coders coded the transcripts (Ana and Ben)."), "{models}");
    assert!(models.contains("no person coded") && !models.contains("people"), "{models}");
    let mixed = told([CoderKind::Person, CoderKind::Model]);
    assert!(
        mixed.contains("One person coded the transcripts (Ana). One model coder coded the transcripts (Ben)."),
        "{mixed}"
    );
}

#[test]
fn a_study_without_coding_has_a_report_too() {
    let study = people();
    let (codebook, themes, cases, blind): (Codebook, Themes, Cases, Blind) = Default::default();
    let nothing = ReportInput {
        title: "Nothing yet",
        note: "",
        stamp: &Stamp::new("0.1.0"),
        command: "qualkit report",
        inputs: &[],
        transcripts: &[],
        cases: &cases,
        attribute: None,
        attribution: &[],
        coders: &study.coders,
        work: &[],
        rounds: &[],
        decisions: &[],
        layers: &[],
        codebook: &codebook,
        codebook_version: 1,
        changes: &[],
        themes: &themes,
        quotations: &[],
        blind: &blind,
    };
    let report = report(&nothing);
    insta::assert_snapshot!(section(&report.unwrap(), "Methods"), @"
    The study has no transcripts yet.

    The codebook is empty.

    Coding was kept, compared and counted with qualkit 0.1.0.

    For the authors to add, as the data do not tell it (COREQ 1–23, SRQR 5–15): who interviewed and in which relation to the participants, the approach and its reasons, how participants were sampled and reached and who declined, the setting, the interview guide, recording and transcription, whether transcripts or findings went back to participants, saturation, and ethical approval.
    ");
}

#[test]
fn an_attribute_that_no_case_has_is_told() {
    let error = people().report(|input| input.attribute = Some("rolle")).unwrap_err();
    assert!(error.to_string().contains("rolle"), "{error}");
}

#[test]
fn the_page_loads_nothing_and_runs_nothing() {
    let page = file(&people().report(|_| {}).unwrap(), "report.html");
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let tree = roxmltree::Document::parse_with_options(&page, options).unwrap();
    for element in ["script", "link", "img", "iframe", "object"] {
        assert!(tree.descendants().all(|node| !node.has_tag_name(element)), "{element}");
    }
    assert!(tree.descendants().flat_map(|node| node.attributes()).all(|attribute| !attribute.name().starts_with("on")));
    for reference in ["url(", "@import", "src=", "://"] {
        assert!(!page.contains(reference), "{reference}");
    }
}

#[test]
fn the_manifest_knows_no_time_and_no_machine() {
    insta::assert_snapshot!(file(&people().report(|_| {}).unwrap(), "manifest.json").lines().take(12).collect::<Vec<_>>().join("\n"), @r#"
    {
      "qualkit": "0.1.0",
      "seed": 7,
      "command": "qualkit report",
      "inputs": [
        {
          "name": "transcripts/P01.txt",
          "sha256": "00"
        }
      ],
      "outputs": [
        {
    "#);
}
