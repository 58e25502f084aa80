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

#[test]
fn either_coder_of_a_pair_is_the_reference_of_precision_and_recall_once_pairs_are_asked_for() {
    let spans = "coder,start,end,code\na,0,100,x\nb,0,40,x\nb,50,100,x\n";
    let table = read_ratings(spans.as_bytes(), Reading { length: Some(120), ..Reading::default() }).unwrap();
    let named = ["span_precision", "span_recall", "span_f1"].map(|name| name.parse().unwrap());
    let answers = |pairs| {
        let asked = Asked { choice: Choice::Named(named.to_vec()), pairs, ..Asked::default() };
        let found = estimates(&table, &asked);
        let told = |answer: Measured| (answer.called(), answer.coders.concat(), answer.outcome.unwrap().value);
        found.into_iter().map(told).collect::<Vec<_>>()
    };
    let [precision, recall, f1] =
        [[0.0, 0.5, 0.5, 1.0], [0.0, 1.0, 1.0, 0.9], [0.0, 2.0 / 3.0, 2.0 / 3.0, 180.0 / 190.0]];
    let rules = ["exact", "overlap", "iou>=0.5", "characters"];
    let of = |name: &str, coders: &str, values: [f64; 4]| {
        let answer = |(rule, value): (&str, f64)| (format!("{name} ({rule})"), coders.to_owned(), value);
        rules.into_iter().zip(values).map(answer).collect::<Vec<(String, String, f64)>>()
    };
    let plain =
        [of("span_precision", "ab", precision), of("span_recall", "ab", recall), of("span_f1", "ab", f1)].concat();
    assert_eq!(answers(false), plain);
    // What is precision with the one as the reference is recall with the other, and F does not ask.
    let turned = [of("span_precision", "ba", recall), of("span_recall", "ba", precision)].concat();
    assert_eq!(answers(true), [plain, turned].concat());
}

#[test]
fn three_coders_have_precision_in_pairs_only() {
    let spans = "coder,start,end,code\na,0,10,x\nb,0,10,x\nb,20,30,x\nc,40,50,x\n";
    let table = read_ratings(spans.as_bytes(), Reading::default()).unwrap();
    let choice = Choice::Named(vec!["span_precision".parse().unwrap()]);
    let found = estimates(&table, &Asked { choice, pairs: true, ..Asked::default() });
    let exact = found.into_iter().filter(|answer| answer.weights == "exact");
    let values = exact.map(|answer| (answer.coders.concat(), answer.outcome.ok().map(|found| found.value)));
    let [none, all, half] = [Some(0.0), Some(1.0), Some(0.5)];
    let expected = [("abc", None), ("ab", half), ("ba", all), ("ac", none), ("ca", none), ("bc", none), ("cb", none)];
    assert_eq!(values.collect::<Vec<_>>(), expected.map(|(coders, value)| (coders.to_owned(), value)));
}
