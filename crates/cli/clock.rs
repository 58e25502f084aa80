use crate::failure::Failure;

/// The time now, to the second, as an RFC 3339 time; `SOURCE_DATE_EPOCH` sets it, so that work can be
/// reproduced byte for byte.
pub fn now() -> Result<String, Failure> {
    let time = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => {
            let seconds = seconds.parse().ok().and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
            seconds.ok_or_else(|| Failure::environment("SOURCE_DATE_EPOCH is no number of seconds"))?
        }
        Err(_) => jiff::Timestamp::from_second(jiff::Timestamp::now().as_second())
            .map_err(|error| Failure::environment(error.to_string()))?,
    };
    Ok(time.to_string())
}

/// The day of a time.
pub fn day(now: &str) -> &str {
    now.split('T').next().unwrap_or(now)
}
