use qualkit_agreement::Options;
use qualkit_codebook::CodeId;
use qualkit_coding::{Coder, CoderId, CodingSet};
use qualkit_compare::{Compared, Unit, compare};
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
    pub unit: Unit,
    pub all_turns: bool,
    pub options: Options,
}

/// Coders and transcripts that are compared together.
pub struct Block {
    pub name: String,
    pub coders: Vec<CoderId>,
    pub transcripts: Vec<TranscriptId>,
}

/// The blocks of double coding: the rounds of the plan that have several coders or, where the plan has
/// none for the wanted coders, all transcripts together.
pub fn blocks(study: &Study, wanted: &[CoderId], rounds: &[String]) -> Result<Vec<Block>, Failure> {
    for coder in wanted {
        study.coder(coder.as_str())?;
    }
    let plan = study.plan()?;
    let mut blocks = planned(study, &plan, wanted);
    if !rounds.is_empty() {
        let known: Vec<String> = blocks.iter().map(|block| block.name.clone()).collect();
        if let Some(unknown) = rounds.iter().find(|round| !known.contains(round)) {
            return Err(Failure::data(format!("the plan has no round '{unknown}' that these coders coded together"))
                .hint(format!("it has {}", known.join(", "))));
        }
        blocks.retain(|block| rounds.contains(&block.name));
    }
    if blocks.is_empty() {
        let coders = match wanted.is_empty() {
            true => study.judges().map(|coder| coder.id.clone()).collect(),
            false => wanted.to_vec(),
        };
        blocks.push(Block { name: "all".to_owned(), coders, transcripts: study.transcript_ids()? });
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

fn planned(study: &Study, plan: &Plan, wanted: &[CoderId]) -> Vec<Block> {
    let judges = |coder: &CoderId| study.manifest().coder(coder.as_str()).is_some_and(|coder| coder.kind.judges());
    let mut blocks = Vec::new();
    for round in plan.rounds().into_iter().filter(|round| round.is_double(plan)) {
        let coders: Vec<CoderId> = match wanted.is_empty() {
            true => round.coders.iter().filter(|coder| judges(coder)).cloned().collect(),
            false if wanted.iter().all(|coder| round.coders.contains(coder)) => wanted.to_vec(),
            false => continue,
        };
        if coders.len() > 1 {
            blocks.push(Block { name: round.name, coders, transcripts: round.transcripts });
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

    pub fn compared(&self) -> Vec<Compared<'_>> {
        let pairs = self.transcripts.iter().zip(&self.sets);
        pairs.map(|(transcript, sets)| Compared { transcript, sets: sets.iter().collect() }).collect()
    }
}

/// How far the coders of each block agreed.
pub fn rounds(study: &Study, wanted: &Wanted) -> Result<Vec<Round>, Failure> {
    let coders: Vec<Coder> = study.manifest().coders.clone();
    let mut rounds = Vec::new();
    for block in blocks(study, &wanted.coders, &wanted.rounds)? {
        let loaded = Loaded::of(study, block)?;
        let comparison = compare(
            &wanted.codes,
            &loaded.block.coders,
            &loaded.compared(),
            wanted.unit,
            wanted.all_turns,
            &wanted.options,
        )
        .map_err(Failure::data)?;
        rounds.push(Round { name: loaded.block.name, comparison, coders: coders.clone() });
    }
    Ok(rounds)
}
