//! The examples in the help. A test runs each of them through the parser.

pub(super) const PORTICO: &str = "\
Examples:
  portico
      serve this machine on http://localhost:8080, with everything in ./portico-data
  portico demo
      look around, with simulated homes and nothing kept
  portico serve --help
      what can be said about serving, with examples; the same goes for every command

Settings come from ./portico.toml, then PORTICO_* variables, then flags. portico.example.toml explains them all.";

pub(super) const SERVE: &str = "\
Examples:
  portico serve --data /var/lib/portico
  portico serve --config /etc/portico/portico.toml
  portico serve --listen localhost:9000 --router-listen 0.0.0.0:8443
  portico serve --tls-certificate pages.pem --tls-key pages.key
  portico serve --database postgres://portico@db.example.net/portico

To serve pages to others than this machine, public_url must be set to the address that people use.";

pub(super) const DEMO: &str = "\
Examples:
  portico demo
  portico demo --homes 50
  portico demo --listen localhost:9000 --router-listen localhost:9443";

pub(super) const SIMULATE: &str = "\
Examples:
  portico simulate --homes 100
  portico simulate --homes 10000 --ramp 200 --server https://routers.example.net:8443 --ca ca.pem --state ./homes";

pub(super) const MIGRATE: &str = "\
Examples:
  portico migrate
  portico migrate --database postgres://portico@db.example.net/portico";

pub(super) const ROLES: &str = "\
Examples:
  portico roles
  portico roles --tsv";

pub(super) const CHECK: &str = "\
Examples:
  portico check
  portico check --config /etc/portico/portico.toml
  portico check --audit-heads kept.txt
  portico check --storage";

pub(super) const ISP_CREATE: &str = "\
Examples:
  portico isp create --name \"Bar Net\"
  portico isp create --name \"Bar Net\" --slug bar";

pub(super) const ISP_LIST: &str = "\
Examples:
  portico isp list
  portico isp list --data /var/lib/portico";

pub(super) const CLUSTER_CREATE: &str = "\
Examples:
  portico cluster create --name \"Bar Group\"
  portico cluster create --name \"Bar Group\" --slug group";

pub(super) const CLUSTER_LIST: &str = "\
Examples:
  portico cluster list
  portico cluster list --data /var/lib/portico";

pub(super) const CLUSTER_ADD: &str = "\
Examples:
  portico cluster add --cluster bar-group --isp bar-net";

pub(super) const CLUSTER_REMOVE: &str = "\
Examples:
  portico cluster remove --isp bar-net";

pub(super) const ADMIN_INVITE: &str = "\
Examples:
  portico admin invite --isp bar-net ada@bar.example
  portico admin invite --cluster bar-group cleo@bar.example";

pub(super) const PERSON_RESET: &str = "\
Examples:
  portico person reset-two-factor ada@bar.example";

pub(super) const PERSON_ERASE: &str = "\
Examples:
  portico person erase-from-audit-log ada@bar.example";

pub(super) const INVENTORY_ADD: &str = "\
Examples:
  portico inventory add --isp bar-net 4e:00:00:12:34:56
  portico inventory add --isp bar-net 4e:00:00:12:34:56 4E-00-00-12-34-57 4e0000123458";
