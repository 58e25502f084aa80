use qualkit_agreement::{Measure, ParadoxRule, Undefined};
use qualkit_compare::{Asked, Choice, Diagnosed, Layout, Part, Reading, diagnose, read_ratings};

fn diagnosed(table: &str, reading: Reading<'_>, asked: &Asked) -> Diagnosed {
    diagnose(&read_ratings(table.as_bytes(), reading).unwrap(), asked)
}

fn square(table: &str) -> Diagnosed {
    diagnosed(table, Reading { layout: Some(Layout::Confusion), ..Reading::default() }, &Asked::default())
}

fn two(value: f64) -> String {
    format!("{value:.2}")
}

/// Krippendorff (2011), section C: four observers, twelve units.
const KRIPPENDORFF: &str = "unit,a,b,c,d
1,1,1,,1
2,2,2,3,2
3,3,3,3,3
4,3,3,3,3
5,2,2,2,2
6,1,2,3,4
7,4,4,4,4
8,1,1,2,1
9,2,2,2,2
10,,5,5,5
11,,,1,1
12,,3,,
";

/// Feinstein and Cicchetti (1990), pp. 545 and 547: the first paradox, then the second.
#[test]
fn each_of_the_two_paradoxes_is_flagged_by_its_name_and_a_balanced_table_by_none() {
    let skewed = square("c,yes,no\nyes,80,10\nno,5,5\n").paradoxes;
    assert_eq!(skewed.len(), 1);
    assert_eq!((skewed[0].prevalence, skewed[0].bias, skewed[0].category), (true, false, Some(0)));
    assert_eq!((two(skewed[0].observed), two(skewed[0].kappa)), ("0.85".to_owned(), "0.32".to_owned()));
    let [prevalence, bias] = skewed[0].indices.unwrap();
    assert_eq!((prevalence, bias), (0.75, 0.05));
    let biased = square("c,yes,no\nyes,25,35\nno,5,35\n").paradoxes;
    assert_eq!((biased[0].prevalence, biased[0].bias, two(biased[0].kappa)), (false, true, "0.26".to_owned()));
    assert_eq!(square("c,yes,no\nyes,40,9\nno,6,45\n").paradoxes, []);
}

#[test]
fn over_more_than_two_categories_a_paradox_is_found_in_all_of_them_together_too() {
    // Of 100 units 92 are rated alike; the totals are 96, 2, 2 and 96, 3, 1.
    let found = square("c,x,y,z\nx,92,3,1\ny,2,0,0\nz,2,0,0\n");
    let all = found.paradoxes.iter().find(|paradox| paradox.category.is_none()).unwrap();
    let expected = (96.0 * 96.0 + 2.0 * 3.0 + 2.0 * 1.0) / 10_000.0;
    assert!((all.kappa - (0.92 - expected) / (1.0 - expected)).abs() < 1e-14);
    assert!((all.adjusted - (0.92 - 1.0 / 3.0) / (2.0 / 3.0)).abs() < 1e-14);
    assert!(all.prevalence && all.indices.is_none());
    assert!(all.kappa - all.bias_adjusted < ParadoxRule::default().bias_effect && !all.bias);
}

/// Cohen (1960), pp. 42 and 45: kappa .492, of .831 at most.
#[test]
fn margins_hold_kappa_its_largest_value_and_the_tests_of_equal_totals() {
    let found = square("c,1,2,3\n1,88,14,18\n2,10,40,10\n3,2,6,12\n");
    let [pair] = &found.pairs[..] else { panic!("two coders are one pair") };
    assert_eq!(format!("{:.3}", pair.kappa.as_ref().unwrap().value), "0.492");
    // Totals 120, 60, 20 and 100, 60, 40: 180 of 200 may agree.
    assert!((pair.largest_kappa.as_ref().unwrap() - (0.9 - 0.41) / 0.59).abs() < 1e-14);
    assert_eq!(pair.stuart_maxwell.as_ref().unwrap().degrees_of_freedom, 2);
    assert!(pair.bhapkar.as_ref().unwrap().statistic > pair.stuart_maxwell.as_ref().unwrap().statistic);
    let categories: Vec<_> = found.by_category.iter().map(|margins| margins.table.clone().unwrap().both).collect();
    assert_eq!(categories, [88, 40, 12]);
    assert_eq!(found.matrices, [], "two coders need no matrix");
}

#[test]
fn tests_of_equal_totals_are_not_made_of_very_many_categories() {
    let rows: String = (0..201).map(|unit| format!("{unit},{unit},{}\n", (unit + 1) % 201)).collect();
    let found = diagnosed(&format!("unit,a,b\n{rows}"), Reading::default(), &Asked::default());
    let refused = Err(Undefined::TooManyCategories { categories: 201, limit: 200 });
    assert_eq!(found.pairs[0].bhapkar, refused);
    assert!(found.by_category.is_empty() && found.coincidences.is_none() && found.without_category.is_empty());
    assert_eq!((found.patterns.len(), found.disagreeing_patterns), (10, 201));
    assert!((found.patterns[9].cumulative - 10.0 / 201.0).abs() < 1e-14);
}

/// Krippendorff (2011), section C: the coincidences as printed, and the sixth unit, on which all four differ.
#[test]
fn coincidences_patterns_and_coders_of_krippendorffs_table() {
    let found = diagnosed(KRIPPENDORFF, Reading::default(), &Asked::default());
    let coincidences = found.coincidences.as_ref().unwrap().as_ref().unwrap();
    assert_eq!((coincidences.totals(), coincidences.pairable_ratings()), (&[9, 13, 10, 5, 3][..], 40));
    assert_eq!((coincidences.get(0, 0), coincidences.get(3, 3)), (7.0, 4.0));
    assert_eq!(format!("{:.3}", found.main[0].outcome.as_ref().unwrap().value), "0.743");
    // Units 2, 6 and 8 are the only ones with disagreement: 1/2, 1 and 1/2 of their pairs.
    let shares: Vec<_> =
        found.patterns.iter().map(|pattern| (two(pattern.found.share), two(pattern.cumulative))).collect();
    let expected = [("0.50", "0.50"), ("0.25", "0.75"), ("0.25", "1.00")];
    assert_eq!(shares, expected.map(|(share, cumulative)| (share.to_owned(), cumulative.to_owned())));
    assert_eq!(found.patterns[0].found.pattern, [Some(0), Some(1), Some(2), Some(3)]);
    // c is the one who stands apart on all three.
    assert_eq!(found.without_coder[0].name, "c");
    assert!(found.without_coder[0].without[0].change.unwrap() > 0.0);
    assert_eq!(found.matrices[0].cells.len(), 6);
}

#[test]
fn a_category_left_out_keeps_the_scores_of_the_others() {
    let rest = "unit,a,b\n1,1,10\n2,10,10\n3,10,100\n4,100,100\n5,1,1\n";
    let table = rest.to_owned() + "6,1000,1000\n7,100,1000\n";
    let options = qualkit_agreement::Options { level: qualkit_agreement::Level::Interval, ..Default::default() };
    let choice = Choice::Named(vec!["krippendorff_alpha".parse().unwrap(), "finn_twoway".parse().unwrap()]);
    let asked = Asked { options, choice, ..Asked::default() };
    let found = diagnosed(&table, Reading::default(), &asked);
    assert_eq!(found.main.len(), 1, "what is not measured on categories is no main coefficient");
    let without = found.without_category.iter().find(|part| part.name == "1000").unwrap();
    let value = |table: &str| diagnosed(table, Reading::default(), &asked).main[0].outcome.as_ref().unwrap().value;
    assert_eq!(without.without[0].outcome.as_ref().unwrap().value, value(rest));
    assert_ne!(value(rest), value("unit,a,b\n1,1,2\n2,2,2\n3,2,3\n4,3,3\n5,1,1\n"));
}

#[test]
fn the_cluster_that_pulls_agreement_down_comes_first_and_both_values_are_those_of_its_units() {
    let table = "unit,site,a,b\n1,n,x,x\n2,n,y,y\n3,n,x,x\n4,s,x,y\n5,s,y,x\n6,s,x,x\n7,w,y,y\n8,w,x,y\n";
    let reading = Reading { cluster: Some("site"), ..Reading::default() };
    let found = diagnosed(table, reading, &Asked::default());
    let names: Vec<&str> = found.clusters.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["s", "w", "n"]);
    let value = |table: &str| diagnosed(table, Reading::default(), &Asked::default()).main[0].outcome.clone();
    let of = |part: &Part| (part.within[0].clone().map(|e| e.value), part.without[0].outcome.clone().map(|e| e.value));
    let south = "unit,a,b\n4,x,y\n5,y,x\n6,x,x\n";
    let others = "unit,a,b\n1,x,x\n2,y,y\n3,x,x\n7,y,y\n8,x,y\n";
    let [within, without] = [south, others].map(|table| value(table).map(|estimate| estimate.value));
    assert_eq!(of(&found.clusters[0]), (within, without));
}

#[test]
fn a_table_of_counts_has_no_pairs_and_still_has_scales_and_coincidences() {
    // Fleiss (1971), p. 379, the first five of thirty patients.
    let table =
        "depression,personality,schizophrenia,neurosis,other\n0,0,0,6,0\n0,3,0,0,3\n0,1,4,0,1\n0,0,0,0,6\n0,3,0,3,0\n";
    let found = diagnosed(table, Reading { layout: Some(Layout::Counts), ..Reading::default() }, &Asked::default());
    assert!(found.pairs.is_empty() && found.by_category.is_empty() && found.without_coder.is_empty());
    assert!(found.patterns.is_empty() && found.without_category.is_empty() && found.paradoxes.is_empty());
    assert_eq!(found.coincidences.unwrap().unwrap().totals(), [0, 7, 4, 9, 10]);
    let measures: Vec<&str> = found.scales.iter().map(|scales| scales.measured.measure).collect();
    assert_eq!(measures, ["krippendorff_alpha", "fleiss_kappa", "gwet_ac"]);
    assert!(found.scales.iter().all(|scales| scales.words.len() == 5));
}

#[test]
fn a_benchmark_allows_for_the_error_of_the_value() {
    let found = square("c,yes,no\nyes,40,9\nno,6,45\n");
    let kappa = found.scales.iter().find(|scales| scales.measured.measure == "cohen_kappa").unwrap();
    let landis_koch = &kappa.words[0];
    assert_eq!(landis_koch.label.to_string(), "Substantial (Landis and Koch 1977)");
    let benchmark = landis_koch.benchmark.as_ref().unwrap();
    assert_eq!(benchmark.label.word(), "Moderate");
    assert!(benchmark.cumulative >= 0.95);
}

#[test]
fn sets_are_taken_code_by_code_and_spans_have_scales_alone() {
    let sets = "unit,a,b\n1,x;y,x\n2,;,x\n3,y,y\n4,x;y,x;y\n5,;,;\n";
    let found = diagnosed(sets, Reading { sets: true, ..Reading::default() }, &Asked::default());
    let tables: Vec<_> = found.by_category.iter().map(|margins| margins.table.clone().unwrap()).collect();
    let cells: Vec<_> = tables.iter().map(|t| [t.both, t.only_first, t.only_second, t.neither]).collect();
    assert_eq!(cells, [[2, 0, 1, 2], [2, 1, 0, 2]]);
    assert_eq!(found.scales.len(), 2);
    let spans = "coder,start,end,code\na,0,10,x\na,20,30,y\nb,0,10,y\nb,20,30,x\nc,5,10,x\n";
    let found = diagnosed(spans, Reading { length: Some(40), ..Reading::default() }, &Asked::default());
    let measures: Vec<&str> = found.scales.iter().map(|scales| scales.measured.measure).collect();
    assert_eq!(measures, ["u_alpha", "bar_u_alpha", "cu_alpha"]);
    assert!(found.pairs.is_empty() && found.by_category.is_empty());
    // Krippendorff, Mathet, Bouvry and Widlöcher's two coders who swap the codes.
    let [(coders, first), ..] = &found.matrices[0].cells[..] else { panic!("three coders have three pairs") };
    assert_eq!((*coders, format!("{:.3}", first.as_ref().unwrap().value)), ([0, 1], "0.255".to_owned()));
    assert_eq!(found.without_coder.len(), 3);
}

#[test]
fn scales_are_told_of_every_coefficient_that_is_corrected_for_chance_and_of_no_other() {
    let all = Measure::ALL.map(|measure| measure.name().parse().unwrap()).to_vec();
    let asked = Asked { choice: Choice::Named(all), ..Asked::default() };
    let found = diagnosed("unit,a,b\n1,x,x\n2,x,y\n3,y,y\n4,y,y\n", Reading::default(), &asked);
    assert_eq!(found.main.len(), Measure::ALL.len());
    let told: Vec<&str> = found.scales.iter().map(|scales| scales.measured.measure).collect();
    let others = ["percent_agreement", "percent_agreement_all_coders", "holsti_mean_pairwise", "lotus", "bangdiwala_b"];
    let names = Measure::ALL.map(Measure::name).into_iter().filter(|name| !others.contains(name));
    assert_eq!(told, names.collect::<Vec<_>>());
    assert!(told.contains(&"s_lotus"));
}

#[test]
fn units_that_someone_did_not_rate_are_left_out_of_everything_if_that_is_asked() {
    let asked = Asked { complete_only: true, ..Asked::default() };
    let found = diagnosed(KRIPPENDORFF, Reading::default(), &asked);
    let units: Vec<u64> = found.pairs.iter().map(|pair| pair.table.as_ref().unwrap().units()).collect();
    assert_eq!(units, [8; 6]);
    assert_eq!(found.coincidences.unwrap().unwrap().pairable_ratings(), 32);
}

#[test]
fn codes_that_stand_for_each_other_are_told_from_codes_that_one_coder_left_out() {
    let sets = "unit,a,b,c\n1,x;y,x,\n2,x,z,\n3,x;y,z,z\n4,;,y,;\n";
    let found = diagnosed(sets, Reading { sets: true, ..Reading::default() }, &Asked::default());
    let confusion = found.code_confusion.unwrap();
    // Unit 1: x by both, y by one alone. Unit 2: x for z. Unit 3: x and y for z, twice, and z by both. Unit 4: y alone,
    // twice.
    assert_eq!(confusion.cells, [[1, 0, 3], [0, 0, 2], [3, 2, 1]]);
    assert_eq!(confusion.alone, [0, 3, 0]);
}

#[test]
fn texts_of_spans_are_clusters_and_each_is_judged_alone_and_left_out() {
    let spans = "text,coder,start,end,code\np,a,0,10,x\np,b,0,10,x\nq,a,0,10,x\nq,b,20,30,x\n";
    let found = diagnosed(spans, Reading { length: Some(40), ..Reading::default() }, &Asked::default());
    let value = |outcome: &qualkit_agreement::Outcome| outcome.as_ref().unwrap().value;
    let [worst, best] = &found.clusters[..] else { panic!("two texts are two clusters") };
    assert_eq!((worst.name.as_str(), worst.units, best.name.as_str()), ("q", Some(2), "p"));
    assert_eq!((value(&best.within[0]), value(&worst.without[0].outcome)), (1.0, 1.0));
    assert!(value(&worst.within[0]) < 0.0 && value(&found.main[0].outcome) < 1.0);
}

#[test]
fn nothing_depends_on_the_order_of_units() {
    let mut units: Vec<&str> = KRIPPENDORFF.lines().skip(1).collect();
    units.reverse();
    let turned = format!("unit,a,b,c,d\n{}\n", units.join("\n"));
    let [one, other] = [KRIPPENDORFF, &turned].map(|table| diagnosed(table, Reading::default(), &Asked::default()));
    assert_eq!(one, other);
}
