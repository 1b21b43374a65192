//! The body of `/time`. Source: agent protocol 3.3; captures/01.

/// Writes the time, in seconds since 1970 UTC, as an agent reads it.
///
/// An agent that is more than 300 seconds off sets its clock by this, so hand in a clock that is right. It reads
/// anything but leading digits as 0.
pub fn time_body(unix_seconds: u64) -> String {
    unix_seconds.to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_time_is_plain_digits() {
        assert_eq!(super::time_body(1_795_286_200), "1795286200");
    }
}
