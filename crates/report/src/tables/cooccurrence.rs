use qualkit_codebook::Codebook;
use qualkit_themes::CoOccurrence;

use super::code_name;
use crate::{Cell, Column, Table};

/// Which codes come together, in the order given.
pub fn cooccurrence_table(pairs: &[CoOccurrence], codebook: &Codebook) -> Table {
    let mut table = Table::new("cooccurrence", "Codes that come together");
    table.columns = vec![
        Column::words("first_name", "Code"),
        Column::words("first", "Id").to_machines(),
        Column::words("second_name", "With"),
        Column::words("second", "Id").to_machines(),
        Column::number("places", "Places"),
        Column::number("turns", "Turns with both"),
        Column::number("turns_with_either", "Turns with either"),
        Column::number("jaccard", "Jaccard index"),
        Column::number("participants", "Participants"),
    ];
    for pair in pairs {
        table.push([
            Cell::text(code_name(codebook, pair.first.as_str())),
            Cell::text(pair.first.as_str()),
            Cell::text(code_name(codebook, pair.second.as_str())),
            Cell::text(pair.second.as_str()),
            Cell::count(pair.places),
            Cell::count(pair.turns),
            Cell::count(pair.turns_with_either),
            Cell::number(pair.jaccard(), 2),
            Cell::count(pair.participants),
        ]);
    }
    table.note(
        "Places: stretches of words that bear both codes. Turns with both: both occur in the turn, whether or not they \
         share words. Jaccard index: turns with both divided by turns with either. Codes count as they were applied.",
    );
    table
}
