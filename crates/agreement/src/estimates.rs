use crate::brennan_prediger::uniform_term;
use crate::chance_term::ChanceTerm;
use crate::conger_kappa::conger_of;
use crate::fleiss_kappa::fleiss_term;
use crate::gwet_ac::guessing_term;
use crate::krippendorff_alpha::{alpha_gwet_of, alpha_of};
use crate::summary::Summary;
use crate::units::Units;
use crate::{Measure, Options, Outcome, Ratings, Undefined};

/// Computes several measures of the same ratings, in the order asked for, counting once what they share.
///
/// The same digits as from each measure's own function.
///
/// # Undefined when
///
/// Each outcome says so for itself, as the measure's own function does.
///
/// # Source
///
/// Those of the measures.
///
/// # Example
///
/// Cohen (1960), p. 45: kappa .492.
///
/// ```
/// use qualkit_agreement::{Measure, Options, Ratings, estimates};
/// let ratings = Ratings::from_confusion(&[[88, 14, 18], [10, 40, 10], [2, 6, 12]])?;
/// let [kappa, alpha] = [Measure::CohenKappa, Measure::KrippendorffAlpha];
/// let outcomes = estimates(&ratings, &[kappa, alpha], &Options::default());
/// assert_eq!(outcomes[0], kappa.estimate(&ratings, &Options::default()));
/// assert_eq!(outcomes[0].as_ref().map(|kappa| format!("{:.3}", kappa.value)), Ok("0.492".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn estimates(ratings: &Ratings, measures: &[Measure], options: &Options) -> Vec<Outcome> {
    let units = Units::of(ratings);
    let summary = Summary::of(&units, &options.weights);
    let shared: Vec<Measure> = measures.iter().copied().filter(|measure| term(*measure).is_some()).collect();
    let mut together = match &summary {
        Ok(summary) => of_one_summary(summary, &shared, options),
        Err(undefined) => vec![Err(undefined.clone()); shared.len()],
    }
    .into_iter();
    let each = |measure: &Measure| match (measure, &summary) {
        (Measure::KrippendorffAlpha, _) => alpha_of(&units, options),
        (Measure::KrippendorffAlphaGwet, _) => alpha_gwet_of(&units, options),
        (Measure::CongerKappa, Ok(summary)) if ratings.names_coders() => conger_of(summary, options),
        _ if term(*measure).is_none() => measure.estimate(ratings, options),
        _ => together.next().expect("there is one outcome for each measure that shares a summary"),
    };
    measures.iter().map(each).collect()
}

type Term = fn(&Summary<'_>) -> Result<ChanceTerm, Undefined>;

/// How a measure takes chance, if that is all that sets it apart from percent agreement.
fn term(measure: Measure) -> Option<Term> {
    match measure {
        Measure::PercentAgreement => Some(|_| Ok(ChanceTerm::NONE)),
        Measure::FleissKappa => Some(fleiss_term),
        Measure::BrennanPrediger => Some(uniform_term),
        Measure::GwetAc => Some(guessing_term),
        _ => None,
    }
}

fn of_one_summary(summary: &Summary<'_>, measures: &[Measure], options: &Options) -> Vec<Outcome> {
    let terms: Vec<Result<ChanceTerm, Undefined>> =
        measures.iter().filter_map(|&measure| term(measure)).map(|term| term(summary)).collect();
    let defined: Vec<&ChanceTerm> = terms.iter().flatten().collect();
    let mut errors = summary.standard_errors(&defined, options).into_iter();
    let outcome = |term: &Result<ChanceTerm, Undefined>| match term {
        Ok(term) => {
            let error = errors.next().expect("there is one standard error for each term");
            Ok(summary.estimate(term, error, options))
        }
        Err(undefined) => Err(undefined.clone()),
    };
    terms.iter().map(outcome).collect()
}
