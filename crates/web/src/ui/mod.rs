//! The design system's Rust side: what the layouts and macros in this folder need to be filled in.
//!
//! Plain data, no decisions. A page's own struct (see [`crate::staff::views`]) carries `w` and `chrome` beside its own
//! fields; every word that does not come from a person or a router comes from `w`.

pub(crate) mod chart;
pub(crate) mod markdown;
mod parts;
pub(crate) mod qr;

pub(crate) use parts::{Choice, Control, Head, Input, Pager, State, Tone, When};

use care::access::{IspCard, Place};
pub(crate) use care::words::Words;

/// Where the static files are. Each address carries the digest of its content, so that it may be cached for ever.
#[derive(Clone, Debug)]
pub(crate) struct Assets {
    /// The one style sheet: every `assets/*.css`, in the order that `assets/README.md` lists.
    pub(crate) css: String,
    /// The modules, none of which imports another.
    pub(crate) js: Vec<String>,
    /// The modules of the app's own pages, beside these.
    pub(crate) app_js: Vec<String>,
    /// The app's icons, by their size in pixels.
    pub(crate) app_icons: Vec<(u16, String)>,
    /// The icons; a drawing is `{sprite}#{name}`.
    pub(crate) sprite: String,
    /// The browser tab's icon.
    pub(crate) favicon: String,
}

/// Everything around a page's own content.
#[derive(Clone, Debug)]
pub(crate) struct Chrome {
    /// The page's name, the first words of the browser's title.
    pub(crate) title: String,
    /// What the paths of these pages begin with: nothing in the portal, `/app` in the app.
    pub(crate) root: &'static str,
    /// The ISP's name; empty on bare pages that belong to none, which then show the product's.
    pub(crate) isp_name: String,
    /// Where the pages of the ISP or cluster are: `/isps/bar-net`. Empty on bare pages.
    pub(crate) isp_path: String,
    /// The small style sheet that sets `--brand` and `--brand-ink`; the default colour without.
    pub(crate) brand_href: Option<String>,
    /// The ISP's logo, where it has one; its mark stands there otherwise.
    pub(crate) logo: Option<String>,
    /// Where the static files are.
    pub(crate) assets: Assets,
    /// The reader. Empty on bare pages.
    pub(crate) person_name: String,
    /// The reader's address. Empty on bare pages.
    pub(crate) person_email: String,
    /// Who is signed in to a page of the app, and in which session, by ids that are of no use to whoever finds them in the browser.
    pub(crate) person: String,
    pub(crate) session: String,
    /// The current tab by its part of the address: `overview`, `inventory`, `online`, `offline`, `known-issues`,
    /// `settings`, or empty.
    pub(crate) tab: &'static str,
    /// Whether the tab Settings exists for the reader.
    pub(crate) may_settings: bool,
    /// The ISPs and clusters the reader may enter, clusters first; a switcher appears with the second.
    pub(crate) isps: Vec<IspCard>,
    /// What just happened.
    pub(crate) banner: Option<Banner>,
    /// That the reader was given access here without being asked.
    pub(crate) given: Option<Given>,
    /// What was searched for, and what is wrong with it; empty but on the page of the search.
    pub(crate) search: Input,
    /// The stream of live events; pages without live regions have none.
    pub(crate) live_href: Option<String>,
    /// The reader's choice from the cookie `theme`: `light`, `dark`, or empty to follow the system.
    pub(crate) theme: &'static str,
    /// The page that choosing another language leads back to; none on pages that would lose what a link carries.
    pub(crate) next: Option<String>,
    /// The running version of Portico.
    pub(crate) version: &'static str,
}

impl Chrome {
    /// Says above the page what is wrong with a form as a whole, if anything is, in place of what just happened.
    pub(crate) fn tell_problem(&mut self, text: Option<String>) {
        if let Some(text) = text {
            self.banner = Some(Banner { kind: BannerKind::Problem, text });
        }
    }

    /// Whether this is a page of a cluster, which has fewer tabs.
    pub(crate) fn is_cluster(&self) -> bool {
        self.isp_path.starts_with("/clusters/")
    }

    /// The places in the switcher, by kind, each with its heading.
    pub(crate) fn switches(&self) -> [(&'static str, Vec<&IspCard>); 2] {
        let of = |place| self.isps.iter().filter(|isp| isp.place == place).collect();
        [("cluster-menu", of(Place::Cluster)), ("isp-menu", of(Place::Isp))]
    }

    /// The letter in the ISP's mark.
    pub(crate) fn initial(&self) -> String {
        self.isp_name.chars().find(|c| c.is_alphanumeric()).map(String::from).unwrap_or_default()
    }
}

/// That the reader was given access to the place without being asked, until they say that they saw it.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// By whom.
    pub(crate) text: String,
    /// When.
    pub(crate) at: When,
    /// Takes the word that it was seen.
    pub(crate) acknowledge: String,
    /// The page to go back to.
    pub(crate) next: String,
    /// Where they leave.
    pub(crate) leave: String,
}

/// What just happened, above the page; the reader can take it away.
#[derive(Clone, Debug)]
pub(crate) struct Banner {
    /// Whether it went well.
    pub(crate) kind: BannerKind,
    /// One or two sentences; the second says the next step.
    pub(crate) text: String,
}

/// How a banner looks and how insistently it is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BannerKind {
    /// It was done: yellow, as in the original portal.
    Done,
    /// It was not done, or something is wrong.
    Problem,
}

impl BannerKind {
    /// The class of `banner.css`.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Problem => "problem",
        }
    }

    /// The icon of the sprite.
    pub(crate) fn glyph(self) -> &'static str {
        match self {
            Self::Done => "check",
            Self::Problem => "warning",
        }
    }

    /// The ARIA role: a screen reader waits with a confirmation and interrupts with a problem.
    pub(crate) fn role(self) -> &'static str {
        match self {
            Self::Done => "status",
            Self::Problem => "alert",
        }
    }
}
