//! What went wrong, in the product's terms.
//!
//! One error for every room. The doors map it once to a page or to JSON; nothing else in the product knows about HTTP.
//! A sentence is a message key with its arguments ([`Say`]), so that a person reads it in their own language.

use crate::words::Say;

/// The result of every verb.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Why a verb did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// Nobody is signed in, or the session has ended.
    #[error("nobody is signed in")]
    Anonymous,
    /// A second factor is required there, and this session has not shown one: it has to be set up first.
    #[error("a second factor is required")]
    NoFactor,
    /// The ISP's agreements have to be accepted first.
    #[error("agreements of {isp} are to be accepted")]
    Unaccepted {
        /// The ISP's name in paths.
        isp: String,
    },
    /// A sensitive act, and it is a while since the person proved who they are.
    #[error("a fresh proof is required")]
    Prove,
    /// The person may see the place but may not do this in it.
    #[error("not permitted: {0}")]
    Forbidden(&'static str),
    /// There is no such thing, or it belongs to somebody else: the two must look alike.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// What was typed cannot be used; each field says why.
    #[error("invalid input")]
    Invalid(Fields),
    /// It was possible once, but not in the present state.
    #[error("conflict: {}", .0.key)]
    Conflict(Say),
    /// A link or an invitation that was valid once and is so no more.
    #[error("gone: {}", .0.key)]
    Gone(Say),
    /// More was sent than is read.
    #[error("too large")]
    TooLarge,
    /// Too often in a short time.
    #[error("too many attempts; again in {retry_seconds} s")]
    TooMany {
        /// Seconds until it is worth trying again.
        retry_seconds: i64,
    },
    /// One mailbox was sent as many mails as it should be in a short time, whoever asked for them.
    #[error("too many mails to one address; again in {retry_seconds} s")]
    TooManyMails {
        /// Seconds until it is worth trying again.
        retry_seconds: i64,
    },
    /// The service is at its limit; nothing was done and the same request may be repeated.
    #[error("busy")]
    Busy,
    /// Our own fault: a bug, or a database that is not there.
    #[error("broken: {0}")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Problem {
    /// A fault that no input should be able to cause.
    pub fn broken(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Problem::Broken(what.into())
    }

    /// A single field that cannot be used, and why.
    pub fn field(name: &'static str, why: Say) -> Self {
        Problem::Invalid(Fields::default().with(name, why))
    }

    /// Whether this is the database refusing a second row with the same key.
    pub(crate) fn is_duplicate(&self) -> bool {
        self.database().is_some_and(sqlx::error::DatabaseError::is_unique_violation)
    }

    /// Whether this is the database refusing to break a rule that stands on the row.
    pub(crate) fn is_check(&self) -> bool {
        self.database().is_some_and(sqlx::error::DatabaseError::is_check_violation)
    }

    fn database(&self) -> Option<&dyn sqlx::error::DatabaseError> {
        match self {
            Problem::Broken(source) => source.downcast_ref::<sqlx::Error>()?.as_database_error(),
            _ => None,
        }
    }
}

impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        match error {
            // Everybody waits for the database: nothing is wrong, and nothing was done.
            sqlx::Error::PoolTimedOut => Problem::Busy,
            // Two transactions waited for each other, or read what the other wrote, and this one gave way.
            sqlx::Error::Database(error)
                if matches!(error.code().as_deref(), Some("40P01" | "40001" | "55P03")) =>
            {
                Problem::Busy
            }
            error => Problem::broken(error),
        }
    }
}

/// The fields of a form that cannot be used, each with its reason.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(&'static str, Say)>);

impl Fields {
    /// The same, and one more.
    #[must_use]
    pub fn with(mut self, name: &'static str, why: Say) -> Self {
        self.0.push((name, why));
        self
    }

    /// Notes the reason if parsing the field failed, and hands on its value otherwise.
    pub fn check<T>(&mut self, name: &'static str, parsed: std::result::Result<T, Say>) -> Option<T> {
        parsed.map_err(|why| self.0.push((name, why))).ok()
    }

    /// `Ok` when no field was refused.
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::Invalid(self)) }
    }

    /// The reason against one field.
    pub fn why(&self, name: &str) -> Option<&Say> {
        self.0.iter().find(|(field, _)| *field == name).map(|(_, why)| why)
    }

    /// All of them, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = &(&'static str, Say)> {
        self.0.iter()
    }
}
