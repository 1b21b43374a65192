//! What is kept, and what it costs: a table for people.

use care::access;
use care::db::Db;
use care::storage::{self, Storage, Table, Tenant};

use super::audit::thousands;

/// ISPs that are listed; those with the most homes.
const TENANTS: usize = 20;

pub(super) async fn report(db: &Db) -> anyhow::Result<String> {
    let mut tx = access::system().read(db).await?;
    Ok(told(&storage::measure(&mut tx).await?))
}

fn told(storage: &Storage) -> String {
    let all = storage.bytes();
    let mut text = format!("{:<24} {:>14} {:>10} {:>6}\n", "Table", "rows", "size", "share");
    for Table { name, rows, bytes } in storage.tables.iter().filter(|it| it.rows > 0) {
        let share = bytes * 100 / all.max(1);
        text += &format!("{name:<24} {:>14} {:>10} {share:>4} %\n", number(*rows), size(*bytes));
    }
    text += &format!("{:<24} {:>14} {:>10}\n\n", "All", "", size(all));
    match storage.bytes_a_home() {
        Some(each) => {
            text +=
                &format!("A home takes {} on average, of {} homes.\n", size(each), number(storage.homes()));
        }
        None => text += "There is no home yet.\n",
    }
    text += "Its history takes at most what its ISP keeps it for (Settings, Customers):\n\n";
    text +=
        &format!("{:<24} {:>14} {:>10} {:>12} {:>14}\n", "ISP", "homes", "history", "a home", "deactivated");
    for it in storage.tenants.iter().take(TENANTS) {
        let Tenant { slug, homes, history_days, retention_days } = it;
        text += &format!(
            "{slug:<24} {:>14} {:>10} {:>12} {:>14}\n",
            number(*homes),
            format!("{history_days} days"),
            size(storage.most_history(it)),
            format!("{retention_days} days"),
        );
    }
    let more = storage.tenants.len().saturating_sub(TENANTS);
    if more > 0 {
        text += &format!("and {} more with fewer homes\n", number(more as i64));
    }
    text.trim_end().to_owned()
}

fn number(number: i64) -> String {
    thousands(number.unsigned_abs())
}

/// Bytes as people say them: 1.4 MB.
fn size(bytes: i64) -> String {
    let mut value = bytes.max(0) as f64;
    for unit in ["B", "kB", "MB", "GB"] {
        if value < 1000.0 {
            return if unit == "B" { format!("{value:.0} B") } else { format!("{value:.1} {unit}") };
        }
        value /= 1000.0;
    }
    format!("{value:.1} TB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_the_unit_that_people_use() {
        let said = [0, 999, 1000, 1_450_000, 2_000_000_000].map(size);
        assert_eq!(said, ["0 B", "999 B", "1.0 kB", "1.4 MB", "2.0 GB"]);
    }

    #[test]
    fn the_table_says_what_a_home_costs_and_leaves_out_what_is_empty() {
        let table = |name: &str, rows, bytes| Table { name: name.to_owned(), rows, bytes };
        let tenant =
            |n: usize| Tenant { slug: format!("isp-{n}"), homes: 10, history_days: 35, retention_days: 90 };
        let storage = Storage {
            tables: vec![
                table("history", 1000, 150_000),
                table("router", 300, 50_000),
                table("plan", 0, 8192),
            ],
            tenants: (0..22).map(tenant).collect(),
        };
        let told = told(&storage);
        for line in [
            "history                           1,000   150.0 kB   72 %",
            "A home takes 909 B on average, of 220 homes.",
            "isp-0                                10    35 days     205.2 kB        90 days",
            "and 2 more with fewer homes",
        ] {
            assert!(told.contains(line), "{line} in\n{told}");
        }
        assert!(!told.contains("plan "), "{told}");
    }
}
