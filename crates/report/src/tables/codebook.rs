use qualkit_codebook::{Code, CodeId, Codebook};

use super::{code_cells, name_columns};
use crate::{Cell, Column, Table};

/// The codebook as a tree, with what each code means and when it is used.
pub fn codebook_table(codebook: &Codebook, version: u32) -> Table {
    let mut table = Table::new("codebook", format!("Codebook, version {version}"));
    let text = |read: fn(&Code) -> &str| codebook.codes().any(|code| !read(code).is_empty());
    let if_any = |column: Column, any: bool| if any { column } else { column.to_machines() };
    let [in_tree, name] = name_columns("Code");
    table.columns = vec![in_tree, Column::words("id", "Id"), name];
    table.columns.extend([
        Column::words("parent", "Under").to_machines(),
        Column::number("depth", "Depth").to_machines(),
        Column::words("definition", "Definition"),
        Column::words("detail", "Detail").to_machines(),
        if_any(Column::words("use_when", "Use when"), text(|code| &code.use_when)),
        if_any(Column::words("not_when", "Not when"), text(|code| &code.not_when)),
        if_any(Column::words("example", "Example"), text(|code| &code.example)),
        Column::words("pattern", "Pattern").to_machines(),
        Column::words("color", "Colour").to_machines(),
        if_any(Column::words("origin", "Origin"), text(|code| &code.origin)),
        if_any(Column::words("status", "Status"), codebook.codes().any(|code| !code.is_active())),
    ]);
    for code in codebook.codes() {
        let [in_tree, name] = code_cells(codebook, code.id.as_str());
        let mut row = vec![in_tree, Cell::text(code.id.as_str()), name];
        row.extend([
            Cell::text(code.parent.as_ref().map(CodeId::as_str).unwrap_or_default()),
            Cell::count(codebook.depth(code.id.as_str())),
            Cell::text(&code.definition),
            Cell::text(&code.detail),
            Cell::text(&code.use_when),
            Cell::text(&code.not_when),
            Cell::text(&code.example),
            Cell::text(&code.pattern),
            Cell::text(&code.color),
            Cell::text(&code.origin),
            Cell::text(code.status.to_string()),
        ]);
        table.push(row);
    }
    table
}
