use std::path::Path;

use qualkit_agreement::{Options, Outcome, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement};
use qualkit_coding::CoderId;
use qualkit_compare::{Layout, RatingsTable, Reading, read_ratings};
use qualkit_report::tables::{Measured, estimates_table};

use crate::failure::{Answer, Failure};
use crate::print::{Printing, say};
use crate::read;

/// A table of ratings and what is asked of it.
pub struct TableInput<'t> {
    pub path: &'t Path,
    pub layout: Option<Layout>,
    pub coders: &'t [CoderId],
    pub missing: &'t [String],
    pub categories: &'t [String],
    pub options: Options,
    pub at_least: Option<f64>,
    pub printing: &'t Printing,
}

/// Prints the statistics of a table of ratings.
pub fn run(input: &TableInput<'_>) -> Result<Answer, Failure> {
    let coders: Vec<String> = input.coders.iter().map(ToString::to_string).collect();
    let reading =
        Reading { layout: input.layout, missing: input.missing, categories: input.categories, coders: &coders };
    let mut table = read_ratings(&read::text(input.path)?, reading).map_err(|error| {
        Failure::in_file(input.path, error).hint("--layout wide, long, confusion or counts; --coders a,b")
    })?;
    keep_coders(&mut table, input.coders)?;
    let measured = measure(&table, &input.options);
    input.printing.print(&[estimates_table(&measured, &table.ratings, &table.layout.to_string())])?;
    let Some(least) = input.at_least else { return Ok(Answer::Yes) };
    let wanted =
        if table.ratings.coders() == 2 && table.ratings.names_coders() { "cohen_kappa" } else { "fleiss_kappa" };
    let kappa = measured.iter().find(|measured| measured.measure == wanted);
    match kappa.and_then(|kappa| kappa.outcome.as_ref().ok()) {
        Some(kappa) if kappa.value >= least => Ok(Answer::Yes),
        Some(kappa) => {
            say(format!("{wanted} is {:.3}, less than {least}", kappa.value));
            Ok(Answer::No)
        }
        None => {
            say(format!("{wanted} is undefined"));
            Ok(Answer::No)
        }
    }
}

fn keep_coders(table: &mut RatingsTable, wanted: &[CoderId]) -> Result<(), Failure> {
    if wanted.is_empty() || !table.ratings.names_coders() {
        return Ok(());
    }
    let mut places = Vec::new();
    for coder in wanted {
        let place = table.coders.iter().position(|known| known == coder.as_str());
        places.push(place.ok_or_else(|| {
            Failure::data(format!("the table has no coder '{coder}'"))
                .hint(format!("it has {}", table.coders.join(", ")))
        })?);
    }
    table.coders = wanted.iter().map(ToString::to_string).collect();
    table.ratings = table.ratings.coders_only(&places).map_err(Failure::data)?;
    Ok(())
}

fn measure(table: &RatingsTable, options: &Options) -> Vec<Measured> {
    let all = table.coders.join(" – ");
    let of_all = |measure: &'static str, outcome: Outcome| Measured { measure, coders: all.clone(), outcome };
    let mut measured = vec![of_all("percent_agreement", percent_agreement(&table.ratings, options))];
    if table.ratings.names_coders() {
        for first in 0..table.coders.len() {
            for second in first + 1..table.coders.len() {
                let Ok(pair) = table.ratings.coders_only(&[first, second]) else { continue };
                measured.push(Measured {
                    measure: "cohen_kappa",
                    coders: format!("{} – {}", table.coders[first], table.coders[second]),
                    outcome: cohen_kappa(&pair, options),
                });
            }
        }
    }
    measured.push(of_all("fleiss_kappa", fleiss_kappa(&table.ratings, options)));
    measured.push(of_all("krippendorff_alpha", krippendorff_alpha(&table.ratings, options)));
    measured
}
