use super::alpha::NominalAlpha;
use super::table::Table;
use crate::{Bootstrapped, Level, Measure, Options, Ratings, Resampled, Undefined, Weights};

/// Several measures as functions of how many units have each pattern of a table.
pub(crate) struct Statistics<'t> {
    table: &'t Table,
    measures: &'t [Measure],
    options: &'t Options,
    alpha: Option<NominalAlpha>,
}

impl<'t> Statistics<'t> {
    pub(crate) fn new(table: &'t Table, measures: &'t [Measure], options: &'t Options) -> Statistics<'t> {
        let asked = measures.contains(&Measure::KrippendorffAlpha) && options.level == Level::Nominal;
        let alpha = asked.then(|| NominalAlpha::new(&table.cells(), &table.ratings)).flatten();
        Statistics { table, measures, options, alpha }
    }

    /// Whether categories may be exchanged without changing a measure.
    pub(crate) fn interchangeable(options: &Options) -> bool {
        options.weights == Weights::Identity && options.level == Level::Nominal
    }

    pub(crate) fn values(&self, times: &[u64]) -> Vec<Result<f64, Undefined>> {
        let mut ratings = None;
        let value = |measure: &Measure| match (&self.alpha, measure) {
            (Some(alpha), Measure::KrippendorffAlpha) => alpha.value(times),
            _ => measure.value(ratings.get_or_insert_with(|| self.table.with_times(times)), self.options),
        };
        self.measures.iter().map(value).collect()
    }

    /// The estimates on the ratings themselves, with standard error and interval of the resamples.
    pub(crate) fn bootstrapped(
        &self,
        ratings: &Ratings,
        resampled: Vec<Result<Resampled, Undefined>>,
    ) -> Vec<Result<Bootstrapped, Undefined>> {
        let outcome = |(measure, resampled): (&Measure, Result<Resampled, Undefined>)| {
            let mut estimate = measure.estimate(ratings, self.options)?;
            let mut resampled = resampled?;
            resampled.value = estimate.value;
            estimate.standard_error = resampled.standard_error;
            estimate.interval = resampled.interval.clone().ok();
            estimate.p_value = None;
            Ok(Bootstrapped { estimate, resampled })
        };
        self.measures.iter().zip(resampled).map(outcome).collect()
    }
}
