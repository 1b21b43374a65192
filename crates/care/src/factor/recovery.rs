//! Recovery codes: ten texts of 80 random bits, each good once, for the day when app and passkeys are lost. Kept as SHA-256,
//! which is enough for what nobody could guess.

use super::{owner, store, told};
use crate::access::{Scope, Tx, may};
use crate::db::{LinkHash, PersonId};
use crate::link::{digest, random};
use crate::problem::{Problem, Result};
use crate::words::Say;

/// How many there are.
const COUNT: usize = 10;
/// Digits and letters that are not taken for each other on paper.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// All of them, in the one moment in which they can be seen.
pub struct Codes(pub Vec<String>);

impl std::fmt::Debug for Codes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Codes(…)")
    }
}

/// Makes new ones; those before are void.
pub async fn anew(tx: &mut Tx<may::Oneself>) -> Result<Codes> {
    tx.must_be_fresh()?;
    let person = owner(tx)?;
    store::hold(tx, person).await?;
    if store::count(tx, person).await? == 0 {
        return Err(Problem::Conflict(Say::new("factor-none")));
    }
    let codes = make(tx, person).await?;
    told::codes_made(tx, person).await?;
    Ok(codes)
}

pub(super) async fn make(scope: &mut Scope, person: PersonId) -> Result<Codes> {
    store::delete_codes(scope, person).await?;
    let mut codes = Vec::with_capacity(COUNT);
    for _ in 0..COUNT {
        let code = new();
        store::insert_code(scope, person, &hash(&code)).await?;
        codes.push(code);
    }
    Ok(Codes(codes))
}

/// Uses one up. Of two who show the same one at once, one is let in.
pub(super) async fn spend(scope: &mut Scope, person: PersonId, typed: &str) -> Result<bool> {
    store::spend_code(scope, person, &hash(typed)).await
}

fn new() -> String {
    let bytes: [u8; 16] = random();
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is kept. Read forgivingly: capitals, spaces, and the letters that look like digits.
fn hash(typed: &str) -> LinkHash {
    let read = |c: char| match c.to_ascii_lowercase() {
        'o' => '0',
        'i' | 'l' => '1',
        c => c,
    };
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).map(read).collect();
    digest(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_write_it() {
        assert_eq!(hash(" O0I1-LLab CDEF-ghjk "), hash("0011-11ab-cdef-ghjk"));
        assert_ne!(hash("0011-11ab-cdef-ghjk"), hash("0011-11ab-cdef-ghjm"));
    }

    #[test]
    fn codes_are_four_groups_of_four_and_do_not_repeat() {
        let codes: std::collections::BTreeSet<String> = (0..1000).map(|_| new()).collect();
        assert_eq!(codes.len(), 1000);
        assert!(codes.iter().all(|code| code.len() == 19 && hash(code) == hash(&code.to_uppercase())));
    }
}
