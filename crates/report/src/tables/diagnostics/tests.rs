use insta::assert_snapshot;
use qualkit_compare::{Asked, Layout, Reading, read_ratings};

use super::diagnostics;
use crate::{Format, Stamp, Table, render};

fn tables(table: &str, reading: Reading<'_>) -> Vec<Table> {
    diagnostics(&read_ratings(table.as_bytes(), reading).unwrap(), &Asked::default())
}

fn text(tables: &[Table]) -> String {
    render(tables, Format::Text, &Stamp::new("0.1.0"), Some(110))
}

fn names(tables: &[Table]) -> Vec<&str> {
    tables.iter().map(|table| table.name.as_str()).collect()
}

#[test]
fn two_coders_of_feinstein_and_cicchetti() {
    let table = "c,positive,negative\npositive,80,10\nnegative,5,5\n";
    let tables = tables(table, Reading { layout: Some(Layout::Confusion), ..Reading::default() });
    assert_snapshot!(text(&tables), @"
    Confusion of categories, rows by columns

    rows      positive  negative  Total
    ───────────────────────────────────
    positive        80        10     90
    negative         5         5     10
    (total)         85        15    100

    Units that both coders rated, counted: rows are the first coder’s categories, columns the second’s; on the
      diagonal they agree.

    Coincidences of categories, all coders

    Category  positive  negative  Total
    ───────────────────────────────────
    positive    160.00     15.00    175
    negative     15.00     10.00     25
    (total)        175        25    200

    Every ordered pair of ratings of a unit, divided by the unit’s ratings less one, so that each unit weighs as
      much as it has ratings; units with one rating are left out. Krippendorff (2011), Computing Krippendorff’s
      Alpha-Reliability, section C.

    Margins: kappa, and whether coders use the categories equally often

                           Percent  Cohen’s  Largest  Stuart–Maxwell             Bhapkar
    Pair            Units   agreed    kappa    kappa              χ²  df      p       χ²      p
    ───────────────────────────────────────────────────────────────────────────────────────────
    rows – columns    100   85.0 %    0.318    0.773           1.667   1  0.197    1.695  0.193

    Units that both coders rated; kappa without weights. Largest kappa: what kappa could be at most if the
      coders kept their totals, (Σ min(p₁, p₂) − p_e)/(1 − p_e). Cohen (1960), Educational and Psychological
      Measurement 20:37–46, p. 42.
    Stuart–Maxwell and Bhapkar: tests of whether both coders use the categories equally often; a small p says
      that they do not. With two categories Stuart–Maxwell is McNemar’s test without continuity correction. Stuart
      (1955), Biometrika 42:412–416; Maxwell (1970), British Journal of Psychiatry 116:651–655; Bhapkar (1966),
      Journal of the American Statistical Association 61:228–235.

    Categories one by one: who chose them, prevalence and bias

                                    Only  Only           Percent  Cohen’s  Prevalence   Bias
    Pair            Category  Both   1st   2nd  Neither   agreed    kappa       index  index  PABAK
    ───────────────────────────────────────────────────────────────────────────────────────────────
    rows – columns  positive    80    10     5        5   85.0 %    0.318       0.750  0.050  0.700

    Units that both coders rated: how many both, only the first, only the second, or neither of the two put into
      it. Cohen’s kappa is of it against all others.
    The other of the two categories has the same numbers, turned round.
    Prevalence index: (both − neither)/units, −1 to 1; far from 0, kappa is low even where coders agree on
      nearly all units. Bias index: (only 1st − only 2nd)/units, −1 to 1. PABAK, prevalence- and bias-adjusted
      kappa: twice the share of units on which they agree, less one; it says what kappa would be at a prevalence
      of one half without bias, which is not what was observed. Byrt, Bishop and Carlin (1993), Journal of
      Clinical Epidemiology 46:423–429.

    Where percent agreement and kappa part

                                                                        Without
                                          Percent  Cohen’s  Without    bias and  Prevalence   Bias
    Pair            Category  Because of   agreed    kappa     bias  prevalence       index  index
    ──────────────────────────────────────────────────────────────────────────────────────────────
    rows – columns  positive  prevalence   85.0 %    0.318    0.314       0.700       0.750  0.050

    Prevalence, the first paradox: percent agreement is at least 0.80 and kappa below 0.40; bias only raises
      kappa, so that what lowers it is that one category is much more common than the others. Bias, the second:
      kappa is higher by at least 0.05 than it would be if both coders used the categories equally often.
      Feinstein and Cicchetti (1990), Journal of Clinical Epidemiology 43:543–549, name the paradoxes and give no
      limits; these are conventions of this program.
    Without bias: both coders given their mean use of the categories, which is Scott’s pi. Without bias and
      prevalence: all categories taken to be equally common, which is PABAK for one category and Brennan and
      Prediger’s kappa for all together. Byrt, Bishop and Carlin (1993), ibid. 46:423–429.

    Ways of rating a unit that make up most of the disagreement

                                 Pairs
                                  that  Share of all
    rows      columns   Units   differ  disagreement  Cumulative
    ────────────────────────────────────────────────────────────
    positive  negative     10  100.0 %        66.7 %      66.7 %
    negative  positive      5  100.0 %        33.3 %     100.0 %

    Units that were rated alike by the same coders are one row; an empty cell is a missing rating. Pairs that
      differ: of the pairs of coders who rated such a unit. Share: of all disagreement, each unit with two ratings
      or more weighing the same, and two categories being the same or not.

    What published scales say

                                                                Its word
                                                                for the    Reached with error allowed
    Coefficient       Value     SE  Scale                       value      for                         Probability
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Krippendorff’s    0.318  0.136  Landis and Koch 1977        Fair       Slight                            0.990
    alpha

    Krippendorff’s    0.318  0.136  Altman 1991                 Fair       Poor                              1.000
    alpha

    Krippendorff’s    0.318  0.136  Fleiss 1981                 Poor       Poor                              1.000
    alpha

    Krippendorff’s    0.318  0.136  Cicchetti and Sparrow 1981  Poor       Poor                              1.000
    alpha

    Krippendorff’s    0.318  0.136  Krippendorff 2019           Do Not     Do Not Rely On                    1.000
    alpha                                                       Rely On

    Cohen’s kappa     0.318  0.133  Landis and Koch 1977        Fair       Slight                            0.991

    Cohen’s kappa     0.318  0.133  Altman 1991                 Fair       Poor                              1.000

    Cohen’s kappa     0.318  0.133  Fleiss 1981                 Poor       Poor                              1.000

    Cohen’s kappa     0.318  0.133  Cicchetti and Sparrow 1981  Poor       Poor                              1.000

    Cohen’s kappa     0.318  0.133  Krippendorff 2019           Do Not     Do Not Rely On                    1.000
                                                                Rely On

    Gwet’s AC         0.808  0.052  Landis and Koch 1977        Almost     Substantial                       1.000
                                                                Perfect

    Gwet’s AC         0.808  0.052  Altman 1991                 Very Good  Good                              1.000

    Gwet’s AC         0.808  0.052  Fleiss 1981                 Excellent  Intermediate to Good              1.000

    Gwet’s AC         0.808  0.052  Cicchetti and Sparrow 1981  Excellent  Good                              1.000

    Gwet’s AC         0.808  0.052  Krippendorff 2019           Rely On    Tentative Conclusions Only        0.996

    The scales disagree with each other, and no author derived the limits from anything: a word means nothing
      without the name of its scale.
    Landis and Koch 1977: Landis and Koch (1977), Biometrics 33:159–174, p. 165. Made for kappa, of any number
      of categories.
    Altman 1991: Altman (1991), Practical Statistics for Medical Research, p. 404. Made for kappa, of any number
      of categories.
    Fleiss 1981: Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., p. 218. Made for kappa,
      of any number of categories.
    Cicchetti and Sparrow 1981: Cicchetti and Sparrow (1981), American Journal of Mental Deficiency 86:127–137;
      Cicchetti (1994), Psychological Assessment 6:284–290, p. 286. Made for kappa and intraclass correlation.
    Krippendorff 2019: Krippendorff (2019), Content Analysis, 4th ed., § 12.4.3. Made for Krippendorff's alpha.
    Reached with error allowed for: the best level that the coefficient lies in or above with a probability of
      at least 0.95, given its standard error, and that probability. Gwet (2014), Handbook of Inter-Rater
      Reliability, 4th ed., ch. 6.

    qualkit 0.1.0
    ");
}

#[test]
fn three_coders_some_ratings_missing_in_two_transcripts() {
    let table = "unit,transcript,ann,ben,cy\n1,p1,joy,joy,joy\n2,p1,fear,fear,joy\n3,p1,joy,joy,joy\n4,p1,fear,fear,fear\n\
                 5,p2,joy,fear,anger\n6,p2,anger,anger,\n7,p2,fear,fear,anger\n8,p2,joy,,fear\n9,p2,anger,anger,joy\n";
    let tables = tables(table, Reading { cluster: Some("transcript"), ..Reading::default() });
    assert_snapshot!(text(&tables), @"
    Confusion of categories, ann by ben

    ann      anger  fear  joy  Total
    ────────────────────────────────
    anger        2     0    0      2
    fear         0     3    0      3
    joy          0     1    2      3
    (total)      2     4    2      8

    Units that both coders rated, counted: rows are the first coder’s categories, columns the second’s; on the
      diagonal they agree.

    Confusion of categories, ann by cy

    ann      anger  fear  joy  Total
    ────────────────────────────────
    anger        0     0    1      1
    fear         1     1    1      3
    joy          1     1    2      4
    (total)      2     2    4      8

    Units that both coders rated, counted: rows are the first coder’s categories, columns the second’s; on the
      diagonal they agree.

    Confusion of categories, ben by cy

    ben      anger  fear  joy  Total
    ────────────────────────────────
    anger        0     0    1      1
    fear         2     1    1      4
    joy          0     0    2      2
    (total)      2     1    4      7

    Units that both coders rated, counted: rows are the first coder’s categories, columns the second’s; on the
      diagonal they agree.

    Coincidences of categories, all coders

    Category  anger  fear   joy  Total
    ──────────────────────────────────
    anger      3.00  1.50  1.50      6
    fear       1.50  5.00  2.50      9
    joy        1.50  2.50  6.00     10
    (total)       6     9    10     25

    Every ordered pair of ratings of a unit, divided by the unit’s ratings less one, so that each unit weighs as
      much as it has ratings; units with one rating are left out. Krippendorff (2011), Computing Krippendorff’s
      Alpha-Reliability, section C.

    Margins: kappa, and whether coders use the categories equally often

                      Percent  Cohen’s  Largest  Stuart–Maxwell             Bhapkar
    Pair       Units   agreed    kappa    kappa              χ²  df      p       χ²      p
    ──────────────────────────────────────────────────────────────────────────────────────
    ann – ben      8   87.5 %    0.810    0.810           1.000   1  0.317    1.143  0.285
    ann – cy       8   37.5 %    0.000    0.800           0.500   2  0.779    0.533  0.766
    ben – cy       7   42.9 %    0.200    0.400           3.600   2  0.165    7.412  0.025

    Units that both coders rated; kappa without weights. Largest kappa: what kappa could be at most if the
      coders kept their totals, (Σ min(p₁, p₂) − p_e)/(1 − p_e). Cohen (1960), Educational and Psychological
      Measurement 20:37–46, p. 42.
    Stuart–Maxwell and Bhapkar: tests of whether both coders use the categories equally often; a small p says
      that they do not. With two categories Stuart–Maxwell is McNemar’s test without continuity correction. Stuart
      (1955), Biometrika 42:412–416; Maxwell (1970), British Journal of Psychiatry 116:651–655; Bhapkar (1966),
      Journal of the American Statistical Association 61:228–235.

    Categories one by one: who chose them, prevalence and bias

                               Only  Only           Percent  Cohen’s  Prevalence    Bias
    Pair       Category  Both   1st   2nd  Neither   agreed    kappa       index   index  PABAK
    ───────────────────────────────────────────────────────────────────────────────────────────
    ann – ben  anger        2     0     0        6  100.0 %    1.000      -0.500   0.000  1.000
    ann – ben  fear         3     0     1        4   87.5 %    0.750      -0.125  -0.125  0.750
    ann – ben  joy          2     1     0        5   87.5 %    0.714      -0.375   0.125  0.750
    ann – cy   anger        0     1     2        5   62.5 %   -0.200      -0.625  -0.125  0.250
    ann – cy   fear         1     2     1        4   62.5 %    0.143      -0.375   0.125  0.250
    ann – cy   joy          2     2     2        2   50.0 %    0.000       0.000   0.000  0.000
    ben – cy   anger        0     1     2        4   57.1 %   -0.235      -0.571  -0.143  0.143
    ben – cy   fear         1     3     0        3   57.1 %    0.222      -0.286   0.429  0.143
    ben – cy   joy          2     0     2        3   71.4 %    0.462      -0.143  -0.286  0.429

    Units that both coders rated: how many both, only the first, only the second, or neither of the two put into
      it. Cohen’s kappa is of it against all others.
    Prevalence index: (both − neither)/units, −1 to 1; far from 0, kappa is low even where coders agree on
      nearly all units. Bias index: (only 1st − only 2nd)/units, −1 to 1. PABAK, prevalence- and bias-adjusted
      kappa: twice the share of units on which they agree, less one; it says what kappa would be at a prevalence
      of one half without bias, which is not what was observed. Byrt, Bishop and Carlin (1993), Journal of
      Clinical Epidemiology 46:423–429.

    Where percent agreement and kappa part

                                                                     Without
                              Because  Percent  Cohen’s  Without    bias and  Prevalence   Bias
    Pair      Category        of        agreed    kappa     bias  prevalence       index  index
    ───────────────────────────────────────────────────────────────────────────────────────────
    ben – cy  (all together)  bias      42.9 %    0.200    0.111       0.143
    ben – cy  fear            bias      57.1 %    0.222    0.067       0.143      -0.286  0.429

    Prevalence, the first paradox: percent agreement is at least 0.80 and kappa below 0.40; bias only raises
      kappa, so that what lowers it is that one category is much more common than the others. Bias, the second:
      kappa is higher by at least 0.05 than it would be if both coders used the categories equally often.
      Feinstein and Cicchetti (1990), Journal of Clinical Epidemiology 43:543–549, name the paradoxes and give no
      limits; these are conventions of this program.
    Without bias: both coders given their mean use of the categories, which is Scott’s pi. Without bias and
      prevalence: all categories taken to be equally common, which is PABAK for one category and Brennan and
      Prediger’s kappa for all together. Byrt, Bishop and Carlin (1993), ibid. 46:423–429.

    Cohen’s kappa of every two coders

    Coder    ann    ben     cy
    ──────────────────────────
    ann           0.810  0.000
    ben    0.810         0.200
    cy     0.000  0.200

    Cohen’s kappa of the two coders alone, on what both of them rated.

    Krippendorff’s alpha of every two coders

    Coder    ann    ben     cy
    ──────────────────────────
    ann           0.819  0.051
    ben    0.819         0.175
    cy     0.051  0.175

    Krippendorff’s alpha of the two coders alone, on what both of them rated.

    Agreement without each coder in turn

                                                Fleiss’           Gwet’s
                        Krippendorff’s            kappa               AC
    Left out             alpha without  Change  without  Change  without  Change
    ────────────────────────────────────────────────────────────────────────────
    cy                           0.819   0.466    0.807   0.483    0.815   0.477
    ann                          0.175  -0.178    0.135  -0.189    0.147  -0.191
    ben                          0.051  -0.302    0.036  -0.289    0.075  -0.262
    (nothing left out)           0.353            0.324            0.338

    The coefficients of the other coders, without this one.
    Change: the value without it less the value of all; above 0 where it pulls agreement down. Ordered by the
      change of the first coefficient. Descriptive: a part that stands out among many need not differ from the
      others beyond chance.

    Agreement without each category in turn

                                                Fleiss’           Gwet’s
                        Krippendorff’s            kappa               AC
    Left out             alpha without  Change  without  Change  without  Change
    ────────────────────────────────────────────────────────────────────────────
    fear                         0.643   0.290    0.657   0.333    0.780   0.442
    joy                          0.533   0.180    0.550   0.226    0.705   0.367
    anger                        0.458   0.105    0.321  -0.003    0.558   0.220
    (nothing left out)           0.353            0.324            0.338

    The coefficients of the units that nobody put into the category: all units that anyone put into it are left
      out, also those on which all agree.
    Change: the value without it less the value of all; above 0 where it pulls agreement down. Ordered by the
      change of the first coefficient. Descriptive: a part that stands out among many need not differ from the
      others beyond chance.

    Agreement within each cluster, and without it

                                                                 Fleiss’  Fleiss’          Gwet’s   Gwet’s
                         Krippendorff’s  Krippendorff’s            kappa    kappa              AC       AC
    Cluster       Units    alpha within   alpha without  Change   within  without  Change  within  without  Change
    ──────────────────────────────────────────────────────────────────────────────────────────────────────────────
    p2                5           0.000           0.686   0.333   -0.045    0.657   0.333   0.021    0.780   0.442

    p1                4           0.686           0.000  -0.353    0.657   -0.045  -0.370   0.780    0.021  -0.317

    (nothing                                      0.353                     0.324                    0.338
    left out)

    Within: of the units of the cluster alone; without: of all other units. A cluster in which only one category
      occurs has no value of its own and still counts towards the whole.
    Change: the value without it less the value of all; above 0 where it pulls agreement down. Ordered by the
      change of the first coefficient. Descriptive: a part that stands out among many need not differ from the
      others beyond chance.

    Ways of rating a unit that make up most of the disagreement

                                  Pairs
                                   that  Share of all
    ann    ben    cy     Units   differ  disagreement  Cumulative
    ─────────────────────────────────────────────────────────────
    joy           fear       1  100.0 %        25.0 %      25.0 %
    joy    fear   anger      1  100.0 %        25.0 %      50.0 %
    anger  anger  joy        1   66.7 %        16.7 %      66.7 %
    fear   fear   anger      1   66.7 %        16.7 %      83.3 %
    fear   fear   joy        1   66.7 %        16.7 %     100.0 %

    Units that were rated alike by the same coders are one row; an empty cell is a missing rating. Pairs that
      differ: of the pairs of coders who rated such a unit. Share: of all disagreement, each unit with two ratings
      or more weighing the same, and two categories being the same or not.

    What published scales say

                                                                                    Reached with
                                                                    Its word for    error allowed
    Coefficient           Value     SE  Scale                       the value       for             Probability
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────
    Krippendorff’s alpha  0.353  0.212  Landis and Koch 1977        Fair            Slight                0.952
    Krippendorff’s alpha  0.353  0.212  Altman 1991                 Fair            Poor                  1.000
    Krippendorff’s alpha  0.353  0.212  Fleiss 1981                 Poor            Poor                  1.000
    Krippendorff’s alpha  0.353  0.212  Cicchetti and Sparrow 1981  Poor            Poor                  1.000
    Krippendorff’s alpha  0.353  0.212  Krippendorff 2019           Do Not Rely On  Do Not Rely On        1.000
    Fleiss’ kappa         0.324  0.224  Landis and Koch 1977        Fair            Poor                  1.000
    Fleiss’ kappa         0.324  0.224  Altman 1991                 Fair            Poor                  1.000
    Fleiss’ kappa         0.324  0.224  Fleiss 1981                 Poor            Poor                  1.000
    Fleiss’ kappa         0.324  0.224  Cicchetti and Sparrow 1981  Poor            Poor                  1.000
    Fleiss’ kappa         0.324  0.224  Krippendorff 2019           Do Not Rely On  Do Not Rely On        1.000
    Gwet’s AC             0.338  0.220  Landis and Koch 1977        Fair            Poor                  1.000
    Gwet’s AC             0.338  0.220  Altman 1991                 Fair            Poor                  1.000
    Gwet’s AC             0.338  0.220  Fleiss 1981                 Poor            Poor                  1.000
    Gwet’s AC             0.338  0.220  Cicchetti and Sparrow 1981  Poor            Poor                  1.000
    Gwet’s AC             0.338  0.220  Krippendorff 2019           Do Not Rely On  Do Not Rely On        1.000

    The scales disagree with each other, and no author derived the limits from anything: a word means nothing
      without the name of its scale.
    Landis and Koch 1977: Landis and Koch (1977), Biometrics 33:159–174, p. 165. Made for kappa, of any number
      of categories.
    Altman 1991: Altman (1991), Practical Statistics for Medical Research, p. 404. Made for kappa, of any number
      of categories.
    Fleiss 1981: Fleiss (1981), Statistical Methods for Rates and Proportions, 2nd ed., p. 218. Made for kappa,
      of any number of categories.
    Cicchetti and Sparrow 1981: Cicchetti and Sparrow (1981), American Journal of Mental Deficiency 86:127–137;
      Cicchetti (1994), Psychological Assessment 6:284–290, p. 286. Made for kappa and intraclass correlation.
    Krippendorff 2019: Krippendorff (2019), Content Analysis, 4th ed., § 12.4.3. Made for Krippendorff's alpha.
    Reached with error allowed for: the best level that the coefficient lies in or above with a probability of
      at least 0.95, given its standard error, and that probability. Gwet (2014), Handbook of Inter-Rater
      Reliability, 4th ed., ch. 6.

    qualkit 0.1.0
    ");
}

#[test]
fn names_are_one_to_a_table_even_of_coders_whose_names_look_alike() {
    let tables = tables("unit,a-b,c,a,B c\n1,x,x,y,x\n2,y,y,y,x\n", Reading::default());
    let names = names(&tables);
    assert!(names.contains(&"confusion-a-b-c") && names.contains(&"confusion-a-b-c-2"), "{names:?}");
    let mut distinct = names.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
}

#[test]
fn counts_have_no_table_that_needs_names() {
    let tables = tables(
        "site,x,y\nn,2,1\nn,3,0\ns,0,3\ns,1,2\n",
        Reading { layout: Some(Layout::Counts), cluster: Some("site"), ..Reading::default() },
    );
    assert_eq!(names(&tables), ["coincidences", "clusters", "scales"]);
}

#[test]
fn of_sets_codes_are_told_one_by_one() {
    let tables = tables("unit,a,b\n1,x;y,x\n2,;,x\n3,y,y\n4,x;y,x;y\n", Reading { sets: true, ..Reading::default() });
    assert_eq!(names(&tables), ["confusion", "codes", "paradox", "scales"]);
    assert_eq!(tables[1].rows.len(), 2);
}

#[test]
fn of_spans_only_what_scales_say_is_told_of_two_coders() {
    let spans = "coder,start,end,code\na,0,10,x\na,20,30,y\nb,0,10,y\nb,20,30,x\n";
    assert_eq!(names(&tables(spans, Reading { length: Some(40), ..Reading::default() })), ["scales"]);
}

#[test]
fn many_categories_are_not_tabulated_and_that_is_said() {
    let rows: String = (0..21).map(|unit| format!("{unit},c{unit},c{}\n", unit / 2)).collect();
    let tables = tables(&format!("unit,a,b\n{rows}"), Reading::default());
    assert_eq!(names(&tables), ["margins", "paradox", "patterns", "scales"]);
    assert!(tables[0].notes.iter().any(|note| note.starts_with("There are 21 categories")));
}

#[test]
fn of_many_coders_no_two_are_tabulated_alone_and_that_is_said() {
    let header: Vec<String> = (0..11).map(|coder| format!("k{coder}")).collect();
    let row = |unit: usize| (0..11).map(|coder| format!(",{}", (unit + coder) % 3)).collect::<String>();
    let rows: String = (0..6).map(|unit| format!("{unit}{}\n", row(unit))).collect();
    let tables = tables(&format!("unit,{}\n{rows}", header.join(",")), Reading::default());
    assert_eq!(names(&tables)[..3], ["coincidences", "margins", "margins-by-category"]);
    let note = "There are 55 pairs of coders: confusion is not tabulated for more than 45.";
    assert!(tables[0].notes.iter().any(|told| told == note));
}
