use crate::distribution::beta;
use crate::{Chance, Interval, IntervalMethod, Options, TwoByTwo, Undefined};

/// Prevalence- and bias-adjusted kappa with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Pabak {
    /// 2p_o − 1.
    pub value: f64,
    /// Twice the exact interval of the observed agreement, less one.
    pub interval: Interval,
}

/// What kappa of one code is made of: agreement, prevalence and bias.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KappaParts {
    /// Share of units on which the coders agree.
    pub observed: f64,
    /// Cohen's kappa.
    pub kappa: f64,
    /// Bias-adjusted kappa, BAK: both coders given their mean use of the code. The same as Scott's pi.
    pub bias_adjusted: f64,
    /// Prevalence- and bias-adjusted kappa, PABAK.
    pub adjusted: f64,
    /// Prevalence index, see [`TwoByTwo::prevalence_index`].
    pub prevalence_index: f64,
    /// Bias index, see [`TwoByTwo::bias_index`].
    pub bias_index: f64,
}

impl KappaParts {
    /// Gives how far prevalence lowers kappa: PABAK less BAK, never below 0.
    ///
    /// ```text
    /// PABAK − BAK = PI²(1 − PABAK) / (1 − PI²)      PI prevalence index
    /// ```
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429; the difference is our own.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549; worked by hand: .75² · .30 / (1 − .75²).
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert!((table.kappa_parts()?.prevalence_effect() - 0.16875 / 0.4375).abs() < 1e-12);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn prevalence_effect(&self) -> f64 {
        (self.adjusted - self.bias_adjusted).max(0.0)
    }

    /// Gives how far bias raises kappa: kappa less BAK, never below 0.
    ///
    /// ```text
    /// κ − BAK = BI²(1 − κ) / (1 − PI²)      PI prevalence index      BI bias index
    /// ```
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429; the difference is our own.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549; worked by hand: κ is .14/.44.
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert!((table.kappa_parts()?.bias_effect() - 0.0025 * (0.30 / 0.44) / 0.4375).abs() < 1e-12);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn bias_effect(&self) -> f64 {
        (self.kappa - self.bias_adjusted).max(0.0)
    }
}

impl TwoByTwo {
    /// Gives kappa's prevalence- and bias-adjusted form: what kappa would be if the code were as common as its absence
    /// and both coders used it equally often.
    ///
    /// ```text
    /// PABAK = 2p_o − 1      p_o   share of units on which the coders agree
    /// ```
    ///
    /// Maxwell's (1977) RE, Bennett's S and Brennan and Prediger's kappa for two categories are the same number. The
    /// interval is that of p_o by Clopper and Pearson (1934), on the scale of PABAK.
    ///
    /// # Undefined when
    ///
    /// The table is empty.
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429, p. 425.
    ///
    /// # Example
    ///
    /// A table of Feinstein and Cicchetti (1990), *ibid.* 43:543–549: agreement .85.
    ///
    /// ```
    /// use qualkit_agreement::{Options, TwoByTwo};
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// assert!((table.pabak(&Options::default())?.value - 0.70).abs() < 1e-12);
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn pabak(&self, options: &Options) -> Result<Pabak, Undefined> {
        let (units, agreeing) = (self.units(), self.both + self.neither);
        if units == 0 {
            return Err(Undefined::NothingPairable);
        }
        let tail = (1.0 - options.confidence.get()) / 2.0;
        let (yes, no) = (agreeing as f64, (units - agreeing) as f64);
        let low = if agreeing == 0 { 0.0 } else { beta::quantile(tail, yes, no + 1.0) };
        let high = if agreeing == units { 1.0 } else { beta::upper_quantile(tail, yes + 1.0, no) };
        let method = IntervalMethod::ClopperPearson;
        let interval = Interval { low: 2.0 * low - 1.0, high: 2.0 * high - 1.0, level: options.confidence, method };
        Ok(Pabak { value: (yes - no) / units as f64, interval })
    }

    /// Gives Cohen's kappa of the code, taken apart into agreement, prevalence and bias.
    ///
    /// ```text
    /// κ   = (PABAK − PI² + BI²) / (1 − PI² + BI²)
    /// BAK = (PABAK − PI²) / (1 − PI²)
    ///
    /// PI prevalence index      BI bias index      PABAK = 2p_o − 1
    /// ```
    ///
    /// # Undefined when
    ///
    /// The table is empty, or both coders used one and the same category only.
    ///
    /// # Source
    ///
    /// Byrt, Bishop and Carlin (1993), *Journal of Clinical Epidemiology* 46:423–429, pp. 425–426.
    ///
    /// # Example
    ///
    /// Feinstein and Cicchetti (1990), *J. Clin. Epidemiol.* 43:543–549: agreement .85, kappa .32.
    ///
    /// ```
    /// use qualkit_agreement::TwoByTwo;
    /// let table = TwoByTwo { both: 80, only_first: 10, only_second: 5, neither: 5 };
    /// let parts = table.kappa_parts()?;
    /// assert_eq!(format!("{:.2} {:.2} {:.2}", parts.observed, parts.kappa, parts.adjusted), "0.85 0.32 0.70");
    /// # Ok::<(), qualkit_agreement::Undefined>(())
    /// ```
    pub fn kappa_parts(&self) -> Result<KappaParts, Undefined> {
        if self.units() == 0 {
            return Err(Undefined::NothingPairable);
        }
        let units = u128::from(self.units());
        let agreeing = u128::from(self.both + self.neither);
        let first = u128::from(self.both + self.only_first);
        let second = u128::from(self.both + self.only_second);
        let observed = agreeing as f64 / units as f64;
        let expected = (first * second + (units - first) * (units - second)) as f64 / (units * units) as f64;
        let (prevalence_index, bias_index) = (self.prevalence_index(), self.bias_index());
        let pooled = first + second;
        let expected_pooled = (pooled * pooled + (2 * units - pooled) * (2 * units - pooled)) as f64;
        let bias_adjusted = Chance { observed, expected: expected_pooled / (4 * units * units) as f64 }.corrected()?;
        Ok(KappaParts {
            observed,
            kappa: Chance { observed, expected }.corrected()?,
            bias_adjusted,
            adjusted: 2.0 * observed - 1.0,
            prevalence_index,
            bias_index,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fulfil_the_identity_of_byrt_bishop_and_carlin() {
        for [both, only_first, only_second, neither] in [[80, 10, 5, 5], [1, 7, 2, 3], [0, 3, 4, 0], [19, 10, 6, 256]] {
            let parts = TwoByTwo { both, only_first, only_second, neither }.kappa_parts().unwrap();
            let (p, b) = (parts.prevalence_index * parts.prevalence_index, parts.bias_index * parts.bias_index);
            assert!((parts.kappa * (1.0 - p + b) + p - b - parts.adjusted).abs() < 1e-14);
            assert!((parts.bias_adjusted * (1.0 - p) + p - parts.adjusted).abs() < 1e-14);
            // Neither is cut at 0 but for rounding.
            assert!(parts.kappa - parts.bias_adjusted > -1e-15 && parts.adjusted - parts.bias_adjusted > -1e-15);
        }
    }

    #[test]
    fn the_interval_reaches_the_end_where_all_or_none_agree() {
        let all = TwoByTwo { both: 3, only_first: 0, only_second: 0, neither: 4 }.pabak(&Options::default()).unwrap();
        assert_eq!((all.value, all.interval.high), (1.0, 1.0));
        // (α/2)^(1/n) for seven of seven.
        assert!((all.interval.low - (2.0 * libm::pow(0.025, 1.0 / 7.0) - 1.0)).abs() < 1e-12);
        let none = TwoByTwo { both: 0, only_first: 3, only_second: 4, neither: 0 }.pabak(&Options::default()).unwrap();
        assert_eq!((none.value, none.interval.low), (-1.0, -1.0));
        let empty = TwoByTwo { both: 0, only_first: 0, only_second: 0, neither: 0 };
        assert_eq!(empty.pabak(&Options::default()), Err(Undefined::NothingPairable));
        assert_eq!(empty.kappa_parts(), Err(Undefined::NothingPairable));
    }
}
