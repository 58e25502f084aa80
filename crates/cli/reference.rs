//! The reference of the command line, as a page.

use clap::{Command, CommandFactory as _};

use crate::args::Args;

/// Every verb with all that `--help` says of it.
fn reference() -> String {
    let mut page =
        "# The command line\n\nMade from what `qualkit help` says; a test keeps the two alike.\n\n".to_owned();
    let mut root = Args::command().term_width(100);
    root.build();
    page.push_str(&format!("```text\n{}\n```\n", root.render_long_help().to_string().trim_end()));
    for verb in verbs(&root) {
        append(&mut page, verb, "qualkit", 2);
    }
    page
}

fn append(page: &mut String, verb: &Command, above: &str, depth: usize) {
    let name = format!("{above} {}", verb.get_name());
    let help = verb.clone().bin_name(&name).term_width(100).render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    page.push_str(&format!("\n{} {name}\n\n```text\n{}\n```\n", "#".repeat(depth), lines.join("\n").trim_end()));
    for under in verbs(verb) {
        append(page, under, &name, depth + 1);
    }
}

fn verbs(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|verb| verb.get_name() != "help")
}

/// The page is written anew with `QUALKIT_WRITE_REFERENCE=1 cargo test -p qualkit reference`.
#[test]
fn the_reference_page_says_what_help_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/cli.md");
    let page = reference();
    if std::env::var_os("QUALKIT_WRITE_REFERENCE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/cli.md is out of date: QUALKIT_WRITE_REFERENCE=1 cargo test -p qualkit reference");
}
