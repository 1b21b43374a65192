//! Clusters, by the word of whoever runs the server.

use care::isp::{Name, Slug};
use care::{access, cluster};

use crate::cli::StoreArgs;
use crate::shell::in_words;
use crate::{say, store};

pub(crate) async fn create(name: &str, slug: Option<&str>, args: &StoreArgs) -> anyhow::Result<()> {
    let name = Name::parse(name).map_err(in_words)?;
    let slug = slug.map_or_else(|| Slug::of(&name), Slug::parse).map_err(in_words)?;
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).write(&db).await?;
    cluster::create(&mut tx, &name, &slug).await.map_err(say::in_words)?;
    tx.commit().await?;
    let slug = slug.as_str();
    say::line(&format!("Created the cluster {} ({slug}).", name.as_str()));
    say::line(&format!("Next: portico cluster add --cluster {slug} --isp SLUG"));
    say::line(&format!("      portico admin invite --cluster {slug} EMAIL"));
    db.close().await;
    Ok(())
}

pub(crate) async fn list(args: &StoreArgs) -> anyhow::Result<()> {
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).read(&db).await?;
    let clusters = cluster::list(&mut tx).await?;
    if clusters.is_empty() {
        say::line("No clusters yet. Create one: portico cluster create --name \"Bar Group\"");
    }
    for it in clusters {
        say::line(&format!("{:<40} {:>3} admins  {:>3} ISPs  {}", it.slug, it.admins, it.isps, it.name));
    }
    drop(tx);
    db.close().await;
    Ok(())
}

pub(crate) async fn add(cluster: &str, isp: &str, args: &StoreArgs) -> anyhow::Result<()> {
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).write(&db).await?;
    cluster::add(&mut tx, cluster, isp).await.map_err(say::in_words)?;
    tx.commit().await?;
    say::line(&format!("{isp} is in the cluster {cluster}. The cluster's collaborators have access to it."));
    db.close().await;
    Ok(())
}

pub(crate) async fn remove(isp: &str, args: &StoreArgs) -> anyhow::Result<()> {
    let db = store::open_for_shell(args).await?;
    let mut tx = access::shell(None).write(&db).await?;
    cluster::remove(&mut tx, isp).await.map_err(say::in_words)?;
    tx.commit().await?;
    say::line(&format!("{isp} is in no cluster any more. Only its own collaborators have access to it."));
    db.close().await;
    Ok(())
}
