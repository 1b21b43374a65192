use clap::CommandFactory;
use clap::error::ErrorKind;

use super::*;
use crate::config::Config;

fn parsed(line: &str) -> Result<Command, clap::Error> {
    Cli::try_parse_from(words(line)).map(Cli::into_command)
}

/// Splits as a shell does, as far as the examples go: at blanks outside of double quotes.
fn words(line: &str) -> Vec<String> {
    let outside = |(i, part): (usize, &str)| match i % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        _ => vec![part.to_owned()],
    };
    line.split('"').enumerate().flat_map(outside).collect()
}

/// Every command that does something, with its whole name.
fn leaves(command: &clap::Command, name: &str) -> Vec<(String, clap::Command)> {
    let own: Vec<&clap::Command> =
        command.get_subcommands().filter(|inner| inner.get_name() != "help").collect();
    let mut found: Vec<_> =
        own.iter().flat_map(|inner| leaves(inner, &format!("{name} {}", inner.get_name()))).collect();
    if own.is_empty() || name == "portico" {
        found.push((name.to_owned(), command.clone()));
    }
    found
}

#[test]
fn the_definitions_are_sound() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_explains_itself_with_examples_that_work() {
    let commands = leaves(&Cli::command(), "portico");
    assert_eq!(commands.len(), 17, "{:?}", commands.iter().map(|(name, _)| name).collect::<Vec<_>>());
    for (name, command) in commands {
        assert!(command.get_about().is_some(), "{name} says nothing");
        for argument in command.get_arguments().filter(|argument| !argument.is_global_set()) {
            let known = ["help", "version"].contains(&argument.get_id().as_str());
            assert!(known || argument.get_help().is_some(), "{name}: {} is not explained", argument.get_id());
        }
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let examples: Vec<&str> = help.lines().filter_map(|line| line.strip_prefix("  portico")).collect();
        assert!(!examples.is_empty(), "{name} has no example");
        for example in examples {
            let line = format!("portico{example}");
            assert!(line.starts_with(&name), "{line} is no example of {name}");
            let accepted = parsed(&line);
            let asks_for_help = accepted.as_ref().is_err_and(|error| error.kind() == ErrorKind::DisplayHelp);
            assert!(accepted.is_ok() || asks_for_help, "{line}: {accepted:?}");
        }
    }
}

#[test]
fn without_a_command_portico_serves_and_takes_its_flags() {
    let Ok(Command::Serve(serve)) = parsed("portico") else { panic!("not serving") };
    assert!(serve.settings().is_empty() && !serve.dev && serve.store.config.is_none());
    let Ok(Command::Serve(serve)) = parsed("portico --listen localhost:9000 --dev") else {
        panic!("not serving")
    };
    assert!(serve.dev);
    assert_eq!(serve.settings(), [("listen", "localhost:9000".to_owned())]);
}

#[test]
fn every_flag_of_serve_reaches_the_configuration() {
    let line = "portico serve --config f --data /d --database postgres://h/d --listen localhost:1 \
                --router-listen localhost:2 --tls-certificate c --tls-key k";
    let Ok(Command::Serve(serve)) = parsed(line) else { panic!("not serving") };
    assert_eq!(serve.store.config.as_deref(), Some("f".as_ref()));
    let config = Config::load(None, [], serve.settings()).unwrap();
    let tls = config.tls.unwrap();
    assert_eq!(config.data, PathBuf::from("/d"));
    assert_eq!(config.database.unwrap().reveal(), "postgres://h/d");
    assert_eq!(
        (config.listen.to_string(), config.router_listen.to_string()),
        ("localhost:1".into(), "localhost:2".into())
    );
    assert_eq!((tls.certificate, tls.key), ("c".into(), "k".into()));
}

#[test]
fn what_makes_no_sense_is_refused() {
    for line in [
        "portico isp create",
        "portico inventory add --isp bar-net",
        "portico admin invite ada@bar.example",
        "portico admin invite --isp bar-net --cluster bar-group ada@bar.example",
        "portico cluster create",
        "portico cluster add --isp bar-net",
        "portico cluster add --cluster bar-group",
        "portico cluster remove --cluster bar-group",
        "portico serve --tls-key k",
        "portico simulate --homes 0",
        "portico sevre",
    ] {
        assert!(parsed(line).is_err(), "{line}");
    }
}

#[test]
fn many_macs_go_in_at_once() {
    let added = parsed("portico inventory add --isp bar-net 4e:00:00:00:00:01 4e:00:00:00:00:02 --data /d");
    let Ok(Command::Inventory(InventoryCommand::Add { isp, macs, store })) = added else {
        panic!("{added:?}")
    };
    assert_eq!((isp.as_str(), macs.len()), ("bar-net", 2));
    assert_eq!(store.settings(), [("data", "/d".to_owned())]);
}
