//! Access that somebody was given without being asked: they have an identity that is proven to be theirs, and so get it at once.
//! A mail tells them, and so does every page of the place, until they say that they have seen it, or leave.

use jiff::Timestamp;

use super::{mine, store};
use crate::access::{Permission, Tx, may};
use crate::problem::{Problem, Result};

/// Who gave the access, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// As they are called now; none where nobody of that identity is left.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// What the person behind the transaction has not acknowledged yet, of its place.
pub async fn given<P: Permission>(tx: &mut Tx<P>) -> Result<Option<Given>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::given(tx, person).await
}

/// Says that one has seen it, of a place by its slug. Saying it again changes nothing.
pub async fn acknowledge(tx: &mut Tx<may::Oneself>, slug: &str) -> Result<()> {
    let person = mine::enter(tx, slug).await?;
    if store::acknowledge(tx, person).await? { Ok(()) } else { Err(Problem::NotFound("isp")) }
}
