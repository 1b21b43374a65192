//! The commands of the shell, beside a server that runs.

use super::browser::Browser;
use super::fleet::fleet;
use super::isp::{PASSWORD, bar_net, open};
use super::program::run;

#[tokio::test]
async fn every_command_explains_itself_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    let commands: [&[&str]; 17] = [
        &[],
        &["serve"],
        &["demo"],
        &["simulate"],
        &["migrate"],
        &["isp", "create"],
        &["isp", "list"],
        &["cluster", "create"],
        &["cluster", "list"],
        &["cluster", "add"],
        &["cluster", "remove"],
        &["admin", "invite"],
        &["person", "reset-two-factor"],
        &["person", "erase-from-audit-log"],
        &["inventory", "add"],
        &["roles"],
        &["check"],
    ];
    for command in commands {
        let (success, said) = run(folder.path(), &[command, &["--help"]].concat()).await;
        let example = format!("  {}", [&["portico"], command].concat().join(" "));
        assert!(success && said.contains("Examples:") && said.contains(&example), "{command:?}: {said}");
    }
}

#[tokio::test]
async fn isps_are_created_and_listed_and_routers_added_while_a_server_runs_on_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let (_server, mut admin) = bar_net(folder.path()).await;
    let shell = async |args: &[&str]| run(folder.path(), &[args, &["--data", "data"]].concat()).await;

    let (success, said) = shell(&["isp", "create", "--name", "Foo & Söhne"]).await;
    assert!(success && said.contains("Created Foo & Söhne"), "{said}");
    let (success, said) = shell(&["isp", "create", "--name", "Bar Net"]).await;
    assert!(!success, "two ISPs of one name: {said}");
    let (success, said) = shell(&["isp", "list"]).await;
    assert!(success && said.contains("bar-net") && said.contains("Foo & Söhne"), "{said}");

    let (success, said) =
        shell(&["inventory", "add", "--isp", "bar-net", "4E-00-00-12-34-56", "4e0000123457"]).await;
    assert!(success && said.contains("Added 2"), "{said}");
    let page = admin.get("/isps/bar-net/inventory").await;
    assert!(page.body.contains("4e:00:00:12:34:56") && page.body.contains("4e:00:00:12:34:57"));
    let (success, said) =
        shell(&["inventory", "add", "--isp", "bar-net", "4e0000123458", "4e0000123457"]).await;
    assert!(!success && said.contains("4e:00:00:12:34:57"), "{said}");
    let page = admin.get("/isps/bar-net/inventory").await;
    assert!(!page.body.contains("4e:00:00:12:34:58"), "all or none");

    let (success, said) = shell(&["inventory", "add", "--isp", "nobody", "4e0000123459"]).await;
    assert!(!success && said.contains("portico isp list"), "{said}");
    let (success, said) = shell(&["migrate"]).await;
    assert!(success && said.contains("SQLite database is up to date"), "{said}");
}

#[tokio::test]
async fn an_admin_invited_from_the_shell_joins_by_the_printed_link() {
    let folder = tempfile::tempdir().unwrap();
    let (server, _) = bar_net(folder.path()).await;
    let invite = ["admin", "invite", "--isp", "bar-net", "eve@bar-net.example", "--data", "data"];
    let (success, said) = run(folder.path(), &invite).await;
    assert!(success, "{said}");
    let token = said.split_whitespace().find_map(|word| word.split_once("/join#")).expect("no link").1;
    let mut eve = Browser::at(&server);
    let home = eve.submit("/acceptances", &[("token", token), ("name", "Eve"), ("password", PASSWORD)]).await;
    assert_eq!(home, "/isps/bar-net/overview");
    let page = eve.get("/isps/bar-net/settings").await;
    assert_eq!(page.status, 200, "she is an Admin");
    assert!(page.body.contains("eve@bar-net.example"));
    // Nobody is forgotten who is there.
    let erase =
        async |email| run(folder.path(), &["person", "erase-from-audit-log", email, "--data", "data"]).await;
    let (success, said) = erase("eve@bar-net.example").await;
    assert!(!success && said.contains("eve@bar-net.example still has access somewhere"), "{said}");
    let (success, said) = erase("nobody@bar-net.example").await;
    assert!(success && said.contains("The audit log says nothing of nobody@bar-net.example"), "{said}");
}

#[tokio::test]
async fn an_isp_is_put_into_a_cluster_whose_admin_then_works_in_it_and_taken_out_again() {
    let folder = tempfile::tempdir().unwrap();
    let (server, mut ada) = bar_net(folder.path()).await;
    let shell = async |args: &[&str]| run(folder.path(), &[args, &["--data", "data"]].concat()).await;
    let (success, said) = shell(&["cluster", "create", "--name", "Bar Group"]).await;
    assert!(success && said.contains("Created the cluster Bar Group (bar-group)"), "{said}");
    let (success, said) = shell(&["cluster", "add", "--cluster", "bar-group", "--isp", "bar-net"]).await;
    assert!(success && said.contains("bar-net is in the cluster bar-group"), "{said}");
    let (success, said) = shell(&["cluster", "add", "--cluster", "bar-group", "--isp", "bar-net"]).await;
    assert!(!success && said.contains("is in the cluster Bar Group already"), "{said}");
    let (success, said) = shell(&["cluster", "add", "--cluster", "nobody", "--isp", "bar-net"]).await;
    assert!(!success && said.contains("portico cluster list"), "{said}");
    let (success, said) = shell(&["cluster", "add", "--cluster", "bar-group", "--isp", "bar-group"]).await;
    assert!(!success && said.contains("no such isp"), "a cluster is in no cluster: {said}");

    let (success, said) = shell(&["admin", "invite", "--cluster", "bar-group", "cleo@bar.example"]).await;
    assert!(success, "{said}");
    let token = said.split_whitespace().find_map(|word| word.split_once("/join#")).expect("no link").1;
    let mut cleo = Browser::at(&server);
    let home =
        cleo.submit("/acceptances", &[("token", token), ("name", "Cleo"), ("password", PASSWORD)]).await;
    assert_eq!(home, "/clusters/bar-group/overview");
    let (_, said) = shell(&["cluster", "list"]).await;
    assert!(said.contains("bar-group") && said.contains("1 admins    1 ISPs"), "{said}");
    let (_, said) = shell(&["isp", "list"]).await;
    assert!(said.contains("(cluster bar-group)") && !said.contains("Bar Group"), "{said}");
    assert_eq!(cleo.get("/isps/bar-net/settings").await.status, 200);
    assert!(ada.get("/isps/bar-net/settings").await.body.contains("Access through the cluster Bar Group"));

    let (success, said) = shell(&["cluster", "remove", "--isp", "bar-net"]).await;
    assert!(success && said.contains("in no cluster any more"), "{said}");
    assert_eq!(cleo.get("/isps/bar-net/settings").await.status, 404);
    let (success, said) = shell(&["cluster", "remove", "--isp", "bar-net"]).await;
    assert!(!success && said.contains("in no cluster"), "{said}");
}

#[tokio::test]
async fn what_is_kept_and_what_a_home_costs_is_told_table_by_table() {
    let folder = tempfile::tempdir().unwrap();
    let (portico, admin) = bar_net(folder.path()).await;
    let data = folder.path().join("data");
    let db = open(&data).await;
    fleet(&db, &data, &admin, 2).await;
    db.close().await;
    portico.program.kill().await;

    let (success, said) = run(folder.path(), &["check", "--storage", "--data", "data"]).await;
    assert!(success && said.contains(", of 2 homes."), "{said}");
    let rows = |table: &str| {
        let line = said
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>())
            .find(|line| line.first() == Some(&table));
        line.unwrap_or_else(|| panic!("{table} in {said}"))[1].to_owned()
    };
    assert_eq!([rows("router"), rows("customer"), rows("bar-net")], ["2", "2", "2"], "{said}");
    assert!(said.contains("400 days") && said.contains("90 days"), "{said}");
    let (success, said) = run(folder.path(), &["check", "--data", "data"]).await;
    assert!(success && !said.contains("A home takes"), "only when it is asked for: {said}");
}
