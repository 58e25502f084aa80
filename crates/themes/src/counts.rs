use qualkit_codebook::{CodeId, Codebook};

use crate::group::{Group, by_code, by_theme};
use crate::material::{pieces, tally};
use crate::{Layered, Tally, ThemeId, Themes};

/// How often a code or a theme was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count<Id> {
    /// The code or theme.
    pub id: Id,
    /// How many codes or themes lie above it.
    pub depth: usize,
    /// How much of it there is.
    pub tally: Tally,
}

/// Counts every code of the codebook, in its order, also those that nobody applied.
///
/// With `with_children` the codings of all codes under a code are counted with its own, each once;
/// without, a code that is only a heading counts nothing.
///
/// ```
/// use qualkit_codebook::{CodeId, Codebook};
/// use qualkit_coding::{Answer, CoderId, CodingSet};
/// use qualkit_themes::{Layered, counts};
/// use qualkit_transcript::{Source, Transcript, TranscriptId, Utterance};
///
/// let (codebook, _) = Codebook::read("id,name,parent\npartner,Partners,\nhandoff,Handoff,partner\n")?;
/// let said = vec![Utterance::new("P04", "A warm handoff."), Utterance::new("P04", "Always.")];
/// let told = Transcript::compose(TranscriptId::new("P04")?, said, Source::default());
/// let mut set = CodingSet::new(told.id().clone(), CoderId::new("a")?);
/// set.add(&told, Answer { span: told.turns()[0].span, code: CodeId::new("handoff")?, ..Answer::default() })?;
///
/// let layers = [Layered { transcript: &told, set: &set }];
/// let words = |with_children| counts(&codebook, &layers, with_children).iter().map(|c| c.tally.words).collect();
/// let (own, rolled_up): (Vec<usize>, Vec<usize>) = (words(false), words(true));
/// assert_eq!((own, rolled_up), (vec![0, 3], vec![3, 3]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn counts(codebook: &Codebook, layers: &[Layered<'_>], with_children: bool) -> Vec<Count<CodeId>> {
    count(by_code(codebook, with_children), layers)
}

/// Counts every theme, in order: the codings of its codes and of the codes of all themes under it, each
/// once. Codes count as applied: a theme that holds a code does not hold the codes under that code.
pub fn theme_counts(themes: &Themes, layers: &[Layered<'_>]) -> Vec<Count<ThemeId>> {
    count(by_theme(themes), layers)
}

fn count<Id>(groups: Vec<Group<'_, Id>>, layers: &[Layered<'_>]) -> Vec<Count<Id>> {
    let pieces = pieces(layers);
    let counted = groups.into_iter().map(|group| {
        let tally = tally(layers, pieces.iter().filter(|piece| group.holds(piece)));
        Count { id: group.id, depth: group.depth, tally }
    });
    counted.collect()
}
