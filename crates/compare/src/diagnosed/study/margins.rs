use qualkit_agreement::{
    Confusion, MarginalTest, SetRatings, Undefined, bhapkar, cohen_kappa_max, confusion, stuart_maxwell,
};

use super::super::CategoryMargins;

/// How two coders used one code, and whether they used it equally often.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeMargins {
    /// The table of two by two, with prevalence and bias.
    pub table: CategoryMargins,
    /// The largest kappa that the totals allow.
    pub largest_kappa: Result<f64, Undefined>,
    /// Stuart and Maxwell's test of equal totals, which is McNemar's here.
    pub stuart_maxwell: Result<MarginalTest, Undefined>,
    /// Bhapkar's test of equal totals.
    pub bhapkar: Result<MarginalTest, Undefined>,
}

/// Those of these codes, in their order.
pub(super) fn of(sets: &SetRatings, order: &[usize], by_code: Vec<CategoryMargins>) -> Vec<CodeMargins> {
    let mut ranked: Vec<(usize, CategoryMargins)> = by_code
        .into_iter()
        .filter_map(|table| Some((order.iter().position(|&code| code == table.category)?, table)))
        .collect();
    // Pairs of coders stay in their order.
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, table)| with_tests(sets, table)).collect()
}

fn with_tests(sets: &SetRatings, table: CategoryMargins) -> CodeMargins {
    let of_pair = sets.coders_only(&table.coders).and_then(|pair| pair.code(table.category));
    let counts = confusion(&of_pair.expect("the coders and the code are in the table"));
    let tested = |test: fn(&Confusion) -> Result<MarginalTest, Undefined>| {
        counts.as_ref().map_err(Undefined::clone).and_then(test)
    };
    CodeMargins {
        largest_kappa: counts.as_ref().map_err(Undefined::clone).and_then(cohen_kappa_max),
        stuart_maxwell: tested(stuart_maxwell),
        bhapkar: tested(bhapkar),
        table,
    }
}
