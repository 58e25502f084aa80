use proptest::prelude::*;
use qualkit_agreement::{Limits, Outcome, Resampling, Undefined};
use qualkit_compare::{
    Asked, Choice, CodedUnits, CompareError, Compared, DiagnosedStudy, Intervals, Judging, Overlap, SetDistance, Unit,
    code_ratings, coded_units, compare, diagnose_study, estimates, estimates_by_code, units_table,
};
use qualkit_transcript::Transcript;

use crate::told::{coded, coders, codes, interview, started};

const CODES: [&str; 4] = ["fear", "trust", "gap", "unused"];
const CODERS: [&str; 3] = ["a", "b", "c"];

/// Interviews of answers `w0`, `w1`, …; per interview and answer what each coder gave, `None` if not finished.
type Given = Vec<Vec<[Option<Vec<usize>>; 3]>>;

struct Study {
    told: Vec<Transcript>,
    sets: Vec<Vec<qualkit_coding::CodingSet>>,
}

impl Study {
    fn new(given: &Given) -> Study {
        let told: Vec<Transcript> = given
            .iter()
            .enumerate()
            .map(|(place, answers)| {
                let words: Vec<String> = (0..answers.len()).map(|answer| format!("w{answer}.")).collect();
                let turns: Vec<(&str, &str)> =
                    words.iter().flat_map(|words| [("I", "And?"), ("P", words.as_str())]).collect();
                interview(&format!("P{place:02}"), &turns)
            })
            .collect();
        let sets = told
            .iter()
            .zip(given)
            .map(|(told, answers)| {
                let of_coder = |(coder, name): (usize, &&str)| {
                    let words: Vec<String> = (0..answers.len()).map(|answer| format!("w{answer}.")).collect();
                    let put = answers.iter().zip(&words).flat_map(|(cells, words)| {
                        cells[coder].iter().flatten().map(move |&code| (words.as_str(), CODES[code]))
                    });
                    let mut set = started(told, name, &put.collect::<Vec<_>>());
                    for (turn, cells) in told.answers().zip(answers) {
                        if cells[coder].is_some() {
                            set.finish(turn.span);
                        }
                    }
                    set
                };
                CODERS.iter().enumerate().map(of_coder).collect()
            })
            .collect();
        Study { told, sets }
    }

    fn compared(&self) -> Vec<Compared<'_>> {
        let pairs = self.told.iter().zip(&self.sets);
        pairs.map(|(transcript, sets)| Compared { transcript, sets: sets.iter().collect() }).collect()
    }

    fn units(&self) -> CodedUnits {
        coded_units(&codes(&CODES), &coders(&CODERS), &self.compared(), Judging::default()).unwrap()
    }

    fn diagnosed(&self) -> DiagnosedStudy {
        diagnose_study(&self.units().complete_only(), &Asked::default(), false)
    }

    /// Fleiss' kappa and alpha over some codes of some coders on some transcripts, as if there were no others.
    fn pooled(&self, of_codes: &[&str], of_coders: &[&str], kept: impl Fn(usize) -> bool) -> Vec<Outcome> {
        let given: Vec<Compared<'_>> =
            self.compared().into_iter().enumerate().filter(|(place, _)| kept(*place)).map(|(_, one)| one).collect();
        let rated = code_ratings(&codes(of_codes), &coders(of_coders), &given, Judging::default()).unwrap();
        let names: Vec<String> = of_coders.iter().map(|name| (*name).to_owned()).collect();
        let choice = Choice::Named(["fleiss_kappa", "krippendorff_alpha"].map(|name| name.parse().unwrap()).to_vec());
        let found = estimates_by_code(&rated, &names, &[], &Asked { choice, ..Asked::default() });
        found.into_iter().filter(|one| one.category.is_none()).map(|one| one.outcome).collect()
    }
}

fn bare(outcomes: &[Outcome]) -> Vec<Result<f64, Undefined>> {
    outcomes.iter().map(|outcome| outcome.as_ref().map(|estimate| estimate.value).map_err(Undefined::clone)).collect()
}

/// Equal up to the last digits; where there is none, the reason need not be the same.
fn alike(one: &[Result<f64, Undefined>], other: &[Result<f64, Undefined>]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| match (one, other) {
            (Ok(one), Ok(other)) => (one - other).abs() < 1e-12,
            (one, other) => one.is_err() && other.is_err(),
        })
}

fn set() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::btree_set(0usize..3, 0..3).prop_map(|codes| codes.into_iter().collect())
}

fn given(missing: f64) -> impl Strategy<Value = Given> {
    let cell = move || prop::option::weighted(1.0 - missing, set());
    prop::collection::vec(prop::collection::vec([cell(), cell(), cell()], 1..8), 1..4)
}

/// MASI by its definition (Passonneau 2006), on sets as lists of codes.
fn masi(one: &[usize], other: &[usize]) -> f64 {
    let both = one.iter().filter(|code| other.contains(code)).count();
    let either = one.len() + other.len() - both;
    if either == both {
        return 0.0;
    }
    let m = if both == one.len().min(other.len()) { 2.0 / 3.0 } else { 1.0 / 3.0 };
    if both == 0 { 1.0 } else { 1.0 - both as f64 / either as f64 * m }
}

/// Alpha by its definition, rating by rating.
fn alpha_of_sets(units: &[Vec<&Vec<usize>>]) -> Option<f64> {
    let paired: Vec<_> = units.iter().filter(|unit| unit.len() > 1).collect();
    let all: Vec<&Vec<usize>> = paired.iter().flat_map(|unit| unit.iter().copied()).collect();
    let within: f64 = paired
        .iter()
        .map(|unit| {
            let sum: f64 = unit.iter().flat_map(|one| unit.iter().map(|other| masi(one, other))).sum();
            sum / (unit.len() - 1) as f64
        })
        .sum();
    let any: f64 = all.iter().flat_map(|one| all.iter().map(|other| masi(one, other))).sum();
    let n = all.len() as f64;
    (any > 0.0).then(|| 1.0 - (within / n) / (any / (n * (n - 1.0))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn sets_of_codes_are_those_of_the_table_of_units(
        given in given(0.3),
        unit in prop::sample::select(&[Unit::Turn, Unit::Sentence, Unit::Character][..]),
        overlap in prop::sample::select(&[Overlap::Any, Overlap::Share(0.5)][..]),
    ) {
        let (study, judging) = (Study::new(&given), Judging { unit, overlap, all_turns: false });
        let (codes, coders, compared) = (codes(&CODES), coders(&CODERS), study.compared());
        let found = coded_units(&codes, &coders, &compared, judging).unwrap();
        let cells: Vec<Option<Vec<usize>>> = units_table(&codes, &coders, &compared, judging)
            .unwrap()
            .map(|row| row.codes.map(|has| (0..has.len()).filter(|&code| has[code]).collect()))
            .collect();
        let rows: Vec<&[Option<Vec<usize>>]> =
            cells.chunks(3).filter(|row| row.iter().flatten().count() > 1).collect();
        let sets = &found.sets.all;
        prop_assert_eq!((sets.units(), found.left_out), (rows.len() as u64, (cells.len() / 3 - rows.len()) as u64));
        let expected = qualkit_agreement::SetRatings::from_rows(&rows, CODES.len()).unwrap();
        prop_assert_eq!(sets.as_categories().distinct_rows(), expected.as_categories().distinct_rows());
        prop_assert_eq!(sets.sets(), expected.sets());
        let of_transcripts: u64 = found.sets.clusters.iter().map(|one| one.ratings.units()).sum();
        prop_assert_eq!(of_transcripts, sets.units());
        let complete = rows.iter().filter(|row| row.iter().all(Option::is_some)).count() as u64;
        prop_assert_eq!(found.complete_only().sets.all.units(), complete);
    }

    #[test]
    fn alpha_of_the_units_as_sets_is_that_of_its_definition(given in given(0.2)) {
        let units = Study::new(&given).units();
        let asked = Asked { choice: Choice::Named(vec!["krippendorff_alpha".parse().unwrap()]), ..Asked::default() };
        let found = estimates(&units.table(), &asked).remove(0);
        let rated: Vec<Vec<&Vec<usize>>> =
            given.iter().flatten().map(|cells| cells.iter().flatten().collect()).collect();
        match (alpha_of_sets(&rated), found.outcome) {
            (Some(alpha), Ok(estimate)) => prop_assert!((alpha - estimate.value).abs() < 1e-12),
            (None, Err(_)) => {}
            (one, other) => prop_assert!(false, "{one:?} {other:?}"),
        }
    }

    #[test]
    fn what_is_left_out_is_compared_as_if_it_had_never_been(given in given(0.05)) {
        let study = Study::new(&given);
        let found = study.diagnosed();
        let main: Vec<Outcome> = found.main.iter().map(|main| main.outcome.clone()).collect();
        prop_assert!(alike(&bare(&main), &bare(&study.pooled(&CODES, &CODERS, |_| true))));
        for pull in &found.codes {
            let others: Vec<&str> = CODES.into_iter().filter(|code| *code != CODES[pull.code]).collect();
            let without: Vec<Outcome> = pull.without.iter().map(|one| one.outcome.clone()).collect();
            prop_assert!(alike(&bare(&without), &bare(&study.pooled(&others, &CODERS, |_| true))));
            prop_assert!(alike(&bare(&pull.own), &bare(&study.pooled(&CODES[pull.code..=pull.code], &CODERS, |_| true))));
        }
        for work in &found.coders {
            let others: Vec<&str> = CODERS.into_iter().filter(|coder| *coder != CODERS[work.coder]).collect();
            // Those two may have finished units that the third has not; they are not compared here.
            if given.iter().flatten().all(|cells| cells.iter().all(Option::is_some)) {
                let without: Vec<Outcome> = work.without.iter().map(|one| one.outcome.clone()).collect();
                prop_assert!(alike(&bare(&without), &bare(&study.pooled(&CODES, &others, |_| true))));
            }
        }
        for pull in &found.transcripts {
            let is_it = |place: usize| format!("P{place:02}") == pull.transcript;
            let without: Vec<Outcome> = pull.without.iter().map(|one| one.outcome.clone()).collect();
            prop_assert!(alike(&bare(&pull.within), &bare(&study.pooled(&CODES, &CODERS, is_it))));
            prop_assert!(alike(&bare(&without), &bare(&study.pooled(&CODES, &CODERS, |place| !is_it(place)))));
        }
        let changes: Vec<f64> = found.codes.iter().filter_map(|pull| pull.without[0].change).collect();
        prop_assert!(changes.is_sorted_by(|one, other| one >= other));
    }

    #[test]
    fn differences_are_counted_unit_by_unit_and_pair_by_pair(given in given(0.2)) {
        let units = Study::new(&given).units();
        let found = diagnose_study(&units, &Asked::default(), true);
        let rows: Vec<&[Option<Vec<usize>>; 3]> =
            given.iter().flatten().filter(|cells| cells.iter().flatten().count() > 1).collect();
        let ordered: Vec<(usize, usize)> = (0..3).flat_map(|one| (0..3).map(move |other| (one, other))).collect();
        let judged = |row: &[Option<Vec<usize>>; 3], (one, other): (usize, usize)| {
            let both = row[one].clone().zip(row[other].clone());
            both.filter(|_| one != other)
        };
        for pull in &found.codes {
            let mut expected = (0, 0);
            for (one, other) in rows.iter().flat_map(|row| ordered.iter().filter_map(|&pair| judged(row, pair))) {
                if one.contains(&pull.code) && !other.contains(&pull.code) {
                    expected.0 += 1;
                    expected.1 += u64::from(other.iter().all(|code| one.contains(code)));
                }
            }
            prop_assert_eq!((pull.differences, pull.instead_nothing), expected);
            let units: u64 = pull.by.iter().map(|by| by.units).sum();
            let split = rows.iter().filter(|row| {
                let yes = row.iter().flatten().filter(|set| set.contains(&pull.code)).count();
                yes > 0 && yes < row.iter().flatten().count()
            });
            prop_assert_eq!(units, split.count() as u64);
        }
        prop_assert_eq!(found.differences, found.codes.iter().map(|pull| pull.differences).sum::<u64>());
        prop_assert_eq!(2 * found.differences, found.coders.iter().map(|work| work.differences).sum::<u64>());
        if !found.transcripts.is_empty() {
            prop_assert_eq!(found.differences, found.transcripts.iter().map(|one| one.differences).sum::<u64>());
        }
        for first in 0..CODES.len() {
            for second in first + 1..CODES.len() {
                let mut times = [0; 3];
                for row in &rows {
                    for &(one, other) in &ordered {
                        if let Some((a, b)) = judged(row, (one, other))
                            && a.contains(&first) && !a.contains(&second) && b.contains(&second) && !b.contains(&first)
                        {
                            times[one] += 1;
                        }
                    }
                }
                let pair = found.confused.iter().find(|pair| pair.codes == [first, second]);
                prop_assert_eq!(pair.map_or(0, |pair| pair.times), times.iter().sum::<u64>());
                if let Some(pair) = pair {
                    prop_assert_eq!(&pair.first_by, &times.to_vec());
                    prop_assert_eq!(pair.second_by.iter().sum::<u64>(), pair.times);
                }
            }
        }
    }

    #[test]
    fn the_order_of_coders_and_transcripts_changes_no_value(given in given(0.1)) {
        let study = Study::new(&given);
        let turned: Given = given.iter().rev().cloned().collect();
        let asked = Asked::default();
        let names = coders(&["c", "a", "b"]);
        let units = coded_units(&codes(&CODES), &names, &study.compared(), Judging::default()).unwrap();
        let [one, other] = [study.units(), units].map(|units| diagnose_study(&units, &asked, true));
        let main = |found: &DiagnosedStudy| found.main.iter().map(|one| one.outcome.clone()).collect::<Vec<_>>();
        prop_assert_eq!(main(&one), main(&other));
        prop_assert_eq!(one.differences, other.differences);
        for pull in &one.codes {
            let same = other.codes.iter().find(|other| other.code == pull.code).unwrap();
            prop_assert_eq!((pull.differences, &pull.without), (same.differences, &same.without));
        }
        prop_assert_eq!(main(&one), main(&diagnose_study(&Study::new(&turned).units(), &asked, true)));
    }
}

/// Two interviews: in the second, `c` calls fear what the others call trust, and leaves out a gap that `a` saw.
fn small() -> Study {
    let all = |codes: &[usize]| std::array::from_fn(|_| Some(codes.to_vec()));
    Study::new(&vec![
        vec![all(&[0]), all(&[1]), all(&[2]), all(&[]), all(&[0, 2])],
        vec![
            [Some(vec![1]), Some(vec![1]), Some(vec![0])],
            [Some(vec![1, 2]), Some(vec![1]), Some(vec![0])],
            [Some(vec![]), Some(vec![]), Some(vec![])],
        ],
    ])
}

#[test]
fn the_code_the_transcript_and_the_coder_that_pull_agreement_down_come_first() {
    let found = small().diagnosed();
    assert_eq!((found.differences, found.never_applied), (10, 1));
    let told: Vec<_> =
        found.codes.iter().map(|pull| (CODES[pull.code], pull.differences, pull.instead_nothing)).collect();
    // Trust: a and b twice against c, who has fear there. Gap: a against b, and against c who has fear there.
    assert_eq!(told, [("trust", 4, 0), ("fear", 4, 0), ("gap", 2, 1)]);
    assert_eq!((found.codes[0].by[0].coders.as_slice(), found.codes[0].by[0].units), (&[0, 1][..], 2));
    assert_eq!(found.transcripts[0].transcript, "P01");
    assert_eq!(found.transcripts[0].without[0].outcome.as_ref().unwrap().value, 1.0);
    assert_eq!((found.coders[0].coder, found.coders[0].differences), (2, 9));
    let confused: Vec<_> =
        found.confused.iter().map(|pair| (pair.codes, pair.times, &pair.first_by[..], &pair.second_by[..])).collect();
    assert_eq!(confused, [([0, 1], 4, &[0, 0, 4][..], &[2, 2, 0][..]), ([0, 2], 1, &[0, 0, 1], &[1, 0, 0])]);
    let matrix = found.matrix.unwrap();
    assert_eq!((matrix.measure, matrix.cells.len()), ("cohen_kappa", 3));
    // Every code that somebody applied, for every two coders, in the order of the codes.
    let margins: Vec<_> = found.margins.iter().map(|one| one.table.category).collect();
    assert_eq!(margins, [1, 1, 1, 0, 0, 0, 2, 2, 2]);
}

#[test]
fn margins_of_a_code_hold_the_test_whether_both_apply_it_equally_often() {
    let found = small().diagnosed();
    let trust_a_c = found.margins.iter().find(|one| one.table.category == 1 && one.table.coders == [0, 2]).unwrap();
    let counts = trust_a_c.table.table.clone().unwrap();
    assert_eq!((counts.both, counts.only_first, counts.only_second, counts.neither), (1, 2, 0, 5));
    // McNemar (2 − 0)²/2, of one degree of freedom; Bhapkar T/(1 − T/n), n = 8.
    let mcnemar = trust_a_c.stuart_maxwell.as_ref().unwrap();
    assert!((mcnemar.statistic - 2.0).abs() < 1e-12 && mcnemar.degrees_of_freedom == 1);
    assert!((trust_a_c.bhapkar.as_ref().unwrap().statistic - 2.0 / 0.75).abs() < 1e-12);
    // c has one unit, a three: of the 8, 6 may agree.
    let chance = (3.0 * 1.0 + 5.0 * 7.0) / 64.0;
    assert!((trust_a_c.largest_kappa.as_ref().unwrap() - (0.75 - chance) / (1.0 - chance)).abs() < 1e-12);
}

#[test]
fn pooled_values_are_those_of_the_estimates_and_measures_may_be_named() {
    let study = small();
    let (codes, coders) = (codes(&CODES), coders(&CODERS));
    let rated = code_ratings(&codes, &coders, &study.compared(), Judging::default()).unwrap();
    let named =
        ["gwet_ac", "percent_agreement", "krippendorff_alpha", "s_lotus", "cohen_kappa", "lotus", "light_kappa"];
    let asked =
        Asked { choice: Choice::Named(named.iter().map(|name| name.parse().unwrap()).collect()), ..Asked::default() };
    let found = diagnose_study(&study.units().complete_only(), &asked, false);
    // Percent agreement and Lotus correct for nothing, Cohen's kappa is not of three coders, and Light's is a mean.
    let measures: Vec<&str> = found.main.iter().map(|one| one.measure).collect();
    assert_eq!(measures, ["gwet_ac", "krippendorff_alpha", "s_lotus"]);
    let names = CODERS.map(str::to_owned);
    let transcripts = ["P00", "P01"].map(str::to_owned);
    let estimates = estimates_by_code(&rated, &names, &transcripts, &asked);
    for main in &found.main {
        let same = estimates.iter().find(|one| one.measure == main.measure && one.category.is_none()).unwrap();
        let [one, other] = [main, same].map(|one| one.outcome.as_ref().unwrap());
        assert!((one.value - other.value).abs() < 1e-12);
        assert_eq!((one.observed, one.expected), (other.observed, other.expected));
    }
}

#[test]
fn where_nobody_applied_anything_or_finished_anything_there_is_a_reason_and_no_number() {
    let nothing = |cell: Option<Vec<usize>>| Study::new(&vec![vec![std::array::from_fn(|_| cell.clone()); 3]; 2]);
    let silent = nothing(Some(Vec::new())).diagnosed();
    assert!(silent.codes.is_empty() && silent.margins.is_empty() && silent.differences == 0);
    assert_eq!(silent.main[0].outcome, Err(Undefined::OneCategoryOnly));
    assert_eq!(silent.transcripts[0].without[0].change, None);
    let unfinished = nothing(None);
    assert_eq!((unfinished.units().sets.all.units(), unfinished.units().left_out), (0, 6));
    let found = unfinished.diagnosed();
    assert_eq!(found.main[0].outcome, Err(Undefined::NothingPairable));
    assert!(found.transcripts.is_empty());
    assert_eq!(found.coders.iter().map(|work| work.units).sum::<u64>(), 0);
}

#[test]
fn a_unit_that_two_of_three_have_finished_counts_for_sets_and_only_as_asked() {
    let study = Study::new(&vec![vec![
        [Some(vec![0]), Some(vec![0]), None],
        [Some(vec![1]), Some(vec![0]), Some(vec![])],
        [Some(vec![1]), None, None],
    ]]);
    let units = study.units();
    assert_eq!((units.sets.all.units(), units.sets.all.missing_cells(), units.left_out), (2, 1, 1));
    let complete = units.complete_only();
    assert_eq!((complete.sets.all.units(), complete.sets.all.missing_cells(), complete.left_out), (1, 0, 2));
}

#[test]
fn one_coder_is_not_enough() {
    let study = small();
    let alone = coded_units(&codes(&CODES), &coders(&["a"]), &study.compared(), Judging::default());
    assert!(matches!(alone, Err(CompareError::FewerThanTwoCoders { coders: 1 })));
}

/// Six interviews of one pattern each, three of agreement and three of disagreement.
fn six() -> Vec<(&'static [usize], &'static [usize])> {
    vec![(&[0], &[0]), (&[1], &[1]), (&[0, 1], &[0, 1]), (&[0], &[1]), (&[0, 1], &[1]), (&[], &[0])]
}

fn of_two(given: &[(&[usize], &[usize])]) -> CodedUnits {
    let told: Vec<Transcript> =
        (0..given.len()).map(|place| interview(&format!("P{place:02}"), &[("P", "w0.")])).collect();
    let sets: Vec<Vec<_>> = told
        .iter()
        .zip(given)
        .map(|(told, (one, other))| {
            let put = |codes: &&[usize]| codes.iter().map(|&code| ("w0.", CODES[code])).collect::<Vec<_>>();
            vec![coded(told, "a", &put(one)), coded(told, "b", &put(other))]
        })
        .collect();
    let compared: Vec<Compared<'_>> =
        told.iter().zip(&sets).map(|(transcript, sets)| Compared { transcript, sets: sets.iter().collect() }).collect();
    coded_units(&codes(&CODES), &coders(&["a", "b"]), &compared, Judging::default()).unwrap()
}

fn resampled(units: &CodedUnits, intervals: Intervals) -> Vec<Outcome> {
    let asked = Asked { intervals, set_distance: SetDistance::Jaccard, ..Asked::default() };
    estimates(&units.table(), &asked).into_iter().map(|one| one.outcome).collect()
}

const RESAMPLING: Resampling = Resampling { resamples: 400, seed: 3, limits: Limits::Percentile };

#[test]
fn intervals_of_sets_come_from_transcripts_drawn_anew_whatever_their_order() {
    let given = six();
    let [one, other] = [given.clone(), given.iter().rev().copied().collect()]
        .map(|given| resampled(&of_two(&given), Intervals::Clusters(RESAMPLING)));
    assert_eq!(one, other);
    for outcome in &one {
        let estimate = outcome.as_ref().unwrap();
        let interval = estimate.interval.as_ref().unwrap();
        assert!(interval.low < estimate.value && estimate.value <= interval.high && estimate.p_value.is_none());
    }
    // Every transcript has one unit: drawing transcripts is drawing units.
    let units = resampled(&of_two(&given), Intervals::Units(RESAMPLING));
    let ends = |outcome: &Outcome| outcome.as_ref().unwrap().interval.as_ref().map(|one| (one.low, one.high));
    assert_eq!(one.iter().map(ends).collect::<Vec<_>>(), units.iter().map(ends).collect::<Vec<_>>());
}

#[test]
fn four_transcripts_make_no_interval_and_no_error_of_a_formula_stands_in() {
    for outcome in resampled(&of_two(&six()[..4]), Intervals::Clusters(RESAMPLING)) {
        let estimate = outcome.unwrap();
        assert_eq!((estimate.interval, estimate.standard_error, estimate.p_value), (None, None, None));
    }
}

#[test]
fn two_empty_sets_are_agreement_for_alpha_and_nothing_for_dice() {
    let told = |given: &[(&[usize], &[usize])]| {
        let found = resampled(&of_two(given), Intervals::Analytic);
        found.into_iter().map(|one| one.map(|one| (one.value, one.pairable))).collect::<Vec<_>>()
    };
    let given: [(&[usize], &[usize]); 4] = [(&[0], &[0]), (&[0], &[1]), (&[], &[]), (&[], &[])];
    let found = told(&given);
    // Alpha, the same set, Dice, pooled kappa.
    assert_eq!(found[1..3], [Ok((0.75, 4)), Ok((0.5, 2))]);
    let without = told(&given[..2]);
    assert!(found[0].clone().unwrap().0 > without[0].clone().unwrap().0);
}

#[test]
fn agreement_that_a_code_is_there_and_that_it_is_not_are_told_apart() {
    let study = small();
    let rated = code_ratings(&codes(&CODES), &coders(&CODERS), &study.compared(), Judging::default()).unwrap();
    let (names, transcripts) = (CODERS.map(str::to_owned), ["P00", "P01"].map(str::to_owned));
    let asked = Asked { by_category: true, ..Asked::default() };
    let found = estimates_by_code(&rated, &names, &transcripts, &asked);
    let value = |measure: &str, code: &str| {
        let of_code = found.iter().filter(|one| one.measure == measure && one.category.as_deref() == Some(code));
        of_code.map(|one| one.outcome.clone().map(|one| one.value)).collect::<Vec<_>>()
    };
    // Trust on three units: all, then a and b twice. Of 7 ratings, each with two others, 6 + 2 + 2 of 14 meet another.
    assert_eq!(value("specific_agreement", "trust"), [Ok(10.0 / 14.0)]);
    // Absent on seven units: 5 by all, and two by c alone, who meets nobody.
    assert_eq!(value("specific_agreement_absent", "trust"), [Ok(30.0 / 34.0)]);
    // What is the code's own value already is not told twice.
    assert_eq!(value("krippendorff_alpha_category", "trust"), []);
    assert_eq!(value("krippendorff_alpha", "trust").len(), 1);
    assert_eq!(value("specific_agreement", "unused").len(), 1);
    let compared =
        compare(&codes(&CODES), &coders(&CODERS), &study.compared(), Judging::default(), &Default::default());
    let trust = compared.unwrap().per_code[1].clone();
    assert_eq!((trust.present.unwrap().value, trust.absent.unwrap().value), (10.0 / 14.0, 30.0 / 34.0));
}

#[test]
fn prevalence_and_bias_in_a_study_are_those_of_the_code_and_not_of_its_absence() {
    let study = small();
    let names = ["a", "c"];
    let rated = code_ratings(&codes(&CODES), &coders(&names), &study.compared(), Judging::default()).unwrap();
    let choice = Choice::Named(["prevalence_index", "bias_index"].iter().map(|name| name.parse().unwrap()).collect());
    let asked = Asked { choice, ..Asked::default() };
    let found = estimates_by_code(&rated, &names.map(str::to_owned), &["P00", "P01"].map(str::to_owned), &asked);
    let of_trust: Vec<f64> = found
        .iter()
        .filter(|one| one.category.as_deref() == Some("trust"))
        .map(|one| one.outcome.as_ref().unwrap().value)
        .collect();
    // Both 1, only a 2, only c 0, neither 5.
    assert_eq!(of_trust, [-0.5, 0.25]);
}
