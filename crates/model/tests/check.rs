//! Every state of the invitation's life that can be reached keeps every law; and the checker is not blind.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail loudly, and tells what it saw"
)]

use model::check::Machine;
use model::{Flaw, Law};

/// How many different links in people's hands at once are looked at in seconds.
const SECONDS: usize = 3;

/// With so many it is millions of states, and minutes: what `cargo xtask prove` asks for.
const MILLIONS: usize = 5;

/// How many are looked at here.
fn links() -> usize {
    std::env::var("PORTICO_MODEL_LINKS").map_or(SECONDS, |text| text.parse().unwrap())
}

#[test]
fn every_reachable_state_keeps_every_law() {
    let verdict = Machine::sound(links()).check();
    println!("{} states, the farthest {} steps away: every law holds in each", verdict.states, verdict.depth);
    assert!(verdict.broken.is_empty(), "{:?}", verdict.broken);
    assert!(verdict.impossible.is_empty(), "{:?}", verdict.impossible);
    let least = if links() >= MILLIONS { 1_000_000 } else { 50_000 };
    assert!(verdict.states > least, "the machine has become smaller: {} states", verdict.states);
}

/// One test a flaw: planted, it is found, as this law broken.
macro_rules! found {
    ($($name:ident: $flaw:ident breaks $law:ident;)*) => {
        $(#[test]
        fn $name() {
            let verdict = Machine::flawed(Flaw::$flaw, Law::$law, 4).check();
            let Some((_, way)) = verdict.broken.first() else {
                panic!("unseen in {} states", verdict.states)
            };
            println!("{} states, {} steps: {way:?}", verdict.states, way.len());
        })*

        /// Which flaw is found as which law broken.
        const FOUND: &[(Flaw, Law)] = &[$((Flaw::$flaw, Law::$law)),*];
    };
}

/// A law that nothing can break would hold whatever it said.
#[test]
fn every_law_is_broken_by_some_flaw() {
    let held = Law::ALL.into_iter().filter(|law| FOUND.iter().all(|(_, broken)| broken != law));
    assert_eq!(held.collect::<Vec<_>>(), []);
}

found! {
    giving_access_at_once_to_the_unproven_is_found: InstantForAnyIdentity breaks NoTakeover;
    a_link_that_survives_reinviting_is_found: ReinvitingKeepsTheOldLink breaks OneLiveLink;
    an_expiry_that_nobody_checks_is_found: ExpiryIsNotChecked breaks AcceptedOnceAndInTime;
    a_copied_link_that_counts_as_mailed_is_found: ProvenanceIsIgnored breaks NoTakeover;
    a_link_that_resets_passwords_is_found: ALinkResetsPasswords breaks NoTakeover;
    a_link_that_survives_its_revocation_is_found: RevokingLeavesTheLink breaks RemovedStaysOut;
    a_second_link_for_one_invitation_is_found: RecoveryBesideTheInvitation breaks OneWayIn;
    recovery_that_accepts_the_expired_is_found: RecoveryAcceptsTheExpired breaks AcceptedOnceAndInTime;
    recovery_that_accepts_several_is_found: RecoveryAcceptsAll breaks OneAtATime;
    acceptance_that_gives_back_a_role_is_found: AcceptingChangesTheRole breaks AcceptingKeepsTheRole;
    sessions_that_survive_a_takeover_are_found: TakingOverKeepsSessions breaks NoTakeover;
    a_link_that_works_twice_is_found: ALinkIsNotUsedUp breaks DeadLinksDoNothing;
    a_link_that_works_for_anybody_is_found: TheAddressIsNotCompared breaks AnotherPersonsBrowserDoesNothing;
    a_removal_that_forgets_the_invitation_is_found: RemovingLeavesTheInvitation breaks RemovedStaysOut;
    a_password_that_two_know_is_found: ConfirmingVerifiesWhatOthersKnow breaks NoTakeover;

    a_verified_identity_that_two_can_use_is_found: ConfirmingVerifiesWhatOthersKnow breaks VerifiedIsTheOwners;
    an_unproven_identity_at_two_isps_is_found: ACopiedLinkAddsToTheUnproven breaks UnverifiedStaysWhereItCameFrom;
    a_link_that_sets_a_verified_persons_password_is_found:
        ALinkResetsPasswords breaks LinksSetNoPasswordOfTheVerified;
    the_unproven_who_come_in_at_once_are_found: InstantForAnyIdentity breaks OnlyTheVerifiedComeInAtOnce;
    a_question_that_proves_something_is_found: AskingProvesTheMailbox breaks AskingGivesNothing;
    an_identity_that_becomes_unproven_is_found: TheLastLinkDecidesWhatIsProven breaks VerifiedForGood;
    a_takeover_that_leaves_the_attacker_signed_in_is_found: TakingOverKeepsSessions breaks TakingOverEndsSessions;
}
