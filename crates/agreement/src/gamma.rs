mod alignment;
mod best_alignment;
mod candidates;
mod canonical;
mod cost;
mod disorder;
mod dissimilarity;
mod duals;
mod measure;
mod options;
mod pairing;
mod partitioning;
mod sampler;
mod search;
mod shuffle;
mod statistical;
mod stream;
mod sweep;
mod value;

pub use best_alignment::{Alignment, best_alignment};
pub use dissimilarity::{Categorical, Dissimilarity};
pub use options::{GammaOptions, PairWeight, Samples};
pub use sampler::Sampler;
pub use value::GammaValue;

use rayon::prelude::*;

use crate::distribution::normal;
use crate::sum::sorted_sum;
use crate::{Continuum, Estimate, Outcome, Undefined};
use alignment::{Aligned, align};
use canonical::{Canonical, Text};
use disorder::Disorders;
use measure::{Measure, Unit};
use options::Number;
use sampler::Source;
use stream::Stream;

/// Samples from which the number that a precision takes is foreseen.
const FIRST: usize = 30;

/// No precision may take more samples.
const MOST_SAMPLES: usize = 1_000_000;

/// Gamma, gamma-cat and gamma-k, with what they are made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Gamma {
    /// Gamma: agreement in where segments lie and in their codes.
    pub gamma: GammaValue,
    /// Gamma-cat: agreement in the codes of segments that are aligned.
    pub cat: Result<GammaValue, Undefined>,
    /// Gamma-k of each code: the same over the pairs of segments in which at least one has the code.
    pub k: Vec<Result<GammaValue, Undefined>>,
    /// Coders, in all texts the same number.
    pub coders: usize,
    /// Segments of each coder, over all texts.
    pub segments: Vec<u64>,
    /// Segments of all coders that have a counterpart in the best alignment.
    pub aligned: u64,
    /// How random continua were drawn.
    pub sampler: Sampler,
    /// Where the random numbers started.
    pub seed: u64,
}

impl Gamma {
    /// Gives gamma as an estimate, to stand beside other measures.
    ///
    /// Units are segments of all coders, and gamma rests on all of them: one without a counterpart adds its disorder.
    /// Of [`cat_estimate`](Gamma::cat_estimate) and [`k_estimate`](Gamma::k_estimate) those with a counterpart are
    /// pairable. Disorders are not proportions, so
    /// observed and expected agreement stay empty. Standard error and interval say how far the *sampled* expectation
    /// can be off, not what other texts or coders would give.
    ///
    /// # Source
    ///
    /// As for [`gamma`].
    ///
    /// # Example
    ///
    /// The text of [`gamma`]'s own example.
    ///
    /// ```
    /// use qualkit_agreement::{Continuum, GammaOptions, Segment, gamma};
    /// let segment = |start, end, code| Segment { start, end, code };
    /// let first = vec![segment(1, 5, 0), segment(6, 10, 1), segment(11, 15, 0)];
    /// let second = vec![segment(2, 6, 0), segment(7, 11, 1), segment(12, 16, 0)];
    /// let text = Continuum::new(0, 16, 2, vec![first, second])?;
    /// let gamma = gamma(&[text], &GammaOptions::default())?;
    /// let estimate = gamma.estimate();
    /// assert_eq!((estimate.value, estimate.units, estimate.pairable), (gamma.gamma.value, 6, 6));
    /// assert_eq!((estimate.observed, estimate.expected), (None, None));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn estimate(&self) -> Estimate {
        let estimate = self.gamma.estimate(self);
        Estimate { pairable: estimate.units, ..estimate }
    }

    /// Gives gamma-cat as an estimate; see [`Gamma::estimate`].
    ///
    /// # Undefined when
    ///
    /// Gamma-cat is: no segments are aligned that weigh anything, or chance brings no disorder.
    ///
    /// # Source
    ///
    /// Mathet (2017), as for [`gamma`].
    ///
    /// # Example
    ///
    /// The text of [`gamma`]'s own example, where aligned segments have the same codes.
    ///
    /// ```
    /// use qualkit_agreement::{Continuum, GammaOptions, Segment, gamma};
    /// let segment = |start, end, code| Segment { start, end, code };
    /// let first = vec![segment(1, 5, 0), segment(6, 10, 1), segment(11, 15, 0)];
    /// let second = vec![segment(2, 6, 0), segment(7, 11, 1), segment(12, 16, 0)];
    /// let text = Continuum::new(0, 16, 2, vec![first, second])?;
    /// let gamma = gamma(&[text], &GammaOptions::default())?;
    /// assert_eq!(gamma.cat_estimate()?.value, 1.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn cat_estimate(&self) -> Outcome {
        self.cat.as_ref().map(|value| value.estimate(self)).map_err(Undefined::clone)
    }

    /// Gives gamma-k of a code as an estimate; see [`Gamma::estimate`].
    ///
    /// # Undefined when
    ///
    /// Gamma-k is, or the code is not among those declared.
    ///
    /// # Source
    ///
    /// Mathet (2017), as for [`gamma`].
    ///
    /// # Example
    ///
    /// The text of [`gamma`]'s own example, which has codes 0 and 1 and no other.
    ///
    /// ```
    /// use qualkit_agreement::{Continuum, GammaOptions, Segment, gamma};
    /// let segment = |start, end, code| Segment { start, end, code };
    /// let first = vec![segment(1, 5, 0), segment(6, 10, 1), segment(11, 15, 0)];
    /// let second = vec![segment(2, 6, 0), segment(7, 11, 1), segment(12, 16, 0)];
    /// let text = Continuum::new(0, 16, 2, vec![first, second])?;
    /// let gamma = gamma(&[text], &GammaOptions::default())?;
    /// assert_eq!(gamma.k_estimate(0)?.value, 1.0);
    /// assert!(gamma.k_estimate(2).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn k_estimate(&self, code: usize) -> Outcome {
        let unknown = Undefined::UnknownCategory { category: code, categories: self.k.len() };
        let outcome = self.k.get(code).ok_or(unknown)?;
        outcome.as_ref().map(|value| value.estimate(self)).map_err(Undefined::clone)
    }
}

/// Gives gamma, gamma-cat and gamma-k of segments that coders marked freely, on one text or several.
///
/// A *unitary alignment* takes one segment, or none (∅), of each of the n coders. An alignment puts each segment into
/// one unitary alignment; the best alignment is the one with the least disorder, and is found exactly.
///
/// ```text
/// γ = 1 − δ / δ_e
/// δ = Σ_A δ(A) / x̄          over the unitary alignments A of the best alignment
/// δ(A) = Σ d(u, v) / C(n, 2)        over the pairs of segments, or ∅, in A; d(u, ∅) = d(∅, ∅) = Δ∅
///
/// d    dissimilarity of two segments, see [`Dissimilarity`]     x̄   mean number of segments per coder
/// δ_e  mean of the δ of random continua, see [`Sampler`]
/// ```
///
/// Gamma-cat looks at codes only, of the pairs of segments that the best alignment holds:
///
/// ```text
/// γ_cat = 1 − δ_cat / δ_cat,e      δ_cat = Σ w(u, v) d_cat(u, v) / Σ w(u, v)
/// w(u, v) = max(0, 1 − α d_pos(u, v)/Δ∅) / (n_v − 1)
///
/// n_v   segments in the unitary alignment that holds u and v
/// ```
///
/// and gamma-k takes only the pairs in which at least one segment has the code k. The expectations are means over the
/// same random continua; those without any weight have no disorder and are left out; `samples` counts the others.
/// The paper has α = 1; with another α, weights are those of Mathet's program, and [`PairWeight`] has other ways by
/// name. [`PairWeight::WithEmpty`] also counts each pair of a segment and ∅ as unlike, so that gamma-cat is lower where
/// segments stay alone, and has a value where none is aligned.
///
/// **Several texts**: disorders are summed over texts, observed and random, and divided by the mean number of segments
/// per coder in all of them; each random sample draws one random continuum per text. A text without segments adds
/// nothing. Coders are the same, in the same order, in every text; a coder who has read a text and marked nothing has
/// an empty list, and a text that some coder has not read does not belong here.
///
/// **Ties**: several alignments can have the least disorder, with different gamma-cat. Taken is the one that brings the
/// most pairs of segments together; of those, the one with the greatest sum of weights w; of those, the one with the
/// least Σ w·d_cat. Gamma and gamma-cat are the same whichever is taken of those that remain; for gamma-k it is the
/// first in an order of texts, coders and codes that depends on the segments, not on how they are listed.
///
/// **Precision**: dissimilarities are rounded to Δ∅/2⁴⁰, about 10⁻¹² Δ∅, and summed exactly.
///
/// # Undefined when
///
/// There are no texts or no segments; fewer than two coders; texts with different numbers of coders
/// ([`Undefined::CodersDiffer`]); more codes than the matrix of dissimilarities has
/// ([`Undefined::CodesWithoutDissimilarity`]); expected disorder is zero; the statistical sampler draws no segments,
/// as where one of sixty coders marked one ([`Undefined::NothingDrawn`]); the precision asked for takes more than a
/// million samples. If the best alignment of a text, or of a random one, cannot be proven within a fixed amount of
/// work, up to a minute and a half on one core, the answer is [`Undefined::Unproven`], never a value that might be off:
/// ten coders with 20 segments each, or three with 60 that all overlap, can lead there.
///
/// # Source
///
/// Mathet, Widlöcher and Métivier (2015), The unified and holistic method gamma, *Computational Linguistics* 41(3):
/// 437–479. Gamma-cat and gamma-k: Mathet (2017), The agreement measure γ_cat, *Computational Linguistics* 43(3):
/// 661–681.
///
/// # Example
///
/// Two annotators of a test of DKPro Statistics, made with pygamma-agreement: disorder .0625.
///
/// ```
/// use qualkit_agreement::{Continuum, GammaOptions, Segment, gamma};
/// let segment = |start, end, code| Segment { start, end, code };
/// let first = vec![segment(1, 5, 0), segment(6, 10, 1), segment(11, 15, 0)];
/// let second = vec![segment(2, 6, 0), segment(7, 11, 1), segment(12, 16, 0)];
/// let text = Continuum::new(0, 16, 2, vec![first, second])?;
/// let gamma = gamma(&[text], &GammaOptions { seed: 1, ..GammaOptions::default() })?;
/// // Each pair is 1 off on both sides, and 8 long together: (2/8)².
/// assert_eq!(gamma.gamma.observed_disorder, 0.0625);
/// assert_eq!(gamma.cat?.value, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn gamma(texts: &[Continuum], options: &GammaOptions) -> Result<Gamma, Undefined> {
    let coders = checked(texts, &options.dissimilarity)?;
    let canonical = Canonical::of(texts, &options.dissimilarity);
    let measure = Measure::new(&options.dissimilarity, options.pair_weight, &canonical.codes, coders);
    // Texts without segments add nothing to any sum.
    let with_segments = |&&text: &&usize| texts[text].coders().iter().any(|segments| !segments.is_empty());
    let study = Study {
        texts: canonical
            .texts
            .iter()
            .filter(with_segments)
            .map(|&number| {
                let text = canonical.text(&texts[number]);
                Prepared { number, source: Source::new(options.sampler, &text), text }
            })
            .collect(),
        codes: canonical.codes.len(),
        measure,
    };
    let observed = study.disorders(study.texts.iter().map(|text| text.text.coders.concat()).collect())?;
    let samples = study.sampled(options)?;
    let measure = &study.measure;
    let compared = |of: &dyn Fn(&Disorders) -> Option<f64>| {
        let expected: Vec<f64> = samples.iter().filter_map(of).collect();
        GammaValue::new(of(&observed).ok_or(Undefined::NothingPairable)?, &expected, options)
    };
    let of_code = |code: usize| {
        let place = canonical.codes.iter().position(|&other| other == code).expect("every code has a place");
        compared(&|disorders| disorders.of_code(place))
    };
    let per_coder = |coder: usize| texts.iter().map(|text| text.coders()[coder].len() as u64).sum();
    Ok(Gamma {
        gamma: compared(&|disorders| Some(disorders.total(measure)))?,
        cat: compared(&Disorders::categorical),
        k: (0..study.codes).map(of_code).collect(),
        coders,
        segments: (0..coders).map(per_coder).collect(),
        aligned: observed.aligned,
        sampler: options.sampler,
        seed: options.seed,
    })
}

/// Says how many coders there are, if texts and dissimilarity fit together.
fn checked(texts: &[Continuum], dissimilarity: &Dissimilarity) -> Result<usize, Undefined> {
    let coders = texts.first().ok_or(Undefined::NoUnits)?.coders().len();
    for (text, continuum) in texts.iter().enumerate() {
        let found = continuum.coders().len();
        if found != coders {
            return Err(Undefined::CodersDiffer { text, expected: coders, found });
        }
        match dissimilarity.categorical() {
            Categorical::Matrix(rows) if rows.len() < continuum.codes() => {
                return Err(Undefined::CodesWithoutDissimilarity { codes: continuum.codes(), rows: rows.len() });
            }
            _ => {}
        }
    }
    if coders < 2 {
        return Err(Undefined::FewerThanTwoCoders { coders });
    }
    if texts.iter().all(|text| text.coders().iter().all(Vec::is_empty)) {
        return Err(Undefined::NoUnits);
    }
    Ok(coders)
}

/// Texts that are compared with random ones.
struct Study {
    texts: Vec<Prepared>,
    codes: usize,
    measure: Measure,
}

struct Prepared {
    /// The text's number as given.
    number: usize,
    text: Text,
    source: Source,
}

impl Study {
    /// Aligns one continuum per text.
    fn disorders(&self, continua: Vec<Vec<Unit>>) -> Result<Disorders, Undefined> {
        let aligned: Result<Vec<Aligned>, Undefined> = continua
            .into_par_iter()
            .zip(&self.texts)
            .map(|(units, text)| {
                let segments = units.len();
                align(&self.measure, units).ok_or(Undefined::Unproven { text: text.number, segments })
            })
            .collect();
        Ok(Disorders::of(&self.measure, &aligned?, self.codes))
    }

    fn sampled(&self, options: &GammaOptions) -> Result<Vec<Disorders>, Undefined> {
        let draw = |samples: std::ops::Range<usize>| -> Result<Vec<Disorders>, Undefined> {
            let one = |sample: usize| {
                let mut stream = Stream::new(options.seed, sample as u64);
                let drawn = self.texts.iter().map(|text| text.source.draw(&text.text, &mut stream));
                self.disorders(drawn.collect::<Option<_>>().ok_or(Undefined::NothingDrawn)?)
            };
            samples.into_par_iter().map(one).collect()
        };
        let precision = match options.samples.number() {
            Number::Exactly(samples) => return draw(0..samples),
            Number::Precision(precision) => precision,
        };
        let mut samples = draw(0..FIRST)?;
        let disorders: Vec<f64> = samples.iter().map(|sample| sample.total(&self.measure)).collect();
        let mean = sorted_sum(disorders.iter().copied()) / FIRST as f64;
        let deviation = value::standard_deviation(&disorders, mean);
        if mean > 0.0 {
            let root = normal::half_width(options.confidence.get()) * deviation / mean / precision;
            let needed = libm::ceil(root * root);
            if needed > MOST_SAMPLES as f64 {
                return Err(Undefined::TooManySamples { most: MOST_SAMPLES });
            }
            samples.extend(draw(FIRST..FIRST.max(needed as usize))?);
        }
        Ok(samples)
    }
}
