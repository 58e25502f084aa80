use qualkit_codebook::CodeId;
use qualkit_table::{Extra, Reader, TableError, Writer};
use qualkit_text::Span;

use crate::{Coding, CodingId, CodingSet};

const COLUMNS: [&str; 9] = ["id", "start", "end", "code", "quote", "rating", "note", "created", "codebook_version"];

impl Coding {
    /// Reads a coder's table for one transcript.
    ///
    /// # Errors
    /// All rows that are no coding, with line and column; if any is wrong, none is read.
    pub fn read_all(table: &str) -> Result<Vec<Coding>, Vec<TableError>> {
        let mut reader = Reader::new(table).map_err(|error| vec![error])?;
        let [id, start, end, code, quote] =
            reader.columns(["id", "start", "end", "code", "quote"]).map_err(|error| vec![error])?;
        let [rating, note, created, version] =
            ["rating", "note", "created", "codebook_version"].map(|name| reader.optional(name));
        let extra = reader.others(&COLUMNS);
        let (mut codings, mut errors) = (Vec::new(), Vec::new());
        loop {
            let row = match reader.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) => {
                    errors.push(error);
                    break;
                }
            };
            let read = || {
                let (from, to) = (row.parse(start, "a position")?, row.parse(end, "a position")?);
                Ok(Coding {
                    id: CodingId::new(row.get(id)).map_err(|_| row.refuse(id, "an id"))?,
                    span: Span::new(from, to)
                        .map_err(|_| row.refuse(end, &format!("a position behind the start, {from}")))?,
                    code: CodeId::new(row.get(code)).map_err(|_| row.refuse(code, "a code's id"))?,
                    quote: row.get(quote).to_owned(),
                    rating: match row.get(rating) {
                        "" => None,
                        _ => Some(row.parse(rating, "a whole number")?),
                    },
                    note: row.get(note).to_owned(),
                    created: row.get(created).to_owned(),
                    codebook_version: match row.get(version) {
                        "" => 1,
                        _ => row.parse(version, "a version number")?,
                    },
                    extra: row.extra(&extra),
                })
            };
            match read() {
                Ok(coding) => codings.push(coding),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(codings) } else { Err(errors) }
    }
}

impl CodingSet {
    /// Writes the codings' table.
    pub fn write(&self) -> String {
        let others = Extra::columns(self.codings().iter().map(|coding| &coding.extra));
        let mut table = Writer::new(COLUMNS.iter().chain(&others));
        for coding in self.codings() {
            let ours = [
                coding.id.to_string(),
                coding.span.start().to_string(),
                coding.span.end().to_string(),
                coding.code.to_string(),
                coding.quote.clone(),
                coding.rating.map(|rating| rating.to_string()).unwrap_or_default(),
                qualkit_table::one_line(&coding.note).into_owned(),
                coding.created.clone(),
                coding.codebook_version.to_string(),
            ];
            table.row(ours.iter().map(String::as_str).chain(coding.extra.cells(&others)));
        }
        table.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_row_is_told() {
        let table = "id,start,end,code,quote\nc1,5,3,fear,x\nc2,a,3,fear,x\nc3,1,3,Fear of it,x\n";
        let errors = Coding::read_all(table).unwrap_err();
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "line 2, column 'end': expected a position behind the start, 5, found '3'",
                "line 3, column 'start': expected a position, found 'a'",
                "line 4, column 'code': expected a code's id, found 'Fear of it'",
            ]
        );
    }
}
