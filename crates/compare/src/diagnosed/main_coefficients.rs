use crate::{Asked, Choice, Data, Measured, RatingsTable, Statistic, estimates};

/// Statistics of sets and spans that are one number, 1 for perfect agreement and 0 for what chance gives.
pub(super) const OF_SETS: [&str; 2] = ["krippendorff_alpha", "pooled_kappa"];
const OF_SPANS: [&str; 6] = ["u_alpha", "bar_u_alpha", "cu_alpha", "alphaU", "gamma", "gamma_cat"];
/// Those of spans that take no random samples.
const USUAL_OF_SPANS: usize = 3;

/// The coefficients that the diagnostics are about: those that were named, or else alpha, kappa (Cohen's of two coders,
/// Fleiss' of more) and AC; with the intervals asked for.
pub(super) fn of(table: &RatingsTable, asked: &Asked) -> Vec<Measured> {
    let (known, usual): (Vec<&str>, Vec<&str>) = match &table.data {
        Data::Ratings(ratings) => {
            let pair = ratings.all.coders() == 2 && ratings.all.names_coders();
            let kappa = if pair { "cohen_kappa" } else { "fleiss_kappa" };
            let measures = qualkit_agreement::Measure::ALL.map(|measure| measure.name());
            (measures.to_vec(), vec!["krippendorff_alpha", kappa, "gwet_ac"])
        }
        Data::Sets(_) => (OF_SETS.to_vec(), OF_SETS.to_vec()),
        Data::Spans(_) => (OF_SPANS.to_vec(), OF_SPANS[..USUAL_OF_SPANS].to_vec()),
    };
    let all = Statistic::all(&table.data);
    let mut chosen: Vec<Statistic> = match &asked.choice {
        Choice::Named(named) => {
            let mut kept: Vec<Statistic> = Vec::new();
            for statistic in named.iter().filter_map(|statistic| of_name(&all, plain_name(*statistic))) {
                if known.contains(&statistic.name()) && !kept.contains(&statistic) {
                    kept.push(statistic);
                }
            }
            kept
        }
        Choice::Usual | Choice::All => Vec::new(),
    };
    if chosen.is_empty() {
        chosen = usual.into_iter().filter_map(|name| of_name(&all, name)).collect();
    }
    named(table, asked, chosen)
}

/// The statistics of a table as a whole.
pub(super) fn named(table: &RatingsTable, asked: &Asked, statistics: Vec<Statistic>) -> Vec<Measured> {
    let asked = Asked { choice: Choice::Named(statistics), ..asked.clone() };
    estimates(table, &asked).into_iter().filter(|measured| measured.category.is_none()).collect()
}

pub(super) fn of_name(all: &[Statistic], name: &str) -> Option<Statistic> {
    all.iter().copied().find(|statistic| statistic.name() == name)
}

/// The name under which a table lists a statistic that may have been asked for by another one.
fn plain_name(statistic: Statistic) -> &'static str {
    statistic.name().parse().map_or(statistic.name(), qualkit_agreement::Measure::name)
}
