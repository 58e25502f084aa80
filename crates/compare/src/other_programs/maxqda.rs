use std::borrow::Cow;

use qualkit_agreement::{Continuum, Segment, Undefined};

use super::{About, CodedTexts, Program, ProgramRule, ProgramValue};
use crate::CompareError;
use crate::judging::reaches;

/// Tests and how many of them found agreement.
#[derive(Clone, Copy, Default)]
struct Tests {
    agreed: u64,
    all: u64,
}

const OVERLAP_OF: &str = "of what the overlap is the share is not documented where we could read it: here of the \
                          segment that is looked up";

/// Gives the three levels for every pair of coders: codes in a document, how often they are there, and segments.
pub(super) fn values(coded: &CodedTexts, overlap: f64) -> Result<Vec<ProgramValue>, CompareError> {
    if !(overlap > 0.0 && overlap <= 1.0) {
        return Err(CompareError::NoShare { found: overlap.to_string() });
    }
    let mut values = Vec::new();
    for pair in coded.pairs() {
        documents(coded, pair, &mut values);
        segments(coded, pair, overlap, &mut values);
    }
    Ok(values)
}

/// What is found at one level, for one text or all.
fn value(
    statistic: &'static str,
    (first, second): (usize, usize),
    text: Option<usize>,
    about: About,
    tests: Tests,
    rule: ProgramRule,
) -> ProgramValue {
    let (program, coders, units) = (Program::Maxqda, vec![first, second], tests.all);
    ProgramValue { program, statistic, coders, text, about, value: tests.share(), units, rule }
}

/// Levels 1 and 2: for each text, the codes on which the two agree.
fn documents(coded: &CodedTexts, pair: (usize, usize), values: &mut Vec<ProgramValue>) {
    let rule = |agreement: &'static str, uncoded| ProgramRule {
        unit: "a code in a text",
        agreement: Cow::Borrowed(agreement),
        chance: "not taken off",
        uncoded,
        remark: None,
    };
    let levels = [
        (
            "document_presence_maxqda",
            rule("both coders used the code in the text, or neither did", "a code neither used counts as agreement"),
        ),
        (
            "document_presence_used_maxqda",
            rule("both coders used the code in the text", "a code neither used in the text is left out"),
        ),
        (
            "document_frequency_maxqda",
            rule("both coders used the code in the text equally often", "a code neither used counts as agreement"),
        ),
    ];
    let mut all = [Tests::default(); 3];
    for (place, text) in coded.continua.iter().enumerate() {
        let mut here = [Tests::default(); 3];
        for code in 0..coded.codes.len() {
            let times = [pair.0, pair.1].map(|coder| own(text, coder, code).count());
            let used = times.map(|times| times > 0);
            here[0].add(used[0] == used[1]);
            if used.contains(&true) {
                here[1].add(used[0] && used[1]);
            }
            here[2].add(times[0] == times[1]);
        }
        for (((statistic, rule), tests), all) in levels.iter().zip(here).zip(&mut all) {
            all.join(tests);
            values.push(value(statistic, pair, Some(place), About::AllCodes, tests, rule.clone()));
        }
    }
    for ((statistic, rule), tests) in levels.into_iter().zip(all) {
        values.push(value(statistic, pair, None, About::AllCodes, tests, rule));
    }
}

/// Level 3: every segment of both coders is looked up among the other's segments with the same code.
fn segments(coded: &CodedTexts, pair: (usize, usize), overlap: f64, values: &mut Vec<ProgramValue>) {
    let percent = format!("{:.2}", overlap * 100.0);
    let percent = percent.trim_end_matches('0').trim_end_matches('.').to_owned();
    let rule = |chance, remark| ProgramRule {
        unit: "each segment of the one coder and of the other",
        agreement: format!("the other has a segment with the same code that covers at least {percent} % of it").into(),
        chance,
        uncoded: "is left out",
        remark: Some(remark),
    };
    let share = rule("not taken off", OVERLAP_OF);
    let mut all = Tests::default();
    for code in 0..coded.codes.len() {
        let mut of_code = Tests::default();
        for (place, text) in coded.continua.iter().enumerate() {
            let mut here = Tests::default();
            for (one, other) in [pair, (pair.1, pair.0)] {
                for segment in own(text, one, code) {
                    here.add(own(text, other, code).any(|found| covers(found, segment, overlap)));
                }
            }
            of_code.join(here);
            let about = About::Code(code);
            values.push(value("segments_maxqda", pair, Some(place), about, here, share.clone()));
        }
        all.join(of_code);
        values.push(value("segments_maxqda", pair, None, About::Code(code), of_code, share.clone()));
    }
    values.push(value("segments_maxqda", pair, None, About::AllCodes, all, share));
    let chance = "Brennan and Prediger's, 1 / number of codes in the run: codes that nobody used raise kappa";
    let remark = "its variant for several codes on a segment, 1 / (number of codes + 1)², could not be checked; of what \
                  the overlap is the share is not documented where we could read it: here of the segment looked up";
    let mut kappa = value("segment_kappa_maxqda", pair, None, About::AllCodes, all, rule(chance, remark));
    kappa.value = kappa.value.and_then(|observed| corrected(observed, coded.codes.len()));
    values.push(kappa);
}

/// κ = (P_o − 1/q) / (1 − 1/q), q codes.
fn corrected(observed: f64, codes: usize) -> Result<f64, Undefined> {
    if codes < 2 {
        return Err(Undefined::OneCategoryOnly);
    }
    let codes = codes as f64;
    Ok((observed * codes - 1.0) / (codes - 1.0))
}

fn own(text: &Continuum, coder: usize, code: usize) -> impl Iterator<Item = &Segment> {
    text.coders()[coder].iter().filter(move |segment| segment.code == code)
}

fn covers(found: &Segment, segment: &Segment, overlap: f64) -> bool {
    let common = found.end.min(segment.end).saturating_sub(found.start.max(segment.start));
    common > 0 && reaches(common, overlap, segment.length())
}

impl Tests {
    fn add(&mut self, agreed: bool) {
        self.join(Tests { agreed: u64::from(agreed), all: 1 });
    }

    fn join(&mut self, others: Tests) {
        self.agreed += others.agreed;
        self.all += others.all;
    }

    fn share(self) -> Result<f64, Undefined> {
        if self.all == 0 { Err(Undefined::NoUnits) } else { Ok(self.agreed as f64 / self.all as f64) }
    }
}
