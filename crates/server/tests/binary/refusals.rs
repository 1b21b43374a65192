//! What cannot work is refused at once, with the reason and what to do about it.

use std::path::Path;

use super::program::{Portico, run};

/// What a command that must fail says.
async fn refusal(folder: &Path, args: &[&str]) -> String {
    let (success, said) = run(folder, args).await;
    assert!(!success, "{args:?} succeeded: {said}");
    said
}

#[tokio::test]
async fn an_unknown_setting_is_refused_and_the_nearest_one_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("portico.toml"), "lisen = \"localhost:0\"\n").unwrap();
    let said = refusal(folder.path(), &["serve"]).await;
    assert!(said.contains("portico.toml: there is no setting `lisen`; did you mean `listen`?"), "{said}");
    assert!(!folder.path().join("portico-data").exists(), "nothing was made");
}

#[tokio::test]
async fn serving_others_without_a_public_address_is_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let said = refusal(folder.path(), &["serve", "--data", "data", "--listen", "0.0.0.0:0"]).await;
    assert!(said.contains("links in mails would still say localhost; set public_url"), "{said}");
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_with_what_it_is_for() {
    let folder = tempfile::tempdir().unwrap();
    let first = Portico::serve(folder.path()).await;
    let taken = first.pages.to_string();
    let said = refusal(folder.path(), &["serve", "--data", "other", "--listen", &taken]).await;
    assert!(said.contains(&format!("cannot listen on {taken} (pages)")), "{said}");
    assert!(said.contains("in use"), "{said}");
}

#[tokio::test]
async fn a_certificate_authority_without_its_key_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let first = Portico::serve(folder.path()).await;
    first.program.kill().await;
    std::fs::remove_file(folder.path().join("data/ca/ca.key")).unwrap();
    let said = refusal(folder.path(), &["serve", "--data", "data", "--listen", "127.0.0.1:0"]).await;
    assert!(said.contains("restore it from a backup"), "{said}");
}

#[tokio::test]
async fn a_check_says_good_or_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (success, said) = run(folder.path(), &["check", "--data", "data"]).await;
    assert!(success && said.contains("serving makes it"), "{said}");
    assert!(!folder.path().join("data").exists(), "a check changes nothing");

    let portico = Portico::serve(folder.path()).await;
    portico.program.kill().await;
    let (success, said) = run(folder.path(), &["check", "--data", "data"]).await;
    assert!(success && said.contains("every commit reaches the disk"), "{said}");
    assert!(!said.contains("WRONG"), "{said}");

    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path().join("data"), mode).unwrap();
    let settings = "tls_certificate = \"none.pem\"\ntls_key = \"none.key\"\n\
                    [smtp]\nhost = \"localhost\"\nfrom = \"portico@bar.example\"\nca = \"portico.toml\"\n";
    std::fs::write(folder.path().join("portico.toml"), settings).unwrap();
    let said = refusal(folder.path(), &["check", "--data", "data"]).await;
    for wrong in ["run: chmod 700 data", "none.pem", "portico.toml holds no certificate", "3 of the above"] {
        assert!(said.contains(wrong), "no {wrong:?} in {said}");
    }
}
