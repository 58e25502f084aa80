use qualkit_compare::Overlap;

use super::ReportInput;
use crate::prose::capitalized;
use crate::{Block, Section};

const ALWAYS: [(&str, &str); 4] = [
    ("Coding", "One span of words with one code by one coder. A span may bear several codings."),
    (
        "Participants, k of n",
        "Of the n participants of a group who were interviewed, k said something that bears the code or a code of the \
         theme. Where not all of n were asked about it, the rest are not known to differ.",
    ),
    ("Places", "Stretches of words that bear both of two codes. Stretches between which nothing is said are one."),
    ("Jaccard index", "Turns in which both codes occur, divided by turns in which at least one of them occurs."),
];

const AGREEMENT: [(&str, &str); 7] = [
    (
        "Missing and absent",
        "A unit that a coder has finished and not coded bears no code for that coder. A unit that a coder has not \
         finished was never judged, and is left out.",
    ),
    (
        "Percent agreement",
        "The share of units on which coders agree that the code is present or that it is absent; for more than two \
         coders, the share of agreeing pairs of coders, averaged over units. Not corrected for chance.",
    ),
    (
        "Cohen’s kappa",
        "Observed agreement less the agreement expected by chance, divided by one less the agreement expected by \
         chance. For the expected agreement each of the two coders is taken to apply the code as often as that \
         coder did. Cohen (1960), Educational and Psychological Measurement 20, 37–46.",
    ),
    (
        "Fleiss’ kappa",
        "The same for any number of coders; for the expected agreement, all are taken to apply the code as often as \
         they did together. Fleiss (1971), Psychological Bulletin 76, 378–382.",
    ),
    (
        "Krippendorff’s alpha",
        "One less the ratio of observed to expected disagreement; expected disagreement is that of two ratings drawn \
         from all ratings without replacement. Krippendorff (2004), Content Analysis, 2nd edition, chapter 11.",
    ),
    (
        "All codes (pooled)",
        "Observed and expected agreement are averaged over codes, each code weighing the same, and the coefficient is \
         computed from the means. De Vries, Elliott, Kanouse and Teleki (2008), Field Methods 20, 272–282.",
    ),
    (
        "Undefined",
        "A coefficient has no value where only one answer was ever given: agreement beyond chance cannot be judged. \
         It is neither 0 nor 1.",
    ),
];

/// What the terms of a report mean.
pub(super) fn section(input: &ReportInput<'_>) -> Section {
    let definition =
        |&(term, meaning): &(&str, &str)| Block::Definition { term: term.to_owned(), meaning: meaning.to_owned() };
    let mut blocks: Vec<Block> = ALWAYS.iter().map(definition).collect();
    if !input.rounds.is_empty() {
        let bearing = Block::Definition {
            term: "Unit of agreement".to_owned(),
            meaning: format!("What agreement is judged on. {}.", capitalized(&Overlap::Any.rule())),
        };
        blocks.push(bearing);
        blocks.extend(AGREEMENT.iter().map(definition));
    }
    Section::new("Definitions", blocks)
}
