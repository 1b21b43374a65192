//! What stands around a page: the header, the banner, the reader's theme; and the pages that say no.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use care::Problem;
use care::access::{self, Audience, IspCard, Permission, Permit, Place, Role, Session, Staff, Tx, may};
use care::person::{self, Home};
use care::words::Words;
use care::{collaborator, isp};

use crate::app::App;
use crate::problem::{Refusal, sentence};
use crate::staff::told::when;
use crate::staff::views;
use crate::ui::{Banner, BannerKind, Chrome, Given, Input};
use crate::within::Within;
use crate::{assets, audience, cookies};

/// Who reads: what their browser's cookies say about how to show a page. Decides nothing about access.
#[derive(Debug, Clone)]
pub(crate) struct Reader {
    /// The words of their language.
    pub(crate) w: Words,
    /// Of the portal or of the app.
    pub(crate) audience: Audience,
    theme: &'static str,
    said: Option<(String, String)>,
    /// The page they asked for; none for a form.
    at: Option<Within>,
}

impl FromRequestParts<App> for Reader {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        let page = parts.uri.path_and_query().filter(|_| parts.method == Method::GET);
        let at = page.and_then(|page| Within::parse(page.as_str()).or_else(|| Within::door(page.as_str())));
        Ok(Reader { at, ..Reader::of(&parts.headers, parts.uri.path()) })
    }
}

impl Reader {
    pub(crate) fn of(headers: &HeaderMap, path: &str) -> Reader {
        let theme = match cookies::read(headers, "theme") {
            Some("light") => "light",
            Some("dark") => "dark",
            _ => "",
        };
        let (w, audience) = (Words::of(cookies::language(headers)), audience::of(path));
        Reader { w, audience, theme, said: cookies::said(headers), at: None }
    }

    /// The frame of a page that belongs to no ISP, or to one that the reader is not in yet.
    pub(crate) fn bare(&self, title_key: &str, isp: Option<&IspCard>) -> Chrome {
        Chrome {
            title: self.w.t(title_key),
            root: self.audience.root(),
            isp_name: isp.map(|isp| isp.name.clone()).unwrap_or_default(),
            isp_path: String::new(),
            brand_href: isp.map(|isp| assets::brand_address(&isp.colour)),
            logo: isp.and_then(|isp| isp.logo.as_deref()).map(assets::logo_address),
            assets: assets::addresses(),
            person_name: String::new(),
            person_email: String::new(),
            person: String::new(),
            session: String::new(),
            tab: "",
            may_settings: false,
            isps: Vec::new(),
            banner: self.banner(),
            given: None,
            search: Input::default(),
            live_href: None,
            theme: self.theme,
            next: None,
            version: env!("CARGO_PKG_VERSION"),
        }
    }

    /// The frame of a page before signing in that can be asked for again, so that the language can be chosen on it.
    pub(crate) fn door(&self, title_key: &str) -> Chrome {
        Chrome { next: self.at.as_ref().map(Within::to_string), ..self.bare(title_key, None) }
    }

    /// The frame of a portal page.
    pub(crate) async fn portal<P: Permission>(
        &self,
        tx: &mut Tx<P>,
        staff: &Staff,
        title: String,
        tab: &'static str,
    ) -> Result<Chrome, Refusal> {
        let given = if staff.given { collaborator::given(tx).await? } else { None };
        Ok(Chrome {
            title,
            given: given.map(|given| self.given(given, staff, tx.time())),
            isp_path: staff.isp.path(),
            person_name: staff.session.called().to_owned(),
            person_email: staff.session.email.clone(),
            tab,
            may_settings: staff.role.may(access::Ability::ManageSettings),
            isps: isp::mine(tx).await?,
            live_href: Some(format!("{}/live?as={}", staff.isp.path(), staff.role)),
            next: Some(self.at_or(&format!("{}/overview", staff.isp.path()))),
            ..self.bare("product", Some(&staff.isp))
        })
    }

    /// The frame of a page of the app, at a home's ISP or at none.
    pub(crate) fn in_the_app(&self, title_key: &str, isp: Option<&IspCard>, me: &Session) -> Chrome {
        Chrome {
            person_name: me.called().to_owned(),
            person_email: me.email.clone(),
            person: me.person.to_string(),
            session: me.id.to_string(),
            next: Some(self.at_or("/app")),
            ..self.bare(title_key, isp)
        }
    }

    /// The frame of a page about one's own account: in the ISP or cluster where the person was last, as the front door leads there.
    pub(crate) async fn own(
        &self,
        permit: &Permit<may::Oneself>,
        app: &App,
        headers: &HeaderMap,
        title_key: &str,
    ) -> Result<Chrome, Refusal> {
        let me = permit.session()?;
        let mut tx = permit.read(&app.db).await?;
        let isps = isp::mine(&mut tx).await?;
        let home = person::home(&mut tx).await?;
        drop(tx);
        let home = isps.iter().find(|it| home == Home::At(it.place, it.slug.clone())).cloned();
        let home = home.as_ref();
        let may_settings = match (home, cookies::session(headers, Audience::Portal, app.db.site())) {
            (Some(isp), Some(cookie)) => {
                let (db, hash) = (&app.db, cookie.hash());
                match isp.place {
                    Place::Isp => access::staff::<may::ManageSettings>(db, &hash, &isp.slug).await.is_ok(),
                    Place::Cluster => {
                        access::cluster::<may::ManageSettings>(db, &hash, &isp.slug).await.is_ok()
                    }
                }
            }
            _ => false,
        };
        Ok(Chrome {
            isp_path: home.map(IspCard::path).unwrap_or_default(),
            person_name: me.called().to_owned(),
            person_email: me.email.clone(),
            may_settings,
            isps,
            next: Some(self.at_or("/account")),
            ..self.bare(title_key, home)
        })
    }

    /// The page that was asked for, or this one where a form was sent.
    fn at_or(&self, otherwise: &str) -> String {
        self.at.as_ref().map_or_else(|| otherwise.to_owned(), Within::to_string)
    }

    fn given(&self, given: collaborator::Given, staff: &Staff, now: jiff::Timestamp) -> Given {
        let (w, place) = (self.w, &staff.isp.name);
        let text = match given.by {
            Some(by) => w.t2("given-by", "giver", by, "place", place),
            None => w.t1("given", "place", place),
        };
        let door = |last| format!("/account/memberships/{}/{last}", staff.isp.slug);
        Given {
            text,
            at: when(given.at, now, w),
            acknowledge: door("acknowledgement"),
            next: self.at_or(&format!("{}/overview", staff.isp.path())),
            leave: door("departure"),
        }
    }

    /// Only sentences of ours can be said, with one value that is shown as text.
    fn banner(&self) -> Option<Banner> {
        let (key, value) = self.said.as_ref()?;
        let key = format!("said-{key}");
        self.w.knows(&key).then(|| Banner { kind: BannerKind::Done, text: self.w.t1(&key, "value", value) })
    }

    /// The page as an answer; what it was to say has then been said.
    pub(crate) fn show(&self, app: &App, page: &impl Template) -> Result<Response, Refusal> {
        let mut response = Html(page.render().map_err(Problem::broken)?).into_response();
        if self.said.is_some() {
            response.headers_mut().append(header::SET_COOKIE, cookies::unsay(app.db.site()));
        }
        Ok(response)
    }

    /// The same, for a form that could not be used.
    pub(crate) fn show_again(
        &self,
        app: &App,
        problem: &Problem,
        page: &impl Template,
    ) -> Result<Response, Refusal> {
        let mut response = self.show(app, page)?;
        crate::problem::mark(&mut response, problem);
        Ok(response)
    }
}

/// Why a control is greyed out: none when it is not.
pub(crate) async fn why_not(
    tx: &mut Tx<may::ViewTabs>,
    role: Role,
    ability: access::Ability,
    w: Words,
) -> Result<Option<String>, Refusal> {
    if role.may(ability) {
        return Ok(None);
    }
    let names = care::collaborator::admins(tx).await?.join(", ");
    Ok(Some(w.t1("why-read-only", "names", names)))
}

/// The page for what was refused.
pub(crate) async fn problem_page(app: &App, headers: &HeaderMap, path: &str, problem: &Problem) -> Response {
    let reader = Reader::of(headers, path);
    let w = reader.w;
    let title = match problem {
        Problem::Anonymous => "problem-anonymous-title",
        Problem::Forbidden(_) => "problem-forbidden-title",
        Problem::NoFactor => "problem-no-factor-title",
        Problem::Prove => "problem-prove-title",
        Problem::Unaccepted { .. } => "problem-unaccepted-title",
        Problem::NotFound(_) => "problem-not-found-title",
        Problem::Gone(_) => "problem-gone-title",
        Problem::TooMany { .. } | Problem::TooManyMails { .. } => "problem-too-many-title",
        Problem::Busy | Problem::Broken(_) => "problem-broken-title",
        Problem::Invalid(_) | Problem::Conflict(_) | Problem::TooLarge => "problem-conflict-title",
    };
    let (audience, root) = (reader.audience, reader.audience.root());
    let signed_in = cookies::session(headers, audience, app.db.site()).is_some();
    let next = if matches!(problem, Problem::NoFactor) {
        ("/account/two-factor".to_owned(), w.t("two-factor-go"))
    } else if let Problem::Unaccepted { isp } = problem {
        (format!("/app/agreements/{isp}"), w.t("continue"))
    } else if signed_in && !matches!(problem, Problem::Anonymous) {
        // Only back into a place whose page they were on; anything else starts at the front door.
        let home = place_of(path).filter(|_| !matches!(problem, Problem::NotFound("isp" | "cluster")));
        let front = || audience::front(audience).to_owned();
        let word = match audience {
            Audience::Portal => "problem-home",
            Audience::App => "app-problem-home",
        };
        (home.map_or_else(front, |place| format!("{place}/overview")), w.t(word))
    } else {
        (format!("{root}/sign-in"), w.t("back-to-sign-in"))
    };
    let page = views::Problem {
        chrome: reader.bare(title, None),
        w,
        sentence: w.say(&sentence(problem)),
        next: Some(next),
        reference: None,
    };
    reader.show(app, &page).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// The ISP's or cluster's part of an address: `/isps/bar-net` of `/isps/bar-net/online`.
fn place_of(path: &str) -> Option<String> {
    let mut parts = path.split('/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(""), Some(kind @ ("isps" | "clusters")), Some(slug)) => Some(format!("/{kind}/{slug}")),
        _ => None,
    }
}
