//! Pages over TLS with a certificate of the operator's own.

use std::sync::Arc;

use rcgen::{CertificateParams, KeyPair};

use super::browser::Browser;
use super::fleet::trusting;
use super::isp::set_up_by;
use super::program::Portico;

#[tokio::test]
async fn with_a_certificate_pages_are_secure_and_so_is_their_cookie() {
    let folder = tempfile::tempdir().unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
    std::fs::write(folder.path().join("pages.pem"), certificate.pem()).unwrap();
    std::fs::write(folder.path().join("pages.key"), key.serialize_pem()).unwrap();
    let files = ["--tls-certificate", "pages.pem", "--tls-key", "pages.key"];
    let portico = Portico::serve_with(folder.path(), &files).await;
    assert!(portico.origin.starts_with("https://localhost:"), "{}", portico.origin);

    let tls = Arc::new(trusting(&certificate.pem()).with_no_client_auth());
    let mut admin = Browser::new(portico.pages, &portico.origin, Some(tls));
    let page = admin.get("/sign-in").await;
    assert_eq!(page.status, 200);
    assert!(page.header("strict-transport-security").contains("max-age=31536000"));
    set_up_by(&mut admin, portico.set_up_link().unwrap()).await;
    assert!(admin.session.as_ref().unwrap().starts_with("__Host-portico="));
    assert_eq!(admin.get("/isps/bar-net/overview").await.status, 200);
}
