//! Visits every state that can be reached, and asks of every step whether a law was broken.

use stateright::{Checker, HasDiscoveries, Model, Property};

use crate::act::{self, Act};
use crate::flaw::Flaw;
use crate::law::Law;
use crate::rules::Rules;
use crate::state::{Isp, Party, State};

/// The machine that is checked.
#[derive(Debug, Clone, Copy)]
pub struct Machine {
    /// How it behaves.
    pub rules: Rules,
    /// How many different links, dead ones included, may be in people's hands at once. States with more are left out.
    pub links: usize,
    /// The one law that is asked for; none: all of them.
    pub law: Option<Law>,
}

/// What a check found.
#[derive(Debug)]
pub struct Verdict {
    /// Different states.
    pub states: usize,
    /// The steps of the longest of the shortest ways to a state.
    pub depth: usize,
    /// Laws that can be broken, each with a shortest way to do it.
    pub broken: Vec<(Law, Vec<Act>)>,
    /// Of what must be possible, what is not.
    pub impossible: Vec<&'static str>,
}

impl Machine {
    /// One whose rules are right.
    #[must_use]
    pub fn sound(links: usize) -> Machine {
        Machine { rules: Rules::default(), links, law: None }
    }

    /// One with a mistake, which is looked at until this law is broken.
    #[must_use]
    pub fn flawed(flaw: Flaw, law: Law, links: usize) -> Machine {
        Machine { rules: Rules { flaw: Some(flaw) }, links, law: Some(law) }
    }

    /// Visits all states; if one law is asked for, until it is seen broken.
    #[must_use]
    pub fn check(self) -> Verdict {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let mut checker = self.checker().threads(threads);
        if self.law.is_some() {
            checker = checker.finish_when(HasDiscoveries::AnyFailures);
        }
        let done = checker.spawn_bfs().join();
        let found = done.discoveries();
        let broken = |law: Law| found.get(law.name()).map(|path| (law, path.clone().into_actions()));
        let impossible = POSSIBLE.iter().map(|(name, _)| *name).filter(|name| !found.contains_key(name));
        Verdict {
            states: done.unique_state_count(),
            depth: done.max_depth(),
            broken: Law::ALL.into_iter().filter_map(broken).collect(),
            impossible: impossible.collect(),
        }
    }
}

/// A question about one state.
type Question = fn(&Machine, &State) -> bool;

/// What must be possible: a machine in which nothing can happen keeps every law.
const POSSIBLE: &[(&str, Question)] = &[
    ("the owner enters the honest ISP", |_, state| state.can_enter(Party::Owner, Isp::Honest)),
    ("the owner enters both", |_, state| Isp::BOTH.iter().all(|isp| state.can_enter(Party::Owner, *isp))),
    ("the attacker enters her own ISP as the person", |_, state| {
        state.can_enter(Party::Attacker, Isp::Hostile)
    }),
    ("the owner takes over what the attacker made", |_, state| {
        state.person.verified && is_void_of_the_attacker(state) && state.seat(Isp::Hostile).member.is_some()
    }),
    ("both know the password", |_, state| {
        state.person.password.is_some_and(|known| Party::BOTH.iter().all(|party| known.has(*party)))
    }),
    ("somebody is out again", |_, state| state.seats.iter().any(|seat| seat.barred)),
];

fn is_void_of_the_attacker(state: &State) -> bool {
    state.person.password.is_some_and(|known| !known.has(Party::Attacker))
        && state.links.iter().any(|link| link.held.has(Party::Attacker))
}

/// One property a law: stateright wants a function without surroundings for each.
macro_rules! laws {
    ($($law:ident),* $(,)?) => {
        impl Law {
            /// Its name in the checker's findings.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Law::$law => stringify!($law),)* }
            }
        }

        fn always() -> Vec<Property<Machine>> {
            vec![$(Property::always(stringify!($law), |_: &Machine, state: &State| !state.broken.contains(&Law::$law)),)*]
        }
    };
}

laws![
    NoTakeover,
    VerifiedIsTheOwners,
    UnverifiedStaysWhereItCameFrom,
    OneLiveLink,
    OneWayIn,
    DeadLinksDoNothing,
    AnotherPersonsBrowserDoesNothing,
    AcceptedOnceAndInTime,
    OneAtATime,
    AcceptingKeepsTheRole,
    RemovedStaysOut,
    LinksSetNoPasswordOfTheVerified,
    OnlyTheVerifiedComeInAtOnce,
    AskingGivesNothing,
    VerifiedForGood,
    TakingOverEndsSessions,
];

impl Model for Machine {
    type State = State;
    type Action = Act;

    fn init_states(&self) -> Vec<State> {
        vec![State::default()]
    }

    fn actions(&self, state: &State, acts: &mut Vec<Act>) {
        if state.broken.is_empty() {
            act::possible(state, acts);
        }
    }

    fn next_state(&self, before: &State, act: Act) -> Option<State> {
        let mut after = self.rules.after(before, act);
        after.broken = Law::broken(before, act, &after);
        if let Some(law) = self.law {
            after.broken.retain(|broken| *broken == law);
        }
        // A step that changes nothing leads nowhere new.
        (after != *before).then_some(after)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let sometimes = POSSIBLE.iter().map(|(name, is)| Property::sometimes(name, *is));
        always().into_iter().chain(sometimes).collect()
    }

    fn within_boundary(&self, state: &State) -> bool {
        state.links.len() <= self.links
    }
}
