//! Random lives of an invitation, lived twice: in the model, and by the real verbs on both databases. After each step the
//! two are compared: who is in, as what; which invitation stands how; who is signed in; what opening each link says.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail loudly, and tells what it saw"
)]

mod compare;
mod life;
mod stage;

use care::testing::World;

care::stories![random_lives_go_alike_in_the_model_and_by_the_verbs];

/// Lives in the ordinary test. `PROPTEST_CASES` asks for more.
const LIVES: usize = 60;

async fn random_lives_go_alike_in_the_model_and_by_the_verbs(world: &World) {
    let lives = std::env::var("PROPTEST_CASES").map_or(LIVES, |text| text.parse().unwrap());
    let mut steps = life::Steps::default();
    for n in 0..lives {
        life::live(world, n, &mut steps).await;
    }
    println!("{lives} lives, {steps}");
    steps.were_of_every_kind(lives);
}
