//! The area under the ROC curve, by ranks (Mann and Whitney).

use std::time::Duration;

/// The chance that one of `these` is longer than one of `those`; of equal ones, half.
pub(super) fn auc(these: &[Duration], those: &[Duration]) -> f64 {
    let mut all: Vec<(Duration, bool)> = these.iter().map(|time| (*time, true)).collect();
    all.extend(those.iter().map(|time| (*time, false)));
    all.sort_unstable();
    let mut rank_sum = 0.0;
    let mut start = 0;
    for group in all.chunk_by(|a, b| a.0 == b.0) {
        // Equal times share the mean of their ranks, which count from 1.
        let rank = start as f64 + (group.len() as f64 + 1.0) / 2.0;
        rank_sum += rank * group.iter().filter(|(_, this)| *this).count() as f64;
        start += group.len();
    }
    let (n, m) = (these.len() as f64, those.len() as f64);
    (rank_sum - n * (n + 1.0) / 2.0) / (n * m)
}

/// Between what the true AUC is with 99 % confidence, after one of so many samples of each kind. Its standard error is Hanley and
/// McNeil's (1982).
pub(super) fn interval(auc: f64, samples: usize) -> (f64, f64) {
    /// So many standard errors to each side leave out one in a hundred.
    const OF_99: f64 = 2.576;
    let n = samples as f64;
    let (q1, q2) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let variance =
        (auc * (1.0 - auc) + (n - 1.0) * (q1 - auc * auc) + (n - 1.0) * (q2 - auc * auc)) / (n * n);
    let beside = OF_99 * variance.max(0.0).sqrt();
    (auc - beside, auc + beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(millis: &[u64]) -> Vec<Duration> {
        millis.iter().map(|it| Duration::from_millis(*it)).collect()
    }

    #[test]
    fn it_is_the_share_of_pairs_in_which_this_one_is_longer() {
        assert_eq!(auc(&of(&[5, 6]), &of(&[1, 2])), 1.0);
        assert_eq!(auc(&of(&[1, 2]), &of(&[5, 6])), 0.0);
        assert_eq!(auc(&of(&[1, 4]), &of(&[2, 3])), 0.5);
        assert_eq!(auc(&of(&[2, 2]), &of(&[2, 2])), 0.5, "equal ones tell nothing");
        assert_eq!(auc(&of(&[3]), &of(&[1, 2, 3, 4])), 0.625);
    }

    #[test]
    fn an_interval_is_as_wide_as_so_few_samples_allow() {
        let (least, most) = interval(0.5, 20_000);
        assert!((0.4925..0.4927).contains(&least) && (0.5073..0.5075).contains(&most), "{least} to {most}");
        let (least, most) = interval(0.5, 4_000);
        assert!((0.483..0.484).contains(&least) && (0.516..0.517).contains(&most), "{least} to {most}");
    }
}
