use std::borrow::Cow;

use qualkit_agreement::{Undefined, character_kappa, character_table};

use super::mean::weighted_mean;
use super::{About, CodedTexts, Program, ProgramRule, ProgramValue};
use crate::CompareError;

const UNIT: &str = "each character of a text, for one code and one text";
const AGREEMENT: &str = "both coders marked the character, or neither did";
const UNCODED: &str = "counts as agreement";
const BY_HAND: &str = "NVivo gives values for each code and text only; its help leaves the mean to a spreadsheet";

/// Gives percentage agreement and kappa for every pair of coders, code and text, and means over texts and over all.
pub(super) fn values(coded: &CodedTexts) -> Result<Vec<ProgramValue>, CompareError> {
    let mut values = Vec::new();
    for (first, second) in coded.pairs() {
        let mut all: [Vec<Agreed>; 2] = [Vec::new(), Vec::new()];
        for code in 0..coded.codes.len() {
            let from = all[0].len();
            for (place, text) in coded.continua.iter().enumerate() {
                let table = character_table(std::slice::from_ref(text), code, first, second);
                let kappa = table.and_then(|table| character_kappa(&table));
                let found = [kappa.clone().map(|kappa| kappa.observed), kappa.map(|kappa| kappa.value)];
                for ((statistic, value), all) in [PERCENT, KAPPA].into_iter().zip(found).zip(&mut all) {
                    all.push((value.clone(), text.length()));
                    values.push(ProgramValue {
                        program: Program::Nvivo,
                        statistic: statistic.name,
                        coders: vec![first, second],
                        text: Some(place),
                        about: About::Code(code),
                        value,
                        units: text.length(),
                        rule: statistic.rule(None),
                    });
                }
            }
            let about = About::Code(code);
            for (statistic, all) in [PERCENT, KAPPA].into_iter().zip(&all) {
                values.extend(means(statistic, &all[from..], about, [first, second]));
            }
        }
        for (statistic, all) in [PERCENT, KAPPA].into_iter().zip(&all) {
            values.extend(means(statistic, all, About::AllCodes, [first, second]));
        }
    }
    Ok(values)
}

/// A value, and the length of its text.
type Agreed = (Result<f64, Undefined>, u64);

#[derive(Clone, Copy)]
struct Statistic {
    name: &'static str,
    mean: &'static str,
    weighted: &'static str,
    chance: &'static str,
}

const PERCENT: Statistic = Statistic {
    name: "percent_agreement_nvivo",
    mean: "percent_agreement_nvivo_mean",
    weighted: "percent_agreement_nvivo_weighted_mean",
    chance: "not taken off",
};

const KAPPA: Statistic = Statistic {
    name: "character_kappa_nvivo",
    mean: "character_kappa_nvivo_mean",
    weighted: "character_kappa_nvivo_weighted_mean",
    chance: "Cohen's, from how much each coder marked; 1 where the two agree on every character, also where it is 0/0",
};

impl Statistic {
    fn rule(self, mean: Option<&'static str>) -> ProgramRule {
        ProgramRule {
            unit: UNIT,
            agreement: mean.map_or(Cow::Borrowed(AGREEMENT), |mean| format!("{AGREEMENT}; {mean}").into()),
            chance: self.chance,
            uncoded: UNCODED,
            remark: mean.map(|_| BY_HAND),
        }
    }
}

/// Means of the values there are: each counts the same, and each as much as its text is long.
fn means(statistic: Statistic, all: &[Agreed], about: About, coders: [usize; 2]) -> Vec<ProgramValue> {
    let defined: Vec<(f64, u64)> =
        all.iter().filter_map(|(value, length)| Some((value.clone().ok()?, *length))).collect();
    let alike: Vec<(f64, u64)> = defined.iter().map(|(value, _)| (*value, 1)).collect();
    let mean = |name, said, values: &[(f64, u64)]| ProgramValue {
        program: Program::Nvivo,
        statistic: name,
        coders: coders.to_vec(),
        text: None,
        about,
        value: weighted_mean(values).ok_or(Undefined::NoUnits),
        units: defined.iter().map(|(_, length)| length).sum(),
        rule: statistic.rule(Some(said)),
    };
    vec![
        mean(statistic.mean, "mean of the values, each weighing the same", &alike),
        mean(statistic.weighted, "mean of the values, each weighing as its text is long", &defined),
    ]
}
