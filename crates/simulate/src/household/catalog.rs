//! What there is to own: routers, devices, services and names.

/// A build of the agent.
#[derive(Debug)]
pub(crate) struct Hardware {
    pub(crate) name: &'static str,
    pub(crate) firmware: &'static str,
    pub(crate) old_firmware: &'static str,
    pub(crate) wan_interface: &'static str,
    /// Speaks UCI and knows the kinds of its interfaces. Source: agent protocol 4.1 and 10.
    pub(crate) openwrt: bool,
    /// Can read the serial number on its label. Source: agent protocol 3.5.
    pub(crate) labelled: bool,
    /// Built with `gzip_requests`. Source: agent protocol 1.5.
    pub(crate) gzip: bool,
    pub(crate) several_cores: bool,
}

/// The machine of the captures.
pub(super) const PLAIN: Hardware = Hardware {
    name: "linux_generic",
    firmware: "2022.4.7.1",
    old_firmware: "2019.3.1.2",
    wan_interface: "wan0",
    openwrt: false,
    labelled: false,
    gzip: false,
    several_cores: true,
};

const ARCHER: Hardware = Hardware {
    name: "archer_c7_v4",
    firmware: "19.07.10",
    old_firmware: "17.01.7",
    wan_interface: "eth0.2",
    openwrt: true,
    several_cores: false,
    ..PLAIN
};

const B1300: Hardware = Hardware {
    name: "gl_b1300",
    wan_interface: "eth1",
    labelled: true,
    gzip: true,
    several_cores: true,
    ..ARCHER
};

pub(super) const HARDWARE: &[Hardware] =
    &[PLAIN, ARCHER, ARCHER, B1300, B1300, Hardware { name: "minim_q14_openwifi", ..B1300 }];

/// A kind of device.
#[derive(Debug)]
pub(super) struct Model {
    /// First half of its MAC: the maker's, or a random-looking one.
    pub(super) maker: [u8; 3],
    /// As it introduces itself to DHCP; `{}` is its owner.
    pub(super) host_name: &'static str,
    pub(super) vendor_class: &'static str,
    /// Connected by cable.
    pub(super) wired: bool,
    /// On 5 GHz rather than 2.4 GHz.
    pub(super) fast: bool,
    /// Usual download while in use, bytes per second.
    pub(super) appetite: u64,
    /// Service name, TXT strings and port of its multicast announcement.
    pub(super) mdns: Option<(&'static str, &'static [&'static str], u16)>,
    /// `SERVER` line of its answer to a search.
    pub(super) ssdp: Option<&'static str>,
    pub(super) user_agent: Option<&'static str>,
    pub(super) open_ports: &'static [u16],
    pub(super) services: &'static [Service],
}

/// A place on the Internet. Names and addresses are reserved for documentation (RFC 2606, RFC 5737).
#[derive(Debug)]
pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) ip: &'static str,
    pub(super) port: u16,
    /// 6 is TCP, 17 is UDP.
    pub(super) proto: u8,
}

const fn service(name: &'static str, ip: &'static str, port: u16, proto: u8) -> Service {
    Service { name, ip, port, proto }
}

const VIDEO: Service = service("video.stream.example", "198.51.100.10", 443, 17);
const SOCIAL: Service = service("feed.social.example", "198.51.100.21", 443, 6);
const MAIL: Service = service("imap.mail.example", "198.51.100.33", 993, 6);
const NEWS: Service = service("www.news.example", "198.51.100.47", 443, 6);
const CLOUD: Service = service("sync.cloud.example", "198.51.100.58", 443, 6);
const GAMES: Service = service("play.games.example", "198.51.100.64", 3074, 17);
const MEETING: Service = service("meet.office.example", "198.51.100.79", 3478, 17);
const MUSIC: Service = service("music.stream.example", "198.51.100.85", 443, 6);
const VENDOR: Service = service("telemetry.vendor.example", "192.0.2.14", 80, 6);
const CAMERA: Service = service("upload.camera.example", "192.0.2.90", 443, 6);

pub(super) const LAPTOP: Model = Model {
    maker: [0x3c, 0x22, 0xfb],
    host_name: "{}-Laptop",
    vendor_class: "MSFT 5.0",
    wired: false,
    fast: true,
    appetite: 90_000,
    mdns: None,
    ssdp: None,
    user_agent: Some(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
    ),
    open_ports: &[445],
    services: &[MEETING, CLOUD, NEWS, MAIL],
};

pub(super) const MODELS: &[Model] = &[
    LAPTOP,
    Model {
        maker: [0xf0, 0x18, 0x98],
        host_name: "{}s-iPhone",
        vendor_class: "",
        appetite: 40_000,
        mdns: Some(("Phone._companion-link._tcp.local", &["rpMd=iPhone14,2", "rpVr=440.10"], 49152)),
        user_agent: Some(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
        ),
        open_ports: &[62078],
        services: &[SOCIAL, VIDEO, MAIL, CLOUD],
        ..LAPTOP
    },
    Model {
        // Phones make up their own address for each network.
        maker: [0xda, 0xa1, 0x19],
        host_name: "{}s-Galaxy",
        vendor_class: "android-dhcp-13",
        appetite: 35_000,
        user_agent: Some("Mozilla/5.0 (Linux; Android 13; SM-S911B) AppleWebKit/537.36 Mobile Safari/537.36"),
        open_ports: &[],
        services: &[SOCIAL, NEWS, VIDEO],
        ..LAPTOP
    },
    Model {
        maker: [0x5c, 0xaa, 0xfd],
        host_name: "living-room-tv",
        vendor_class: "android-dhcp-11",
        appetite: 900_000,
        mdns: Some((
            "LivingRoomTV._googlecast._tcp.local",
            &["md=TestCast", "fn=Living Room TV", "id=0011223344"],
            8009,
        )),
        ssdp: Some("Linux/4.1 UPnP/1.0 TestTV/2.1"),
        user_agent: Some("Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36 TV Safari/537.36"),
        open_ports: &[8009, 8060],
        services: &[VIDEO, VENDOR],
        ..LAPTOP
    },
    Model {
        maker: [0x00, 0xd9, 0xd1],
        host_name: "PS5-{}",
        vendor_class: "PS5",
        wired: true,
        appetite: 300_000,
        user_agent: None,
        open_ports: &[],
        services: &[GAMES, VIDEO],
        ..LAPTOP
    },
    Model {
        maker: [0x30, 0x05, 0x5c],
        host_name: "BRW30055C",
        vendor_class: "Printer",
        fast: false,
        appetite: 150,
        mdns: Some(("Printer._ipp._tcp.local", &["ty=Office Printer", "rp=ipp/print"], 631)),
        ssdp: Some("Linux/3.10 UPnP/1.0 Printer/1.0"),
        user_agent: None,
        open_ports: &[80, 631, 9100],
        services: &[VENDOR],
        ..LAPTOP
    },
    Model {
        maker: [0x24, 0x0a, 0xc4],
        host_name: "thermostat",
        vendor_class: "udhcp 1.24.1",
        fast: false,
        appetite: 60,
        user_agent: None,
        open_ports: &[],
        services: &[VENDOR],
        ..LAPTOP
    },
    Model {
        maker: [0x2c, 0xaa, 0x8e],
        host_name: "front-door-camera",
        vendor_class: "udhcp 1.31.1",
        fast: false,
        appetite: 4_000,
        user_agent: None,
        open_ports: &[554],
        services: &[CAMERA],
        ..LAPTOP
    },
    Model {
        maker: [0x48, 0xa6, 0xb8],
        host_name: "kitchen-speaker",
        vendor_class: "dhcpcd-6.8.2",
        appetite: 20_000,
        mdns: Some(("Kitchen._spotify-connect._tcp.local", &["CPath=/zc", "VERSION=1.0"], 1400)),
        ssdp: Some("Linux UPnP/1.0 Speaker/72.2"),
        user_agent: None,
        open_ports: &[1400],
        services: &[MUSIC, VENDOR],
        ..LAPTOP
    },
];

pub(super) const FAMILIES: &[&str] = &[
    "Garcia",
    "Nguyen",
    "Smith",
    "Kowalski",
    "Okafor",
    "Rossi",
    "Tanaka",
    "Meyer",
    "Silva",
    "Haddad",
    "Larsen",
    "Dubois",
    "Novak",
    "Murphy",
    "Cohen",
    "Papadakis",
    "Ivanova",
    "Chen",
    "Patel",
    "Johansson",
];

pub(super) const FIRST_NAMES: &[&str] =
    &["Ana", "Ben", "Chloe", "David", "Emma", "Farid", "Grace", "Hugo", "Ines", "Jonas", "Kira", "Liam"];
