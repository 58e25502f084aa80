use std::collections::BTreeMap;

use qualkit_codebook::CodeId;
use qualkit_coding::{Coding, NotLocated, locate};
use qualkit_text::{Quotable, Span};
use qualkit_transcript::TranscriptId;

use crate::error::hint;
use crate::{Layered, PickedQuote, Quotation, ThemeId, Themes};

/// A picked quotation that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, {transcript}: {fault}")]
pub struct QuoteProblem {
    /// The line of the table, counted from 1.
    pub line: u64,
    /// The transcript that it names.
    pub transcript: TranscriptId,
    /// What is wrong.
    pub fault: QuoteFault,
}

/// What can be wrong with a picked quotation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QuoteFault {
    /// The transcript is not among those analysed.
    #[error("there is no such transcript among those analysed{}", hint(nearest.as_deref()))]
    NoSuchTranscript {
        /// The transcript that was probably meant.
        nearest: Option<String>,
    },
    /// The words are not where they should be.
    #[error(transparent)]
    NotLocated(#[from] NotLocated),
    /// No coding of the code shares words with the quotation.
    #[error("the words do not bear the code '{code}'; they bear {}", listed(found))]
    NotCoded {
        /// The code that they should bear.
        code: CodeId,
        /// The codes that they do bear, sorted.
        found: Vec<CodeId>,
    },
    /// There is no such theme.
    #[error("there is no theme '{theme}'{}", hint(nearest.as_deref()))]
    NoSuchTheme {
        /// What is named.
        theme: ThemeId,
        /// The theme that was probably meant.
        nearest: Option<String>,
    },
    /// Neither the theme nor a theme under it holds the code.
    #[error("the theme '{theme}' does not hold the code '{code}'")]
    OtherTheme {
        /// The theme that is named.
        theme: ThemeId,
        /// The code.
        code: CodeId,
    },
}

/// Checks picked quotations against the transcripts, the layers and the themes: the words must stand
/// there ([`locate`]), a coding of the code must share words with them, and the theme, if one is named,
/// must hold the code.
///
/// Gives those that hold as quotations, in order, with the words as the transcript has them, and every
/// fault of the others.
pub fn verify_quotes(
    picked: &[PickedQuote],
    themes: &Themes,
    layers: &[Layered<'_>],
) -> (Vec<Quotation>, Vec<QuoteProblem>) {
    let mut quotables: BTreeMap<&TranscriptId, Quotable<'_>> = BTreeMap::new();
    let (mut held, mut problems) = (Vec::new(), Vec::new());
    for quote in picked {
        let mut faults: Vec<QuoteFault> = theme_fault(quote, themes).into_iter().collect();
        match layers.iter().find(|layer| *layer.transcript.id() == quote.transcript) {
            Some(layer) => {
                let (id, text) = (layer.transcript.id(), layer.transcript.text());
                let quotable = quotables.entry(id).or_insert_with(|| Quotable::new(text));
                match find(quote, layer, quotable) {
                    Ok((coding, span)) if faults.is_empty() => {
                        held.push(Quotation::new(layer, coding, span, quote.theme.clone()));
                    }
                    Ok(_) => {}
                    Err(fault) => faults.push(fault),
                }
            }
            None => {
                let known = layers.iter().map(|layer| layer.transcript.id().as_str());
                let nearest = qualkit_table::nearest(quote.transcript.as_str(), known).map(str::to_owned);
                faults.push(QuoteFault::NoSuchTranscript { nearest });
            }
        }
        let problem = |fault| QuoteProblem { line: quote.line, transcript: quote.transcript.clone(), fault };
        problems.extend(faults.into_iter().map(problem));
    }
    (held, problems)
}

/// The words' place, and the coding of the code that shares most of them.
fn find<'a>(
    quote: &PickedQuote,
    layer: &Layered<'a>,
    quotable: &Quotable<'_>,
) -> Result<(&'a Coding, Span), QuoteFault> {
    let span = locate(layer.transcript, quotable, &quote.words, quote.turn)?;
    let shared = |coding: &Coding| {
        let words = layer.transcript.text().trim(coding.span)?;
        words.intersection(span).map(Span::len)
    };
    let bearing: Vec<(&Coding, u32)> =
        layer.set.on(span).filter_map(|coding| Some((coding, shared(coding)?))).collect();
    let of_code = bearing.iter().rev().filter(|(coding, _)| coding.code == quote.code);
    match of_code.max_by_key(|(_, shared)| shared) {
        Some((coding, _)) => Ok((coding, span)),
        None => {
            let mut found: Vec<CodeId> = bearing.iter().map(|(coding, _)| coding.code.clone()).collect();
            found.sort();
            found.dedup();
            Err(QuoteFault::NotCoded { code: quote.code.clone(), found })
        }
    }
}

fn theme_fault(quote: &PickedQuote, themes: &Themes) -> Option<QuoteFault> {
    let theme = quote.theme.clone()?;
    if themes.get(theme.as_str()).is_none() {
        let nearest = themes.nearest(theme.as_str()).map(str::to_owned);
        return Some(QuoteFault::NoSuchTheme { theme, nearest });
    }
    let holds = themes.codes_under(theme.as_str()).contains(&&quote.code);
    (!holds).then(|| QuoteFault::OtherTheme { theme, code: quote.code.clone() })
}

fn listed(codes: &[CodeId]) -> String {
    let names: Vec<&str> = codes.iter().map(CodeId::as_str).collect();
    if names.is_empty() { "no code".to_owned() } else { names.join(", ") }
}
