//! The matrix against a table that was typed by hand: an expectation read from the policy would prove nothing.

use super::*;
use crate::problem::Result;
use crate::testing::{Isp, Person};

stories![the_door_lets_in_whom_the_table_lets_in];

const TABLE: &str = include_str!("../../../tests/golden/roles.tsv");

fn rows() -> Vec<[&'static str; 5]> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

/// The ability's key and, for Admin, User and Read Only, whether they may.
fn table() -> Vec<(&'static str, [bool; 3])> {
    rows()
        .into_iter()
        .map(|[key, admin, user, read_only, _words]| {
            let may = [admin, user, read_only].map(|cell| match cell {
                "+" => true,
                "-" => false,
                _ => panic!("+ or -: {key}"),
            });
            (key, may)
        })
        .collect()
}

#[test]
fn the_matrix_is_the_table_typed_by_hand() {
    let matrix: Vec<_> =
        Ability::ALL.iter().map(|it| (it.key(), Role::ALL.map(|role| role.may(*it)))).collect();
    assert_eq!(Role::ALL, [Role::Admin, Role::User, Role::ReadOnly]);
    assert_eq!(matrix, table());
    assert_eq!(table().len(), 14);
}

#[test]
fn what_only_looks_and_what_takes_turns_is_typed_by_hand() {
    let keys = |is: fn(Ability) -> bool| -> Vec<&str> {
        Ability::ALL.iter().copied().filter(|it| is(*it)).map(Ability::key).collect()
    };
    assert_eq!(keys(|it| !it.writes()), ["view-tabs", "view-customers"]);
    // Whoever changes who may do what waits for the others who do; nobody else does.
    let turns = ["settings", "mobile-users", "collaborators", "collaborator-roles"];
    assert_eq!(keys(Ability::takes_turns), turns);
}

#[test]
fn every_row_is_in_the_tables_own_words() {
    let w = crate::words::Words::english();
    let told: Vec<String> = Ability::ALL.iter().map(|it| w.t(it.words())).collect();
    let typed: Vec<&str> = rows().into_iter().map(|[.., words]| words).collect();
    assert_eq!(told, typed);
}

/// What the door says to these people, for one permission.
async fn door<P: Permission>(world: &World, isp: &Isp, people: &[Person; 3]) -> (&'static str, [bool; 3]) {
    let mut may = [false; 3];
    for (person, may) in people.iter().zip(&mut may) {
        let permit: Result<Permit<P>> = staff(&world.db, &person.hash(), &isp.slug).await;
        *may = match permit {
            Ok(permit) => permit.write(&world.db).await.is_ok(),
            Err(Problem::Forbidden(what)) if what == P::NAME => false,
            Err(other) => panic!("{}: {other}", P::NAME),
        };
    }
    (P::NAME, may)
}

async fn the_door_lets_in_whom_the_table_lets_in(world: &World) {
    let isp = world.first_isp().await;
    let people = [isp.admin.clone(), world.user(&isp).await, world.read_only(&isp).await];
    let mut found = Vec::new();
    macro_rules! doors {
        ($($permission:ident)*) => { $(found.push(door::<may::$permission>(world, &isp, &people).await);)* };
    }
    doors! {
        ManageSettings ViewTabs ViewCustomers ChangeInventory ResetScore RunSpeedTest AddNetworkDevice
        AddressDetections ChangeRouterSettings UpdateCustomer DeactivateCustomer ManageMobileUsers
        InviteCollaborators ChangeCollaborators
    }
    assert_eq!(found, table());
    // The openings beside the matrix are reached by nobody's membership.
    assert_eq!(door::<may::System>(world, &isp, &people).await.1, [false; 3]);
    assert_eq!(door::<may::Shell>(world, &isp, &people).await.1, [false; 3]);
    assert_eq!(door::<may::BeRouter>(world, &isp, &people).await.1, [false; 3]);
}
