//! Times, states and entries of the timeline, as pages tell them.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{Audience, Role};
use care::audit::Details;
use care::known_issue::Kind;
use care::timeline::Entry;
use care::words::{Words, calendar};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::views::Activity;
use crate::app::App;
use crate::cookies;
use crate::ui::{Input, State, Tone, When};

/// A time as people say it; script says it again in the reader's own zone.
pub(crate) fn when(at: Timestamp, now: Timestamp, w: Words) -> When {
    let seconds = now.as_second().saturating_sub(at.as_second()).max(0);
    let said = match seconds {
        0..60 => w.t("time-now"),
        60..3600 => w.t1("time-minutes", "n", seconds / 60),
        3600..86_400 => w.t1("time-hours", "n", seconds / 3600),
        86_400..2_592_000 => w.t1("time-days", "n", seconds / 86_400),
        _ => calendar::whole_day(at.to_zoned(TimeZone::UTC).date(), w),
    };
    When { iso: at.to_string(), exact: calendar::said_in_utc(at, w), said }
}

/// Online or offline, by word and shape; and whether it is ever the one for long.
pub(crate) fn connectivity(online: bool, flapping: bool, w: Words) -> State {
    match (flapping, online) {
        (true, true) => State { word: w.t("flapping-online"), tone: Tone::Warning },
        (true, false) => State { word: w.t("flapping-offline"), tone: Tone::Warning },
        (false, true) => State { word: w.t("tab-online"), tone: Tone::Good },
        (false, false) => State { word: w.t("tab-offline"), tone: Tone::Bad },
    }
}

/// Who did it, as they were called then.
pub(crate) fn actor(entry: &Entry, w: Words) -> String {
    entry.actor_name.clone().unwrap_or_else(|| {
        w.t(match entry.actor_kind.as_str() {
            "shell" => "operator",
            "router" => "the-router",
            _ => "product",
        })
    })
}

/// An entry of the timeline as a sentence.
pub(crate) fn activity(entry: &Entry, slug: &str, now: Timestamp, w: Words) -> Activity {
    let actor = actor(entry, w);
    let (home, href) = match &entry.customer {
        Some((id, name)) => (name.clone(), Some(format!("/isps/{slug}/customers/{id}"))),
        // What was done to the stock is seen in the inventory.
        None if entry.kind.starts_with("inventory-") => {
            (w.t("timeline-a-home"), Some(format!("/isps/{slug}/inventory")))
        }
        None => (w.t("timeline-a-home"), None),
    };
    let text = sentence(&entry.kind, actor, home, &entry.details, w);
    Activity { when: when(entry.at, now, w), text, href }
}

/// Something that was done, as a sentence. Of a value that changed, it tells what it is now.
pub(crate) fn sentence(kind: &str, actor: String, home: String, details: &Details, w: Words) -> String {
    let mut args = vec![("actor".to_owned(), actor), ("home".to_owned(), home)];
    args.extend(details.iter().map(|(name, value)| {
        let value = value.get("after").unwrap_or(value);
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // Access levels and kinds of issues are kept as the database's words and told in people's.
        let key = match name.as_str() {
            "role" | "before" => text.parse::<Role>().ok().map(Role::key),
            "issue" => text.parse::<Kind>().ok().map(Kind::key),
            _ => None,
        };
        (name.clone(), key.map_or(text, |key| w.t(key)))
    }));
    w.told(&format!("timeline-{kind}"), &args)
}

/// What was done, to be said once by the next page: the message `said-WHAT`, with one value.
pub(crate) struct Done {
    what: &'static str,
    value: String,
}

impl Done {
    /// This was done.
    pub(crate) fn new(what: &'static str) -> Done {
        Done { what, value: String::new() }
    }

    /// The person was let in: to an ISP, or in the app to one of its homes.
    pub(crate) fn joined(audience: Audience, isp: &str) -> Done {
        let done = match audience {
            Audience::Portal => Done::new("joined"),
            Audience::App => Done::new("home-joined"),
        };
        done.with(isp)
    }

    /// To whom or what, or how many.
    pub(crate) fn with(self, value: impl ToString) -> Done {
        Done { value: value.to_string(), ..self }
    }

    /// On to a page, which says it.
    pub(crate) fn go(self, app: &App, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        let cookie: HeaderValue = cookies::say_next(self.what, &self.value, app.db.site());
        response.headers_mut().append(header::SET_COOKIE, cookie);
        response
    }
}

/// A field with what was typed and what is wrong with it.
pub(crate) fn input(value: &str, fields: Option<&care::problem::Fields>, name: &str, w: Words) -> Input {
    let error = fields.and_then(|fields| fields.why(name)).map(|why| w.say(why));
    Input { value: value.to_owned(), error }
}

/// The fields of an error, if it is about fields.
pub(crate) fn fields(problem: &care::Problem) -> Option<&care::problem::Fields> {
    match problem {
        care::Problem::Invalid(fields) => Some(fields),
        _ => None,
    }
}

/// What is wrong with a form as a whole: everything that is not about one of its fields.
pub(crate) fn whole(problem: &care::Problem, w: Words) -> Option<String> {
    fields(problem).is_none().then(|| w.say(&crate::problem::sentence(problem)))
}

/// Whether an error is for the person at the form, rather than for the whole page.
pub(crate) fn is_for_the_form(problem: &care::Problem) -> bool {
    use care::Problem::{Busy, Conflict, Invalid, TooMany, TooManyMails};
    matches!(problem, Invalid(_) | Conflict(_) | TooMany { .. } | TooManyMails { .. } | Busy)
}
