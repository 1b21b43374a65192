use super::*;

const EXAMPLE: &str = include_str!("../../../../portico.example.toml");

/// A configuration from a file's text, variables and flags.
fn load(file: &str, variables: &[(&str, &str)], flags: &[(&'static str, &str)]) -> anyhow::Result<Config> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("portico.toml");
    std::fs::write(&path, file).unwrap();
    let variables = variables.iter().map(|(name, text)| (OsString::from(name), OsString::from(text)));
    Config::load(Some(&path), variables, flags.iter().map(|(name, text)| (*name, (*text).to_owned())))
}

fn from_file(text: &str) -> anyhow::Result<Config> {
    load(text, &[], &[])
}

/// What is said about a mistake, without the folder of this test.
fn complaint(loaded: anyhow::Result<Config>) -> String {
    let said = format!("{:#}", loaded.expect_err("this must be refused"));
    match said.find("portico.toml") {
        Some(at) => said[at..].to_owned(),
        None => said,
    }
}

fn listen(loaded: anyhow::Result<Config>) -> String {
    loaded.unwrap().listen.to_string()
}

#[test]
fn without_any_setting_portico_serves_this_machine_from_a_folder_beside_it() {
    let config = from_file("").unwrap();
    assert_eq!(config.data, Path::new("./portico-data"));
    assert_eq!(config.listen.to_string(), "localhost:8080");
    assert_eq!(config.router_listen.to_string(), "localhost:8443");
    assert_eq!(
        (&config.database, &config.smtp, &config.tls, &config.time_listen),
        (&None, &None, &None, &None)
    );
    assert_eq!((config.log.as_str(), config.log_format), ("info", LogFormat::Text));
    assert_eq!(config.public_url(8123), "http://localhost:8123");
}

#[test]
fn a_flag_wins_over_a_variable_and_a_variable_over_the_file() {
    let (file, variable, flag) =
        ("listen = \"localhost:1\"", [("PORTICO_LISTEN", "localhost:2")], [("listen", "localhost:3")]);
    assert_eq!(listen(load(file, &[], &[])), "localhost:1");
    assert_eq!(listen(load(file, &variable, &[])), "localhost:2");
    assert_eq!(listen(load(file, &variable, &flag)), "localhost:3");
}

/// The example is the documentation: uncommented, it is a valid file that names every key, with the true defaults.
#[test]
fn the_example_shows_every_key_and_its_default() {
    let is_setting = |line: &str| line.starts_with('#') && !line.starts_with("# ") && line.len() > 1;
    let uncommented: Vec<&str> =
        EXAMPLE.lines().map(|line| if is_setting(line) { &line[1..] } else { line }).collect();
    let settings = file::parse(&uncommented.join("\n"), "the example").unwrap();
    let shown: Vec<&str> = settings.keys().copied().collect();
    let mut known: Vec<&str> = keys::KEYS.iter().map(|key| key.name).collect();
    known.sort_unstable();
    assert_eq!(shown, known, "portico.example.toml and the list of keys must agree");
    for (name, default) in keys::defaults() {
        assert_eq!(settings[name].text, default.text, "the example must show the default of {name}");
    }
    let config = check::check(&settings).unwrap();
    let smtp = config.smtp.unwrap();
    assert_eq!((smtp.security, smtp.port), (Security::StartTls, Security::StartTls.port()));
}

#[test]
fn the_example_changes_nothing_as_it_is() {
    assert_eq!(from_file(EXAMPLE).unwrap(), from_file("").unwrap());
}

#[test]
fn an_unknown_key_is_an_error_that_names_the_nearest_one() {
    assert_eq!(
        complaint(from_file("lisen = \"x\"")),
        "portico.toml: there is no setting `lisen`; did you mean `listen`?"
    );
    assert!(complaint(from_file("[smtp]\nhots = \"x\"")).ends_with("`smtp.hots`; did you mean `smtp.host`?"));
    assert!(complaint(from_file("[mail]\nfrom = \"x\"")).ends_with("did you mean `smtp.from`?"));
    assert_eq!(
        complaint(load("", &[("PORTICO_SMTP_PASWORD", "x")], &[])),
        "the variable PORTICO_SMTP_PASWORD is not a setting; did you mean PORTICO_SMTP_PASSWORD?"
    );
}

#[test]
fn other_programs_variables_and_the_tests_own_are_passed_over() {
    let others =
        [("PATH", "/bin"), ("PORTICO_TEST_POSTGRES", "x"), ("PORTICO_LISTEN", ""), ("PORTICOX", "x")];
    assert_eq!(load("", &others, &[]).unwrap(), from_file("").unwrap());
}

#[test]
fn an_error_names_the_place_to_mend() {
    assert_eq!(
        complaint(from_file("listen = 8080")),
        "portico.toml: `listen`: expected host:port, such as localhost:8080 or [::]:8080, found \"8080\""
    );
    assert!(
        complaint(from_file("listen = true"))
            .ends_with("`listen` must be a text, a number, or a list of texts")
    );
    assert!(
        complaint(load("", &[("PORTICO_LOG_FORMAT", "xml")], &[]))
            .starts_with("the variable PORTICO_LOG_FORMAT:")
    );
    assert!(
        complaint(load("", &[], &[("router_listen", "nowhere")])).starts_with("--router-listen: expected")
    );
    assert!(complaint(from_file("log = \"portico=loud\"")).contains("`log`: expected a filter"));
    assert!(complaint(from_file("\n\nlisten = ")).starts_with("portico.toml, line 3: "));
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let dir = tempfile::tempdir().unwrap();
    let loaded = Config::load(Some(&dir.path().join("other.toml")), [], []);
    assert!(loaded.unwrap_err().to_string().ends_with("other.toml"));
}

#[test]
fn no_secret_is_ever_shown() {
    let set = "database = \"postgres://u:hunter2@h/d\"\n\
               [smtp]\nhost = \"h\"\nfrom = \"a@b\"\nuser = \"u\"\npassword = \"hunter2\"";
    let config = from_file(set).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
    assert_eq!(config.database.unwrap().reveal(), "postgres://u:hunter2@h/d");
    assert_eq!(config.smtp.unwrap().login.unwrap().1.reveal(), "hunter2");
    for mistake in [
        "database = \"mysql://u:hunter2@h/d\"",
        "smtp.password = \"hunter2",
        "smtp.password = [\"hunter2\", 1]",
        "smtp.password = \"hunter2\"",
    ] {
        let said = complaint(from_file(mistake));
        assert!(!said.contains("hunter2"), "{said}");
    }
}

#[test]
fn serving_others_needs_the_address_they_use() {
    for beyond in ["0.0.0.0:8080", "[::]:80", "192.0.2.1:80", "care.example.net:80"] {
        assert!(complaint(load("", &[], &[("listen", beyond)])).contains("set public_url"), "{beyond}");
        assert!(load("public_url = \"https://care.example.net\"", &[], &[("listen", beyond)]).is_ok());
    }
    for local in ["127.0.0.1:80", "[::1]:80", "LOCALHOST:0", "127.9.9.9:1", "[::ffff:127.0.0.1]:1"] {
        assert!(load("", &[], &[("listen", local)]).is_ok(), "{local}");
    }
}

#[test]
fn the_public_address_is_an_origin_as_browsers_write_it() {
    let public =
        |text: &str| from_file(&format!("public_url = \"{text}\"")).map(|config| config.public_url(1));
    assert_eq!(public("https://Care.Example.net/").unwrap(), "https://care.example.net");
    assert_eq!(public("https://care.example.net:443").unwrap(), "https://care.example.net");
    assert_eq!(public("http://[::1]:8080").unwrap(), "http://[::1]:8080");
    assert_eq!(public("http://[2001:db8::80]").unwrap(), "http://[2001:db8::80]");
    for wrong in [
        "care.example.net",
        "ftp://h",
        "https://h/path",
        "https://h?q",
        "https://h/#f",
        "https://u:p@h",
        "//h",
        "https://h:99999",
    ] {
        assert!(public(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_certificate_and_its_key_go_together() {
    let tls = from_file("tls_certificate = \"c\"\ntls_key = \"k\"").unwrap();
    assert_eq!(tls.tls, Some(KeyFiles { certificate: "c".into(), key: "k".into() }));
    assert_eq!(tls.public_url(8080), "https://localhost:8080");
    assert!(complaint(from_file("tls_key = \"k\"")).starts_with("tls_key is set without tls_certificate"));
    assert!(complaint(from_file("router_tls_certificate = \"c\"")).contains("without router_tls_key"));
}

#[test]
fn mail_needs_a_server_and_a_sender_and_has_its_customary_ports() {
    let smtp = |more: &str| {
        from_file(&format!("[smtp]\nhost = \"mail.example\"\nfrom = \"P <p@example.net>\"\n{more}"))
    };
    for (security, port) in [("starttls", 587), ("tls", 465), ("none", 25)] {
        let config = smtp(&format!("security = \"{security}\"")).unwrap();
        assert_eq!(config.smtp.unwrap().port, port);
    }
    assert_eq!(smtp("ca = \"ca.pem\"").unwrap().smtp.unwrap().ca, Some("ca.pem".into()));
    assert!(complaint(smtp("security = \"none\"\nca = \"ca.pem\"")).starts_with("smtp.ca is set, but"));
    assert_eq!(smtp("port = 2525").unwrap().smtp.unwrap().port, 2525);
    assert!(complaint(smtp("port = 70000")).contains("`smtp.port`: expected a port number, 1 to 65535"));
    assert!(complaint(smtp("user = \"u\"")).contains("set both or neither"));
    assert!(complaint(from_file("[smtp]\nsecurity = \"tls\"")).starts_with("smtp.host is not set"));
    assert!(complaint(load("", &[("PORTICO_SMTP_HOST", "h")], &[])).starts_with("smtp.from is not set"));
}

#[test]
fn lists_are_lists_in_the_file_and_have_commas_in_variables() {
    let file = "router_hosts = [\"R.example.net\", \"192.0.2.1\"]\ntrusted_proxies = [\"10.0.0.0/8\"]";
    let variables =
        [("PORTICO_ROUTER_HOSTS", "r.example.net, 192.0.2.1"), ("PORTICO_TRUSTED_PROXIES", "10.0.0.0/8")];
    let config = from_file(file).unwrap();
    assert_eq!(config.router_hosts, ["r.example.net", "192.0.2.1"]);
    assert_eq!(config, load("", &variables, &[]).unwrap());
    assert!(complaint(from_file("trusted_proxies = [\"proxy\"]")).contains("10.0.0.0/8"));
    assert!(complaint(from_file("router_hosts = [\"https://r:1\"]")).contains("without a port"));
    assert!(from_file("router_hosts = []").unwrap().router_hosts.is_empty());
}
