use std::path::PathBuf;

use clap::Args;
use qualkit_report::{Cell, Column, Format, Table};
use qualkit_study::{Problem, Severity, Study};

use crate::failure::{Answer, Failure};
use crate::print::{Printing, counted, print, say};

/// Find every problem of a study
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads every file of the study and tells each problem with file, line and what repairs it: words that are \
not where a coding says, unknown codes, transcripts, coders and themes, texts that changed, tables that \
cannot be read. Writes nothing. Exit code 1 if there are errors; warnings alone give 0.

Example: qualkit check my-study")]
pub struct Check {
    /// The study
    study: PathBuf,
    #[command(flatten)]
    printing: Printing,
}

impl Check {
    pub fn run(self) -> Result<Answer, Failure> {
        let study = Study::open(&self.study)?;
        let mut problems = study.check()?;
        problems.extend(crate::analysis::check(&study));
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        if self.printing.format == Format::Text {
            for problem in &problems {
                print(format!("{}\n", addressed(problem, &self.study)))?;
            }
        } else {
            self.printing.print(&[table(&problems)])?;
        }
        let told = counted(errors, "error", "errors");
        let warnings = counted(problems.len() - errors, "warning", "warnings");
        say(if problems.is_empty() { "no problems".to_owned() } else { format!("{told}, {warnings}") });
        Ok(if errors == 0 { Answer::Yes } else { Answer::No })
    }
}

/// The problem with the study's own name in the command that repairs it.
fn addressed(problem: &Problem, study: &std::path::Path) -> String {
    problem.to_string().replace("STUDY", &study.display().to_string())
}

fn table(problems: &[Problem]) -> Table {
    let mut table = Table::new("problems", "Problems of the study");
    table.columns = vec![
        Column::words("severity", "Severity"),
        Column::words("file", "File"),
        Column::number("line", "Line"),
        Column::words("message", "Problem"),
        Column::words("remedy", "Remedy"),
    ];
    for problem in problems {
        table.push([
            Cell::text(problem.severity.to_string()),
            Cell::text(&problem.file),
            problem.line.map_or(Cell::Empty, |line| Cell::Count(line as u64)),
            Cell::text(&problem.message),
            Cell::text(&problem.remedy),
        ]);
    }
    table
}
