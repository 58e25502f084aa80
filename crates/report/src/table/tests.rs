use insta::assert_snapshot;

use super::*;
use crate::{Format, Stamp, render};

fn example() -> Table {
    let mut table = Table::new("agreement", "Agreement by code");
    table.columns = vec![
        Column::words("code", "Code"),
        Column::number("units", "Units"),
        Column::number("percent", "Percent agreed"),
        Column::number("kappa", "Cohen’s kappa"),
        Column::number("share", "Said by").to_people(),
        Column::number("participants", "Participants").to_machines(),
        Column::words("words", "Words"),
    ];
    table.push([
        Cell::text("partner-handoff"),
        Cell::Count(1204),
        Cell::Percent { value: 2.0 / 3.0, digits: 1 },
        Cell::number(1.0 / 3.0, 2),
        Cell::share(3, 5),
        Cell::Count(3),
        Cell::text("It was a | warm handoff, “always”, and *nobody*\nminded that it took the whole of an afternoon."),
    ]);
    table.push([
        Cell::text("need-family"),
        Cell::Count(0),
        Cell::Percent { value: 1.0, digits: 1 },
        Cell::Undefined("only one category was used".to_owned()),
        Cell::share(0, 5),
        Cell::Count(0),
        Cell::Empty,
    ]);
    table.note("Unit of agreement: turn. A unit to which nobody applied a code counts as agreement.");
    table
}

#[test]
fn people_are_shown_the_first_rows_and_told_how_many_there_are() {
    let mut table = Table { most_shown: Some(2), ..Table::new("codes", "Codes") };
    table.columns = vec![Column::words("code", "Code"), Column::number("kappa", "Kappa")];
    for (code, reason) in [("fear", None), ("trust", None), ("gap", Some("nobody applied it"))] {
        let kappa = reason.map_or(Cell::number(0.5, 2), |reason| Cell::Undefined(reason.to_owned()));
        table.push([Cell::text(code), kappa]);
    }
    let formats = [Format::Text, Format::Markdown, Format::Latex];
    for page in formats.map(|format| render(&[table.clone()], format, &Stamp::new("0.1.0"), None)) {
        assert!(page.contains("trust") && !page.contains("gap") && !page.contains("nobody"), "{page}");
        assert!(page.contains("The first 2 of 3; CSV and JSON hold all."), "{page}");
    }
    assert!(!table.html().contains("gap") && table.csv().contains("gap"));
    assert!(table.json(&Stamp::new("0.1.0")).contains("gap"));
    table.most_shown = Some(3);
    assert!(table.text(None).contains("gap") && !table.text(None).contains("The first"));
}

#[test]
fn latex_is_made_for_papers() {
    assert_snapshot!(render(&[example()], Format::Latex, &Stamp::new("0.1.0"), None), @r"
    % qualkit 0.1.0
    \begin{table}
    \caption{Agreement by code}
    \begin{tabular}{lrrrrp{0.4\linewidth}}
    \hline
    Code & Units & Percent agreed & Cohen’s kappa & Said by & Words \\
    \hline
    partner-handoff & 1,204 & 66.7 \% & 0.33 & 3 of 5 & It was a | warm handoff, “always”, and *nobody* minded that it took the whole of an afternoon. \\
    need-family & 0 & 100.0 \% & -- & 0 of 5 &  \\
    \hline
    \end{tabular}
    \par Unit of agreement: turn. A unit to which nobody applied a code counts as agreement.
    \par --: undefined, as only one category was used.
    \end{table}
    ");
}

#[test]
fn text_is_made_to_be_read() {
    assert_snapshot!(render(&[example()], Format::Text, &Stamp::new("0.1.0"), Some(80)), @r#"
    Agreement by code

                            Percent  Cohen’s    Said
    Code             Units   agreed    kappa      by  Words
    ────────────────────────────────────────────────────────────────────────────────
    partner-handoff  1,204   66.7 %     0.33  3 of 5  It was a | warm handoff,
                                                      “always”, and *nobody* minded
                                                      that it took the whole of an
                                                      afternoon.

    need-family          0  100.0 %        –  0 of 5

    Unit of agreement: turn. A unit to which nobody applied a code counts as
      agreement.
    –: undefined, as only one category was used.

    qualkit 0.1.0
    "#);
}

#[test]
fn few_rows_of_several_lines_space_no_others() {
    let empty_lines = |long: usize, short: usize| {
        let mut table = Table::new("quotes", "");
        table.columns = vec![Column::words("words", "Words")];
        let words = ["a warm handoff that took the afternoon"].into_iter().cycle().take(long);
        words.chain(["yes"].into_iter().cycle().take(short)).for_each(|words| table.push([Cell::text(words)]));
        table.text(Some(20)).lines().filter(|line| line.is_empty()).count()
    };
    assert_eq!([empty_lines(1, 2), empty_lines(1, 3), empty_lines(4, 8), empty_lines(0, 3)], [2, 0, 11, 0]);
}

#[test]
fn machines_get_raw_numbers_and_nothing_for_what_is_undefined() {
    assert_snapshot!(example().csv(), @r#"
    code,units,percent,kappa,participants,words
    partner-handoff,1204,0.666666666666667,0.333333333333333,3,"It was a | warm handoff, “always”, and *nobody*
    minded that it took the whole of an afternoon."
    need-family,0,1,,0,
    "#);
}

#[test]
fn json_says_why_a_number_is_missing() {
    assert_snapshot!(example().json(&Stamp { version: "0.1.0".to_owned(), seed: Some(7) }), @r#"
    {
      "qualkit": "0.1.0",
      "seed": 7,
      "table": "agreement",
      "title": "Agreement by code",
      "notes": [
        "Unit of agreement: turn. A unit to which nobody applied a code counts as agreement."
      ],
      "rows": [
        {
          "code": "partner-handoff",
          "units": 1204,
          "percent": 0.666666666666667,
          "kappa": 0.333333333333333,
          "participants": 3,
          "words": "It was a | warm handoff, “always”, and *nobody*\nminded that it took the whole of an afternoon."
        },
        {
          "code": "need-family",
          "units": 0,
          "percent": 1.0,
          "kappa": null,
          "kappa_undefined": "only one category was used",
          "participants": 0,
          "words": null
        }
      ]
    }
    "#);
}

#[test]
fn markdown_keeps_a_row_on_a_line() {
    assert_snapshot!(example().markdown(), @r#"
    **Agreement by code**

    | Code | Units | Percent agreed | Cohen’s kappa | Said by | Words |
    | --- | --: | --: | --: | --: | --- |
    | partner-handoff | 1,204 | 66.7 % | 0.33 | 3 of 5 | It was a \| warm handoff, “always”, and \*nobody\* minded that it took the whole of an afternoon. |
    | need-family | 0 | 100.0 % | – | 0 of 5 |  |

    Unit of agreement: turn. A unit to which nobody applied a code counts as agreement.

    –: undefined, as only one category was used.
    "#);
}

#[test]
fn html_draws_shares_and_tells_why_a_number_is_missing() {
    assert_snapshot!(example().html(), @r#"
    <figure class="table">
    <figcaption>Agreement by code</figcaption>
    <div class="scroll" tabindex="0">
    <table>
    <thead><tr><th scope="col">Code</th><th scope="col" class="n">Units</th><th scope="col" class="n">Percent agreed</th><th scope="col" class="n">Cohen’s kappa</th><th scope="col" class="n">Said by</th><th scope="col">Words</th></tr></thead>
    <tbody>
    <tr><th scope="row">partner-handoff</th><td class="n">1,204</td><td class="n">66.7 %</td><td class="n">0.33</td><td class="n"><span class="share" style="--filled:60.0%">3 of 5</span></td><td>It was a | warm handoff, “always”, and *nobody*
    minded that it took the whole of an afternoon.</td></tr>
    <tr><th scope="row">need-family</th><td class="n">0</td><td class="n">100.0 %</td><td class="n" title="only one category was used">–</td><td class="n"><span class="share" style="--filled:0.0%">0 of 5</span></td><td></td></tr>
    </tbody>
    </table>
    </div>
    <p class="note">Unit of agreement: turn. A unit to which nobody applied a code counts as agreement.</p>
    <p class="note">–: undefined, as only one category was used.</p>
    </figure>
    "#);
}

#[test]
fn several_tables_are_an_array_and_one_is_an_object() {
    let stamp = Stamp::new("0.1.0");
    assert!(render(&[example()], Format::Json, &stamp, None).starts_with('{'));
    assert!(render(&[example(), example()], Format::Json, &stamp, None).starts_with('['));
    assert_eq!(render(&[], Format::Json, &stamp, None), "[]\n");
}

#[test]
fn no_zero_is_negative_and_no_number_is_infinite() {
    assert_eq!([rounded(-0.001, 2), rounded(-0.01, 2), rounded(-0.0, 0)], ["0.00", "-0.01", "0"]);
    assert_eq!(
        [rounded(1.5e150, 2), rounded(-1e15, 0), rounded(999_999_999_999_999.0, 0)],
        ["1.50e150", "-1e15", "999999999999999"]
    );
    assert_eq!([f64::NAN, f64::INFINITY, -0.0].map(significant), [None, None, Some(0.0)]);
    assert_eq!(significant(0.1 + 0.2), Some(0.3));
}
