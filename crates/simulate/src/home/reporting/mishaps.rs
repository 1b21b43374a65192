//! What befalls a home of a certain behaviour while its agent runs.

use super::{Agent, Event};
use crate::agent::activate::StartReason;
use crate::behaviour::Behaviour;
use crate::call::Cloud;
use crate::home::Ending;
use tokio::time::Instant;

impl<C: Cloud> Agent<'_, C> {
    /// Sets the time of the next mishap, a few minutes ahead; steady homes have none.
    pub(super) fn plan_mishap(&mut self, now: Instant) {
        let (soonest, latest) = match self.home.house.behaviour {
            Behaviour::Flapping => (90, 240),
            Behaviour::Rebooting => (90, 300),
            Behaviour::GoesOffline => (120, 600),
            Behaviour::WanChanges => (120, 420),
            _ => return,
        };
        let wait = self.home.dice.between(soonest, latest);
        self.after(now, Event::Mishap, wait);
    }

    /// Lets it happen.
    pub(super) fn mishap(&mut self, due: Instant) -> Option<Ending> {
        let home = &mut *self.home;
        match home.house.behaviour {
            Behaviour::GoesOffline => return Some(Ending::Gone),
            Behaviour::Rebooting => {
                return Some(match home.dice.between(0, 2) {
                    0 => Ending::Reboot(StartReason::RebootFail),
                    1 => Ending::Restart(StartReason::Exception),
                    _ => Ending::Restart(StartReason::Killed),
                });
            }
            Behaviour::Flapping => {
                self.silent = true;
                let silence = home.dice.between(90, 240);
                self.after(due, Event::Return, silence);
            }
            Behaviour::WanChanges => {
                home.house.change_wan_address();
                self.plan_mishap(due);
            }
            _ => {}
        }
        None
    }
}
