//! The search: a page of its own, and the list below the field while somebody types.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use care::Problem;
use care::access::{self, Audience, IspCard, Permit, Place, may};
use care::search::{self, Asked, Found, Hit, Part, Subject};
use care::words::Words;
use futures_util::future::join_all;
use serde::Deserialize;

use super::told::{connectivity, input};
use super::views::{Search, SearchGroup, SearchHit, SearchList, SearchRefused, SearchResults};
use crate::app::App;
use crate::cookies;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;
use crate::ui::{Input, State as Shown, Tone};
use crate::within::escaped;

/// Hits on a page, at most. Whoever sees more than these types more.
const PAGE: usize = 50;
/// Hits below the field, at most: as many as are looked over in a second.
const LIST: usize = 8;
/// Other ISPs that are looked through from one ISP. A cluster looks through all of its own.
const ELSEWHERE: usize = 24;
/// ISPs that are looked through at the same time, so that one search does not take all connections.
const AT_ONCE: usize = 4;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    q: String,
    part: String,
}

pub(crate) async fn page(
    May(permit): May<may::ViewCustomers>,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
    Query(typed): Query<Typed>,
) -> Result<Response, Refusal> {
    let text = typed.q.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        let page = view(&permit, &app, &reader, Input::default(), None).await?;
        return reader.show(&app, &page);
    }
    let asked = match Asked::parse(&text) {
        Ok(asked) => asked,
        Err(why) => {
            let problem = Problem::field("q", why);
            let field = input(&text, super::told::fields(&problem), "q", reader.w);
            if typed.part == "list" {
                let refused = field.error.unwrap_or_default();
                return reader.show_again(&app, &problem, &SearchRefused { refused });
            }
            let page = view(&permit, &app, &reader, field, None).await?;
            return reader.show_again(&app, &problem, &page);
        }
    };
    let below = typed.part == "list";
    let most = if below { LIST } else { PAGE };
    let results = look(&permit, &app, &headers, (&text, &asked), most, reader.w).await?;
    if below {
        let chrome = reader.bare("search", None);
        return reader.show(&app, &SearchList { w: reader.w, chrome, results });
    }
    let page = view(&permit, &app, &reader, Input { value: text, error: None }, Some(results)).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::ViewCustomers>,
    app: &App,
    reader: &Reader,
    field: Input,
    results: Option<SearchResults>,
) -> Result<Search, Refusal> {
    let mut tx = permit.read(&app.db).await?;
    let mut chrome = reader.portal(&mut tx, permit.staff()?, reader.w.t("search"), "").await?;
    chrome.search = field;
    Ok(Search { w: reader.w, chrome, results })
}

/// Looks through the ISP, and where that leaves room through the others that the reader may enter.
async fn look(
    permit: &Permit<may::ViewCustomers>,
    app: &App,
    headers: &HeaderMap,
    (text, asked): (&str, &Asked),
    most: usize,
    w: Words,
) -> Result<SearchResults, Refusal> {
    let staff = permit.staff()?;
    let mut tx = permit.read(&app.db).await?;
    let mut results = SearchResults {
        text: text.to_owned(),
        href: format!("{}/search?q={}", staff.isp.path(), escaped(text)),
        groups: Vec::new(),
        more: false,
        locked: None,
        of_many: None,
        complete: true,
    };
    if staff.isp.place == Place::Isp {
        let found = search::find(&mut tx, asked, most).await?;
        take(&mut results, found, None, (&staff.isp, asked, w));
    }
    let room = most.saturating_sub(results.count());
    let mut others = if room > 0 { search::elsewhere(&mut tx, staff).await? } else { Vec::new() };
    drop(tx);
    if staff.isp.place == Place::Isp && others.len() > ELSEWHERE {
        others.truncate(ELSEWHERE);
        results.of_many = Some(ELSEWHERE);
    }
    let heading = if staff.isp.place == Place::Isp { "search-also" } else { "search-in" };
    let mut locked = Vec::new();
    for some in others.chunks(AT_ONCE) {
        if results.count() == most {
            results.more = true;
            break;
        }
        let looks = join_all(some.iter().map(|isp| look_there(app, headers, isp, asked, room))).await;
        for (isp, there) in some.iter().zip(looks) {
            match there? {
                There::Found(mut found) => {
                    let left = most - results.count();
                    found.more |= found.hits.len() > left;
                    found.hits.truncate(left);
                    let heading = w.t1(heading, "isp", &isp.name);
                    take(&mut results, found, Some(heading), (isp, asked, w));
                }
                There::Locked => locked.push(isp.name.as_str()),
                There::Gone => {}
            }
        }
    }
    results.locked = (!locked.is_empty()).then(|| locked.join(", "));
    Ok(results)
}

/// What another ISP's door says.
enum There {
    Found(Found),
    /// It wants a second factor first.
    Locked,
    /// The reader may not enter it any more.
    Gone,
}

/// Asks at the door of another ISP, as if the reader went there.
async fn look_there(
    app: &App,
    headers: &HeaderMap,
    isp: &IspCard,
    asked: &Asked,
    most: usize,
) -> Result<There, Problem> {
    let session = cookies::session(headers, Audience::Portal, app.db.site()).ok_or(Problem::Anonymous)?;
    let found = async {
        let permit = access::staff::<may::ViewCustomers>(&app.db, &session.hash(), &isp.slug).await?;
        search::find(&mut permit.read(&app.db).await?, asked, most).await
    };
    match found.await {
        Ok(found) => Ok(There::Found(found)),
        Err(Problem::NoFactor) => Ok(There::Locked),
        Err(Problem::NotFound(_) | Problem::Forbidden(_)) => Ok(There::Gone),
        Err(problem) => Err(problem),
    }
}

/// Adds what was found in an ISP.
fn take(
    results: &mut SearchResults,
    found: Found,
    heading: Option<String>,
    (isp, asked, w): (&IspCard, &Asked, Words),
) {
    results.more |= found.more;
    results.complete &= found.complete;
    if !found.hits.is_empty() {
        let hits = found.hits.iter().map(|it| hit(it, &isp.path(), asked, w)).collect();
        results.groups.push(SearchGroup { heading, hits });
    }
}

fn hit(it: &Hit, prefix: &str, asked: &Asked, w: Words) -> SearchHit {
    let router = it.router.as_ref();
    let mac = router.map(|router| asked.in_number(&router.mac)).unwrap_or_default();
    let serial = router.and_then(|router| router.serial.as_deref()).map(|it| asked.in_number(it));
    let serial = ("search-serial", serial.unwrap_or_default());
    let (title, under, others) = match &it.subject {
        Subject::Customer(_) => {
            let email = ("email", asked.in_words(&it.email));
            let phone = ("phone", asked.in_number(&it.phone));
            let others = vec![email, phone, ("mac", mac), serial];
            (asked.in_words(&it.name), asked.in_words(&it.address), others)
        }
        Subject::InStock(_) => {
            let hardware = router.and_then(|router| router.hardware.clone()).unwrap_or_default();
            let model = if hardware.is_empty() { w.t("search-router-in-stock") } else { hardware };
            (mac, vec![Part { text: model, found: false }], vec![serial])
        }
    };
    let facts = others.into_iter().filter(|(_, parts)| parts.iter().any(|part| part.found));
    SearchHit {
        href: match &it.subject {
            Subject::Customer(id) => format!("{prefix}/customers/{id}"),
            Subject::InStock(_) => format!("{prefix}/inventory?mac={}", router.map_or("", |it| &it.mac)),
        },
        glyph: if matches!(it.subject, Subject::Customer(_)) { "home" } else { "router" },
        title,
        state: match it.subject {
            Subject::Customer(_) if it.closed => Shown { word: w.t("deactivated"), tone: Tone::Plain },
            Subject::Customer(_) => match router {
                Some(router) => connectivity(router.online, router.flapping, w),
                None => Shown { word: w.t("no-router"), tone: Tone::Warning },
            },
            Subject::InStock(_) => Shown { word: w.t("in-stock"), tone: Tone::Plain },
        },
        under,
        facts: facts.map(|(word, parts)| (w.t(word), parts)).collect(),
    }
}
