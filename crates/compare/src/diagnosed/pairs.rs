use qualkit_agreement::{
    Confusion, KappaParts, MarginalTest, Measure, Options, Outcome, Pabak, ParadoxRule, Ratings, SetRatings, TwoByTwo,
    Undefined, bhapkar, cohen_kappa_max, confusion, stuart_maxwell, two_by_two,
};

use super::main_coefficients::of_name;
use crate::compare::pairs;
use crate::{Asked, Choice, Data, Intervals, RatingsTable, Statistic, estimates};

/// How two coders used the categories.
#[derive(Clone, Debug, PartialEq)]
pub struct PairMargins {
    /// The two coders.
    pub coders: [usize; 2],
    /// What the first said by what the second said.
    pub table: Result<Confusion, Undefined>,
    /// Share of units on which they agree.
    pub percent: Outcome,
    /// Cohen's kappa without weights.
    pub kappa: Outcome,
    /// The largest kappa that the totals allow.
    pub largest_kappa: Result<f64, Undefined>,
    /// Stuart and Maxwell's test of equal totals.
    pub stuart_maxwell: Result<MarginalTest, Undefined>,
    /// Bhapkar's test of equal totals.
    pub bhapkar: Result<MarginalTest, Undefined>,
}

/// How two coders used one category, or code, against all others.
#[derive(Clone, Debug, PartialEq)]
pub struct CategoryMargins {
    /// The two coders.
    pub coders: [usize; 2],
    /// The category.
    pub category: usize,
    /// Both, only one of the two, neither.
    pub table: Result<TwoByTwo, Undefined>,
    /// Share of units on which they agree.
    pub observed: Result<f64, Undefined>,
    /// Kappa of the category, taken apart.
    pub parts: Result<KappaParts, Undefined>,
    /// Prevalence- and bias-adjusted kappa with its interval; it exists where kappa is 0/0 too.
    pub pabak: Result<Pabak, Undefined>,
}

/// Two coders, and a category or all of them, for whom percent agreement and kappa part.
///
/// The limits are those of [`ParadoxRule`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairParadox {
    /// The two coders.
    pub coders: [usize; 2],
    /// The category; `None` for all together.
    pub category: Option<usize>,
    /// Agreement is high and kappa low, for some categories are much more common than others.
    pub prevalence: bool,
    /// Kappa is higher than it would be if both coders used the categories equally often.
    pub bias: bool,
    /// Share of units on which they agree.
    pub observed: f64,
    /// Cohen's kappa without weights.
    pub kappa: f64,
    /// Bias-adjusted kappa, which is Scott's pi.
    pub bias_adjusted: f64,
    /// Prevalence- and bias-adjusted kappa, which is Brennan and Prediger's.
    pub adjusted: f64,
    /// Prevalence index and bias index, for a category.
    pub indices: Option<[f64; 2]>,
}

/// A coefficient of every two coders.
#[derive(Clone, Debug, PartialEq)]
pub struct PairMatrix {
    /// The name of the measure.
    pub measure: &'static str,
    /// Its weights, level or distance, as in [`Measured`](crate::Measured).
    pub weights: String,
    /// Two coders, the first before the second, and the value.
    pub cells: Vec<([usize; 2], Outcome)>,
}

/// Tests of equal totals solve as many equations as there are categories.
const MOST_TESTED: usize = 200;

/// How every two coders used the categories; none where coders have no names.
pub(super) fn margins(all: &Ratings, options: &Options) -> Vec<PairMargins> {
    let one = |(coders, both): ([usize; 2], Ratings)| {
        let table = confusion(&both);
        let of_table = |test: fn(&Confusion) -> Result<MarginalTest, Undefined>| match all.categories() {
            categories if categories > MOST_TESTED => {
                Err(Undefined::TooManyCategories { categories, limit: MOST_TESTED })
            }
            _ => table.as_ref().map_err(Undefined::clone).and_then(test),
        };
        PairMargins {
            coders,
            percent: Measure::PercentAgreement.estimate(&both, &options.unweighted()),
            kappa: Measure::CohenKappa.estimate(&both, &options.unweighted()),
            largest_kappa: table.as_ref().map_err(Undefined::clone).and_then(cohen_kappa_max),
            stuart_maxwell: of_table(stuart_maxwell),
            bhapkar: of_table(bhapkar),
            table,
        }
    };
    every_two(all).map(one).collect()
}

/// How every two coders used each category. Of two categories the second has the same numbers as the first, turned
/// round, and is left out.
pub(super) fn by_category(all: &Ratings, options: &Options) -> Vec<CategoryMargins> {
    let categories = if all.categories() == 2 { 1 } else { all.categories() };
    every_two(all)
        .flat_map(|(coders, both)| {
            let one = move |category| of_table(coders, category, two_by_two(&both, category), options);
            (0..categories).map(one).collect::<Vec<_>>()
        })
        .collect()
}

/// How every two coders used each code.
pub(super) fn by_code(sets: &SetRatings, options: &Options) -> Vec<CategoryMargins> {
    let codes = (0..sets.codes()).map(|code| sets.code(code).expect("the code is declared"));
    codes
        .enumerate()
        .flat_map(|(code, ratings)| {
            every_two(&ratings)
                .map(|(coders, both)| of_table(coders, code, two_by_two(&both, 1), options))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn of_table(
    coders: [usize; 2],
    category: usize,
    table: Result<TwoByTwo, Undefined>,
    options: &Options,
) -> CategoryMargins {
    let found = || table.as_ref().map_err(Undefined::clone);
    let (parts, pabak) = (found().and_then(TwoByTwo::kappa_parts), found().and_then(|table| table.pabak(options)));
    // A table that exists has units.
    let observed = found().map(|table| (table.both + table.neither) as f64 / table.units() as f64);
    CategoryMargins { coders, category, observed, parts, pabak, table }
}

/// Where percent agreement and kappa part: over all categories, where there are more than two, and in each.
pub(super) fn paradoxes(all: &Ratings, by_category: &[CategoryMargins], options: &Options) -> Vec<PairParadox> {
    let mut found: Vec<PairParadox> = Vec::new();
    if all.categories() > 2 {
        found.extend(every_two(all).filter_map(|(coders, both)| over_all(coders, &both, options)));
    }
    found.extend(of_categories(by_category));
    found.sort_by_key(|paradox| paradox.coders);
    found
}

/// Where percent agreement and kappa part in one category or code.
pub(super) fn of_categories(by_category: &[CategoryMargins]) -> Vec<PairParadox> {
    let one = |margins: &CategoryMargins| {
        let found = margins.table.as_ref().ok()?.paradox(&ParadoxRule::default()).ok()?;
        let parts = found.parts;
        (found.prevalence || found.bias).then_some(PairParadox {
            coders: margins.coders,
            category: Some(margins.category),
            prevalence: found.prevalence,
            bias: found.bias,
            observed: parts.observed,
            kappa: parts.kappa,
            bias_adjusted: parts.bias_adjusted,
            adjusted: parts.adjusted,
            indices: Some([parts.prevalence_index, parts.bias_index]),
        })
    };
    by_category.iter().filter_map(one).collect()
}

/// The same over all categories: Scott's pi is kappa of two coders who both use the categories as they do on average,
/// Brennan and Prediger's that of coders who use them all equally often.
fn over_all(coders: [usize; 2], both: &Ratings, options: &Options) -> Option<PairParadox> {
    let (rule, options) = (ParadoxRule::default(), options.unweighted());
    // Scott's pi takes ratings of one coder alone into its chance term, Cohen's kappa does not.
    let compared = both.complete_only();
    let value = |measure: Measure| measure.estimate(&compared, &options).ok().map(|estimate| estimate.value);
    let observed = value(Measure::PercentAgreement)?;
    let kappa = value(Measure::CohenKappa)?;
    let bias_adjusted = value(Measure::ScottPi)?;
    let adjusted = value(Measure::BrennanPrediger)?;
    let prevalence = observed >= rule.high_agreement && kappa < rule.low_kappa;
    let bias = kappa - bias_adjusted >= rule.bias_effect;
    let found = PairParadox {
        coders,
        category: None,
        prevalence,
        bias,
        observed,
        kappa,
        bias_adjusted,
        adjusted,
        indices: None,
    };
    (prevalence || bias).then_some(found)
}

/// Kappa and alpha, or what there is instead, of every two coders; none unless there are more than two.
pub(super) fn matrices(table: &RatingsTable, asked: &Asked) -> Vec<PairMatrix> {
    let coders = table.coders.len();
    if coders < 3 {
        return Vec::new();
    }
    let names: &[&str] = match &table.data {
        Data::Ratings(_) => &["cohen_kappa", "krippendorff_alpha"],
        Data::Sets(_) => &["krippendorff_alpha"],
        Data::Spans(_) => &["u_alpha"],
    };
    let all = Statistic::all(&table.data);
    let matrix = |name: &&str| {
        let choice = Choice::Named(vec![of_name(&all, name)?]);
        let asked = Asked { choice, pairs: true, intervals: Intervals::Analytic, ..asked.clone() };
        // What is about all coders comes first, then the pairs in their order.
        let found: Vec<_> = estimates(table, &asked).into_iter().skip(1).collect();
        let first = found.first()?;
        let (measure, weights) = (first.measure, first.weights.clone());
        let cells = pairs(coders).zip(found).map(|(pair, measured)| (pair, measured.outcome)).collect();
        Some(PairMatrix { measure, weights, cells })
    };
    names.iter().filter_map(matrix).collect()
}

/// Every two coders and their ratings; none where coders have no names.
fn every_two(all: &Ratings) -> impl Iterator<Item = ([usize; 2], Ratings)> {
    let coders = if all.names_coders() { all.coders() } else { 0 };
    pairs(coders).map(|pair| (pair, all.coders_only(&pair).expect("the coders are in the table")))
}
