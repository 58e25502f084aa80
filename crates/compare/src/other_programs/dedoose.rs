use std::collections::BTreeSet;

use qualkit_agreement::{Continuum, Options, Outcome, Ratings, cohen_kappa, pooled};

use super::{About, CodedTexts, Program, ProgramRule, ProgramValue};
use crate::CompareError;

const REMARK: &str = "in Dedoose's test the second coder is shown the first one's excerpts and says which codes apply; \
                      taken from free coding, a code counts for a coder whose segments with it share a character with \
                      the excerpt. How Dedoose treats 0/0 in the pool could not be checked";

/// Gives kappa per code and the pooled kappa, over the excerpts of the one coder of every pair and of the other.
pub(super) fn values(coded: &CodedTexts) -> Result<Vec<ProgramValue>, CompareError> {
    let mut values = Vec::new();
    for (first, second) in coded.pairs().flat_map(|(one, other)| [(one, other), (other, one)]) {
        let mut excerpts = 0;
        let mut tables = vec![[[0; 2]; 2]; coded.codes.len()];
        for text in &coded.continua {
            let marked: BTreeSet<(u64, u64)> =
                text.coders()[first].iter().map(|segment| (segment.start, segment.end)).collect();
            excerpts += marked.len() as u64;
            for excerpt in marked {
                let said = [first, second].map(|coder| codes_on(text, coder, excerpt));
                for (code, table) in tables.iter_mut().enumerate() {
                    let [one, other] = [0, 1].map(|coder| usize::from(said[coder].contains(&code)));
                    table[one][other] += 1;
                }
            }
        }
        let kappas = tables
            .iter()
            .map(|table| Ok(cohen_kappa(&Ratings::from_confusion(table)?, &Options::default())))
            .collect::<Result<Vec<Outcome>, CompareError>>()?;
        let mut value = |statistic, about, value, chance| {
            values.push(ProgramValue {
                program: Program::Dedoose,
                statistic,
                coders: vec![first, second],
                text: None,
                about,
                value,
                units: excerpts,
                rule: ProgramRule {
                    unit: "each excerpt: each stretch that the first of the two coders marked",
                    agreement: "the code applies to the excerpt for both coders, or for neither".into(),
                    chance,
                    uncoded: "is left out; an excerpt without the code counts as agreement if both left it out",
                    remark: Some(REMARK),
                },
            });
        };
        let cohen = "Cohen's, from how many excerpts have the code for each coder";
        for (code, kappa) in kappas.iter().enumerate() {
            let found = kappa.as_ref().map(|kappa| kappa.value).map_err(Clone::clone);
            value("excerpt_kappa_dedoose", About::Code(code), found, cohen);
        }
        let all = pooled(&kappas).map(|pooled| pooled.value);
        let chance =
            "Cohen's, from the mean of observed and of expected agreement over codes (De Vries and others 2008)";
        value("pooled_kappa_dedoose", About::AllCodes, all, chance);
    }
    Ok(values)
}

/// The codes of a coder that lie on an excerpt.
fn codes_on(text: &Continuum, coder: usize, (start, end): (u64, u64)) -> BTreeSet<usize> {
    let own = text.coders()[coder].iter();
    own.filter(|segment| segment.start < end && segment.end > start).map(|segment| segment.code).collect()
}
