//! The permission matrix: the seeds' table, row for row, in their order.

use std::fmt;
use std::str::FromStr;

/// What a collaborator is to an ISP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything, the ISP's settings and collaborators included.
    Admin,
    /// The daily work, without the settings.
    User,
    /// Sees what a User sees and changes nothing.
    ReadOnly,
}

impl Role {
    /// All roles, the strongest first.
    pub const ALL: [Role; 3] = [Role::Admin, Role::User, Role::ReadOnly];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::User => "user",
            Role::ReadOnly => "read_only",
        }
    }

    /// Whether it is the stronger of two that differ; roles are declared strongest first.
    pub fn is_above(self, other: Role) -> bool {
        (self as u8) < (other as u8)
    }

    /// The message key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Role::Admin => "role-admin",
            Role::User => "role-user",
            Role::ReadOnly => "role-read-only",
        }
    }

    /// Whether this role has this ability.
    pub const fn may(self, ability: Ability) -> bool {
        let row = ability.row();
        match self {
            Role::Admin => row.admin,
            Role::User => row.user,
            Role::ReadOnly => row.read_only,
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Role::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| format!("no role {text:?}"))
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One row of the matrix.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MatrixRow {
    admin: bool,
    user: bool,
    read_only: bool,
    /// Whether the ability changes anything.
    writes: bool,
    /// Its name in errors, in the list of doors, and in tests.
    key: &'static str,
    /// The message key of the row in the seeds' words.
    words: &'static str,
}

/// A permission as a type, so that a verb can name the one it needs in its signature.
pub trait Permission: Send + Sync + 'static {
    /// The row of the matrix it stands for; none for the openings beside the matrix.
    const ABILITY: Option<Ability>;
    /// Its name in the list of doors.
    const NAME: &'static str;
}

macro_rules! matrix {
    ($($name:ident $key:literal $words:literal $admin:tt $user:tt $read_only:tt $effect:ident $doc:literal;)*) => {
        /// Something a collaborator may or may not do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Ability {
            $(#[doc = $doc] $name,)*
        }

        impl Ability {
            /// All rows, in the seeds' order.
            pub const ALL: &'static [Ability] = &[$(Ability::$name,)*];

            pub(crate) const fn row(self) -> MatrixRow {
                match self {
                    $(Ability::$name => MatrixRow {
                        admin: matrix!(@ $admin),
                        user: matrix!(@ $user),
                        read_only: matrix!(@ $read_only),
                        writes: matrix!(@ $effect),
                        key: $key,
                        words: $words,
                    },)*
                }
            }
        }

        /// The permissions as types: the rows of the matrix, and the openings beside it.
        pub mod may {
            use super::{Ability, Permission};
            $(
                #[doc = $doc]
                #[derive(Debug)]
                pub struct $name;
                impl Permission for $name {
                    const ABILITY: Option<Ability> = Some(Ability::$name);
                    const NAME: &'static str = $key;
                }
            )*

            macro_rules! beside {
                ($opening:ident $text:literal $about:literal) => {
                    #[doc = $about]
                    #[derive(Debug)]
                    pub struct $opening;
                    impl Permission for $opening {
                        const ABILITY: Option<Ability> = None;
                        const NAME: &'static str = $text;
                    }
                };
            }
            beside!(Anyone "anyone" "Open to people who are not signed in: signing in, and using a link.");
            beside!(Oneself "oneself" "A signed-in person's own account, at no ISP.");
            beside!(UseHome "home" "What a mobile user sees and does at a home of theirs, by the app.");
            beside!(BeRouter "router" "What a router does under its own name.");
            beside!(System "system" "The service's own work, over all ISPs.");
            beside!(Shell "shell" "The word of whoever runs the server, from its command line.");
        }
    };
    (@ +) => { true };
    (@ -) => { false };
    (@ Write) => { true };
    (@ View) => { false };
}

matrix! {
    ManageSettings       "settings"           "ability-settings"           + - - Write "Access to ISP or cluster settings, and changing them.";
    ViewTabs             "view-tabs"          "ability-view-tabs"          + + + View  "The Overview, Inventory, Online, Offline and Known Issues tabs.";
    ViewCustomers        "view-customers"     "ability-view-customers"     + + + View  "Customer accounts with all their tabs.";
    ChangeInventory      "inventory"          "ability-inventory"          + + - Write "Add, delete and enable inventory.";
    ResetScore           "score"              "ability-score"              + + - Write "Reset the score of a customer account.";
    RunSpeedTest         "speed-test"         "ability-speed-test"         + + - Write "Run speed tests from a customer account.";
    AddNetworkDevice     "network-device"     "ability-network-device"     + + - Write "Add network devices to a customer network.";
    AddressDetections    "detections"         "ability-detections"         + + - Write "Address detections in the Security tab.";
    ChangeRouterSettings "router-settings"    "ability-router-settings"    + + - Write "Change the Router Settings tab of a customer account.";
    UpdateCustomer       "customer"           "ability-customer"           + + - Write "Update customer information under the User Settings tab.";
    DeactivateCustomer   "deactivate"         "ability-deactivate"         + + - Write "Deactivate a customer account.";
    ManageMobileUsers    "mobile-users"       "ability-mobile-users"       + + - Write "Invite and delete mobile users.";
    InviteCollaborators  "collaborators"      "ability-collaborators"      + - - Write "Invite, re-invite and revoke collaborators.";
    ChangeCollaborators  "collaborator-roles" "ability-collaborator-roles" + - - Write "Change a collaborator's access level, or remove them.";
}

impl Ability {
    /// Its name in errors, and in the list of doors.
    pub fn key(self) -> &'static str {
        self.row().key
    }

    /// The message key of its row, in the seeds' words.
    pub fn words(self) -> &'static str {
        self.row().words
    }

    /// Whether it changes the place itself, or who may do what there or at its homes: those who do so take turns.
    pub(crate) fn takes_turns(self) -> bool {
        matches!(
            self,
            Ability::ManageSettings
                | Ability::ManageMobileUsers
                | Ability::InviteCollaborators
                | Ability::ChangeCollaborators
        )
    }

    /// Whether it changes anything.
    pub fn writes(self) -> bool {
        self.row().writes
    }
}

/// The laws of the table, checked by the compiler: every role has all that the weaker one has, and Read Only changes
/// nothing.
const _: () = {
    let mut n = 0;
    while n < Ability::ALL.len() {
        let row = Ability::ALL[n].row();
        assert!(row.admin || !row.user, "an Admin may do all that a User may");
        assert!(row.user || !row.read_only, "a User may do all that Read Only may");
        assert!(!(row.read_only && row.writes), "Read Only changes nothing");
        n += 1;
    }
};
