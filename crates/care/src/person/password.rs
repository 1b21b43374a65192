//! Passwords: what may be one, and how it is kept.
//!
//! Rules of NIST SP 800-63B-4: at least 15 characters where the password is the only factor, at least 64 allowed, all of
//! Unicode, no rules of composition; guessable ones are refused by an estimator that also knows the person's own
//! name and address. Kept as argon2id with OWASP's parameters. Hashing takes 19 MiB and some 16 ms of a core: it runs off
//! the async threads, and no more at once than there are cores.

use std::fmt;
use std::sync::LazyLock;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

use crate::problem::{Problem, Result};
use crate::words::Say;

/// The fewest characters, as the password is the only factor.
pub const SHORTEST: usize = 15;
/// The most; more only costs time.
const LONGEST: usize = 256;

/// A password as typed, in one Unicode form. Never printed.
pub struct Password(String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl Password {
    /// One that is typed to sign in: any text of a sane length.
    pub fn typed(text: &str) -> Password {
        Password(text.nfkc().take(LONGEST + 1).collect())
    }

    /// One that is chosen: long enough, and not guessable, also not by who knows `about` the person.
    pub fn chosen(text: &str, about: &[&str]) -> Result<Password, Say> {
        let password = Password(text.nfkc().collect());
        let length = password.0.chars().count();
        if length == 0 {
            return Err(Say::new("missing-password"));
        }
        if length < SHORTEST {
            return Err(Say::new("password-too-short").with("least", SHORTEST));
        }
        if length > LONGEST {
            return Err(Say::new("password-too-long").with("most", LONGEST));
        }
        // A long repetition of one thing is long but not strong; the estimator's cost grows with length, so it sees
        // only as much as any honest estimate needs.
        let head: String = password.0.chars().take(100).collect();
        if zxcvbn::zxcvbn(&head, about).score() < zxcvbn::Score::Three {
            return Err(Say::new("password-guessable"));
        }
        Ok(password)
    }

    /// Hashes it for keeping.
    pub async fn hash(self) -> Result<Hashed> {
        off_thread(move || {
            argon2()
                .hash_password(self.0.as_bytes())
                .map(|hash| Hashed(hash.to_string()))
                .map_err(Problem::broken)
        })
        .await?
    }
}

/// A password as it is kept.
#[derive(Clone)]
pub struct Hashed(pub(super) String);

impl fmt::Debug for Hashed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hashed(…)")
    }
}

impl Hashed {
    /// Of a secret that nobody knows: whoever has it as their password cannot sign in before they set another one.
    pub async fn of_nobody() -> Result<Hashed> {
        off_thread(|| {
            let secret: [u8; 32] = crate::link::random();
            argon2().hash_password(&secret).map(|hash| Hashed(hash.to_string())).map_err(Problem::broken)
        })
        .await?
    }

    pub(crate) fn stored(text: String) -> Hashed {
        Hashed(text)
    }

    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// Whether this is the password that was kept.
pub async fn verify(password: Password, kept: Hashed) -> Result<bool> {
    off_thread(move || {
        let hash = PasswordHash::new(&kept.0).map_err(Problem::broken)?;
        Ok(argon2().verify_password(password.0.as_bytes(), &hash).is_ok())
    })
    .await?
}

/// A hash that no password has: checking against it costs what a real check costs, so that time does not tell whether
/// an account exists.
pub(crate) fn dummy() -> Hashed {
    static DUMMY: LazyLock<String> = LazyLock::new(|| {
        let secret: [u8; 32] = crate::link::random();
        argon2().hash_password(&secret).map(|hash| hash.to_string()).unwrap_or_default()
    });
    Hashed(DUMMY.clone())
}

/// OWASP's first choice: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

/// Hashes that may wait for their turn; a storm of sign-ins beyond that is told to come back, and takes no memory.
const WAITING: usize = 256;

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    static TURNS: LazyLock<Semaphore> = LazyLock::new(|| {
        Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get))
    });
    static QUEUE: Semaphore = Semaphore::const_new(WAITING);
    let _place = QUEUE.try_acquire().map_err(|_| Problem::Busy)?;
    let _turn = TURNS.acquire().await.map_err(Problem::broken)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_refused_for_its_length_or_for_being_guessable_and_for_nothing_else() {
        let why = |text: &str| Password::chosen(text, &["ana@example.net"]).err().map(|say| say.key);
        assert_eq!(why(""), Some("missing-password"));
        assert_eq!(why("fourteen chars"), Some("password-too-short"));
        assert_eq!(why("passwordpassword"), Some("password-guessable"));
        assert_eq!(why("ana@example.net1"), Some("password-guessable"));
        assert_eq!(why(&"x".repeat(300)), Some("password-too-long"));
        assert_eq!(why("quiet otter under seven bridges"), None);
        assert_eq!(why("ñandú y yerba mate al alba"), None);
    }

    #[tokio::test]
    async fn the_same_password_in_another_unicode_form_is_the_same() {
        let kept = Password::chosen("ñandú y yerba mate al alba", &[]).unwrap().hash().await.unwrap();
        let decomposed: String = "ñandú y yerba mate al alba".nfd().collect();
        assert!(verify(Password::typed(&decomposed), kept.clone()).await.unwrap());
        assert!(!verify(Password::typed("ñandú y yerba mate al ocaso"), kept).await.unwrap());
    }

    #[test]
    fn neither_form_prints_itself() {
        assert_eq!(format!("{:?}", Password::typed("secret")), "Password(…)");
        assert_eq!(format!("{:?}", Hashed("secret".into())), "Hashed(…)");
    }
}
