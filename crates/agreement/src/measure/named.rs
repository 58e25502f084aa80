use std::fmt;
use std::str::FromStr;

use super::Measure;
use crate::Error;

impl Measure {
    /// Every measure.
    pub const ALL: [Measure; 15] = [
        Measure::PercentAgreement,
        Measure::PercentAgreementAllCoders,
        Measure::CohenKappa,
        Measure::CongerKappa,
        Measure::LightKappa,
        Measure::ScottPi,
        Measure::FleissKappa,
        Measure::BrennanPrediger,
        Measure::GwetAc,
        Measure::KrippendorffAlpha,
        Measure::KrippendorffAlphaGwet,
        Measure::Holsti,
        Measure::Lotus,
        Measure::SLotus,
        Measure::BangdiwalaB,
    ];

    /// Other names of the same numbers; some only under a condition, which the name implies: weights, two coders, or
    /// two categories.
    pub const ALIASES: [(&str, Measure); 12] = [
        ("percent_agreement_weighted", Measure::PercentAgreement),
        ("weighted_kappa", Measure::CohenKappa),
        ("hubert_kappa", Measure::CongerKappa),
        ("davies_fleiss_kappa", Measure::CongerKappa),
        ("bennett_s", Measure::BrennanPrediger),
        ("randolph_kappa", Measure::BrennanPrediger),
        ("pabak", Measure::BrennanPrediger),
        ("maxwell_re", Measure::BrennanPrediger),
        ("gwet_ac1", Measure::GwetAc),
        ("gwet_ac2", Measure::GwetAc),
        ("alpha", Measure::KrippendorffAlpha),
        ("holsti", Measure::Holsti),
    ];

    /// Gives the name for machines, such as `cohen_kappa`.
    pub fn name(self) -> &'static str {
        match self {
            Measure::PercentAgreement => "percent_agreement",
            Measure::PercentAgreementAllCoders => "percent_agreement_all_coders",
            Measure::CohenKappa => "cohen_kappa",
            Measure::CongerKappa => "conger_kappa",
            Measure::LightKappa => "light_kappa",
            Measure::ScottPi => "scott_pi",
            Measure::FleissKappa => "fleiss_kappa",
            Measure::BrennanPrediger => "brennan_prediger",
            Measure::GwetAc => "gwet_ac",
            Measure::KrippendorffAlpha => "krippendorff_alpha",
            Measure::KrippendorffAlphaGwet => "krippendorff_alpha_gwet",
            Measure::Holsti => "holsti_mean_pairwise",
            Measure::Lotus => "lotus",
            Measure::SLotus => "s_lotus",
            Measure::BangdiwalaB => "bangdiwala_b",
        }
    }

    /// Gives the name for people, such as "Cohen’s kappa".
    pub fn title(self) -> &'static str {
        match self {
            Measure::PercentAgreement => "Percent agreement",
            Measure::PercentAgreementAllCoders => "Percent agreement of all coders",
            Measure::CohenKappa => "Cohen’s kappa",
            Measure::CongerKappa => "Conger’s kappa",
            Measure::LightKappa => "Light’s kappa",
            Measure::ScottPi => "Scott’s pi",
            Measure::FleissKappa => "Fleiss’ kappa",
            Measure::BrennanPrediger => "Brennan and Prediger’s kappa",
            Measure::GwetAc => "Gwet’s AC",
            Measure::KrippendorffAlpha => "Krippendorff’s alpha",
            Measure::KrippendorffAlphaGwet => "Krippendorff’s alpha with Gwet’s weights",
            Measure::Holsti => "Holsti’s coefficient of reliability",
            Measure::Lotus => "Lotus",
            Measure::SLotus => "S-Lotus",
            Measure::BangdiwalaB => "Bangdiwala’s B",
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Measure {
    type Err = Error;

    /// Reads a name or an alias.
    fn from_str(text: &str) -> Result<Measure, Error> {
        let named = Measure::ALL.into_iter().find(|measure| measure.name() == text);
        let alias = || Measure::ALIASES.iter().find(|(alias, _)| *alias == text).map(|&(_, measure)| measure);
        named.or_else(alias).ok_or_else(|| Error::UnknownMeasure { found: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_read_back_and_none_stands_for_two() {
        for measure in Measure::ALL {
            assert_eq!(measure.name().parse(), Ok(measure));
        }
        let mut names: Vec<&str> = Measure::ALL.map(Measure::name).to_vec();
        names.extend(Measure::ALIASES.map(|(alias, _)| alias));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
        assert_eq!("kappa".parse::<Measure>(), Err(Error::UnknownMeasure { found: "kappa".to_owned() }));
    }
}
