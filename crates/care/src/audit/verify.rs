//! Verification: computes every digest and every link again, and names the first that is not as it should be.
//!
//! A chain shows what was changed, swapped or taken away before its end. It cannot show that its end was cut off, rows and
//! links together: what is left is a whole chain. Whoever keeps a *head* (a place, a number and the link at it) outside of
//! the database can have it compared; a cut before that head then shows.

use std::fmt;

use jiff::Timestamp;
use uuid::Uuid;

use super::store::{Kept, read};
use super::{digest, store};
use crate::access::{Scope, Tx, may};
use crate::problem::Result;

/// The chain of a place up to one of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The ISP or cluster; all zeros for what happened at none.
    pub place: Uuid,
    /// How many entries are linked.
    pub number: i64,
    /// The link of the last of them.
    pub chain: Vec<u8>,
}

/// What verification found.
#[derive(Debug, Default)]
pub struct Verified {
    /// Entries, linked or waiting for it.
    pub entries: u64,
    /// Those that wait.
    pub unsealed: u64,
    /// Those from which what was personal has been erased.
    pub erased: u64,
    /// The end of each place's chain.
    pub heads: Vec<Head>,
    /// The first thing that is wrong; nothing was looked at after it.
    pub fault: Option<Fault>,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The place, by its name in addresses while it has one.
    pub place: String,
    /// What is wrong there.
    pub wrong: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.wrong)
    }
}

/// What can be wrong, in the operator's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The row does not have the digest that it was written with.
    #[error("entry {number} of {at} was changed after it was written")]
    Changed {
        /// Its number in the chain.
        number: i64,
        /// When it says it happened.
        at: Timestamp,
    },
    /// A link has no row any more.
    #[error("entry {0} was deleted")]
    Deleted(i64),
    /// A number is missing between two others.
    #[error("entry {0} was deleted, and its link with it")]
    Gap(i64),
    /// A row is as it was written, but its link says another.
    #[error("entry {0} is not the one that was linked there: entries were swapped, or links made anew")]
    Relinked(i64),
    /// A row that waits for its link is not as it was written.
    #[error("an entry of {0} that is not sealed yet was changed or deleted")]
    Waiting(Timestamp),
    /// A row that neither has a link nor waits for one.
    #[error("{0} entries have no link and do not wait for one: links were deleted, or entries added by hand")]
    Stray(i64),
    /// A head that was kept is not in the chain.
    #[error("the head that was kept, entry {0}, is not in the log: its end was cut off, or links made anew")]
    Cut(i64),
}

/// Verifies the whole log, and that each head which was kept is still part of it.
pub async fn verify(tx: &mut Tx<may::System>, kept: &[Head]) -> Result<Verified> {
    let mut found = Verified::default();
    for (place, name) in store::read::places(tx).await? {
        if let Some(wrong) = verify_place(tx, place, &mut found).await? {
            found.fault = Some(Fault { place: name, wrong });
            return Ok(found);
        }
    }
    for head in kept {
        if read::link(tx, head.place, head.number).await?.as_ref() != Some(&head.chain) {
            let place = read::name(tx, head.place).await?;
            found.fault = Some(Fault { place, wrong: Wrong::Cut(head.number) });
            return Ok(found);
        }
    }
    Ok(found)
}

async fn verify_place(scope: &mut Scope, place: Uuid, found: &mut Verified) -> Result<Option<Wrong>> {
    let mut head = Head { place, number: 0, chain: digest::START.to_vec() };
    loop {
        let links = read::links(scope, place, head.number).await?;
        if links.is_empty() {
            break;
        }
        for link in links {
            let number = head.number + 1;
            if link.number != number {
                return Ok(Some(Wrong::Gap(number)));
            }
            let Some(row) = link.row else { return Ok(Some(Wrong::Deleted(number))) };
            if !row.is_as_written() {
                let at = crate::db::at(row.unchanging.at);
                return Ok(Some(Wrong::Changed { number, at }));
            }
            let chain = digest::link(&head.chain, number, &row.unchanging.digest());
            if chain != link.chain {
                return Ok(Some(Wrong::Relinked(number)));
            }
            found.count(&row);
            head = Head { place, number, chain };
        }
    }
    if head.number > 0 {
        found.heads.push(head);
    }
    for (id, row) in read::waiting_rows(scope, place).await? {
        match row.filter(Kept::is_as_written) {
            Some(row) => found.count(&row),
            None => return Ok(Some(Wrong::Waiting(written_at(id)))),
        }
        found.unsealed += 1;
    }
    let strays = read::strays(scope, place).await?;
    Ok((strays > 0).then_some(Wrong::Stray(strays)))
}

impl Verified {
    fn count(&mut self, row: &Kept) {
        self.entries += 1;
        self.erased += u64::from(row.is_erased());
    }
}

/// The time in a row's id; its own may have been changed.
fn written_at(id: Uuid) -> Timestamp {
    let millis = id.as_u128() >> 80;
    crate::db::at(i64::try_from(millis).unwrap_or_default())
}
