//! Stories of second factors, and of the attacks on them.

mod codes;
mod passkeys;
mod proof;
mod races;
mod requiring;
mod resetting;
mod stages;
