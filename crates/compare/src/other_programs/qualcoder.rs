use qualkit_agreement::Undefined;

use super::sweep::sweep;
use super::{About, CodedTexts, Program, ProgramRule, ProgramValue};

/// Characters, as QualCoder counts them.
#[derive(Clone, Copy, Default)]
struct Counted {
    all: u64,
    /// Characters on which exactly two segments lie, whosever they are.
    dual: u64,
    /// Characters on which exactly one lies.
    single: u64,
    uncoded: u64,
    /// Characters in each coder's segments, as often as segments lie on them.
    coded: [u64; 2],
}

const OVERLAPS: &str = "segments are counted, not coders: two segments of one coder on the same character count as if \
                        both coders had marked it, and three or more as nothing";

/// Gives the numbers of the coder comparison report, for every pair of coders and code, all texts together.
///
/// ```text
/// agreement          (dual + uncoded) / all
/// agree coded only   dual / (dual + single)
/// "kappa"            (P_o − P_e) / (1 − P_e)      P_o = dual / u      P_e = P_yes P_no
///                    P_yes = (a/u)(b/u)      P_no = ((u − a)/u)((u − b)/u)      u = a + b − dual
/// ```
pub(super) fn values(coded: &CodedTexts) -> Vec<ProgramValue> {
    let mut values = Vec::new();
    for (first, second) in coded.pairs() {
        for code in 0..coded.codes.len() {
            let counted = count(coded, code, [first, second]);
            let Counted { all, dual, single, uncoded, .. } = counted;
            let of_all = "each character of all texts together";
            let of_coded = "each character of all texts together that is marked";
            let in_agreement = "counts as agreement";
            let percent = [
                ("agreement_qualcoder", share(dual + uncoded, all), of_all, in_agreement, all),
                ("dual_coded_qualcoder", share(dual, all), of_all, "counts as disagreement", all),
                ("uncoded_qualcoder", share(uncoded, all), of_all, "is what is counted", all),
                ("disagreement_qualcoder", share(all - dual - uncoded, all), of_all, in_agreement, all),
                ("agree_coded_only_qualcoder", share(dual, dual + single), of_coded, "is left out", dual + single),
            ];
            let mut value = |statistic, value, unit, chance, uncoded, units, remark| {
                values.push(ProgramValue {
                    program: Program::Qualcoder,
                    statistic,
                    coders: vec![first, second],
                    text: None,
                    about: About::Code(code),
                    value,
                    units,
                    rule: ProgramRule {
                        unit,
                        agreement: "both coders marked the character".into(),
                        chance,
                        uncoded,
                        remark: Some(remark),
                    },
                });
            };
            for (statistic, share, unit, uncoded, units) in percent {
                value(statistic, share, unit, "not taken off", uncoded, units, OVERLAPS);
            }
            let kappa = kappa(counted);
            let chance = "P_e = P_yes × P_no, where Cohen's would be the sum, so that it is at most 1/16";
            let remark = "named kappa, and not Cohen's: close to the share of the marked characters that both marked";
            let union = counted.coded[0] + counted.coded[1] - dual;
            value("kappa_qualcoder", kappa, of_coded, chance, "is left out", union, remark);
        }
    }
    values
}

fn count(coded: &CodedTexts, code: usize, coders: [usize; 2]) -> Counted {
    let mut counted = Counted::default();
    for text in &coded.continua {
        let wanted = |coder: usize, own: usize| own == code && coders.contains(&coder);
        sweep(text, wanted, |length, _, here| {
            let times = coders.map(|coder| here[coder].iter().map(|(_, times)| times).sum::<u64>());
            counted.all += length;
            match times[0] + times[1] {
                0 => counted.uncoded += length,
                1 => counted.single += length,
                2 => counted.dual += length,
                _ => {}
            }
            for (sum, times) in counted.coded.iter_mut().zip(times) {
                *sum += length * times;
            }
        });
    }
    counted
}

fn share(part: u64, whole: u64) -> Result<f64, Undefined> {
    if whole == 0 { Err(Undefined::NoUnits) } else { Ok(part as f64 / whole as f64) }
}

fn kappa(counted: Counted) -> Result<f64, Undefined> {
    let [a, b] = counted.coded;
    let union = a + b - counted.dual;
    let observed = share(counted.dual, union)?;
    let of_union = |part: f64| part / union as f64;
    let yes = of_union(a as f64) * of_union(b as f64);
    let no = of_union(union as f64 - a as f64) * of_union(union as f64 - b as f64);
    let expected = yes * no;
    if expected == 1.0 { Err(Undefined::OneCategoryOnly) } else { Ok((observed - expected) / (1.0 - expected)) }
}
