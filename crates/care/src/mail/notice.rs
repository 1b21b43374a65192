//! Notices: short mails that tell somebody what happened to their access or their account, and what to do if it was not
//! them. One template for all of them; a notice carries no secret and its link leads to a page that asks to sign in.

use askama::Template;

use super::{Mail, post};
use crate::access::{IspCard, Scope};
use crate::email::Email;
use crate::problem::{Problem, Result};
use crate::words::{Say, Words};

/// What is told, to whom.
pub(crate) struct Notice<'a> {
    /// To whom.
    pub(crate) to: &'a Email,
    /// Where it happened; none when it is about the person's own account.
    pub(crate) isp: Option<&'a IspCard>,
    /// The subject line.
    pub(crate) subject: Say,
    /// What happened.
    pub(crate) text: Say,
    /// What to do, above all if it was not them.
    pub(crate) next: Say,
    /// The path of the page where they see it: `/account`.
    pub(crate) page: &'a str,
}

impl Notice<'_> {
    /// The message key of the word on the button: the page is the portal's or the app's.
    fn act(&self) -> &'static str {
        if self.page.starts_with("/app") { "notice-act-app" } else { "notice-act" }
    }
}

#[derive(Template)]
#[template(path = "mail/notice.txt")]
struct Text<'a> {
    w: Words,
    notice: &'a Notice<'a>,
    page: &'a str,
}

#[derive(Template)]
#[template(path = "mail/notice.html")]
struct Html<'a> {
    w: Words,
    notice: &'a Notice<'a>,
    page: &'a str,
    why: &'a Say,
    sender: &'a str,
    colour: &'a str,
}

/// Puts it in the outbox. It is about the reader's own account, or their own access to a place.
pub(crate) async fn tell(scope: &mut Scope, notice: &Notice<'_>) -> Result<()> {
    let why = match notice.isp {
        Some(isp) => Say::new("notice-why-access").with("isp", &isp.name),
        None => Say::new("notice-why"),
    };
    send(scope, notice, &why).await
}

/// The same for what the reader hears as an Admin of the place.
pub(crate) async fn tell_admin(scope: &mut Scope, isp: &IspCard, notice: &Notice<'_>) -> Result<()> {
    send(scope, notice, &Say::new("notice-why-admin").with("isp", &isp.name)).await
}

/// The same for what the ISP's support hears.
pub(crate) async fn tell_support(scope: &mut Scope, isp: &IspCard, notice: &Notice<'_>) -> Result<()> {
    send(scope, notice, &Say::new("notice-why-support").with("isp", &isp.name)).await
}

async fn send(scope: &mut Scope, notice: &Notice<'_>, why: &Say) -> Result<()> {
    let w = super::words_for(scope, notice.to).await?;
    let page = &scope.site().page(notice.page);
    let (sender, colour) = match notice.isp {
        Some(isp) => (isp.name.clone(), isp.colour.as_str()),
        None => (w.t("product"), "#0f766e"),
    };
    let mail = Mail {
        to: notice.to.clone(),
        subject: w.say(&notice.subject),
        text: Text { w, notice, page }.render().map_err(Problem::broken)?,
        html: Html { w, notice, page, why, sender: &sender, colour }.render().map_err(Problem::broken)?,
        from_name: sender,
        about: None,
    };
    post(scope, mail).await?;
    Ok(())
}
