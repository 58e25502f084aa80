use qualkit_compare::{Asked, Caveat, Choice, Layout, Measured, NoUncertainty, Reading, estimates, read_ratings};

fn asked(table: &str, layout: Layout, measures: &[&str]) -> Vec<Measured> {
    let table = read_ratings(table.as_bytes(), Reading { layout: Some(layout), ..Reading::default() }).unwrap();
    let named = measures.iter().map(|name| name.parse().unwrap()).collect();
    estimates(&table, &Asked { choice: Choice::Named(named), ..Asked::default() })
}

fn wide(table: &str, measures: &[&str]) -> Vec<Measured> {
    asked(table, Layout::Wide, measures)
}

#[test]
fn numbers_that_have_no_interval_say_what_is_in_the_way() {
    let equal = "unit,a,b\n1,1,1\n2,2,2\n3,4,4\n";
    let iccs = ["icc_1_1", "icc_2_1", "icc_3_k", "icc_twoway_agreement_single"];
    assert!(wide(equal, &iccs).iter().all(|answer| answer.no_interval == Some(NoUncertainty::NoResidual)));
    let flat = wide("unit,a,b\n1,1,1\n2,1,2\n3,1,4\n", &["lin_ccc"]);
    assert_eq!(flat[0].no_interval, Some(NoUncertainty::NoCorrelation));
    let two = wide("unit,a,b\n1,1,1\n2,4,2\n", &["lin_ccc"]);
    assert_eq!(two[0].no_interval, Some(NoUncertainty::TwoUnits));
    let varied = wide("unit,a,b\n1,1,2\n2,2,2\n3,4,5\n4,3,3\n", &["icc_2_1", "lin_ccc"]);
    assert!(varied.iter().all(|answer| answer.no_interval.is_none()));
}

#[test]
fn pairs_that_a_mean_of_correlations_leaves_out_are_told() {
    let table = "unit,a,b,c\n1,1,1,3\n2,2,2,2\n3,4,4,5\n4,3,3,1\n";
    for answer in wide(table, &["meancor", "meanrho"]) {
        assert_eq!(answer.caveat, Some(Caveat::PerfectLeftOut { pairs: 3, perfect: 1 }));
    }
    let all = wide("unit,a,b,c\n1,1,1,2\n2,2,2,4\n3,4,4,8\n", &["meancor"]);
    assert_eq!(all[0].caveat, None);
}

#[test]
fn names_that_look_like_numbers_are_no_scores() {
    let answer = wide("unit,a,b\n1,010,10\n2,1,1\n3,2,2\n", &["icc_2_1"]);
    assert!(answer[0].undefined().unwrap().contains("these are names"));
    for word in ["nan", "inf", "12e200"] {
        let answer = wide(&format!("unit,a,b\n1,{word},10\n2,1,1\n3,2,2\n"), &["icc_2_1"]);
        let told = answer[0].undefined().unwrap();
        assert!(told.contains(&format!("'{word}'")) && !told.contains("equal as numbers"), "{told}");
    }
}

#[test]
fn gamma_rests_on_all_segments_and_gamma_cat_on_those_with_a_counterpart() {
    let spans = "coder,start,end,code\nA,2,6,x\nA,10,14,y\nB,3,6,x\nB,9,15,y\nB,20,24,x\nC,2,7,x\nC,10,13,z\n";
    let answers = asked(spans, Layout::Spans, &["gamma", "gamma_cat", "gamma_cat_pygamma"]);
    let rests_on: Vec<u64> = answers.into_iter().map(|answer| answer.outcome.unwrap().pairable).collect();
    assert_eq!(rests_on, [7, 6, 7]);
}
