//! The choice of who is the primary user of a home from then on, in the portal and in the app.

use care::Problem;
use care::db::PersonId;
use care::mobile_user::Listed;
use care::words::{Say, Words};

use crate::problem::sentence;
use crate::ui::Input;

const MISSING: &str = "name-next-primary";

/// Who may be it, as (value, name); of several, none is chosen beforehand.
pub(crate) fn choices<'a>(others: impl Iterator<Item = &'a Listed>, w: Words) -> Vec<(String, String)> {
    let mut choices: Vec<_> = others.map(|it| (it.person.to_string(), it.called())).collect();
    if choices.len() > 1 {
        choices.insert(0, (String::new(), w.t("remove-user-choose")));
    }
    choices
}

/// What was chosen, with what is wrong with that.
pub(crate) fn chosen(next: &str, problem: Option<&Problem>, w: Words) -> Input {
    let error = problem.filter(|it| is_of_the_next(it)).map(|it| w.say(&sentence(it)));
    Input { value: next.to_owned(), error }
}

/// Whether a problem is one with that choice.
pub(crate) fn is_of_the_next(problem: &Problem) -> bool {
    matches!(problem, Problem::Conflict(say) if say.key == MISSING)
}

/// Reads the choice; empty where it was not asked. What is no id is nobody's.
pub(crate) fn parse(next: &str) -> care::Result<Option<PersonId>> {
    match next {
        "" => Ok(None),
        id => match id.parse() {
            Ok(id) => Ok(Some(PersonId(id))),
            Err(_) => Err(Problem::Conflict(Say::new(MISSING))),
        },
    }
}
