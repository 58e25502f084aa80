use std::io::{IsTerminal as _, Write as _};

use clap::Args;
use qualkit_report::{Format, Stamp, Table, render, shortened};

use crate::failure::Failure;

/// How results are printed.
#[derive(Debug, Args)]
pub struct Printing {
    /// How to print: text, csv, json, markdown or latex
    #[arg(long, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

impl Printing {
    /// Prints tables on stdout.
    pub fn print(&self, tables: &[Table]) -> Result<(), Failure> {
        self.print_stamped(tables, &stamp())
    }

    /// Prints tables on stdout, with the seed that they rest on.
    pub fn print_stamped(&self, tables: &[Table], stamp: &Stamp) -> Result<(), Failure> {
        print(render(tables, self.format, stamp, self.width()))
    }

    fn width(&self) -> Option<usize> {
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        columns.or_else(|| std::io::stdout().is_terminal().then_some(100)).or(Some(120))
    }
}

/// What made a result.
pub fn stamp() -> Stamp {
    Stamp::new(env!("CARGO_PKG_VERSION"))
}

/// Prints on stdout; a closed pipe ends the program quietly.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_ref()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(error) => Err(Failure::environment(format!("cannot print: {error}"))),
    }
}

/// Says something to the person on stderr.
pub fn say(message: impl std::fmt::Display) {
    // If nobody listens there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{}", shortened(&message.to_string()));
}

/// What is to be said once the work is done: nothing is told as done that then fails.
#[derive(Debug, Default)]
pub struct Talk(Vec<String>);

impl Talk {
    pub fn add(&mut self, message: impl std::fmt::Display) {
        self.0.push(message.to_string());
    }

    pub fn say(self) {
        self.0.iter().for_each(say);
    }
}

/// A count with its noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
