use qualkit_agreement::{MarginalTest, Undefined};
use qualkit_compare::OnScales;

use super::super::categories::{category_cells, pair_cells, pair_columns, paradox_table};
use super::super::{DIGITS, scales as scales_of};
use super::{About, MOST_SHOWN, number};
use crate::{Cell, Column, Table};

/// How every two coders used each code.
pub(super) fn by_pair(about: &About<'_>) -> Option<Table> {
    let margins = &about.found.margins;
    if margins.is_empty() {
        return None;
    }
    let each = if about.units.coders.len() == 2 { "Code by code" } else { "Code by code and pair by pair" };
    let mut table = about.titled("margins", &format!("{each}: who applied it, prevalence and bias"));
    table.columns = vec![Column::words("code", "Code")];
    table.columns.extend(pair_columns());
    table.columns.extend([
        Column::number("both", "Both"),
        Column::number("only_first", "Only 1st"),
        Column::number("only_second", "Only 2nd"),
        Column::number("neither", "Neither"),
        Column::number("percent_agreement", "Percent agreed"),
        Column::number("cohen_kappa", "Kappa"),
        Column::number("prevalence_index", "Prevalence"),
        Column::number("bias_index", "Bias"),
        Column::number("bias_adjusted_kappa", "BAK").to_machines(),
        Column::number("pabak", "PABAK"),
        Column::number("pabak_low", "Low").to_machines(),
        Column::number("pabak_high", "High").to_machines(),
        Column::number("cohen_kappa_max", "Largest kappa"),
        Column::number("stuart_maxwell_chisq", "χ²").to_machines(),
        Column::number("stuart_maxwell_p", "McNemar p"),
        Column::number("bhapkar_chisq", "χ²").to_machines(),
        Column::number("bhapkar_p", "Bhapkar p").to_machines(),
    ]);
    for one in margins {
        let mut row = vec![about.code(one.table.category)];
        row.extend(pair_cells(&about.units.coders, one.table.coders));
        row.extend(category_cells(&one.table));
        row.push(number(&one.largest_kappa));
        row.extend(test_cells(&one.stuart_maxwell));
        row.extend(test_cells(&one.bhapkar));
        table.push(row);
    }
    // No code is cut through.
    let pairs = margins.iter().filter(|one| one.table.category == margins[0].table.category).count();
    table.most_shown = Some(about.codes_shown((MOST_SHOWN / pairs).max(1)) * pairs);
    table.note(
        "Codes in the order in which they pull agreement down. Units that both coders judged: how many bear the code \
         for both, only for the first, only for the second, for neither; Cohen’s kappa of the code.",
    );
    table.note(
        "Prevalence index: (both − neither)/units; far from 0, kappa is low even where coders agree on nearly all \
         units. Bias index: (only 1st − only 2nd)/units. PABAK: twice the share of units on which they agree, less \
         one; what kappa would be at a prevalence of one half without bias, which is not what was observed. Byrt, \
         Bishop and Carlin (1993), Journal of Clinical Epidemiology 46:423–429.",
    );
    table.note(
        "Largest kappa: what kappa could be at most if the coders kept their totals (Cohen 1960, p. 42). McNemar: \
         test of whether both apply the code equally often, which for two categories is Stuart and Maxwell’s (CSV and \
         JSON have Bhapkar’s too); a small p says that they do not, and of twenty such tests one is below .05 by \
         chance alone.",
    );
    Some(table)
}

fn test_cells(test: &Result<MarginalTest, Undefined>) -> [Cell; 2] {
    match test {
        Ok(test) => [test.statistic, test.p_value].map(|value| Cell::number(value, DIGITS)),
        Err(undefined) => [Cell::Empty, Cell::Undefined(undefined.to_string())],
    }
}

/// Where percent agreement and kappa part.
pub(super) fn paradoxes(about: &About<'_>) -> Table {
    let units = about.units;
    let mut table = paradox_table(&about.found.paradoxes, &units.coders, &units.codes, "Code");
    table.title = format!("{}, {}", table.title, about.round.title());
    table.most_shown = Some(MOST_SHOWN);
    table
}

/// What published scales say of the coefficients over all codes.
pub(super) fn scales(about: &About<'_>) -> Option<Table> {
    let mut table = scales_of::scales(&about.found.scales)?;
    table.title = format!("{} of agreement over all codes, {}", table.title, about.round.title());
    let has_error = |one: &OnScales| one.measured.outcome.as_ref().is_ok_and(|found| found.standard_error.is_some());
    if !about.found.scales.iter().any(has_error) {
        table.note("--interval cluster-bootstrap makes a standard error, of five transcripts or more.");
    }
    Some(table)
}
