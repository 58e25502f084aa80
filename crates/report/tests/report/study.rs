//! A small study of two interviews and two coders.

use qualkit_agreement::Options;
use qualkit_codebook::{CodeId, Codebook, read_changes};
use qualkit_coding::{Answer, Coder, CoderId, CoderKind, CodingSet, locate};
use qualkit_compare::{Compared, Comparison, Judging, Unit, compare};
use qualkit_report::{Blind, Decisions, InputFile, Report, ReportError, ReportInput, Round, Stamp, Work, report};
use qualkit_text::Quotable;
use qualkit_themes::{Filter, Layered, Quotation, Themes, quotations};
use qualkit_transcript::{CaseId, Cases, Role, Source, Transcript, TranscriptId, Utterance};

const BLIND: &str = "words,replacement,kind\nHarborlight,[clinic A],organisation\nBev Tanaka,[name],person\nBev,[name],person\n\
                     Alder,[county 1],county\n";

pub struct Study {
    pub transcripts: Vec<Transcript>,
    pub cases: Cases,
    codebook: Codebook,
    pub coders: Vec<Coder>,
    sets: Vec<CodingSet>,
    work: Vec<Work>,
    round: Option<&'static str>,
    themes: Themes,
}

impl Study {
    pub fn new(kinds: [CoderKind; 2]) -> Study {
        let transcripts = vec![
            told("P01", &["Bev Tanaka walks them over.", "Harborlight’s lawyer calls <b>them</b>.", "I don’t know."]),
            told("P02", &["We hand over a card & nothing more.", "They are afraid."]),
        ];
        let (codebook, _) = Codebook::read(
            "id,name,parent,definition,origin\npartner,Partners,,How Harborlight and others work together.,deductive\n\
             handoff,Warm handoff,partner,Staff connect.,inductive\nfear,Fear,,Named or shown.,inductive\nunused,Unused,,Never.,\n",
        )
        .unwrap();
        let coders = [("a", "Ana", kinds[0]), ("b", "Ben", kinds[1])];
        let coders =
            coders.map(|(id, name, kind)| Coder { id: CoderId::new(id).unwrap(), name: name.to_owned(), kind });
        let coded = [
            ("a", 0, vec![("Bev Tanaka walks them over.", "handoff"), ("lawyer calls", "handoff")]),
            ("b", 0, vec![("walks them over", "handoff")]),
            ("a", 1, vec![("They are afraid.", "fear")]),
        ];
        let sets = coded.map(|(coder, at, codes)| set(coder, &transcripts[at], &codes)).to_vec();
        let places = [0, 0, 1];
        let work = sets.iter().zip(places).filter_map(|(set, at)| Work::of(&transcripts[at], set)).collect();
        let themes =
            Themes::read("id,name,claim,codes\nties,Ties,Bev matters more than paper.,handoff;fear\n").unwrap();
        let cases = Cases::read("id,role,county\nP01,nurse,Alder\nP02,attorney,Tule\n").unwrap();
        Study { transcripts, cases, codebook, coders: coders.to_vec(), sets, work, round: Some("1"), themes }
    }

    /// Puts other work in place of what was done: transcript, coder, codings, finished turns.
    pub fn with_work(mut self, done: &[(usize, &str, usize, usize)]) -> Study {
        let work = done.iter().map(|&(at, coder, codings, finished)| Work {
            transcript: self.transcripts[at].id().clone(),
            coder: CoderId::new(coder).unwrap(),
            codings,
            finished,
            answers: self.transcripts[at].answers().count(),
        });
        self.work = work.collect();
        self
    }

    /// Calls its only round so; none if nothing is compared.
    pub fn with_round(self, round: Option<&'static str>) -> Study {
        Study { round, ..self }
    }

    pub fn round(&self, name: &str) -> Round {
        let codes: Vec<CodeId> = self.codebook.codes().map(|code| code.id.clone()).collect();
        let coders: Vec<CoderId> = self.coders.iter().map(|coder| coder.id.clone()).collect();
        let compared = [Compared { transcript: &self.transcripts[0], sets: self.sets[..2].iter().collect() }];
        let comparison: Comparison = compare(
            &codes,
            &coders,
            &compared,
            Judging { unit: Unit::Turn, all_turns: false, ..Judging::default() },
            &Options::default(),
        )
        .unwrap();
        Round { name: name.to_owned(), comparison, coders: self.coders.clone() }
    }

    fn layers(&self) -> Vec<Layered<'_>> {
        [0, 2]
            .iter()
            .zip(&self.transcripts)
            .map(|(&set, transcript)| Layered { transcript, set: &self.sets[set] })
            .collect()
    }

    fn quotations(&self) -> Vec<Quotation> {
        quotations(&self.codebook, &self.themes, &self.layers(), &self.cases, &Filter::default()).unwrap()
    }

    /// The report, after `change` has changed what goes into it.
    pub fn report(&self, change: fn(&mut ReportInput<'_>)) -> Result<Report, ReportError> {
        let rounds: Vec<Round> = self.round.iter().map(|name| self.round(name)).collect();
        let (layers, quotations) = (self.layers(), self.quotations());
        let decisions = [Decisions {
            round: "1".to_owned(),
            total: 1,
            with_reason: 1,
            outcomes: vec![("kept".to_owned(), 1)],
            decided_by: vec!["Ana".to_owned(), "Ben".to_owned()],
        }];
        let changes = read_changes("version,change,code\n2,added,fear\n2,redefined,handoff\n").unwrap();
        let blind = Blind::read(BLIND).unwrap();
        let inputs = [InputFile { name: "transcripts/P01.txt".to_owned(), sha256: "00".to_owned() }];
        let attribution = ["role".to_owned()];
        let mut input = ReportInput {
            title: "Handoffs at Harborlight",
            note: "Everything is invented.",
            stamp: &Stamp { version: "0.1.0".to_owned(), seed: Some(7) },
            command: "qualkit report",
            inputs: &inputs,
            transcripts: &self.transcripts,
            cases: &self.cases,
            attribute: Some("role"),
            attribution: &attribution,
            coders: &self.coders,
            work: &self.work,
            rounds: &rounds,
            decisions: &decisions,
            layers: &layers,
            codebook: &self.codebook,
            codebook_version: 2,
            changes: &changes,
            themes: &self.themes,
            quotations: &quotations,
            blind: &blind,
        };
        change(&mut input);
        report(&input)
    }
}

fn told(id: &str, answers: &[&str]) -> Transcript {
    let said = answers.iter().flat_map(|answer| [Utterance::new("I", "How?"), Utterance::new("P", *answer)]);
    let source = Source { format: "txt".to_owned(), ..Source::default() };
    let told = Transcript::compose(TranscriptId::new(id).unwrap(), said.collect(), source);
    let mut details = told.details().clone();
    details.recorded = Some(format!("2018-05-1{}", id.len()));
    details.speakers[0].role = Role::Interviewer;
    details.speakers[1].role = Role::Participant;
    details.speakers[1].case = CaseId::new(id).ok();
    told.with_details(details).unwrap()
}

fn set(coder: &str, told: &Transcript, codes: &[(&str, &str)]) -> CodingSet {
    let mut set = CodingSet::new(told.id().clone(), CoderId::new(coder).unwrap());
    for (words, code) in codes {
        let span = locate(told, &Quotable::new(told.text()), words, None).unwrap();
        set.add(told, Answer { span, code: CodeId::new(code).unwrap(), ..Answer::default() }).unwrap();
    }
    set.finish_all(told);
    set
}
