use std::path::Path;

use qualkit_codebook::{Code, CodeId, Codebook};
use qualkit_coding::{Answer, Coder, CoderId, CoderKind, CodingSet};
use qualkit_study::{Changes, NewStudy, Study, StudyError};
use qualkit_text::sentences;
use qualkit_transcript::{CaseId, Role, Source, Transcript, TranscriptId, Utterance};

/// How large a generated study is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Transcripts.
    pub transcripts: usize,
    /// Words in each.
    pub words: usize,
    /// Codings in each, by each coder.
    pub codings: usize,
    /// Coders.
    pub coders: usize,
    /// Codes.
    pub codes: usize,
}

/// Words of one to three syllables, some with letters beyond ASCII, as interviews have them.
const SYLLABLES: [&str; 24] = [
    "ba", "con", "di", "fe", "gar", "ho", "in", "ja", "ka", "lo", "mi", "nor", "ó", "pa", "que", "ri", "sa", "to",
    "un", "va", "we", "ñe", "yo", "zu",
];

/// A stream of numbers that is the same everywhere (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }
}

/// Makes a study of generated interviews, coded by coders who choose sentences and codes by chance.
/// The same seed makes the same bytes.
///
/// # Errors
/// If the folder cannot be written.
///
/// # Panics
/// If a size is 0.
pub fn generate(root: &Path, size: Size, seed: u64) -> Result<(), StudyError> {
    let mut study = Study::init(root, &NewStudy { title: "Generated", note: "", seed })?;
    let mut changes = Changes::new();
    let codes: Vec<CodeId> = (0..size.codes).map(|n| id(CodeId::new(&format!("code-{n}")))).collect();
    let codebook = Codebook::new(codes.iter().map(|code| {
        let mut code = Code::new(code.clone(), format!("Code {code}"));
        code.definition = "Generated.".to_owned();
        code
    }));
    let before = study.codebook()?;
    let codebook = codebook.expect("numbered codes are a sound codebook");
    study.put_codebook(&before, &codebook, &[], "", "", &mut changes);
    let coders: Vec<CoderId> = (0..size.coders).map(|n| id(CoderId::new(&format!("coder-{n}")))).collect();
    for coder in &coders {
        let coder = Coder { id: coder.clone(), name: coder.to_string(), kind: CoderKind::Person };
        study.add_coder(&coder, &mut changes)?;
        study.commit(std::mem::take(&mut changes))?;
    }
    let mut sets: Vec<CodingSet> = Vec::new();
    let mut cases = "id,role\n".to_owned();
    for number in 0..size.transcripts {
        let mut numbers = Numbers(seed ^ (number as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
        let transcript = interview(&format!("T{number:04}"), size.words, &mut numbers);
        cases.push_str(&format!("{},role {}\n", transcript.id(), number % 4));
        study.put_transcript(&transcript, &mut changes);
        let mut places = Vec::new();
        for turn in transcript.answers() {
            places.extend(sentences(transcript.text(), turn.span));
        }
        for coder in &coders {
            let mut set = CodingSet::new(transcript.id().clone(), coder.clone());
            while set.codings().len() < size.codings {
                let (span, code) = (places[numbers.below(places.len())], codes[numbers.below(codes.len())].clone());
                set.add(&transcript, Answer { span, code, ..Answer::default() }).expect("a sentence lies in its text");
            }
            set.finish_all(&transcript);
            sets.push(set);
        }
    }
    study.put_codings(&sets, "2019-01-01T00:00:00Z", &mut changes)?;
    changes.write(study.layout().at("cases.csv"), cases);
    study.commit(changes)
}

fn interview(name: &str, words: usize, numbers: &mut Numbers) -> Transcript {
    let mut said = Vec::new();
    let mut left = words;
    while left > 0 {
        for (label, most) in [("INTERVIEWER", 20), ("PARTICIPANT", 160)] {
            let length = (1 + numbers.below(most)).min(left.max(1));
            left = left.saturating_sub(length);
            said.push(Utterance::new(label, speech(length, numbers)));
        }
    }
    let transcript = Transcript::compose(id(TranscriptId::new(name)), said, Source::default());
    let mut details = transcript.details().clone();
    for speaker in &mut details.speakers {
        if speaker.label == "INTERVIEWER" {
            speaker.role = Role::Interviewer;
        } else {
            speaker.role = Role::Participant;
            speaker.case = CaseId::new(name).ok();
        }
    }
    transcript.with_details(details).expect("the labels are the same")
}

fn speech(words: usize, numbers: &mut Numbers) -> String {
    let mut speech = String::new();
    let mut begins = true;
    for _ in 0..words {
        let mut word: String = (0..1 + numbers.below(3)).map(|_| SYLLABLES[numbers.below(SYLLABLES.len())]).collect();
        if begins {
            word = word.to_uppercase();
        }
        begins = numbers.below(12) == 0;
        speech.push_str(&word);
        speech.push_str(if begins { ". " } else { " " });
    }
    speech
}

fn id<T, E: std::fmt::Debug>(made: Result<T, E>) -> T {
    made.expect("a letter and digits are an id")
}
