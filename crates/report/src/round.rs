use qualkit_agreement::{Continuum, Interval, Outcome};
use qualkit_coding::{Coder, CoderId, CoderKind};
use qualkit_compare::{CodeAgreement, CodedUnits, Comparison, FinishedTexts, Overlap, Unit};

use crate::prose::{capitalized, counted, grouped, kind_of_coder, listed, plural};
use crate::table::rounded;

/// A block of double coding and how far its coders agreed.
#[derive(Clone, Debug, PartialEq)]
pub struct Round {
    /// The round's name, for example `1`.
    pub name: String,
    /// How far they agreed.
    pub comparison: Comparison,
    /// Who they are; others may be listed too.
    pub coders: Vec<Coder>,
}

impl Round {
    /// The name of a coder.
    pub(crate) fn name_of(&self, id: &CoderId) -> String {
        self.coders.iter().find(|coder| coder.id == *id).map_or_else(|| id.to_string(), |coder| coder.name.clone())
    }

    /// Some of the coders, as tables name them: `a – b`, on one line.
    pub(crate) fn named(&self, places: &[usize]) -> String {
        let coders: Vec<&str> = places.iter().map(|&place| self.comparison.coders[place].as_str()).collect();
        coders.join("\u{a0}–\u{a0}")
    }

    /// Whether the round has a name of its own; without a plan there is only [`UNPLANNED`].
    pub(crate) fn is_planned(&self) -> bool {
        unplanned(&self.name).is_none()
    }

    /// The round as a label: `round 1`, its name if that is words, or `double-coded transcripts`.
    pub(crate) fn title(&self) -> String {
        title(&self.name)
    }

    /// The round in a sentence: as its label, with an article if it needs one.
    pub(crate) fn in_sentence(&self) -> String {
        in_sentence(&self.name)
    }

    /// The round as files are named: `round-1`, or `all`.
    pub(crate) fn stem(&self) -> String {
        let name = if self.is_planned() { self.title() } else { self.name.clone() };
        qualkit_table::Id::slug(&name).map_or_else(|| "round".to_owned(), |id| id.as_str().to_owned())
    }

    /// The codebook in a sentence: `codebook version 1`.
    pub(crate) fn codebook(&self) -> String {
        match self.comparison.codebook_versions.len() {
            0 => "no codings".to_owned(),
            1 => format!("codebook version {}", self.versions()),
            _ => format!("codebook versions {}", self.versions()),
        }
    }

    /// The versions of the codebook: `1`, or `1 and 2`.
    pub(crate) fn versions(&self) -> String {
        let versions: Vec<String> = self.comparison.codebook_versions.iter().map(u32::to_string).collect();
        listed(&versions)
    }

    /// What these measures mean in this round: coders, transcripts, unit, and every rule.
    pub(crate) fn notes(&self, measures: &[Measure]) -> Vec<String> {
        [vec![self.material()], self.rules(measures)].concat()
    }

    /// Who was compared on what, and when a unit bears a code, for results that are not in the tables of a round.
    pub fn told(&self) -> Vec<String> {
        vec![self.material(), self.unit(), bearing(self.comparison.judging.overlap)]
    }

    /// Who was compared on what, and what a set of codes is, for results on units as sets of codes.
    pub fn told_of_sets(&self, units: &CodedUnits) -> Vec<String> {
        let all = &units.sets.all;
        let (transcripts, coders): (Vec<&str>, Vec<String>) = (
            units.sets.clusters.iter().map(|one| one.name.as_str()).collect(),
            self.comparison.coders.iter().map(|id| self.introduce(id)).collect(),
        );
        let missing = match all.missing_cells() {
            0 => "every coder has finished them all".to_owned(),
            missing => format!("{missing} ratings of those who have not finished one are missing"),
        };
        let left_out = match units.left_out {
            0 => "none is left out".to_owned(),
            left_out => format!("{left_out} more are left out"),
        };
        vec![
            format!(
                "{}: coders {}; {}; {}. n = {} {} that at least two coders have finished; {missing}; {left_out}.",
                capitalized(&self.title()),
                listed(&coders),
                named_transcripts(&transcripts),
                self.codebook(),
                all.units(),
                plural(&self.comparison.judging.unit.to_string()),
            ),
            self.unit(),
            format!(
                "A unit’s set: all codes that the unit bears for a coder ({}); a finished unit without a code has the \
                 empty set, which is an answer. dice_agreement_coded leaves out units to which two \
                 coders both gave none.",
                self.comparison.judging.overlap.rule()
            ),
        ]
    }

    /// The rules by which these measures were computed: unit, bearing, chance, pooling.
    pub(crate) fn rules(&self, measures: &[Measure]) -> Vec<String> {
        let chance: Vec<&str> = measures.iter().map(|measure| measure.chance()).collect();
        let chance = format!("Agreement by chance: percent agreement corrects for none; {}.", chance.join("; "));
        vec![self.unit(), bearing(self.comparison.judging.overlap), chance, POOLING.to_owned()]
    }

    /// Who was compared on what texts, for results on the places that were marked.
    pub fn told_of_spans(&self, finished: &FinishedTexts) -> Vec<String> {
        let coders: Vec<String> = self.comparison.coders.iter().map(|id| self.introduce(id)).collect();
        vec![
            format!("{}: coders {}; {}.", capitalized(&self.title()), listed(&coders), self.codebook()),
            texts_told(&self.name, finished),
        ]
    }

    /// Who was compared on what.
    pub(crate) fn material(&self) -> String {
        let (compared, pooled) = (&self.comparison, &self.comparison.pooled);
        let coders: Vec<String> = compared.coders.iter().map(|id| self.introduce(id)).collect();
        let transcripts: Vec<&str> = compared.transcripts.iter().map(|one| one.id.as_str()).collect();
        let left_out = match compared.left_out {
            0 => "none is left out".to_owned(),
            left_out => format!("{left_out} more, which at least one has not finished, are left out"),
        };
        format!(
            "{}: coders {}; {}; {}. n = {} {} that every coder has finished; {left_out}. {} that somebody applied, \
             {} that nobody did.",
            capitalized(&self.title()),
            listed(&coders),
            named_transcripts(&transcripts),
            self.codebook(),
            compared.units,
            plural(&compared.judging.unit.to_string()),
            capitalized(&counted(pooled.codes, "code")),
            pooled.never_applied,
        )
    }

    fn introduce(&self, id: &CoderId) -> String {
        let coder = self.coders.iter().find(|coder| coder.id == *id);
        let kind = kind_of_coder(coder.map_or(CoderKind::Person, |coder| coder.kind));
        let name = coder.map_or(id.as_str(), |coder| coder.name.as_str());
        if name.eq_ignore_ascii_case(id.as_str()) { format!("{id} ({kind})") } else { format!("{id} ({name}, {kind})") }
    }

    fn unit(&self) -> String {
        let compared = &self.comparison;
        let whose = match (compared.judging.all_turns, compared.judging.unit) {
            (true, _) => "all turns count, also of those who lead the conversation",
            (false, Unit::Turn) => "turns of those who lead the conversation are no units",
            (false, _) => "what those who lead the conversation say holds no units",
        };
        format!("Unit of agreement: {}; {whose}.", compared.judging.unit)
    }

    /// How the intervals of these measures were made.
    pub(crate) fn intervals(&self, measures: &[Measure]) -> Option<String> {
        let mut methods: Vec<String> = Vec::new();
        let mut no_width = false;
        for measure in measures {
            let outcomes = self.comparison.per_code.iter().flat_map(|code| measure.outcomes(code));
            let intervals: Vec<&Interval> = outcomes.filter_map(|o| o.as_ref().ok()?.interval.as_ref()).collect();
            no_width |= intervals.iter().any(|interval| interval.low == interval.high);
            if let Some(interval) = intervals.first() {
                methods.push(format!("{}: {}, {}", measure.name(), level(interval), interval.method));
            }
        }
        let caution = "An interval without width says that so few units show no variation, or that one coder never applied \
                       the code; not that there is none.";
        let caution = if no_width { format!(" {caution}") } else { String::new() };
        let known = if self.comparison.transcripts.len() == 1 { OF_ONE_TRANSCRIPT } else { RARE };
        (!methods.is_empty()).then(|| format!("Intervals: {}. {known}{caution}", methods.join("; ")))
    }

    /// The level of the intervals in a heading: `95 %`.
    pub(crate) fn level(&self) -> String {
        let outcomes = self.comparison.per_code.iter().flat_map(|code| [&code.fleiss, &code.alpha]);
        outcomes
            .filter_map(|o| o.as_ref().ok()?.interval.as_ref())
            .map(level)
            .next()
            .unwrap_or_else(|| "95 %".to_owned())
    }
}

/// What every reader of an interval should know.
const RARE: &str = "They hold for rare codes too, and clusters are transcripts: units of one interview are not independent. From fewer \
    than about ten transcripts they may still be too narrow.";

/// The same where all units are of one interview.
const OF_ONE_TRANSCRIPT: &str = "They hold for rare codes too, but for other units of this transcript only: how transcripts \
    differ one does not show, and for others the intervals are likely to be too narrow.";

const POOLING: &str = "All codes: observed and expected agreement averaged over the codes that somebody applied, each \
    weighing the same (De Vries et al. 2008); for a pair, over the codes that one of the two applied. Such values have \
    no interval here.";

/// A measure that corrects for agreement by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    CohenKappa,
    FleissKappa,
    Alpha,
}

impl Measure {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Measure::CohenKappa => "Cohen’s kappa",
            Measure::FleissKappa => "Fleiss’ kappa",
            Measure::Alpha => "Krippendorff’s alpha",
        }
    }

    fn chance(self) -> &'static str {
        match self {
            Measure::CohenKappa => "Cohen’s kappa takes it from how often each of the two coders applied the code",
            Measure::FleissKappa => "Fleiss’ kappa takes it from how often all coders together applied the code",
            Measure::Alpha => "Krippendorff’s alpha from how often all did, drawn without replacement",
        }
    }

    fn outcomes(self, code: &CodeAgreement) -> Vec<&Outcome> {
        match self {
            Measure::CohenKappa => code.pairs.iter().map(|pair| &pair.kappa).collect(),
            Measure::FleissKappa => vec![&code.fleiss],
            Measure::Alpha => vec![&code.alpha],
        }
    }
}

fn level(interval: &Interval) -> String {
    rounded(interval.level.get() * 100.0, 3).trim_end_matches('0').trim_end_matches('.').to_owned() + " %"
}

fn bearing(overlap: Overlap) -> String {
    format!(
        "{}. A unit to which nobody applied a code counts as agreement that the code is absent, in percent agreement \
         and in every coefficient.",
        capitalized(&overlap.rule()),
    )
}

/// The name of the only round of a study without a plan; where there are several groups of coders, each
/// round has its coders in round brackets behind it.
const UNPLANNED: &str = "all";

/// What stands behind the name of a round that nobody planned.
fn unplanned(name: &str) -> Option<&str> {
    name.strip_prefix(UNPLANNED).filter(|rest| rest.is_empty() || rest.starts_with(" ("))
}

fn title(name: &str) -> String {
    match unplanned(name) {
        Some(coders) => format!("double-coded transcripts{coders}"),
        None if name.starts_with(|c: char| c.is_ascii_digit()) => format!("round {name}"),
        None => name.to_owned(),
    }
}

/// How many transcripts, and which: `two transcripts (P01, P02)`.
fn named_transcripts(names: &[&str]) -> String {
    match counted(names.len(), "transcript") {
        none if names.is_empty() => none,
        some => format!("{some} ({})", names.join(", ")),
    }
}

/// The texts on which marked places of a round are compared, in a sentence: not units, but characters.
pub fn texts_told(round: &str, finished: &FinishedTexts) -> String {
    let texts: Vec<&str> = finished.coded.texts.iter().map(String::as_str).collect();
    let characters: u64 = finished.coded.continua.iter().map(Continuum::length).sum();
    let left_out = match finished.left_out {
        0 => "none is left out".to_owned(),
        left_out => format!("{} more, which at least one has not finished, are left out", grouped(left_out)),
    };
    format!(
        "Texts of {}: {}, each by itself. n = {} characters that every coder has finished, with white space, \
         speakers’ names and questions; {left_out}.",
        in_sentence(round),
        named_transcripts(&texts),
        grouped(characters),
    )
}

/// A round's name in a sentence.
pub(crate) fn in_sentence(name: &str) -> String {
    let article = if unplanned(name).is_some() { "the " } else { "" };
    article.to_owned() + &title(name)
}
