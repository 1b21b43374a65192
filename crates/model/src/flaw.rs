//! Mistakes to plant. Each was made by somebody; each turns one rule off.

/// One mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// A further ISP gives access at once to whoever has an identity, proven or not.
    InstantForAnyIdentity,
    /// Re-inviting makes a second link, and the first one lives on.
    ReinvitingKeepsTheOldLink,
    /// A link is good for as long as it is there.
    ExpiryIsNotChecked,
    /// A link that an Admin copied counts as one that was mailed.
    ProvenanceIsIgnored,
    /// A link sets the password of whoever it names.
    ALinkResetsPasswords,
    /// Revoking changes the list, and not the link.
    RevokingLeavesTheLink,
    /// A link to a new password is made beside the invitation's, and outlives it.
    RecoveryBesideTheInvitation,
    /// Recovery accepts an invitation that has expired.
    RecoveryAcceptsTheExpired,
    /// One recovery accepts every invitation that waits.
    RecoveryAcceptsAll,
    /// Accepting again gives the role of the invitation.
    AcceptingChangesTheRole,
    /// Whoever takes an identity over leaves its sessions alive.
    TakingOverKeepsSessions,
    /// A link can be used again.
    ALinkIsNotUsedUp,
    /// Whoever is signed in accepts, whomever the link names.
    TheAddressIsNotCompared,
    /// Removing somebody takes their membership, and not the invitation that waits for them.
    RemovingLeavesTheInvitation,
    /// A mailed link, opened where an unproven identity is signed in, verifies it with the password that it has.
    ConfirmingVerifiesWhatOthersKnow,
    /// A copied link goes on with an unproven identity that another ISP's link made.
    ACopiedLinkAddsToTheUnproven,
    /// Whoever types an address into Forgot Password has it count as proven.
    AskingProvesTheMailbox,
    /// What the last link proves is taken for all that was ever proven.
    TheLastLinkDecidesWhatIsProven,
}
