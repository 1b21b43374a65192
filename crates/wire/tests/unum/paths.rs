use proptest::prelude::*;
use wire::Mac;
use wire::unum::{Endpoint, Post, SpeedTest};

fn mac() -> impl Strategy<Value = Mac> {
    any::<[u8; 6]>().prop_map(Mac::new)
}

fn test() -> impl Strategy<Value = SpeedTest> {
    prop_oneof![
        Just(SpeedTest::Full),
        Just(SpeedTest::CafLatency),
        Just(SpeedTest::CafDownload),
        Just(SpeedTest::CafUpload),
    ]
}

fn post() -> impl Strategy<Value = Post> {
    prop_oneof![
        Just(Post::Devices),
        Just(Post::Radios),
        Just(Post::Neighbours),
        Just(Post::Firewall),
        Just(Post::RouterConfig),
        "[A-Za-z0-9_.-]{1,32}".prop_map(|cookie| Post::UrlContents { cookie }),
        mac().prop_map(|device| Post::PortInfo { device }),
        test().prop_map(Post::SpeedTest),
    ]
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    prop_oneof![
        Just(Endpoint::Time),
        mac().prop_map(Endpoint::Certificate),
        mac().prop_map(Endpoint::Activate),
        mac().prop_map(Endpoint::Telemetry),
        (mac(), post()).prop_map(|(mac, post)| Endpoint::Post(mac, post)),
        mac().prop_map(Endpoint::ConfigDownload),
        (mac(), "[A-Za-z0-9_.-]{1,127}").prop_map(|(mac, name)| Endpoint::CommandPayload(mac, name)),
        (mac(), test()).prop_map(|(mac, test)| Endpoint::SpeedTestSettings(mac, test)),
        (mac(), "[a-z0-9_]{1,64}", any::<bool>()).prop_map(|(mac, product, sysupgrade)| Endpoint::Firmware {
            mac,
            product,
            sysupgrade
        }),
    ]
}

proptest! {
    #[test]
    fn every_request_is_read_back_from_its_path(endpoint in endpoint()) {
        let read = Endpoint::parse(endpoint.method(), &endpoint.to_string());
        prop_assert_eq!(read, Some(endpoint));
    }

    #[test]
    fn a_path_with_one_character_changed_is_another_request_or_none(
        endpoint in endpoint(),
        at in any::<prop::sample::Index>(),
        character in "[ -~]",
    ) {
        let mut path = endpoint.to_string();
        let at = at.index(path.len());
        path.replace_range(at..=at, &character);
        if let Some(read) = Endpoint::parse(endpoint.method(), &path) {
            // Only the digits of an address may be written in two ways.
            prop_assert!(read.to_string().eq_ignore_ascii_case(&path));
            prop_assert_eq!(read.method(), endpoint.method());
        }
    }

    #[test]
    fn no_path_brings_the_parser_down(method in ".{0,8}", path in ".{0,64}") {
        prop_assert_eq!(Endpoint::parse(&method, &path).is_some(), method == "GET" && path == "/time");
    }
}

#[test]
fn an_address_in_upper_case_is_the_same_router() {
    let upper = Endpoint::parse("PUT", "/v3/unums/4E:00:00:AB:34:56/activate").unwrap();
    assert_eq!(upper.mac().unwrap().to_string(), "4e:00:00:ab:34:56");
}

#[test]
fn what_no_agent_asks_is_not_recognised() {
    for (method, path) in [
        ("POST", "/time"),
        ("GET", "time"),
        ("GET", "/time/"),
        ("GET", "/time?now"),
        ("POST", "/v3/unums/4e:00:00:12:34:56/activate"),
        ("PUT", "/v3/unums/4e-00-00-12-34-56/activate"),
        ("PUT", "/v3/unums/4e%3A00%3A00%3A12%3A34%3A56/activate"),
        ("PUT", "/v2/unums/4e:00:00:12:34:56/activate"),
        ("GET", "/v3/unums/4e:00:00:12:34:56/commands/"),
        ("GET", "/v3/unums/4e:00:00:12:34:56/commands/a%00b"),
        ("PUT", "/v3/unums/4e:00:00:12:34:56/url_contents/a/b"),
        ("PUT", "/v3/unums/4e:00:00:12:34:56/url_contents/a-cookie-longer-than-32-character"),
        ("POST", "/v3/unums/4e:00:00:12:34:56/devices/tv/port_info"),
        ("POST", "/v3/caf/unums/4e:00:00:12:34:56/caf_other"),
        ("POST", "/v3/caf/unums/4e:00:00:12:34:56"),
        ("GET", "/release_server/releases/4e:00:00:12:34:56/active/_firmware"),
        ("GET", "/release_server/releases/4e:00:00:12:34:56/active/gl_b1300_firmware?image=other"),
    ] {
        assert_eq!(Endpoint::parse(method, path), None, "{method} {path}");
    }
}

#[test]
fn the_updater_of_openwrt_asks_for_its_own_kind_of_image() {
    let path = "/release_server/releases/4e:00:00:12:34:56/active/gl_b1300_firmware?image=sysupgrade";
    let firmware = Endpoint::Firmware {
        mac: "4e:00:00:12:34:56".parse().unwrap(),
        product: "gl_b1300".into(),
        sysupgrade: true,
    };
    assert_eq!(Endpoint::parse("GET", path), Some(firmware));
}
