//! Mail by a real SMTP server, in good times and bad.

use std::path::Path;

use care::access;
use care::mail::{self, Kept};
use care::words::Words;

use super::browser::Browser;
use super::isp::{bar_net, database, open};
use super::letter::Letter;
use super::mail_server::{Certificate, MailServer};
use super::program::{Portico, soon};

const BO: &str = "bo@bar-net.example";
const LOGIN: &str = "user = \"portico\"\npassword = \"correct horse\"\n";
/// What the log says of a mail that stays in the queue, and of one that does not.
const LATER: &str = "trying later";
const NEVER: &str = "giving it up";

/// Writes the settings for a mail server at this port.
fn settings(folder: &Path, port: u16, security: &str, more: &str) {
    let smtp = format!(
        "[smtp]\nhost = \"localhost\"\nport = {port}\nsecurity = \"{security}\"\n\
         from = \"Portico <portico@care.example>\"\n{more}"
    );
    std::fs::write(folder.join("portico.toml"), smtp).unwrap();
}

fn trusting(certificate: &Certificate) -> String {
    format!("ca = \"{}\"\n", certificate.ca.display())
}

/// Bar Net's Admin invites Bo by mail.
async fn invite(admin: &mut Browser) {
    admin.submit("/isps/bar-net/invitations", &[("email", BO), ("role", "user")]).await;
}

/// The one mail of this server, as its row has it.
async fn row(portico: &Portico) -> Kept {
    let db = open(&portico.data).await;
    let mut mails = mail::latest(&mut access::system().read(&db).await.unwrap(), 10).await.unwrap();
    db.close().await;
    assert_eq!(mails.len(), 1, "{mails:?}");
    mails.remove(0)
}

/// Why that mail did not go: in its row, and not in the log, since mail servers repeat addresses. The log speaks first.
async fn reason(portico: &Portico) -> String {
    let mut database = database(&portico.data).await;
    let written = async {
        loop {
            let why: Option<String> =
                sqlx::query_scalar("SELECT error FROM mail").fetch_one(&mut database).await.unwrap();
            if let Some(why) = why {
                return why;
            }
        }
    };
    soon("the reason in the mail's row", written).await
}

#[tokio::test]
async fn an_invitation_goes_over_starttls_with_a_password_and_can_be_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = Certificate::make(folder.path());
    let flags = certificate.flags("starttls", &["--auth", "portico:correct horse"]);
    let mut server = MailServer::start(&flags).await;
    settings(folder.path(), server.port, "starttls", &(trusting(&certificate) + LOGIN));
    let (portico, mut admin) = bar_net(folder.path()).await;
    invite(&mut admin).await;

    let taken = server.takes().await;
    assert!(taken.secure);
    assert_eq!(taken.user.as_deref(), Some("portico"));
    assert_eq!((taken.from.as_str(), taken.to), ("portico@care.example", vec![BO.to_owned()]));
    let letter = Letter::read(&taken.raw);
    assert_eq!(letter.header("from"), "\"Bar Net\" <portico@care.example>");
    assert_eq!(letter.header("to"), BO);
    assert_eq!(letter.header("mime-version"), "1.0");
    assert_eq!(letter.header("auto-submitted"), "auto-generated");
    assert!(letter.header("subject").contains("Bar Net"));
    assert!(letter.header("message-id").ends_with("@care.example>"));
    assert!(!letter.header("date").is_empty());
    let mut names = letter.names();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), letter.names().len(), "a header is there twice");
    for unwanted in ["bcc", "received", "x-mailer", "user-agent"] {
        assert!(!names.contains(&unwanted), "{unwanted}");
    }

    let [(plain, text), (marked, html)] = letter.parts.as_slice() else { panic!("two parts") };
    assert!(plain.starts_with("text/plain; charset=utf-8") && marked.starts_with("text/html; charset=utf-8"));
    let link = text.split_whitespace().find(|word| word.contains("/join#")).expect("no link in the text");
    assert!(link.starts_with(&portico.origin), "{link}");
    assert!(html.contains(&format!("href=\"{link}\"")), "{html}");
    let token = link.rsplit_once('#').unwrap().1;
    let page = Browser::at(&portico).post("/join", &[("token", token)]).await;
    assert!(page.status == 200 && page.body.contains(BO), "{}", page.body);
}

#[tokio::test]
async fn mail_goes_over_tls_from_the_first_byte_and_without_any_where_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = Certificate::make(folder.path());
    for (kind, security, ca) in [("implicit", "tls", trusting(&certificate)), ("none", "none", String::new())]
    {
        let place = tempfile::tempdir().unwrap();
        let flags = certificate.flags(kind, &["--auth", "portico:correct horse"]);
        let mut server = MailServer::start(&flags).await;
        settings(place.path(), server.port, security, &(ca + LOGIN));
        let (portico, mut admin) = bar_net(place.path()).await;
        invite(&mut admin).await;
        let taken = server.takes().await;
        assert_eq!((taken.secure, taken.user.as_deref()), (security == "tls", Some("portico")));
        assert_eq!(Letter::read(&taken.raw).parts.len(), 2);
        portico.program.kill().await;
    }
}

#[tokio::test]
async fn a_wrong_password_keeps_mails_waiting_until_it_is_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let mut server = MailServer::start(&["--auth", "portico:correct horse"]).await;
    settings(folder.path(), server.port, "none", "user = \"portico\"\npassword = \"wrong horse\"\n");
    let (mut portico, mut admin) = bar_net(folder.path()).await;
    invite(&mut admin).await;
    let said = portico.program.says("could not be sent").await;
    assert!(said.contains(LATER) && !said.contains("horse") && !said.contains(BO), "{said}");
    let why = reason(&portico).await;
    assert!(why.contains("535") && !why.contains("horse"), "{why}");
    assert_eq!(row(&portico).await.state, "queued");
    portico.program.kill().await;

    settings(folder.path(), server.port, "none", LOGIN);
    let portico = Portico::serve(folder.path()).await;
    assert_eq!(server.takes().await.to, [BO]);
    portico.program.kill().await;
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_given_up_and_the_page_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(&["--reject-rcpt", BO]).await;
    settings(folder.path(), server.port, "none", "");
    let (mut portico, mut admin) = bar_net(folder.path()).await;
    let note = Words::english().t1("mail-not-delivered", "why", Words::english().t("mail-why-no-mailbox"));
    invite(&mut admin).await;
    let said = portico.program.says("could not be sent").await;
    assert!(said.contains(NEVER), "{said}");
    let why = reason(&portico).await;
    assert!(why.contains("550"), "{why}");
    assert!(admin.get("/isps/bar-net/settings").await.body.contains(&note));
    let kept = row(&portico).await;
    assert_eq!((kept.state.as_str(), kept.delivery.attempts), ("failed", 1));
    server.stop().await;
}

#[tokio::test]
async fn a_mail_that_was_put_off_is_sent_again_under_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let server = MailServer::start(&["--defer-rcpt", BO]).await;
    let port = server.port;
    settings(folder.path(), port, "none", "");
    let (mut portico, mut admin) = bar_net(folder.path()).await;
    invite(&mut admin).await;
    let said = portico.program.says("could not be sent").await;
    assert!(said.contains(LATER), "{said}");
    let why = reason(&portico).await;
    assert!(why.contains("451"), "{why}");
    let first = row(&portico).await;
    assert_eq!((first.state.as_str(), first.delivery.attempts), ("queued", 1));
    server.stop().await;

    let mut server = MailServer::start(&["--port", &port.to_string()]).await;
    let taken = server.takes().await;
    let id = format!("<{}@care.example>", first.delivery.id);
    assert_eq!(Letter::read(&taken.raw).header("message-id"), id);
    assert_eq!(row(&portico).await.delivery.attempts, 2);
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_no_mail() {
    let folder = tempfile::tempdir().unwrap();
    let certificate = Certificate::make(folder.path());
    let stranger = tempfile::tempdir().unwrap();
    let other = Certificate::make(stranger.path());
    for (kind, security, ca) in [
        ("starttls", "starttls", String::new()),
        ("implicit", "tls", trusting(&other)),
        ("none", "starttls", String::new()),
    ] {
        let place = tempfile::tempdir().unwrap();
        let server = MailServer::start(&certificate.flags(kind, &[])).await;
        settings(place.path(), server.port, security, &ca);
        let (mut portico, mut admin) = bar_net(place.path()).await;
        invite(&mut admin).await;
        let said = portico.program.says("could not be sent").await;
        assert!(said.contains(LATER), "{kind}: {said}");
        assert_eq!(row(&portico).await.state, "queued");
        portico.program.kill().await;
        server.stop().await;
    }
}
