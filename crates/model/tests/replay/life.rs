//! A life: acts by random numbers, each chosen among what is possible then.

use std::collections::BTreeMap;
use std::fmt;

use care::testing::World;
use model::act::{self, Act};
use model::rules::Rules;
use model::state::State;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRng, TestRunner};

use crate::compare::compare;
use crate::stage::Stage;

/// How an act is chosen: whether it should change something, and which of them.
type Choice = (bool, u16);

/// The acts that were lived, by kind: how many changed something, and how many were refused.
#[derive(Default)]
pub(crate) struct Steps(BTreeMap<String, (usize, usize)>);

impl fmt::Display for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: usize = self.0.values().map(|(did, not)| did + not).sum();
        write!(f, "{all} steps (changed something / did not): {:?}", self.0)
    }
}

impl Steps {
    fn count(&mut self, act: Act, changed: bool) {
        let name = format!("{act:?}");
        let kind = name.split(['(', ' ']).next().unwrap().to_owned();
        let counts = self.0.entry(kind).or_default();
        *(if changed { &mut counts.0 } else { &mut counts.1 }) += 1;
    }

    /// Panics unless every kind of act happened, and had an effect: what nobody does proves nothing.
    pub(crate) fn were_of_every_kind(&self, lives: usize) {
        const KINDS: [&str; 18] = [
            "Invite",
            "Generate",
            "Reinvite",
            "Revoke",
            "Remove",
            "Change",
            "Operator",
            "HandOver",
            "TellPassword",
            "Create",
            "Confirm",
            "Forget",
            "Choose",
            "Ask",
            "SignIn",
            "SignOut",
            "Leave",
            "Day",
        ];
        for kind in KINDS {
            let changed = self.0.get(kind).map_or(0, |counts| counts.0);
            assert!(changed > 0, "in {lives} lives, {kind} never had an effect: {self}");
        }
        assert!(self.0["ConfirmAsOther"] > (0, 0) && self.0["ConfirmAsOther"].0 == 0);
    }
}

/// Lives the n-th life. One that goes otherwise in the model is told in its shortest form.
pub(crate) async fn live(world: &World, n: usize, steps: &mut Steps) {
    let config = Config { rng_seed: RngSeed::Fixed(0), ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed(n));
    let mut runner = TestRunner::new_with_rng(config, rng);
    let mut tree = vec((prop::bool::weighted(0.8), any::<u16>()), 1..40).new_tree(&mut runner).unwrap();
    let Err(mut told) = play(world, &tree.current(), Some(steps)).await else { return };
    // The shortest that still goes wrong.
    let mut tries = 0;
    while tries < 400 && tree.simplify() {
        loop {
            tries += 1;
            match play(world, &tree.current(), None).await {
                Err(shorter) => told = shorter,
                Ok(()) if tree.complicate() => continue,
                Ok(()) => {}
            }
            break;
        }
    }
    panic!("life {n} goes otherwise: {told}");
}

fn seed(n: usize) -> [u8; 32] {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&u64::try_from(n).unwrap().to_le_bytes());
    seed
}

async fn play(world: &World, choices: &[Choice], mut steps: Option<&mut Steps>) -> Result<(), String> {
    let rules = Rules::default();
    let mut stage = Stage::new(world).await;
    let mut state = State::default();
    let mut acts = Vec::new();
    for choice in choices {
        let Some(act) = choose(rules, &state, *choice) else { continue };
        let mut after = state.clone();
        rules.apply(&mut after, act);
        acts.push(act);
        let outcome = stage.act(&state, act, &after).await;
        let compared = match outcome {
            Ok(()) => compare(&mut stage, &after).await,
            Err(told) => Err(told),
        };
        compared.map_err(|told| format!("{told}\nafter {acts:#?}\nthe model says {after:#?}"))?;
        if let Some(steps) = &mut steps {
            steps.count(act, after != state);
        }
        state = after;
    }
    Ok(())
}

fn choose(rules: Rules, state: &State, (effect, number): Choice) -> Option<Act> {
    let mut possible = Vec::new();
    act::possible(state, &mut possible);
    if effect {
        possible.retain(|act| {
            let mut after = state.clone();
            rules.apply(&mut after, *act);
            after != *state
        });
    }
    // A kind first, then one of it: links are many, and would be tried all the time.
    let kind = |act: &Act| std::mem::discriminant(act);
    let mut kinds: Vec<_> = Vec::new();
    for act in &possible {
        if !kinds.contains(&kind(act)) {
            kinds.push(kind(act));
        }
    }
    let number = usize::from(number);
    let chosen = *kinds.get(number % kinds.len().max(1))?;
    possible.retain(|act| kind(act) == chosen);
    possible.get(number / kinds.len() % possible.len().max(1)).copied()
}
