use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use qualkit_codebook::{ChangeKind, Code, Codebook as Codes, CodebookErrors, read_changes};
use qualkit_report::tables::codebook_table;
use qualkit_report::{Cell, Column, Format, Table};
use qualkit_study::{Changes, CodebookHistory, Study};

use crate::clock;
use crate::failure::{Answer, Failure};
use crate::print::{Printing, Talk, counted, print, say};
use crate::read;
use crate::shipped::{SHIPPED, Shipped};
use crate::verbs::codebook_of;

/// The codes: import, list, show, check, export
#[derive(Debug, Subcommand)]
pub enum Codebook {
    Import(Import),
    List(List),
    Show(Show),
    Check(Check),
    Export(Export),
}

/// Take a codebook in: the first, or the next version
#[derive(Debug, Args)]
#[command(after_long_help = "\
Reads a table with the columns id, name, parent, definition, detail, use_when, not_when, example, pattern, \
color, origin, status; `id` or `name` must be there, other columns are kept. Writes STUDY/codebook.csv. If the \
study has a codebook already, every difference is recorded in STUDY/codebook-changes.csv as a change to the \
next version, and codes that the new one lacks are kept as retired; a column that it lacks keeps what it held. Codings keep the version under which they \
were made.

Examples: qualkit codebook import my-study codebook.csv
          qualkit codebook import my-study i-help
          qualkit codebook import my-study codebook-v2.csv --changes changes.csv")]
pub struct Import {
    /// The study
    study: PathBuf,
    /// A table, or the name of a shipped codebook
    codebook: PathBuf,
    /// A table of changes (version,change,code,field,from,to,reason) that says why; splits and merges too
    #[arg(long, value_name = "TABLE")]
    changes: Option<PathBuf>,
    /// Why, for all changes without a reason of their own
    #[arg(long, default_value = "")]
    reason: String,
    /// Take in a codebook that has none of the codes in use
    #[arg(long)]
    force: bool,
    /// Tell what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// List the codes of a study, or the codebooks that are shipped
#[derive(Debug, Args)]
pub struct List {
    /// The study
    #[arg(required_unless_present = "shipped")]
    study: Option<PathBuf>,
    /// The codebooks that come with the program
    #[arg(long, conflicts_with = "study")]
    shipped: bool,
    #[command(flatten)]
    printing: Printing,
}

/// Show one code with all that is said of it
#[derive(Debug, Args)]
pub struct Show {
    /// The study
    study: PathBuf,
    /// The code
    code: String,
}

/// Find what in a codebook will make coders disagree
#[derive(Debug, Args)]
#[command(after_long_help = "\
Tells codes without definition or instructions, names alike, instructions that send to codes that are not \
there, broken patterns. Exit code 1 if there is any remark.")]
pub struct Check {
    /// The study
    study: PathBuf,
}

/// Print the codebook as csv, json or markdown
#[derive(Debug, Args)]
#[command(after_long_help = "Example: qualkit codebook export my-study --format markdown --out codebook.md")]
pub struct Export {
    /// The study
    study: PathBuf,
    /// csv, json or markdown
    #[arg(long, default_value_t = Format::Csv)]
    format: Format,
    /// The file to write; without it the codebook goes to stdout
    #[arg(long)]
    out: Option<PathBuf>,
    /// Overwrite the file
    #[arg(long)]
    force: bool,
}

impl Codebook {
    pub fn run(self) -> Result<Answer, Failure> {
        match self {
            Codebook::Import(verb) => verb.run(),
            Codebook::List(verb) => verb.run(),
            Codebook::Show(verb) => verb.run(),
            Codebook::Check(verb) => verb.run(),
            Codebook::Export(verb) => verb.run(),
        }
    }
}

impl Import {
    fn run(self) -> Result<Answer, Failure> {
        let (study, lock) = Study::open_to_write(&self.study)?;
        let before = study.codebook()?;
        let (after, notices) = named_codebook(&self.codebook, &before.codebook)?;
        for notice in notices {
            say(format!("{}: {notice}", self.codebook.display()));
        }
        if after.is_empty() {
            return Err(Failure::in_file(&self.codebook, "the table has a header and no code"));
        }
        let kept = |code: &&Code| after.get(code.id.as_str()).is_some();
        if !self.force && before.version > 0 && !before.codebook.codes().any(|code| kept(&code)) {
            let problem = "it has none of the codes of this study, so all of them would be retired";
            return Err(Failure::in_file(&self.codebook, problem).hint("--force takes it in all the same"));
        }
        let reasons = match &self.changes {
            Some(path) => read_changes(&read::text(path)?).map_err(|error| Failure::in_file(path, error))?,
            None => Vec::new(),
        };
        let now = clock::now()?;
        let (mut changes, mut talk) = (Changes::new(), Talk::default());
        let day = clock::day(&now);
        let made = study.put_codebook(&before, &after, &reasons, &self.reason, day, &mut changes);
        for change in &made {
            let field = if change.field.is_empty() { String::new() } else { format!(" ({})", change.field) };
            talk.add(format!("{} {}{field}", change.code, change.kind));
        }
        let version = if made.is_empty() { before.version.max(1) } else { before.version + 1 };
        let what = format!("version {version}: {}", counted(after.len(), "code", "codes"));
        let unchanged = before.version > 0 && before.codebook == before.codebook.succeeded_by(&after);
        if !unchanged {
            study.log(&mut changes, None, &now, "codebook", &what);
        }
        if self.dry_run {
            talk.add(format!("would become {what}; nothing was written (--dry-run)"));
            talk.say();
            return Ok(Answer::Yes);
        }
        lock.commit(changes)?;
        talk.add(if unchanged {
            format!("nothing differs from version {version}")
        } else {
            format!("codebook {what}")
        });
        let remarks = after.lint().len();
        if remarks > 0 {
            let told = counted(remarks, "remark", "remarks");
            talk.add(format!("{told} on the codes: qualkit codebook check {} lists them", self.study.display()));
        }
        talk.say();
        Ok(Answer::Yes)
    }
}

/// A codebook by its file or, if there is no such file, by the name of a shipped one.
fn named_codebook(named: &Path, before: &Codes) -> Result<(Codes, Vec<String>), Failure> {
    let name = named.to_str().unwrap_or_default();
    if !named.exists() {
        if let Some(shipped) = Shipped::named(name) {
            return Ok((shipped.codebook_after(before), Vec::new()));
        }
        let failure = Failure::data(format!("there is no file '{name}', and no shipped codebook of this name"));
        return Err(match qualkit_table::nearest(name, SHIPPED.iter().map(|shipped| shipped.name)) {
            Some(nearest) => failure.hint(format!("did you mean the shipped codebook '{nearest}'?")),
            None => failure.hint("qualkit codebook list --shipped lists them"),
        });
    }
    Codes::read_after(before, &read::text(named)?).map_err(|CodebookErrors(problems)| {
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Failure::in_file(named, problems.join("\n"))
    })
}

impl List {
    fn run(self) -> Result<Answer, Failure> {
        let table = match &self.study {
            Some(study) => {
                let history = codebook_of(&Study::open(study)?)?;
                brief(codebook_table(&history.codebook, history.version))
            }
            None => shipped_table(),
        };
        self.printing.print(&[table])?;
        Ok(Answer::Yes)
    }
}

/// The table with little enough for a terminal; `codebook show` tells the rest of a code.
fn brief(mut table: Table) -> Table {
    for column in &mut table.columns {
        if ["use_when", "not_when", "example", "origin"].contains(&column.key.as_str()) {
            *column = column.clone().to_machines();
        }
    }
    table
}

fn shipped_table() -> Table {
    let mut table = Table::new("shipped", "Codebooks that come with the program");
    table.columns =
        vec![Column::words("name", "Name"), Column::number("codes", "Codes"), Column::words("title", "About")];
    for shipped in SHIPPED {
        table.push([
            Cell::text(shipped.name),
            Cell::Count(shipped.codebook().len() as u64),
            Cell::text(shipped.title()),
        ]);
    }
    table.note("qualkit codebook import STUDY NAME takes one in.");
    table
}

impl Show {
    fn run(self) -> Result<Answer, Failure> {
        let history = codebook_of(&Study::open(&self.study)?)?;
        let codebook = &history.codebook;
        let Some(code) = codebook.get(&self.code) else {
            let failure = Failure::data(format!("the codebook has no code '{}'", self.code));
            return Err(match codebook.nearest(&self.code) {
                Some(nearest) => failure.hint(format!("did you mean '{nearest}'?")),
                None => failure.hint(format!("qualkit codebook list {} lists the codes", self.study.display())),
            });
        };
        print(told(code, &history))?;
        Ok(Answer::Yes)
    }
}

/// All that is said of a code.
fn told(code: &Code, history: &CodebookHistory) -> String {
    let codebook = &history.codebook;
    let above: Vec<&str> = codebook.ancestors(code.id.as_str()).map(|code| code.name.as_str()).collect();
    let below: Vec<&str> = codebook.children(Some(code.id.as_str())).map(|code| code.id.as_str()).collect();
    let (above, below) = (above.join(" < "), below.join(", "));
    let status = if code.is_active() { "" } else { "retired" };
    let mut text = format!("{} ({})\n", code.name, code.id);
    for (label, cell) in [
        ("Status", status),
        ("Under", &above),
        ("Over", &below),
        ("Definition", &code.definition),
        ("Detail", &code.detail),
        ("Use when", &code.use_when),
        ("Not when", &code.not_when),
        ("Example", &code.example),
        ("Pattern", &code.pattern),
        ("Origin", &code.origin),
    ] {
        if !cell.is_empty() {
            text.push_str(&format!("{label}: {cell}\n"));
        }
    }
    for change in history.changes.iter().filter(|change| change.code == code.id.as_str()) {
        let field = if change.field.is_empty() { String::new() } else { format!(" {}", change.field) };
        let reason = if change.reason.is_empty() { String::new() } else { format!(": {}", change.reason) };
        let was = match change.kind {
            ChangeKind::Renamed | ChangeKind::Moved => format!(" from '{}' to '{}'", change.from, change.to),
            ChangeKind::Split => format!(" from '{}'", change.from),
            ChangeKind::Merged => format!(" into '{}'", change.to),
            _ => field,
        };
        text.push_str(&format!("Version {}: {}{was}{reason}\n", change.version, change.kind));
    }
    text
}

impl Check {
    fn run(self) -> Result<Answer, Failure> {
        let history = codebook_of(&Study::open(&self.study)?)?;
        let lint = history.codebook.lint();
        for remark in &lint {
            print(format!("{remark}\n"))?;
        }
        say(if lint.is_empty() { "no remarks".to_owned() } else { counted(lint.len(), "remark", "remarks") });
        Ok(if lint.is_empty() { Answer::Yes } else { Answer::No })
    }
}

impl Export {
    fn run(self) -> Result<Answer, Failure> {
        let history = codebook_of(&Study::open(&self.study)?)?;
        let text = match self.format {
            Format::Csv => history.codebook.write(),
            format => {
                let table = full(codebook_table(&history.codebook, history.version));
                qualkit_report::render(&[table], format, &crate::print::stamp(), None)
            }
        };
        match &self.out {
            Some(out) => read::write(out, &text, self.force)?,
            None => print(&text)?,
        }
        Ok(Answer::Yes)
    }
}

/// The table with all that is said of the codes, for an appendix.
fn full(mut table: Table) -> Table {
    for (place, column) in table.columns.iter_mut().enumerate() {
        let is_filled = table.rows.iter().any(|row| row[place] != Cell::Empty);
        if ["detail", "pattern"].contains(&column.key.as_str()) && is_filled {
            *column = Column::words(&column.key, &column.label);
        }
    }
    table
}
