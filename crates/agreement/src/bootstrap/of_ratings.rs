use super::table::Table;
use crate::{Confidence, Drawn, Error, Ratings, Resampled, Resampling, Undefined, resample};

/// Bootstraps any statistics of a table, over its units or over clusters of them.
///
/// Where [`bootstrap`](crate::bootstrap) and [`cluster_bootstrap`](crate::cluster_bootstrap) know the measures that are
/// there by name, this asks a function, which is given the ratings of each resample: the same coders, categories and
/// scores, other units. To draw units give all of them as one table; to draw clusters one table per cluster. The
/// outcome has one entry per statistic of the function, which always gives the same number of them in the same order.
///
/// `interchangeable` says that no statistic asks for the order of the categories, nor for one of them; then digits do
/// not depend on it either.
///
/// # Undefined when
///
/// A statistic is undefined on all units; the reason is handed on.
///
/// # Errors
///
/// There is no table, or one of them has other coders, categories or scores than the first.
///
/// # Source
///
/// Efron and Tibshirani (1993), *An Introduction to the Bootstrap*, ch. 6, 13 and 14.
///
/// # Example
///
/// Agreement on the presence of a code, on 2,000 resamples of 100 units.
///
/// ```
/// use qualkit_agreement::{
///     Confidence, Drawn, Options, Ratings, Resampling, bootstrap_ratings, specific_agreement,
/// };
/// let ratings = Ratings::from_confusion(&[[20, 10], [20, 50]])?;
/// let present = |ratings: &Ratings| {
///     vec![specific_agreement(ratings, 1, &Options::default()).map(|found| found.value)]
/// };
/// let found = bootstrap_ratings(
///     &[&ratings],
///     Drawn::Units,
///     false,
///     present,
///     Confidence::default(),
///     &Resampling::default(),
/// )?;
/// let interval = found[0].as_ref().expect("the code was used").interval.clone()?;
/// assert!(interval.low < 100.0 / 130.0 && 100.0 / 130.0 < interval.high);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bootstrap_ratings(
    tables: &[&Ratings],
    drawn: Drawn,
    interchangeable: bool,
    statistics: impl Fn(&Ratings) -> Vec<Result<f64, Undefined>> + Sync,
    confidence: Confidence,
    resampling: &Resampling,
) -> Result<Vec<Result<Resampled, Undefined>>, Error> {
    let table = Table::new(tables, interchangeable)?;
    Ok(match drawn {
        Drawn::Units => {
            let of_units = |times: &[u64]| statistics(&table.with_times(times));
            resample(&table.times, drawn, of_units, confidence, resampling)
        }
        Drawn::Clusters => {
            let of_clusters = |times: &[u64]| statistics(&table.with_times(&table.pooled(times)));
            resample(&vec![1; table.clusters()], drawn, of_clusters, confidence, resampling)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Measure, Options, bootstrap, cluster_bootstrap};

    fn ratings(turned: bool) -> Ratings {
        let rows = [[0, 0, 1], [1, 1, 1], [0, 0, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1]];
        let row = |row: [usize; 3]| if turned { [row[2], row[1], row[0]] } else { row }.map(Some);
        Ratings::from_rows(rows.map(row), 2).unwrap()
    }

    fn kappa(ratings: &Ratings) -> Vec<Result<f64, Undefined>> {
        vec![Measure::FleissKappa.value(ratings, &Options::default())]
    }

    #[test]
    fn a_measure_asked_as_a_function_has_the_interval_that_it_has_by_name() {
        let (all, options, resampling) = (ratings(false), Options::default(), Resampling::default());
        let named = bootstrap(&all, &[Measure::FleissKappa], &options, &resampling).remove(0).unwrap();
        let asked = bootstrap_ratings(&[&all], Drawn::Units, true, kappa, options.confidence, &resampling);
        assert_eq!(asked.unwrap().remove(0).unwrap(), named.resampled);
        let clusters = [ratings(false), ratings(false), Ratings::from_rows([[Some(0), Some(1), Some(0)]], 2).unwrap()];
        let named = cluster_bootstrap(&clusters, &[Measure::FleissKappa], &options, &resampling).unwrap().remove(0);
        let tables: Vec<&Ratings> = clusters.iter().collect();
        let asked = bootstrap_ratings(&tables, Drawn::Clusters, true, kappa, options.confidence, &resampling);
        assert_eq!(asked.unwrap().remove(0).unwrap(), named.unwrap().resampled);
    }

    #[test]
    fn the_order_of_the_coders_changes_no_digit() {
        let of = |ratings: Ratings| {
            let options = Options::default();
            let found =
                bootstrap_ratings(&[&ratings], Drawn::Units, true, kappa, options.confidence, &Resampling::default());
            found.unwrap().remove(0).unwrap()
        };
        assert_eq!(of(ratings(false)), of(ratings(true)));
    }

    #[test]
    fn no_table_is_an_error() {
        let refused =
            bootstrap_ratings(&[], Drawn::Clusters, true, kappa, Confidence::default(), &Resampling::default());
        assert_eq!(refused.unwrap_err(), Error::NoClusters);
    }
}
