//! Pictures that people send are drawn one at a time: each takes more memory than all else that a person can ask for.
//!
//! A few may wait for their turn, which is soon; more are told to try again.

use care::Problem;
use tokio::sync::Semaphore;

/// Pictures that wait, and the one that is drawn.
const PLACES: usize = 4;

/// Where pictures are drawn.
pub(crate) struct Drawing {
    /// Who has a place here.
    places: Semaphore,
    /// Whose turn it is.
    turn: Semaphore,
}

impl Drawing {
    pub(crate) fn new() -> Drawing {
        Drawing { places: Semaphore::new(PLACES), turn: Semaphore::new(1) }
    }

    /// Draws, when it is its turn, on a thread on which nobody waits.
    pub(crate) async fn draw<T: Send + 'static>(
        &self,
        draw: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let _place = self.places.try_acquire().map_err(|_| Problem::Busy)?;
        let _turn = self.turn.acquire().await.map_err(Problem::broken)?;
        tokio::task::spawn_blocking(draw).await.map_err(Problem::broken)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use futures_util::FutureExt as _;
    use futures_util::future::join_all;

    use super::*;

    #[tokio::test]
    async fn one_is_drawn_a_few_wait_and_more_are_told_to_try_again() {
        let drawing = Drawing::new();
        let (at_once, drawn) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (go, wait) = mpsc::channel::<()>();
        let mut wait = Some(wait);
        let mut places = Vec::new();
        for _ in 0..PLACES {
            let (at_once, drawn, wait) = (Arc::clone(&at_once), Arc::clone(&drawn), wait.take());
            let mut place = Box::pin(drawing.draw(move || {
                assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0, "nobody else draws");
                // The first one takes its time: until it is told to go on.
                wait.map(|wait| wait.recv());
                at_once.fetch_sub(1, Ordering::SeqCst);
                drawn.fetch_add(1, Ordering::SeqCst);
            }));
            assert!((&mut place).now_or_never().is_none(), "it is drawn, or waits");
            places.push(place);
        }
        assert!(matches!(drawing.draw(|| ()).await, Err(Problem::Busy)));
        go.send(()).unwrap();
        assert!(join_all(places).await.iter().all(Result::is_ok));
        assert_eq!(drawn.load(Ordering::SeqCst), PLACES);
        assert!(drawing.draw(|| ()).await.is_ok(), "there is room again");
    }
}
