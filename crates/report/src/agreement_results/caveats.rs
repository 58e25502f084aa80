use qualkit_compare::{Caveat, Measured};

use crate::prose::listed;
use crate::table::rounded;

/// Shares of units or pairs, which cannot lie below 0 although the lower end of a t interval may.
const SHARES: [&str; 11] = [
    "percent_agreement",
    "percent_agreement_all_coders",
    "percent_agreement_table",
    "holsti_mean_pairwise",
    "lotus",
    "specific_agreement",
    "specific_agreement_absent",
    "dice_agreement",
    "dice_agreement_coded",
    "max_percentage_agreement",
    "max_percentage_agreement_coded",
];

/// So many examples are enough.
const SHOWN: usize = 5;

/// What has to be known of numbers, one sentence for all that it is about; `of_codes` says that categories are a code's
/// presence and absence.
pub(super) fn told<'m>(estimates: impl Iterator<Item = (&'m str, &'m Measured)>, of_codes: bool) -> Vec<String> {
    let called = |round: &str, measured: &Measured| match round {
        "" => measured.called(),
        round => format!("{} in {}", measured.called(), crate::round::in_sentence(round)),
    };
    let (mut imprecise, mut left_out, mut asked_for, mut of_drawn) = (Vec::new(), Vec::new(), 0.0, 0);
    let mut by_declared: Vec<&str> = Vec::new();
    let mut below: Vec<&str> = Vec::new();
    let mut unmarked: Vec<String> = Vec::new();
    let mut told = Vec::new();
    for (round, measured) in estimates {
        match measured.caveat {
            Some(Caveat::Sampled { drawn, left_out: without, precision, asked }) => {
                // What rounds to the precision asked for is as good as it.
                let worse = precision.filter(|found| *found > asked && percent(*found) != percent(asked));
                if let Some(found) = worse {
                    imprecise.push(format!("{} ({} %)", called(round, measured), percent(found)));
                    asked_for = asked;
                }
                if without > 0 {
                    left_out.push(format!("{without} of {}", called(round, measured)));
                    of_drawn = drawn;
                }
            }
            Some(Caveat::PerfectLeftOut { pairs, perfect }) => told.push(format!(
                "{} is averaged by Fisher's z, which leaves out {perfect} of {pairs} pairs of coders: their correlation is \
                 1 or -1.",
                called(round, measured)
            )),
            Some(Caveat::NothingMarked { pairs, left_out }) => {
                // The same by every rule of what counts as found again.
                let any_rule = Measured { weights: String::new(), ..measured.clone() };
                let found = format!("{left_out} of {pairs} from {}", called(round, &any_rule));
                if !unmarked.contains(&found) {
                    unmarked.push(found);
                }
            }
            Some(Caveat::OneCategoryUsed) if !by_declared.contains(&measured.measure) => {
                by_declared.push(measured.measure);
            }
            _ => {}
        }
        let low = measured.outcome.as_ref().ok().and_then(|estimate| Some(estimate.interval.as_ref()?.low));
        if SHARES.contains(&measured.measure) && low.is_some_and(|low| low < 0.0) && !below.contains(&measured.measure)
        {
            below.push(measured.measure);
        }
    }
    if !imprecise.is_empty() {
        told.push(format!(
            "The disorder expected by chance is known less precisely than to {} % for {}: more --samples help.",
            percent(asked_for),
            imprecise.join(", ")
        ));
    }
    if !left_out.is_empty() {
        told.push(format!(
            "Random texts in which nothing was aligned that a measure is about say nothing of it and are left out: of \
             {of_drawn}, {}.",
            left_out.join(", ")
        ));
    }
    if !unmarked.is_empty() {
        let shown = unmarked[..unmarked.len().min(SHOWN)].join(", ");
        let more = unmarked.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and so of {more} more") } else { String::new() };
        told.push(format!(
            "Pairs of coders of whom neither marked anything have no F and are left out: {shown}{more}."
        ));
    }
    if !by_declared.is_empty() {
        let (have, their) = if by_declared.len() == 1 { ("is", "its") } else { ("are", "their") };
        let (places, declared) = match of_codes {
            true => ("for a code that nobody applied, or all to every unit", "the two answers, there or not"),
            false => ("where only one of the declared categories was used", "the declared categories"),
        };
        told.push(format!(
            "{} {have} 1 {places}: {their} chance term goes by {declared}. Nobody disagreed there, and nothing could be \
             confused.",
            listed(&by_declared)
        ));
    }
    if !below.is_empty() {
        told.push(format!(
            "The lower end of {} lies below 0, where no share can be: such intervals are cut at 1 only, as in irrCAC; \
             those from resamples stay inside.",
            listed(&below)
        ));
    }
    told
}

/// A share in per cent.
fn percent(share: f64) -> String {
    rounded(share * 100.0, 1)
}
