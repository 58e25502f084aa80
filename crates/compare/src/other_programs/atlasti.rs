use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use qualkit_agreement::{Continuum, Options, Ratings, Undefined, krippendorff_alpha};

use super::character_ratings::{character_ratings, ratings};
use super::sweep::sweep;
use super::{About, CodedTexts, Domains, Program, ProgramRule, ProgramValue};
use crate::{CompareError, OverlapInDomain};

const CHARACTERS: &str = "the unit behind its percentages is not documented where we could read it: here characters";
const UNIVERSAL: &str = "alpha over characters, after González-Prieto and others (arXiv 2008.00977), texts one after \
                         another; whether ATLAS.ti corrects for few units in the same way could not be checked";

/// Gives percentages and Holsti's index for every pair of coders, and the alphas for all of them, texts together.
pub(super) fn values(coded: &CodedTexts, domains: &Domains) -> Result<Vec<ProgramValue>, CompareError> {
    if domains.of_code.len() != coded.codes.len() || domains.of_code.iter().any(|&at| at >= domains.names.len()) {
        return Err(CompareError::DomainsOfOtherCodes { codes: coded.codes.len(), told: domains.of_code.len() });
    }
    check_exclusive(coded, domains)?;
    let mut values = Vec::new();
    for pair in coded.pairs() {
        for code in 0..coded.codes.len() {
            percentages(coded, pair, About::Code(code), |own| own == code, &mut values);
        }
        for domain in 0..domains.names.len() {
            percentages(coded, pair, About::Domain(domain), |own| domains.of_code[own] == domain, &mut values);
        }
    }
    let everyone: Vec<usize> = (0..coded.coders.len()).collect();
    let mut alpha = |statistic, about, ratings: &Ratings, agreement: &'static str, uncoded| {
        values.push(ProgramValue {
            program: Program::Atlasti,
            statistic,
            coders: everyone.clone(),
            text: None,
            about,
            value: krippendorff_alpha(ratings, &Options::default()).map(|alpha| alpha.value),
            units: ratings.pairable(),
            rule: ProgramRule {
                unit: "each character of all texts together",
                agreement: Cow::Borrowed(agreement),
                chance: "Krippendorff's, from how often all coders together used each value",
                uncoded,
                remark: Some(UNIVERSAL),
            },
        });
    };
    let binary = "both coders coded the character, or neither did";
    for domain in 0..domains.names.len() {
        let ratings = character_ratings(&coded.continua, |code| domains.of_code[code] == domain)?;
        alpha("c_alpha_binary_atlasti", About::Domain(domain), &ratings, binary, "counts as a value of its own");
    }
    let ratings_of_all = character_ratings(&coded.continua, |_| true)?;
    alpha("c_alpha_binary_atlasti", About::AllCodes, &ratings_of_all, binary, "counts as a value of its own");
    let same = "both coders put the same code of the domain on the character";
    for domain in 0..domains.names.len() {
        let in_domain = |_, code: usize| domains.of_code[code] == domain;
        let code = |here: &super::sweep::Here, coder: usize| here[coder].first().map(|(code, _)| *code);
        let ratings = ratings(&coded.continua, coded.codes.len(), in_domain, code)?;
        alpha("cu_alpha_atlasti", About::Domain(domain), &ratings, same, "is missing: it counts for no coder");
    }
    let ratings = domain_sets(&coded.continua, domains)?;
    let same = "both coders put codes of the same domains on the character";
    alpha("domain_cu_alpha_atlasti", About::AllCodes, &ratings, same, "is missing: it counts for no coder");
    Ok(values)
}

/// Refuses two codes of one domain that one coder put on the same words.
fn check_exclusive(coded: &CodedTexts, domains: &Domains) -> Result<(), CompareError> {
    for (text, name) in coded.continua.iter().zip(&coded.texts) {
        let mut found = None;
        sweep(
            text,
            |_, _| true,
            |_, start, here| {
                for (coder, codes) in here.iter().enumerate() {
                    let mut seen = BTreeMap::new();
                    for &(code, _) in codes {
                        let domain = domains.of_code[code];
                        if let Some(other) = seen.insert(domain, code) {
                            found.get_or_insert((coder, start, domain, other, code));
                        }
                    }
                }
            },
        );
        if let Some((coder, start, domain, first, second)) = found {
            let code = |place: usize| coded.codes[place].clone();
            return Err(CompareError::OverlapInDomain(Box::new(OverlapInDomain {
                domain: domains.names[domain].clone(),
                coder: coded.coders[coder].clone(),
                text: name.clone(),
                first: code(first),
                second: code(second),
                start,
            })));
        }
    }
    Ok(())
}

fn percentages(
    coded: &CodedTexts,
    (first, second): (usize, usize),
    about: About,
    wanted: impl Fn(usize) -> bool,
    values: &mut Vec<ProgramValue>,
) {
    let (mut same, mut by_any, mut by_each) = (0, 0, 0);
    for text in &coded.continua {
        sweep(
            text,
            |_, code| wanted(code),
            |length, _, here| {
                let [one, other] = [first, second].map(|coder| here[coder].first().map(|(code, _)| *code));
                if one.is_some() && one == other {
                    same += length;
                }
                by_any += if one.is_some() || other.is_some() { length } else { 0 };
                by_each += length * (u64::from(one.is_some()) + u64::from(other.is_some()));
            },
        );
    }
    let mut value = |statistic, part: u64, whole: u64, agreement: &'static str| {
        values.push(ProgramValue {
            program: Program::Atlasti,
            statistic,
            coders: vec![first, second],
            text: None,
            about,
            value: if whole == 0 { Err(Undefined::NoUnits) } else { Ok(part as f64 / whole as f64) },
            units: by_any,
            rule: ProgramRule {
                unit: "each character of all texts together that one of the two coded",
                agreement: Cow::Borrowed(agreement),
                chance: "not taken off",
                uncoded: "is left out",
                remark: Some(CHARACTERS),
            },
        });
    };
    value("percent_agreement_atlasti", same, by_any, "both put the same code on the character");
    let agreement =
        "both put the same code on the character: 2M / (N1 + N2), M such characters, N1 and N2 coded by each";
    value("holsti_atlasti", 2 * same, by_each, agreement);
}

/// Every character with the set of domains that each coder used on it; equal sets are one category.
fn domain_sets(texts: &[Continuum], domains: &Domains) -> Result<Ratings, CompareError> {
    let set =
        |codes: &[(usize, u64)]| -> BTreeSet<usize> { codes.iter().map(|(code, _)| domains.of_code[*code]).collect() };
    let mut known: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
    for text in texts {
        sweep(
            text,
            |_, _| true,
            |_, _, here| {
                for codes in here.iter().filter(|codes| !codes.is_empty()) {
                    known.entry(set(codes)).or_insert(0);
                }
            },
        );
    }
    for (number, (_, place)) in known.iter_mut().enumerate() {
        *place = number;
    }
    ratings(texts, known.len(), |_, _| true, |here, coder| known.get(&set(&here[coder])).copied())
}
