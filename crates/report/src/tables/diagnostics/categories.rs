use qualkit_agreement::{MarginalTest, ParadoxRule, Undefined};
use qualkit_compare::{CategoryMargins, PairParadox};

use super::{About, DIGITS, number, percent, value};
use crate::table::rounded;
use crate::{Cell, Column, Table};

/// Whether every two coders use the categories equally often.
pub(super) fn margins(about: &About<'_>) -> Option<Table> {
    let pairs = &about.diagnosed.pairs;
    if pairs.is_empty() {
        return None;
    }
    let mut table = Table::new("margins", "Margins: kappa, and whether coders use the categories equally often");
    table.columns = pair_columns();
    table.columns.extend([
        Column::number("units", "Units"),
        Column::number("percent_agreement", "Percent agreed"),
        Column::number("cohen_kappa", "Cohen’s kappa"),
        Column::number("cohen_kappa_max", "Largest kappa"),
        Column::number("stuart_maxwell_chisq", "Stuart–Maxwell χ²"),
        Column::number("stuart_maxwell_df", "df"),
        Column::number("stuart_maxwell_p", "p"),
        Column::number("bhapkar_chisq", "Bhapkar χ²"),
        Column::number("bhapkar_df", "df").to_machines(),
        Column::number("bhapkar_p", "p"),
    ]);
    for pair in pairs {
        let mut row = pair_cells(&about.table.coders, pair.coders);
        row.push(match &pair.table {
            Ok(counts) => Cell::Count(counts.units()),
            Err(_) => Cell::Count(0),
        });
        row.extend([percent(&pair.percent), value(&pair.kappa), number(&pair.largest_kappa)]);
        row.extend(test_cells(&pair.stuart_maxwell));
        row.extend(test_cells(&pair.bhapkar));
        table.push(row);
    }
    table.note(
        "Units that both coders rated; kappa without weights. Largest kappa: what kappa could be at most if the coders \
         kept their totals, (Σ min(p₁, p₂) − p_e)/(1 − p_e). Cohen (1960), Educational and Psychological Measurement \
         20:37–46, p. 42.",
    );
    table.note(
        "Stuart–Maxwell and Bhapkar: tests of whether both coders use the categories equally often; a small p says \
         that they do not. With two categories Stuart–Maxwell is McNemar’s test without continuity correction. \
         Stuart (1955), Biometrika 42:412–416; Maxwell (1970), British Journal of Psychiatry 116:651–655; Bhapkar \
         (1966), Journal of the American Statistical Association 61:228–235.",
    );
    Some(table)
}

pub(super) fn test_cells(test: &Result<MarginalTest, Undefined>) -> [Cell; 3] {
    match test {
        Ok(test) => [
            Cell::number(test.statistic, DIGITS),
            Cell::Count(test.degrees_of_freedom),
            Cell::number(test.p_value, DIGITS),
        ],
        Err(undefined) => [Cell::Undefined(undefined.to_string()), Cell::Empty, Cell::Empty],
    }
}

/// How every two coders use each category, or code.
pub(super) fn by_category(about: &About<'_>) -> Option<Table> {
    let margins = &about.diagnosed.by_category;
    if margins.is_empty() {
        return None;
    }
    let (name, title) = match about.codes() {
        true => ("codes", "Codes one by one: who applied them, prevalence and bias"),
        false => ("margins-by-category", "Categories one by one: who chose them, prevalence and bias"),
    };
    let mut table = Table::new(name, title);
    table.columns = pair_columns();
    table.columns.extend([
        Column::words("category", about.category_label()),
        Column::number("both", "Both"),
        Column::number("only_first", "Only 1st"),
        Column::number("only_second", "Only 2nd"),
        Column::number("neither", "Neither"),
        Column::number("percent_agreement", "Percent agreed"),
        Column::number("cohen_kappa", "Cohen’s kappa"),
        Column::number("prevalence_index", "Prevalence index"),
        Column::number("bias_index", "Bias index"),
        Column::number("bias_adjusted_kappa", "BAK").to_machines(),
        Column::number("pabak", "PABAK"),
        Column::number("pabak_low", "Low").to_machines(),
        Column::number("pabak_high", "High").to_machines(),
    ]);
    for one in margins {
        let mut row = pair_cells(&about.table.coders, one.coders);
        row.push(Cell::text(&about.table.categories[one.category]));
        row.extend(category_cells(one));
        table.push(row);
    }
    table.note(
        "Units that both coders rated: how many both, only the first, only the second, or neither of the two put \
         into it. Cohen’s kappa is of it against all others.",
    );
    if !about.codes() && about.table.categories.len() == 2 {
        table.note("The other of the two categories has the same numbers, turned round.");
    }
    table.note(
        "Prevalence index: (both − neither)/units, −1 to 1; far from 0, kappa is low even where coders agree on \
         nearly all units. Bias index: (only 1st − only 2nd)/units, −1 to 1. PABAK, prevalence- and bias-adjusted \
         kappa: twice the share of units on which they agree, less one; it says what kappa would be at a prevalence \
         of one half without bias, which is not what was observed. Byrt, Bishop and Carlin (1993), Journal of \
         Clinical Epidemiology 46:423–429.",
    );
    Some(table)
}

pub(super) fn category_cells(one: &CategoryMargins) -> Vec<Cell> {
    let counts = match &one.table {
        Ok(counts) => counts,
        // The reason is told once, under percent agreement.
        Err(undefined) => {
            let mut cells = vec![Cell::Empty; 12];
            cells[4] = Cell::Undefined(undefined.to_string());
            return cells;
        }
    };
    let mut cells = [counts.both, counts.only_first, counts.only_second, counts.neither].map(Cell::Count).to_vec();
    let part = |part: fn(&qualkit_agreement::KappaParts) -> f64| match &one.parts {
        Ok(parts) => Cell::number(part(parts), DIGITS),
        Err(undefined) => Cell::Undefined(undefined.to_string()),
    };
    cells.push(match &one.observed {
        Ok(value) => Cell::Percent { value: *value, digits: 1 },
        Err(undefined) => Cell::Undefined(undefined.to_string()),
    });
    cells.extend([
        part(|parts| parts.kappa),
        Cell::number(counts.prevalence_index(), DIGITS),
        Cell::number(counts.bias_index(), DIGITS),
        part(|parts| parts.bias_adjusted),
    ]);
    match &one.pabak {
        Ok(pabak) => {
            cells.extend([pabak.value, pabak.interval.low, pabak.interval.high].map(|v| Cell::number(v, DIGITS)))
        }
        Err(undefined) => cells.extend([Cell::Undefined(undefined.to_string()), Cell::Empty, Cell::Empty]),
    }
    cells
}

/// Where percent agreement and kappa part.
pub(super) fn paradoxes(about: &About<'_>) -> Option<Table> {
    let diagnosed = about.diagnosed;
    if diagnosed.pairs.is_empty() && diagnosed.by_category.is_empty() {
        return None;
    }
    let (coders, categories) = (&about.table.coders, &about.table.categories);
    Some(paradox_table(&diagnosed.paradoxes, coders, categories, about.category_label()))
}

pub(super) fn paradox_table(
    paradoxes: &[PairParadox],
    coders: &[String],
    categories: &[String],
    category_label: &str,
) -> Table {
    let mut table = Table::new("paradox", "Where percent agreement and kappa part");
    table.columns = pair_columns();
    table.columns.extend([
        Column::words("category", category_label),
        Column::words("because", "Because of"),
        Column::number("percent_agreement", "Percent agreed"),
        Column::number("cohen_kappa", "Cohen’s kappa"),
        Column::number("bias_adjusted_kappa", "Without bias"),
        Column::number("pabak", "Without bias and prevalence"),
        Column::number("prevalence_index", "Prevalence index"),
        Column::number("bias_index", "Bias index"),
    ]);
    for paradox in paradoxes {
        let mut row = pair_cells(coders, paradox.coders);
        let category = paradox.category.map_or("(all together)", |category| categories[category].as_str());
        let [prevalence_index, bias_index] =
            paradox.indices.map_or([Cell::Empty, Cell::Empty], |indices| indices.map(|v| Cell::number(v, DIGITS)));
        row.extend([
            Cell::text(category),
            Cell::text(because(paradox)),
            Cell::Percent { value: paradox.observed, digits: 1 },
            Cell::number(paradox.kappa, DIGITS),
            Cell::number(paradox.bias_adjusted, DIGITS),
            Cell::number(paradox.adjusted, DIGITS),
            prevalence_index,
            bias_index,
        ]);
        table.push(row);
    }
    if paradoxes.is_empty() {
        table.note("Nothing is flagged.");
    }
    let rule = ParadoxRule::default();
    let [agreement, kappa, bias] =
        [rule.high_agreement, rule.low_kappa, rule.bias_effect].map(|limit| rounded(limit, 2));
    table.note(format!(
        "Prevalence, the first paradox: percent agreement is at least {agreement} and kappa below {kappa}; bias only \
         raises kappa, so that what lowers it is that one category is much more common than the others. Bias, the \
         second: kappa is higher by at least {bias} than it would be if both coders used the categories equally \
         often. Feinstein and Cicchetti (1990), Journal of Clinical Epidemiology 43:543–549, name the paradoxes and \
         give no limits; these are conventions of this program."
    ));
    table.note(
        "Without bias: both coders given their mean use of the categories, which is Scott’s pi. Without bias and \
         prevalence: all categories taken to be equally common, which is PABAK for one category and Brennan and \
         Prediger’s kappa for all together. Byrt, Bishop and Carlin (1993), ibid. 46:423–429.",
    );
    table
}

fn because(paradox: &PairParadox) -> &'static str {
    match (paradox.prevalence, paradox.bias) {
        (true, true) => "prevalence and bias",
        (true, false) => "prevalence",
        _ => "bias",
    }
}

/// The columns of two coders: together for people, one by one for machines.
pub(super) fn pair_columns() -> Vec<Column> {
    vec![
        Column::words("coders", "Pair").to_people(),
        Column::words("first", "First").to_machines(),
        Column::words("second", "Second").to_machines(),
    ]
}

pub(super) fn pair_cells(coders: &[String], pair: [usize; 2]) -> Vec<Cell> {
    let names = pair.map(|coder| coders[coder].as_str());
    vec![Cell::text(names.join("\u{a0}–\u{a0}")), Cell::text(names[0]), Cell::text(names[1])]
}
