//! What of a list is wanted, as it stands in addresses: it survives reloading, and open pages ask for the same again. What all
//! such lists share.

use care::words::Words;
use form_urlencoded::Serializer;

use crate::ui::{Choice, Head, Input};

/// What is asked for as the part of an address that starts with `?`; empty when nothing is.
pub(super) fn query<'a>(named: impl IntoIterator<Item = (&'static str, Option<&'a str>)>) -> String {
    let mut query = Serializer::new(String::new());
    for (name, value) in named {
        query.extend_pairs(value.map(|value| (name, value)));
    }
    let query = query.finish();
    if query.is_empty() { query } else { format!("?{query}") }
}

/// A text that was asked for, if any was.
pub(super) fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// What is chosen, and what there is beside a first choice that leaves it open.
pub(super) fn choice(
    value: &str,
    any: String,
    options: impl IntoIterator<Item = (String, String)>,
) -> Choice {
    let any = (String::new(), any);
    Choice(picked(value), std::iter::once(any).chain(options).collect())
}

/// A choice that is made already.
pub(super) fn picked(value: &str) -> Input {
    Input { value: value.to_owned(), error: None }
}

/// What routers say of themselves, as a choice. What none says any more can still stand in an address.
pub(super) fn said(value: &str, any: String, known: Vec<String>) -> Choice {
    let gone = (!value.is_empty() && !known.iter().any(|it| it == value)).then(|| value.to_owned());
    choice(value, any, known.into_iter().chain(gone).map(|it| (it.clone(), it)))
}

/// The head of a column by which the list can be sorted: `orders` are its words for rising and falling, the usual one first, `now`
/// is the list's, and `address` makes an address of one.
pub(super) fn head(
    title: &str,
    orders: [(&'static str, bool); 2],
    now: &str,
    address: impl Fn(&'static str) -> String,
    w: Words,
) -> Head {
    let [(usual, usual_down), (other, other_down)] = orders;
    let sorted = if now == usual {
        Some(usual_down)
    } else if now == other {
        Some(other_down)
    } else {
        None
    };
    let next = if now == usual { other } else { usual };
    Head { word: w.t(title), href: address(next), down: sorted }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_asked_for_is_not_in_the_address() {
        assert_eq!(query([("a", None), ("b", None)]), "");
        assert_eq!(query([("a", Some("AC 68 & β")), ("b", None), ("c", Some(""))]), "?a=AC+68+%26+%CE%B2&c=");
    }

    #[test]
    fn a_column_is_sorted_the_usual_way_first_and_then_the_other() {
        let head = |now| {
            let orders = [("latest", true), ("longest", false)];
            let it = head("since", orders, now, |order| format!("?sort={order}"), Words::english());
            (it.href, it.down)
        };
        assert_eq!(head("name"), ("?sort=latest".to_owned(), None));
        assert_eq!(head("latest"), ("?sort=longest".to_owned(), Some(true)));
        assert_eq!(head("longest"), ("?sort=latest".to_owned(), Some(false)));
    }
}
