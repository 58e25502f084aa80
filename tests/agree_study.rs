//! `qualkit agree` on a study: diagnostics, units as sets of codes, options that change nothing

use insta::assert_snapshot;
use qualkit_testkit::Sandbox;

use crate::garden::{run, sources};

const CODES: &str = "\
id,name,definition
fear,Fear,Fear is named.
trust,Trust,Somebody is trusted.
money,Money,Money is named.
unused,Unused,Nobody needs it.
";

/// Six interviews of four answers each, which `a`, `b` and `c` have coded; the last one `c` has not finished.
fn study() -> Sandbox {
    let sandbox = sources();
    sandbox.write("codes.csv", CODES);
    sandbox.ok(&["init", "st", "--title", "Six interviews"]);
    sandbox.ok(&["codebook", "import", "st", "codes.csv"]);
    let names: Vec<String> = (1..=6).map(|number| format!("P{number}")).collect();
    for name in &names {
        let answers: Vec<String> =
            (1..=4).map(|answer| format!("I: Question {answer}?\n\n{name}: Answer {answer} of {name}.\n")).collect();
        sandbox.write(&format!("{name}.txt"), answers.join("\n"));
        sandbox.ok(&["ingest", "st", &format!("{name}.txt"), "--interviewer", "I"]);
    }
    // Per interview the codes of its four answers, alike for all; then what one coder did otherwise.
    let alike = ["fear", "trust", "money", ""];
    let otherwise = [
        ("c", "P2", 4, "trust", "fear"),
        ("c", "P3", 4, "trust", "fear"),
        ("b", "P3", 2, "fear", ""),
        ("b", "P4", 6, "money", ""),
        ("a", "P5", 8, "", "money"),
        ("c", "P5", 2, "fear", "fear;trust"),
    ];
    for coder in ["a", "b", "c"] {
        let mut rows = "transcript,turn,quote,code\n".to_owned();
        for name in &names {
            for (place, code) in alike.iter().enumerate() {
                let turn = 2 * (place + 1);
                let own = otherwise.iter().find(|(who, of, at, _, _)| (*who, *of, *at) == (coder, name.as_str(), turn));
                let given = own.map_or(*code, |(_, _, _, _, given)| given);
                for code in given.split(';').filter(|code| !code.is_empty()) {
                    rows += &format!("{name},{turn},Answer {} of {name},{code}\n", place + 1);
                }
            }
        }
        sandbox.write("coded.csv", &rows);
        sandbox.ok(&["code", "st", "--coder", coder, "--from", "coded.csv"]);
        let finished = if coder == "c" { &names[..5] } else { &names[..] };
        let finished: Vec<&str> = finished.iter().map(String::as_str).collect();
        sandbox.ok(&[&["done", "st", "--coder", coder], &finished[..]].concat());
    }
    sandbox
}

fn planned(rounds: &[(&str, &str, &[&str])]) -> Sandbox {
    let sandbox = study();
    for (round, coders, transcripts) in rounds {
        sandbox.ok(&[&["plan", "add", "st", "--round", round, "--coders", coders], *transcripts].concat());
    }
    sandbox
}

fn json(sandbox: &Sandbox, words: &[&str]) -> serde_json::Value {
    let words = [&["agree", "st"], words, &["--format", "json"]].concat();
    serde_json::from_str(&sandbox.ok(&words)).unwrap()
}

/// The rows of a table of diagnostics, each as the values of these keys.
fn rows(answers: &serde_json::Value, table: &str, keys: &[&str]) -> Vec<String> {
    let rows = answers["diagnostics"][table].as_array().unwrap_or_else(|| panic!("{}", answers["diagnostics"]));
    rows.iter()
        .map(|row| keys.iter().map(|key| row[key].to_string().replace('"', "")).collect::<Vec<_>>().join(" "))
        .collect()
}

/// Text without its line breaks.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_threshold_that_would_judge_nothing_is_refused() {
    let sandbox = planned(&[("1", "a,b", &["P1", "P2"])]);
    let told = sandbox.run(&["agree", "st", "--measure", "specific_agreement", "--at-least", "0.99"]);
    assert_eq!(told.code, Some(2), "{}", told.stderr);
    assert!(told.stderr.contains("--code CODE judges codes by themselves"), "{}", told.stderr);
}

#[test]
fn diagnostics_tell_what_to_talk_about_first() {
    let sandbox = planned(&[("1", "a,b,c", &["P1", "P2", "P3", "P4", "P5"])]);
    assert_snapshot!(run(&sandbox, &["agree", "st", "--diagnostics"]), @"
    exit 0
    --- stdout
    Agreement over all codes, by round

                                                    Percent  Cohen’s  Fleiss’
    Round  Codebook  Transcripts  Units  Coders      agreed    kappa    kappa  Alpha
    ────────────────────────────────────────────────────────────────────────────────
    1      1                   5     20  a – b       95.0 %     0.86
    1      1                   5     20  a – c       90.0 %     0.74
    1      1                   5     20  b – c       88.3 %     0.68
    1      1                   5     20  a – b – c   91.1 %              0.76   0.77

    Round 1: coders a (person), b (person) and c (person); five transcripts (P1, P2, P3, P4, P5);
      codebook version 1. n = 20 turns that every coder has finished; none is left out. Three codes that
      somebody applied, 1 that nobody did.
    Unit of agreement: turn; turns of those who lead the conversation are no units.
    A unit bears a code if any coding of that code shares at least one character with it that is not
      white space. A unit to which nobody applied a code counts as agreement that the code is absent, in
      percent agreement and in every coefficient.
    Agreement by chance: percent agreement corrects for none; Cohen’s kappa takes it from how often
      each of the two coders applied the code; Fleiss’ kappa takes it from how often all coders together
      applied the code; Krippendorff’s alpha from how often all did, drawn without replacement.
    All codes: observed and expected agreement averaged over the codes that somebody applied, each
      weighing the same (De Vries et al. 2008); for a pair, over the codes that one of the two applied.
      Such values have no interval here.

    Which codes pull agreement down, round 1

                                                                 Applied
                                                                 by, where
                         Share  Nothing         Without          they
    Code   Differences  of all  instead  Alone       it  Change  differ
    ───────────────────────────────────────────────────────────────────────
    trust            6  37.5 %        2  0.720    0.782   0.020  a+b 2, c 1
    fear             6  37.5 %        2  0.744    0.773   0.010  c 2, a+c 1
    money            4  25.0 %        4  0.822    0.733  -0.030  a 1, a+c 1

    A difference: a unit and two coders of whom one applied the code and the other did not; 16 in all.
      Nothing instead: of these, those where the other put no code there that the first had not put
      there too. One code that nobody applied is not listed.
    Alone: Fleiss’ kappa of this code, there or not; without it: Fleiss’ kappa of all other codes.
    Change: the value without it less that of all together, 0.763; above 0 where it pulls agreement
      down. Ordered by the change. It describes these codings: what stands out among many need not
      differ from the others beyond chance.
    Applied by, where they differ: who applied the code to units on which not all did, and to how
      many; the most frequent. qualkit disagreements lists the places.

    Which codes one coder puts where another puts others, round 1

                        Who
                        put   Who put   Agreed  Agreed
          Other         the   the       on the  on the
    Code  code   Times  code  other       code   other
    ──────────────────────────────────────────────────
    fear  trust      4  c 4   a 2, b 2      13      11

    Counted over units and every two coders who judged them. Times: one of the two applied the code
      and not the other code, the other coder the other code and not the code; with several codes on a
      unit, one unit may make several such pairs. Agreed: both applied it.

    Which transcripts pull agreement down, round 1

                                     Per          Without
    Transcript  Units  Differences  unit  Within       it  Change
    ─────────────────────────────────────────────────────────────
    P3              4            6  1.50   0.514    0.818   0.055
    P2              4            4  1.00   0.696    0.778   0.015
    P5              4            4  1.00   0.736    0.768   0.005
    P4              4            2  0.50   0.838    0.745  -0.018
    P1              4            0  0.00   1.000    0.703  -0.059

    Within: Fleiss’ kappa of this transcript alone; without it: of all other transcripts.
    All have fewer than 20 units: what is found within says hardly anything.

    Who pulls agreement down, and how much each codes, round 1

                         Codes   Per  Different               Without
    Coder  Units  Coded  given  unit      codes  Differences       it  Change
    ─────────────────────────────────────────────────────────────────────────
    c         20     15     16  0.80          3           13    0.863   0.101
    b         20     13     13  0.65          3           10    0.743  -0.020
    a         20     16     16  0.80          3            9    0.681  -0.082

    Coded: units to which the coder applied any code. Codes given: over all units, each code counted
      once a unit. Differences: with each other coder, over all codes.
    Without it: Fleiss’ kappa of the other coders.

    Cohen’s kappa of every two coders, round 1

    Coder      a      b      c
    ──────────────────────────
    a             0.864  0.745
    b      0.864         0.685
    c      0.745  0.685

    Over all codes that one of the two applied, on the units that both judged.

    Code by code and pair by pair: who applied it, prevalence and bias, round 1

                        Only  Only           Percent                                    Largest  McNemar
    Code   Pair   Both   1st   2nd  Neither   agreed  Kappa  Prevalence    Bias  PABAK    kappa        p
    ────────────────────────────────────────────────────────────────────────────────────────────────────
    trust  a – b     5     0     0       15  100.0 %  1.000      -0.500   0.000  1.000    1.000        –
    trust  a – c     3     2     1       14   85.0 %  0.571      -0.550   0.050  0.700    0.857    0.564
    trust  b – c     3     2     1       14   85.0 %  0.571      -0.550   0.050  0.700    0.857    0.564
    fear   a – b     4     1     0       15   95.0 %  0.857      -0.550   0.050  0.900    0.857    0.317
    fear   a – c     5     0     2       13   90.0 %  0.765      -0.400  -0.100  0.800    0.765    0.157
    fear   b – c     4     0     3       13   85.0 %  0.634      -0.450  -0.150  0.700    0.634    0.083
    money  a – b     4     2     0       14   90.0 %  0.737      -0.500   0.100  0.800    0.737    0.157
    money  a – c     5     1     0       14   95.0 %  0.875      -0.450   0.050  0.900    0.875    0.317
    money  b – c     4     0     1       15   95.0 %  0.857      -0.550  -0.050  0.900    0.857    0.317

    Codes in the order in which they pull agreement down. Units that both coders judged: how many bear
      the code for both, only for the first, only for the second, for neither; Cohen’s kappa of the
      code.
    Prevalence index: (both − neither)/units; far from 0, kappa is low even where coders agree on
      nearly all units. Bias index: (only 1st − only 2nd)/units. PABAK: twice the share of units on
      which they agree, less one; what kappa would be at a prevalence of one half without bias, which is
      not what was observed. Byrt, Bishop and Carlin (1993), Journal of Clinical Epidemiology
      46:423–429.
    Largest kappa: what kappa could be at most if the coders kept their totals (Cohen 1960, p. 42).
      McNemar: test of whether both apply the code equally often, which for two categories is Stuart and
      Maxwell’s (CSV and JSON have Bhapkar’s too); a small p says that they do not, and of twenty such
      tests one is below .05 by chance alone.
    –: undefined, as the coders do not disagree on any unit, so there is nothing to test.

    Where percent agreement and kappa part, round 1

    (no rows)

    Nothing is flagged.
    Prevalence, the first paradox: percent agreement is at least 0.80 and kappa below 0.40; bias only
      raises kappa, so that what lowers it is that one category is much more common than the others.
      Bias, the second: kappa is higher by at least 0.05 than it would be if both coders used the
      categories equally often. Feinstein and Cicchetti (1990), Journal of Clinical Epidemiology
      43:543–549, name the paradoxes and give no limits; these are conventions of this program.
    Without bias: both coders given their mean use of the categories, which is Scott’s pi. Without
      bias and prevalence: all categories taken to be equally common, which is PABAK for one category
      and Brennan and Prediger’s kappa for all together. Byrt, Bishop and Carlin (1993), ibid.
      46:423–429.

    What published scales say of agreement over all codes, round 1

    Coefficient           Value  Scale                       Its word for the value
    ───────────────────────────────────────────────────────────────────────────────────
    Fleiss’ kappa         0.763  Landis and Koch 1977        Substantial
    Fleiss’ kappa         0.763  Altman 1991                 Good
    Fleiss’ kappa         0.763  Fleiss 1981                 Excellent
    Fleiss’ kappa         0.763  Cicchetti and Sparrow 1981  Excellent
    Fleiss’ kappa         0.763  Krippendorff 2019           Tentative Conclusions Only
    Krippendorff’s alpha  0.767  Landis and Koch 1977        Substantial
    Krippendorff’s alpha  0.767  Altman 1991                 Good
    Krippendorff’s alpha  0.767  Fleiss 1981                 Excellent
    Krippendorff’s alpha  0.767  Cicchetti and Sparrow 1981  Excellent
    Krippendorff’s alpha  0.767  Krippendorff 2019           Tentative Conclusions Only

    The scales disagree with each other, and no author derived the limits from anything: a word means
      nothing without the name of its scale.
    Landis and Koch 1977: Landis and Koch (1977), Biometrics 33:159–174, p. 165. Made for kappa, of
      any number of categories.
    Altman 1991: Altman (1991), Practical Statistics for Medical Research, p. 404. Made for kappa, of
      any number of categories.
    Fleiss 1981: Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., p. 218. Made
      for kappa, of any number of categories.
    Cicchetti and Sparrow 1981: Cicchetti and Sparrow (1981), American Journal of Mental Deficiency
      86:127–137; Cicchetti (1994), Psychological Assessment 6:284–290, p. 286. Made for kappa and
      intraclass correlation.
    Krippendorff 2019: Krippendorff (2019), Content Analysis, 4th ed., § 12.4.3. Made for
      Krippendorff's alpha.
    These values have no standard error: how sure a level is reached cannot be said.
    --interval cluster-bootstrap makes a standard error, of five transcripts or more.

    qualkit [version]
    ");
}

#[test]
fn people_and_programs_are_told_the_same_in_their_own_forms() {
    let sandbox = planned(&[("1", "a,b,c", &["P1", "P2", "P3", "P4", "P5"])]);
    let answers = json(&sandbox, &["--diagnostics"]);
    let codes = rows(&answers, "codes-round-1", &["round", "code", "differences", "instead_nothing", "applied_by"]);
    assert_eq!(codes, ["1 trust 6 2 a+b:2;c:1", "1 fear 6 2 c:2;a+c:1", "1 money 4 4 a:1;a+c:1"]);
    let confused = rows(&answers, "confused-round-1", &["code", "other_code", "times", "code_by_c", "other_code_by_a"]);
    assert_eq!(confused, ["fear trust 4 4 2"]);
    let transcripts = rows(&answers, "transcripts-round-1", &["transcript", "units", "differences"]);
    assert_eq!(transcripts, ["P3 4 6", "P2 4 4", "P5 4 4", "P4 4 2", "P1 4 0"]);
    let margins =
        rows(&answers, "margins-round-1", &["code", "first", "second", "both", "only_first", "only_second", "neither"]);
    assert_eq!(margins[..3], ["trust a b 5 0 0 15", "trust a c 3 2 1 14", "trust b c 3 2 1 14"]);
    let tables = sandbox.ok(&["agree", "st", "--diagnostics", "--format", "csv"]);
    let tables: Vec<&str> = tables.split("\n\n").collect();
    assert_eq!(tables.len(), 1 + answers["diagnostics"].as_object().unwrap().len());
    assert!(tables[1].starts_with("round,code,applied_a") && tables[1].lines().count() == 4, "{}", tables[1]);
    for format in ["markdown", "latex"] {
        let page = sandbox.ok(&["agree", "st", "--diagnostics", "--format", format]);
        assert!(page.contains("Which codes pull agreement down, round 1"), "{page}");
    }
}

#[test]
fn every_group_of_a_round_is_diagnosed_by_itself() {
    let sandbox = planned(&[("1", "a,b", &["P1", "P4"]), ("1", "b,c", &["P2", "P3"]), ("2", "a,c", &["P5"])]);
    let answers = json(&sandbox, &["--diagnostics"]);
    let found: Vec<&str> = answers["diagnostics"].as_object().unwrap().keys().map(String::as_str).collect();
    let transcripts: Vec<_> = found.iter().copied().filter(|name| name.starts_with("transcripts")).collect();
    assert_eq!(transcripts, ["transcripts-round-1-a-b", "transcripts-round-1-b-c"], "one transcript is no ranking");
    assert_eq!(rows(&answers, "transcripts-round-1-a-b", &["round", "transcript"]), ["1 (a b) P4", "1 (a b) P1"]);
    assert_eq!(rows(&answers, "coders-round-1-b-c", &["coder", "units"]), ["b 8", "c 8"]);
    assert!(found.iter().all(|name| !name.starts_with("pairs")), "two coders need no matrix");
    let second = json(&sandbox, &["--diagnostics", "--round", "2"]);
    assert_eq!(rows(&second, "codes-round-2", &["code", "differences"]), ["trust 1", "money 1", "fear 0"]);
    assert!(second["diagnostics"].as_object().unwrap().keys().all(|name| name.ends_with("-round-2")));
}

#[test]
fn a_study_in_which_nothing_was_finished_twice_has_reasons_and_no_numbers() {
    let sandbox = study();
    sandbox.ok(&["done", "st", "--coder", "a", "P1", "P2", "P3", "P4", "P5", "P6", "--undo"]);
    let words = ["agree", "st", "--coders", "a,b", "--diagnostics"];
    let told = run(&sandbox, &words);
    assert!(told.starts_with("exit 0\n") && told.contains("no unit was finished by every compared coder"), "{told}");
    let answers = json(&sandbox, &["--coders", "a,b", "--sets"]);
    assert_eq!((&answers["units"], &answers["estimates"][0]["value"]), (&0.into(), &serde_json::Value::Null));
}

#[test]
fn units_are_taken_as_sets_of_codes_with_intervals_from_transcripts() {
    assert_snapshot!(run(&study(), &["agree", "st", "--coders", "a,b,c", "--sets", "--pairs"]), @"
    exit 0
    --- stdout
    Agreement

    Measure               Weights     Coders     Value    Low   High  Observed  Expected     SE  Units
    ──────────────────────────────────────────────────────────────────────────────────────────────────
    krippendorff_alpha    masi        a – b – c  0.781  0.660  0.918     0.833     0.237  0.065     24
    percent_agreement     unweighted  a – b – c  0.833  0.722  0.944     0.833     0.000  0.055     24
    dice_agreement_coded  Dice        a – b – c  0.795  0.678  0.926     0.795     0.000  0.063     19
    pooled_kappa          unweighted  a – b – c  0.802  0.663  0.927     0.926     0.625  0.068     24
    krippendorff_alpha    masi        a – b      0.837  0.724  0.946     0.875     0.235  0.067     24
    percent_agreement     unweighted  a – b      0.875  0.792  0.958     0.875     0.000  0.051     24
    dice_agreement_coded  Dice        a – b      0.842  0.737  0.947     0.842     0.000  0.061     19
    pooled_kappa          unweighted  a – b      0.887  0.804  0.964     0.958     0.631  0.047     24
    krippendorff_alpha    masi        a – c      0.762  0.579  0.935     0.817     0.231  0.095     20
    percent_agreement     unweighted  a – c      0.800  0.625  0.950     0.800     0.000  0.084     20
    dice_agreement_coded  Dice        a – c      0.792  0.667  0.933     0.792     0.000  0.073     16
    pooled_kappa          unweighted  a – c      0.745  0.574  0.926     0.900     0.608  0.092     20
    krippendorff_alpha    masi        b – c      0.696  0.497  0.871     0.767     0.232  0.099     20
    percent_agreement     unweighted  b – c      0.750  0.625  0.900     0.750     0.000  0.072     20
    dice_agreement_coded  Dice        b – c      0.711  0.500  0.907     0.711     0.000  0.105     15
    pooled_kappa          unweighted  b – c      0.685  0.474  0.887     0.883     0.630  0.107     20

    Layout study: 24 units, 3 coders, 4 codes; of the ratings 4 missing; the column Units says how
      many units each value rests on.
    Double-coded transcripts: coders a (person), b (person) and c (person); six transcripts (P1, P2,
      P3, P4, P5, P6); codebook version 1. n = 24 turns that at least two coders have finished; 4
      ratings of those who have not finished one are missing; none is left out.
    Unit of agreement: turn; turns of those who lead the conversation are no units.
    A unit’s set: all codes that the unit bears for a coder (a unit bears a code if any coding of that
      code shares at least one character with it that is not white space); a finished unit without a
      code has the empty set, which is an answer. dice_agreement_coded leaves out units to which two
      coders both gave none.
    Intervals: krippendorff_alpha, percent_agreement, dice_agreement_coded, pooled_kappa (95 %,
      percentile bootstrap, 2000 resamples of 6 clusters, seed 1).
    Caution: 6 clusters are few: the interval is likely to be too narrow.
    What each measure takes for chance, and every formula: docs/agreement.md.

    qualkit [version], seed 1
    ");
}

#[test]
fn a_unit_that_one_of_three_has_not_finished_counts_for_sets_unless_complete_ones_are_asked_for() {
    let sandbox = study();
    let units = |words: &[&str]| {
        let answers = json(&sandbox, &[&["--coders", "a,b,c", "--measure", "krippendorff_alpha"], words].concat());
        let pooled = answers["estimates"].as_array().unwrap().iter().find(|one| one["category"].is_null()).unwrap();
        (answers["units"].as_u64(), answers["missing_cells"].as_u64(), pooled["value"].as_f64().unwrap())
    };
    let [all, complete, by_code] = [&["--sets"][..], &["--sets", "--complete"], &[]].map(units);
    assert_eq!((all.0, all.1), (Some(24), Some(4)));
    assert_eq!((complete.0, complete.1, by_code.0), (Some(20), Some(0), Some(20)));
    assert!(all.2 > complete.2, "{all:?} {complete:?}");
}

#[test]
fn sets_have_a_threshold_distances_and_diagnostics_of_their_own() {
    let sandbox = study();
    let words = ["agree", "st", "--sets", "--coders", "a,b,c", "--measure", "krippendorff_alpha"];
    assert_eq!(sandbox.run(&[&words[..], &["--at-least", "0.7"]].concat()).code, Some(0));
    let lower = sandbox.run(&[&words[..], &["--at-least", "0.7", "--on", "lower"]].concat());
    assert!(lower.code == Some(1) && lower.stderr.contains("at its lower end"), "{}", lower.stderr);
    let value = |distance: &str| {
        let answers = json(&sandbox, &["--sets", "--coders", "a,b,c", "--set-distance", distance, "--diagnostics"]);
        let first = &answers["estimates"][0];
        assert_eq!((first["weights"].as_str(), answers["seed"].as_u64()), (Some(distance), Some(1)));
        let changes = rows(&answers, "codes-all", &["krippendorff_alpha_change"]);
        assert_eq!(changes.len(), 3);
        first["value"].as_f64().unwrap()
    };
    assert!(value("nominal") < value("masi") && value("masi") < value("jaccard") && value("jaccard") < value("dice"));
}

#[test]
fn by_category_tells_agreement_that_a_code_is_there_from_agreement_that_it_is_not() {
    let sandbox = planned(&[("1", "a,b,c", &["P1", "P2", "P3", "P4", "P5"])]);
    let told = sandbox.ok(&["agree", "st", "--by-category"]);
    let by_code = told.split("\n\nAgreement by code, round 1\n\n").nth(1).unwrap();
    assert_snapshot!(by_code.split("\n\n").next().unwrap(), @"
                                                                                Agreed   Agreed
                          Percent  Fleiss’          95 %                 95 %       if       if
    Code         a  b  c   agreed    kappa      interval  Alpha      interval  present   absent
    ───────────────────────────────────────────────────────────────────────────────────────────
    fear         5  4  7   90.0 %     0.74  0.13 to 0.98   0.75  0.15 to 0.98   81.2 %   93.2 %
    trust        5  5  4   90.0 %     0.72  0.27 to 0.96   0.73  0.28 to 0.97   78.6 %   93.5 %
    money        6  4  5   93.3 %     0.82  0.36 to 0.99   0.83  0.37 to 0.99   86.7 %   95.6 %
    unused       0  0  0  100.0 %        –                    –                      –  100.0 %
    (all codes)            91.1 %     0.76                 0.77
    ");
    let answers = json(&sandbox, &["--by-category"]);
    let of_trust: Vec<String> = answers["estimates"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["category"] == "trust")
        .map(|one| one["measure"].to_string())
        .collect();
    assert_snapshot!(of_trust.join(" "), @r#""percent_agreement" "fleiss_kappa" "gwet_ac" "krippendorff_alpha" "specific_agreement_absent" "specific_agreement""#);
}

#[test]
fn what_would_change_nothing_in_a_study_is_refused() {
    let sandbox = study();
    let told = |words: &[&str]| {
        let outcome = sandbox.run(&[&["agree", "st", "--coders", "a,b,c"], words].concat());
        format!(
            "{}: exit {}, {}",
            words.join(" "),
            outcome.code.unwrap(),
            outcome.stderr.trim_end().replace('\n', " / ")
        )
    };
    let refused: &[&[&str]] = &[
        &["--level", "ordinal"],
        &["--weights", "linear"],
        &["--circumference", "4"],
        &["--complete"],
        &["--set-distance", "dice"],
        &["--samples", "9"],
        &["--on", "lower"],
        &["--segment-overlap", "0.6"],
        &["--layout", "wide"],
        &["--cluster", "site"],
        &["--measure", "dice_agreement"],
        &["--measure", "icc_2_1", "--at-least", "0.5"],
        &["--sets", "--measure", "gwet_ac"],
        &["--sets", "--interval", "one-code"],
        &["--as", "nvivo", "--unit", "sentence"],
        &["--as", "nvivo", "--diagnostics"],
        &["--as", "nvivo", "--at-least", "0.5"],
    ];
    let told: Vec<String> = refused.iter().map(|words| told(words)).collect();
    assert_snapshot!(told.join("\n"), @"
    --level ordinal: exit 2, error: --level would change nothing here: it is for krippendorff_alpha on a table of one category a cell
    --weights linear: exit 2, error: --weights would change nothing here: it is for kappas, gwet_ac, brennan_prediger and percent agreement on a table of one category a cell
    --circumference 4: exit 2, error: --circumference would change nothing here: it is for --level circular
    --complete: exit 2, error: --complete would change nothing here: it is for tables in which ratings may be missing, and for a study with --sets
    --set-distance dice: exit 2, error: --set-distance would change nothing here: it is for krippendorff_alpha with --sets
    --samples 9: exit 2, error: --samples would change nothing here: it is for gamma
    --on lower: exit 2, error: --on would change nothing here: it is for --at-least
    --segment-overlap 0.6: exit 2, error: --segment-overlap would change nothing here: it is for span_f1, span_precision, span_recall and --as maxqda
    --layout wide: exit 2, error: --layout is for tables; this is a study
    --cluster site: exit 2, error: --cluster is for tables; this is a study
    --measure dice_agreement: exit 2, error: --measure: dice_agreement compares sets of codes / hint: --sets takes units as sets of codes
    --measure icc_2_1 --at-least 0.5: exit 2, error: --measure: icc_2_1 computes with numbers, and a unit of a study has a code or not / hint: of numbers in a table: qualkit agree TABLE.csv --measure icc_2_1
    --sets --measure gwet_ac: exit 2, error: --measure: gwet_ac does not compare sets of codes / hint: with --sets there are krippendorff_alpha, percent_agreement, max_percentage_agreement, max_percentage_agreement_coded, dice_agreement, dice_agreement_coded, pooled_kappa
    --sets --interval one-code: exit 2, error: --interval would change nothing here: it is analytic, bootstrap, cluster-bootstrap or bca for sets of codes
    --as nvivo --unit sentence: exit 2, error: --unit would change nothing here: it is for statistics of units, not for those of spans and not for --as
    --as nvivo --diagnostics: exit 2, error: --diagnostics would change nothing here: it is not for --as
    --as nvivo --at-least 0.5: exit 2, error: --at-least would change nothing here: it is not for --as
    ");
}

#[test]
fn intervals_that_take_units_of_a_transcript_as_independent_say_so() {
    let sandbox = study();
    let told = |format: &str, words: &[&str]| {
        let found = sandbox.run(&[&["agree", "st", "--coders", "a,b", "--format", format], words].concat());
        if format == "csv" { found.stderr } else { found.stdout }
    };
    let independent = "take units of one transcript to be independent";
    for format in ["csv", "json"] {
        for words in [&["--interval", "analytic"][..], &["--sets", "--interval", "bootstrap", "--resamples", "50"]] {
            assert!(told(format, words).contains(independent), "{format} {words:?}");
        }
        for words in [&["--sets"][..], &["--interval", "cluster-bootstrap", "--resamples", "50"]] {
            assert!(!told(format, words).contains(independent), "{format} {words:?}");
        }
    }
}

#[test]
fn what_spans_of_a_study_are_compared_on_is_told_and_not_the_units() {
    let sandbox = study();
    let of = |words: &[&str]| json(&sandbox, &[&["--coders", "a,b", "--measure"], words].concat());
    let notes = |answers: &serde_json::Value| answers["notes"].to_string();
    let spans = of(&["alphaU,bar_u_alpha,character_kappa_nvivo"]);
    assert!(!notes(&spans).contains("Unit of agreement"), "{}", notes(&spans));
    assert_snapshot!(notes(&spans), @r#"["Double-coded transcripts: coders a (person) and b (person); codebook version 1.","Texts of the double-coded transcripts: six transcripts (P1, P2, P3, P4, P5, P6), each by itself. n = 876 characters that every coder has finished, with white space, speakers’ names and questions; none is left out."]"#);
    assert_eq!(spans["units"], 35);
    // Each code is answered once, by its own segments or by characters.
    let of_code = |measure: &str| {
        let answers = spans["estimates"].as_array().unwrap();
        let units: Vec<String> = (answers.iter())
            .filter(|one| one["measure"] == measure && one["category"] == "trust")
            .map(|one| one["units"].to_string())
            .collect();
        units.join(" ")
    };
    let found = ["alphaU", "bar_u_alpha", "character_kappa_nvivo"].map(of_code).join(", ");
    assert_snapshot!(found, @"12, 12, 876");
    let both = of(&["bar_u_alpha,cohen_kappa"]);
    assert_eq!(both["units"], 24);
    assert!(notes(&both).contains("Unit of agreement") && notes(&both).contains("characters"), "{}", notes(&both));
    let programs = json(&sandbox, &["--coders", "a,b", "--as", "nvivo"]);
    assert!(notes(&programs).contains("speakers’ names and questions"), "{}", notes(&programs));
}

#[test]
fn one_transcript_makes_an_interval_for_its_own_units_only() {
    let sandbox = planned(&[("1", "a,b", &["P3"]), ("2", "a,b", &["P4", "P5"])]);
    let answers = json(&sandbox, &["--measure", "cohen_kappa", "--code", "trust"]);
    let intervals: Vec<String> = (answers["estimates"].as_array().unwrap().iter())
        .filter(|one| one["category"] == "trust")
        .map(|one| format!("{}: {}", one["interval"]["method"], one["interval"]["cautions"]))
        .collect();
    assert_snapshot!(intervals.join("\n"), @r#"
    "goodness of fit, Donner and Eliasziw (1992), units of the one cluster taken to be independent": ["one cluster does not show how clusters differ: the interval is likely to be too narrow"]
    "goodness of fit, Donner and Eliasziw (1992), corrected for 2 clusters": ["2 clusters are few: the interval is likely to be too narrow"]
    "#);
    let told = unbroken(&sandbox.ok(&["agree", "st", "--round", "1"]));
    let of_one = told.contains("for other units of this transcript only") && !told.contains("clusters are transcripts");
    assert!(of_one, "{told}");
    let too_few = unbroken(&sandbox.ok(&["agree", "st", "--round", "1", "--interval", "cluster-bootstrap"]));
    assert!(too_few.contains("1 cluster is too few to resample"), "{too_few}");
}

#[test]
fn all_measures_of_a_study_are_those_that_codes_can_have() {
    let sandbox = study();
    let answers = json(&sandbox, &["--coders", "a,b", "--measure", "all"]);
    let reasons: std::collections::BTreeSet<String> = (answers["estimates"].as_array().unwrap().iter())
        .filter_map(|one| one["undefined"].as_str().map(str::to_owned))
        .collect();
    assert!(!reasons.iter().any(|reason| reason.contains("numbers")), "{reasons:?}");
    let by_category = unbroken(&sandbox.ok(&["agree", "st", "--coders", "a,b", "--by-category"]));
    assert!(by_category.contains("nobody applied the code"), "{by_category}");
    assert!(!by_category.contains("category 1"), "{by_category}");
}

#[test]
fn groups_of_two_and_of_three_share_one_paragraph_on_chance() {
    let told = study().ok(&["agree", "st"]);
    let overview = told.split("\n\nAgreement by code").next().unwrap();
    assert_eq!(overview.matches("Agreement by chance:").count(), 1, "{overview}");
}

#[test]
fn where_nobody_applied_any_code_units_were_judged_all_the_same() {
    let sandbox = study();
    let reason = |words: &[&str]| {
        let answers = json(&sandbox, &[&["--measure", "krippendorff_alpha", "--code", "unused"], words].concat());
        let pooled = answers["estimates"].as_array().unwrap().iter().find(|one| one["category"].is_null()).unwrap();
        pooled["undefined"].as_str().unwrap().to_owned()
    };
    assert!(reason(&["--coders", "a,b"]).contains("only one category was used"));
    sandbox.ok(&["done", "st", "--coder", "b", "P1", "P2", "P3", "P4", "P5", "P6", "--undo"]);
    assert!(reason(&["--coders", "a,b"]).contains("no unit was rated by two coders"));
    assert!(sandbox.ok(&["agree", "st", "--coders", "a,b"]).contains("no transcripts; "));
}
