//! The table of roles as the command line prints it.

use super::program::run;

/// Typed by hand from the product's table of access levels; the last two rows are the prose around it.
const TABLE: &str = include_str!("../golden/roles.tsv");

#[tokio::test]
async fn the_roles_are_printed_row_for_row_as_the_table_says() {
    let folder = tempfile::tempdir().unwrap();
    let (success, said) = run(folder.path(), &["roles", "--tsv"]).await;
    assert!(success, "{said}");
    assert_eq!(said, TABLE);
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "it needs no data and makes none");
}

#[tokio::test]
async fn people_read_the_same_table_in_columns() {
    let folder = tempfile::tempdir().unwrap();
    let (success, said) = run(folder.path(), &["roles"]).await;
    assert!(success, "{said}");
    let mut lines = said.lines();
    let head: Vec<&str> =
        lines.next().unwrap().split("  ").map(str::trim).filter(|it| !it.is_empty()).collect();
    assert_eq!(head, ["Ability", "Admin", "User", "Read Only"]);
    // An ability may take several lines, of which the first has the answers.
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for line in lines {
        let mut cells = line.split("  ").map(str::trim).filter(|it| !it.is_empty());
        let (words, answers) = (cells.next().unwrap(), cells.collect::<Vec<_>>());
        match told.last_mut() {
            Some((ability, _)) if answers.is_empty() => *ability = format!("{ability} {words}"),
            _ => told.push((words.to_owned(), answers)),
        }
    }
    let typed: Vec<(String, Vec<&str>)> = TABLE
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split('\t');
            let words = cells.next().unwrap().to_owned();
            (words, cells.map(|it| if it == "yes" { "Yes" } else { "No" }).collect())
        })
        .collect();
    assert_eq!(told, typed);
}
