use qualkit_agreement::Options;
use qualkit_codebook::{Change, ChangeKind, CodeId};
use qualkit_coding::{Coder, CoderId, CodingSet};
use qualkit_compare::{Compared, Judging, compare};
use qualkit_report::Round;
use qualkit_study::{Plan, Study, StudyError};
use qualkit_transcript::{Transcript, TranscriptId};

use crate::failure::Failure;

/// What is to be compared.
pub struct Wanted {
    /// The coders; all who judge for themselves if none is named.
    pub coders: Vec<CoderId>,
    /// The rounds; all if none is named.
    pub rounds: Vec<String>,
    /// The codes.
    pub codes: Vec<CodeId>,
    pub judging: Judging,
    pub options: Options,
}

/// Coders and transcripts that are compared together.
pub struct Block {
    pub name: String,
    pub coders: Vec<CoderId>,
    pub transcripts: Vec<TranscriptId>,
}

/// The blocks of double coding: the rounds of the plan that have several coders or, where the plan has
/// none for the wanted coders, what has been coded.
pub fn blocks(study: &Study, wanted: &[CoderId], rounds: &[String]) -> Result<Vec<Block>, Failure> {
    for coder in wanted {
        study.coder(coder.as_str())?;
    }
    let plan = study.plan()?;
    let mut blocks = planned(study, &plan, wanted);
    if !rounds.is_empty() {
        let known: Vec<String> = blocks.iter().map(|block| block.name.clone()).collect();
        let is_of =
            |block: &Block, round: &String| block.name == *round || block.name.starts_with(&format!("{round} ("));
        if let Some(unknown) = rounds.iter().find(|round| !blocks.iter().any(|block| is_of(block, round))) {
            let failure = Failure::data(format!("the plan has no round '{unknown}' that these coders coded together"));
            return Err(match known.is_empty() {
                true => failure.hint("the study has no plan of double coding yet: qualkit plan add makes one"),
                false => failure.hint(format!("it has {}", known.join(", "))),
            });
        }
        blocks.retain(|block| rounds.iter().any(|round| is_of(block, round)));
    }
    if blocks.is_empty() {
        blocks = unplanned(study, wanted)?;
    }
    match blocks.iter().find(|block| block.coders.len() < 2) {
        None => Ok(blocks),
        Some(block) => {
            let coders: Vec<&str> = block.coders.iter().map(CoderId::as_str).collect();
            let known: Vec<&str> = study.manifest().coders.iter().map(|coder| coder.id.as_str()).collect();
            let found = if coders.is_empty() { "none".to_owned() } else { coders.join(", ") };
            Err(Failure::data(format!("agreement takes at least two coders who judge for themselves, found {found}"))
                .hint(format!("name them with --coders; the study has {}", known.join(", "))))
        }
    }
}

/// The blocks of the plan: per round, the transcripts that the same coders share.
fn planned(study: &Study, plan: &Plan, wanted: &[CoderId]) -> Vec<Block> {
    let judges = |coder: &CoderId| study.manifest().coder(coder.as_str()).is_some_and(|coder| coder.kind.judges());
    let mut blocks = Vec::new();
    for round in plan.rounds().into_iter().filter(|round| round.is_double(plan)) {
        let shared = round.transcripts.iter().map(|transcript| {
            let rows = plan.rows.iter().filter(|row| row.round == round.name && row.transcript == *transcript);
            let coders: Vec<CoderId> = rows.map(|row| row.coder.clone()).collect();
            let coders = match wanted.is_empty() {
                true => round.coders.iter().filter(|coder| coders.contains(coder) && judges(coder)).cloned().collect(),
                false if wanted.iter().all(|coder| coders.contains(coder)) => wanted.to_vec(),
                false => Vec::new(),
            };
            (coders, transcript.clone())
        });
        blocks.extend(by_coders(&round.name, shared));
    }
    blocks
}

/// Without a plan: the transcripts that the same coders have begun.
fn unplanned(study: &Study, wanted: &[CoderId]) -> Result<Vec<Block>, StudyError> {
    let name = "all";
    let transcripts = study.transcript_ids()?;
    if !wanted.is_empty() {
        return Ok(vec![Block { name: name.to_owned(), coders: wanted.to_vec(), transcripts }]);
    }
    let judges: Vec<CoderId> = study.judges().map(|coder| coder.id.clone()).collect();
    let mut begun: Vec<(Vec<CoderId>, TranscriptId)> =
        transcripts.iter().map(|transcript| (Vec::new(), transcript.clone())).collect();
    for coder in &judges {
        for set in study.all_codings(coder)? {
            let is_begun = !set.codings().is_empty() || !set.done().is_empty();
            if let Some((coders, _)) = begun.iter_mut().find(|(_, id)| is_begun && id == set.transcript()) {
                coders.push(coder.clone());
            }
        }
    }
    let blocks = by_coders(name, begun.into_iter());
    Ok(if blocks.is_empty() { vec![Block { name: name.to_owned(), coders: judges, transcripts }] } else { blocks })
}

/// Puts the transcripts of the same coders together; where there are several such groups, each is named
/// after its coders.
fn by_coders(name: &str, shared: impl Iterator<Item = (Vec<CoderId>, TranscriptId)>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (coders, transcript) in shared.filter(|(coders, _)| coders.len() > 1) {
        match blocks.iter_mut().find(|block| block.coders == coders) {
            Some(block) => block.transcripts.push(transcript),
            None => blocks.push(Block { name: name.to_owned(), coders, transcripts: vec![transcript] }),
        }
    }
    if blocks.len() > 1 {
        for block in &mut blocks {
            let coders: Vec<&str> = block.coders.iter().map(CoderId::as_str).collect();
            block.name = format!("{name} ({})", coders.join(" "));
        }
    }
    blocks
}

/// A block with its transcripts and what its coders did on them.
pub struct Loaded {
    pub block: Block,
    pub transcripts: Vec<Transcript>,
    pub sets: Vec<Vec<CodingSet>>,
}

impl Loaded {
    pub fn of(study: &Study, block: Block) -> Result<Loaded, StudyError> {
        let transcripts: Vec<Transcript> =
            block.transcripts.iter().map(|id| study.transcript(id)).collect::<Result<_, _>>()?;
        let sets = block
            .transcripts
            .iter()
            .map(|id| block.coders.iter().map(|coder| study.codings(coder, id)).collect())
            .collect::<Result<_, _>>()?;
        Ok(Loaded { block, transcripts, sets })
    }

    /// How many answer turns all of the coders have finished.
    pub fn finished_turns(&self) -> usize {
        let pairs = self.transcripts.iter().zip(&self.sets);
        pairs
            .map(|(transcript, sets)| {
                transcript.answers().filter(|turn| sets.iter().all(|set| set.has_done(turn.span))).count()
            })
            .sum()
    }

    /// The codes that there were when this was coded: without those that later versions added.
    fn known_codes(&self, codes: &[CodeId], changes: &[Change]) -> Vec<CodeId> {
        let codings = self.sets.iter().flatten().flat_map(CodingSet::codings);
        let Some(version) = codings.map(|coding| coding.codebook_version).max() else { return codes.to_vec() };
        let is_later = |code: &&CodeId| {
            changes.iter().any(|change| {
                let added = matches!(change.kind, ChangeKind::Added | ChangeKind::Split);
                added && change.version > version && change.code == code.as_str()
            })
        };
        codes.iter().filter(|code| !is_later(code)).cloned().collect()
    }

    pub fn compared(&self) -> Vec<Compared<'_>> {
        let pairs = self.transcripts.iter().zip(&self.sets);
        pairs.map(|(transcript, sets)| Compared { transcript, sets: sets.iter().collect() }).collect()
    }
}

/// How far the coders of each block agreed.
pub fn rounds(study: &Study, wanted: &Wanted) -> Result<Vec<Round>, Failure> {
    let coders: Vec<Coder> = study.manifest().coders.clone();
    let changes = study.codebook()?.changes;
    let mut rounds = Vec::new();
    for block in blocks(study, &wanted.coders, &wanted.rounds)? {
        let loaded = Loaded::of(study, block)?;
        let comparison = compare(
            &loaded.known_codes(&wanted.codes, &changes),
            &loaded.block.coders,
            &loaded.compared(),
            wanted.judging,
            &wanted.options,
        )
        .map_err(Failure::data)?;
        rounds.push(Round { name: loaded.block.name, comparison, coders: coders.clone() });
    }
    Ok(rounds)
}
