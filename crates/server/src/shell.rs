//! Subcommands that do one thing and leave: the word of whoever runs the server.

use anyhow::Context as _;
use care::access::{self, Audience};
use care::email::Email;
use care::isp::{self, Name, Slug};
use care::words::{Say, Words};
use care::{audit, cluster, factor, inventory, invitation};

use crate::cli::{PlaceArgs, StoreArgs};
use crate::{say, store};

pub(crate) async fn migrate(args: &StoreArgs) -> anyhow::Result<()> {
    let db = store::open_for_shell(args).await?;
    say::line(&format!("The {} database is up to date.", db.ping().await?));
    db.close().await;
    Ok(())
}

pub(crate) async fn create_isp(name: &str, slug: Option<&str>, args: &StoreArgs) -> anyhow::Result<()> {
    let name = Name::parse(name).map_err(in_words)?;
    let slug = slug.map_or_else(|| Slug::of(&name), Slug::parse).map_err(in_words)?;
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).write(&db).await?;
    isp::create(&mut tx, &name, &slug).await.map_err(say::in_words)?;
    tx.commit().await?;
    say::line(&format!("Created {} ({}).", name.as_str(), slug.as_str()));
    say::line(&format!("Next: portico admin invite --isp {} EMAIL", slug.as_str()));
    db.close().await;
    Ok(())
}

pub(crate) async fn list_isps(args: &StoreArgs) -> anyhow::Result<()> {
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).read(&db).await?;
    let isps = isp::list(&mut tx).await?;
    if isps.is_empty() {
        say::line("No ISPs yet. Create one: portico isp create --name \"Bar Net\"");
    }
    for isp in isps {
        let cluster = isp.cluster.map(|cluster| format!("  (cluster {cluster})")).unwrap_or_default();
        say::line(&format!("{:<40} {:>3} admins  {}{cluster}", isp.slug, isp.admins, isp.name));
    }
    drop(tx);
    db.close().await;
    Ok(())
}

pub(crate) async fn invite_admin(place: &PlaceArgs, email: &str, args: &StoreArgs) -> anyhow::Result<()> {
    let email = Email::parse(email).map_err(in_words)?;
    let db = store::open_for_shell(args).await?;
    let (id, slug) = match (&place.isp, &place.cluster) {
        (Some(isp), None) => (find(&db, isp).await?, isp),
        (None, Some(cluster)) => (find_cluster(&db, cluster).await?, cluster),
        _ => anyhow::bail!("name an ISP or a cluster: --isp SLUG or --cluster SLUG"),
    };
    let mut tx = access::shell(Some(id)).write(&db).await?;
    let token = invitation::invite_admin(&mut tx, &email).await.map_err(say::in_words)?;
    tx.commit().await?;
    say::line(&format!("Open this link to become Admin of {slug} as {email} (it works once, for two days):"));
    say::line(&format!("  {}", token.address(Audience::Portal, db.site())));
    db.close().await;
    Ok(())
}

pub(crate) async fn add_inventory(slug: &str, macs: &[String], args: &StoreArgs) -> anyhow::Result<()> {
    let db = store::open_for_shell(args).await?;
    let isp = find(&db, slug).await?;
    let mut tx = access::shell(Some(isp)).write(&db).await?;
    let count = inventory::add_by_operator(&mut tx, &macs.join("\n")).await.map_err(say::in_words)?;
    tx.commit().await?;
    say::line(&format!("Added {count} to the inventory of {slug}."));
    db.close().await;
    Ok(())
}

pub(crate) async fn reset_two_factor(email: &str, args: &StoreArgs) -> anyhow::Result<()> {
    let email = Email::parse(email).map_err(in_words)?;
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).write(&db).await?;
    match factor::reset_by_operator(&mut tx, &email).await {
        Err(care::Problem::NotFound(_)) => anyhow::bail!("nobody here has the address {email}"),
        done => done.map_err(say::in_words)?,
    }
    tx.commit().await?;
    say::line(&format!(
        "Removed all two-factor of {email}, signed them out everywhere, and told them by mail."
    ));
    db.close().await;
    Ok(())
}

pub(crate) async fn erase_from_audit_log(email: &str, args: &StoreArgs) -> anyhow::Result<()> {
    let email = Email::parse(email).map_err(in_words)?;
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).write(&db).await?;
    let erased = audit::erase_by_operator(&mut tx, email.canonical()).await.map_err(say::in_words)?;
    tx.commit().await?;
    say::line(&match erased {
        0 => format!("The audit log says nothing of {email}."),
        n => format!("Erased what was personal of {email} from {n} entries of the audit log."),
    });
    db.close().await;
    Ok(())
}

async fn find(db: &care::db::Db, slug: &str) -> anyhow::Result<care::db::IspId> {
    let mut tx = access::shell(None).read(db).await?;
    isp::find(&mut tx, slug).await.map_err(say::in_words).with_context(|| format!("--isp {slug}"))
}

async fn find_cluster(db: &care::db::Db, slug: &str) -> anyhow::Result<care::db::IspId> {
    let mut tx = access::shell(None).read(db).await?;
    cluster::find(&mut tx, slug).await.map_err(say::in_words).with_context(|| format!("--cluster {slug}"))
}

pub(crate) fn in_words(say: Say) -> anyhow::Error {
    anyhow::anyhow!(Words::english().say(&say))
}
