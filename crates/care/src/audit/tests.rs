//! Stories of the log: the chain, what breaks it, and what every verb writes.

mod chain;
mod own;
mod reading;
mod sealing;
mod subjects;
mod verbs;

use uuid::Uuid;

use super::{Details, Verified, note, seal, verify};
use crate::testing::{Database, Isp, World};

/// So many acts of the operator at this ISP.
async fn acts(world: &World, isp: &Isp, count: usize) {
    for n in 0..count {
        let mut details = Details::new();
        details.insert("name".to_owned(), format!("act {n}").into());
        world
            .shell(Some(isp.id), async |tx| {
                let scope = &mut **tx;
                note(scope, "isp-updated", &details).await
            })
            .await
            .unwrap();
    }
}

/// Links everything that waits.
async fn seal_all(world: &World) {
    while seal(&world.db).await.unwrap() > 0 {}
}

async fn verified(world: &World) -> Verified {
    world.system(async |tx| verify(tx, &[]).await).await.unwrap()
}

/// What verification says is wrong; empty when nothing is.
async fn wrong(world: &World) -> String {
    verified(world).await.fault.map(|fault| fault.to_string()).unwrap_or_default()
}

/// What somebody does who has the database and no scruples: on PostgreSQL, the owner of the tables lifts what guards them.
async fn tamper(world: &World, statements: &[&'static str]) {
    if world.database == Database::Postgres {
        for lift in [
            "ALTER TABLE audit NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE audit_seal NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE audit_unsealed NO FORCE ROW LEVEL SECURITY",
        ] {
            world.run(lift).await;
        }
    }
    for statement in statements {
        assert!(world.run(statement).await > 0, "changed nothing: {statement}");
    }
}

fn place(isp: &Isp) -> Uuid {
    isp.id.0
}
