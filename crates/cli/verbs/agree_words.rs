//! Several words after one `--measure` or `--missing`, beside the word that names the table.

use std::ffi::OsString;
use std::path::Path;

use qualkit_compare::Statistic;

/// The ways to read the words of a command, each with the option repeated before every further word that it takes: all
/// of them, or all but the last of one option, which then names the table. A file is never taken for a missing cell,
/// nor for a statistic.
pub fn readings(words: &[OsString]) -> Vec<Vec<OsString>> {
    if words.get(1).is_none_or(|verb| verb != "agree") {
        return Vec::new();
    }
    let further = further(words);
    let lasts = further.iter().filter(|(place, _)| further.iter().all(|(other, _)| *other != place + 1));
    std::iter::once(None)
        .chain(lasts.map(|(place, _)| Some(*place)))
        .filter_map(|table| {
            let taken: Vec<_> = further.iter().filter(|(place, _)| Some(*place) != table).collect();
            let is_file = |(place, option): &&(usize, &str)| {
                let is_statistic = || words[*place].to_str().is_some_and(|word| word.parse::<Statistic>().is_ok());
                Path::new(&words[*place]).exists() && !(*option == MEASURE && is_statistic())
            };
            if taken.iter().copied().any(|word| is_file(&word)) {
                return None;
            }
            let option = |place: usize| taken.iter().find(|(taken, _)| *taken == place).map(|(_, option)| option);
            let each = words.iter().enumerate();
            Some(
                each.flat_map(|(place, word)| option(place).map(OsString::from).into_iter().chain([word.clone()]))
                    .collect(),
            )
        })
        .collect()
}

const MEASURE: &str = "--measure";
const OPTIONS: [&str; 2] = [MEASURE, "--missing"];

/// The words after the first of an option up to the next option: where each stands, and the option.
fn further(words: &[OsString]) -> Vec<(usize, &'static str)> {
    let mut further = Vec::new();
    let mut rest = words.iter().enumerate().take_while(|(_, word)| *word != "--").peekable();
    while let Some((_, word)) = rest.next() {
        let word = word.to_string_lossy();
        let Some(option) = OPTIONS.into_iter().find(|option| word.split('=').next() == Some(option)) else { continue };
        if word == option {
            rest.next();
        }
        let is_value = |word: &OsString| {
            word.to_str().is_some_and(|word| !word.starts_with('-') || word == "-" || word.parse::<f64>().is_ok())
        };
        while let Some((place, _)) = rest.next_if(|(_, word)| is_value(word)) {
            further.push((place, option));
        }
    }
    further
}
