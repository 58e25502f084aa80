use std::collections::BTreeSet;

use qualkit_codebook::{CodeId, Codebook};
use qualkit_coding::{Coding, CodingId};
use qualkit_text::{Span, count_words};
use qualkit_transcript::{CaseId, Cases, TranscriptId};

use crate::group::with_descendants;
use crate::matrix::check_attribute;
use crate::{Filter, Layered, ThemeId, Themes, UnknownName};

/// What a participant said, with the coding for which it is quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The coding.
    pub coding: CodingId,
    /// The transcript.
    pub transcript: TranscriptId,
    /// The number of the turn whose speaker is quoted, see [`Layered::turn`]; 0 outside any turn.
    pub turn: u32,
    /// The label of that speaker.
    pub speaker: String,
    /// The case that the quotation tells of, see [`Layered::case`].
    pub case: Option<CaseId>,
    /// The code.
    pub code: CodeId,
    /// The theme to which the code belongs, see [`Themes::of_code`].
    pub theme: Option<ThemeId>,
    /// Where the words lie.
    pub span: Span,
    /// The words as they stand in the text, line breaks included; the parts of a quotation that crosses
    /// turns are joined by ` / `, without the heads of the turns.
    pub words: String,
    /// The coder's remark.
    pub note: String,
}

impl Quotation {
    /// The words of a span, quoted for a coding.
    pub(crate) fn new(layer: &Layered<'_>, coding: &Coding, span: Span, theme: Option<ThemeId>) -> Quotation {
        let (transcript, text) = (layer.transcript, layer.transcript.text());
        let turn = layer.turn(span);
        let parts: Vec<&str> = layer.said(span).filter_map(|part| text.slice(part)).collect();
        // Words outside any turn are no one's, but they are not lost.
        let words = if parts.is_empty() { text.slice(span).unwrap_or_default().to_owned() } else { parts.join(" / ") };
        Quotation {
            coding: coding.id.clone(),
            transcript: transcript.id().clone(),
            turn: turn.map_or(0, |turn| turn.number),
            speaker: turn.map(|turn| transcript.speaker(turn).label.clone()).unwrap_or_default(),
            case: layer.case(span).cloned(),
            code: coding.code.clone(),
            theme,
            span,
            words,
            note: coding.note.clone(),
        }
    }
}

/// Makes a quotation of every coding that the filter lets through, by transcript and place.
///
/// # Errors
/// If the filter names a code, theme, attribute or value that is not there.
pub fn quotations(
    codebook: &Codebook,
    themes: &Themes,
    layers: &[Layered<'_>],
    cases: &Cases,
    filter: &Filter<'_>,
) -> Result<Vec<Quotation>, UnknownName> {
    let code = filter.code.map(|code| under_code(codebook, code)).transpose()?;
    let theme = filter.theme.map(|theme| under_theme(themes, theme)).transpose()?;
    if let Some((attribute, value)) = filter.attribute {
        check_value(cases, attribute, value)?;
    }
    let held = |codes: &Option<BTreeSet<&str>>, id: &str| codes.as_ref().is_none_or(|codes| codes.contains(id));
    let mut found = Vec::new();
    for layer in layers {
        for coding in layer.set.codings() {
            let id = coding.code.as_str();
            if held(&code, id) && held(&theme, id) {
                let theme = themes.of_code(id).map(|theme| theme.id.clone());
                let quotation = Quotation::new(layer, coding, coding.span, theme);
                found.extend(Some(quotation).filter(|quotation| fits(quotation, cases, filter)));
            }
        }
    }
    Ok(found)
}

fn fits(quotation: &Quotation, cases: &Cases, filter: &Filter<'_>) -> bool {
    let words = count_words(&quotation.words);
    let has_value = |(attribute, value)| {
        quotation.case.as_ref().and_then(|case| cases.value(case.as_str(), attribute)) == Some(value)
    };
    words >= filter.least_words
        && filter.most_words.is_none_or(|most| words <= most)
        && filter.attribute.is_none_or(has_value)
}

fn under_code<'b>(codebook: &'b Codebook, code: &str) -> Result<BTreeSet<&'b str>, UnknownName> {
    codebook
        .get(code)
        .map(|code| with_descendants(codebook, code))
        .ok_or_else(|| UnknownName::Code { name: code.to_owned(), nearest: codebook.nearest(code).map(str::to_owned) })
}

fn under_theme<'t>(themes: &'t Themes, theme: &str) -> Result<BTreeSet<&'t str>, UnknownName> {
    if themes.get(theme).is_none() {
        let nearest = themes.nearest(theme).map(str::to_owned);
        return Err(UnknownName::Theme { name: theme.to_owned(), nearest });
    }
    Ok(themes.codes_under(theme).into_iter().map(CodeId::as_str).collect())
}

fn check_value(cases: &Cases, attribute: &str, value: &str) -> Result<(), UnknownName> {
    check_attribute(cases, attribute)?;
    let known = cases.values(attribute);
    if known.contains(&value) {
        return Ok(());
    }
    let known = known.into_iter().map(str::to_owned).collect();
    Err(UnknownName::Value { attribute: attribute.to_owned(), name: value.to_owned(), known })
}
