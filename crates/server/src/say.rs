//! What the command line says to whoever runs it.

use std::io::Write as _;

/// A line on standard output. A reader that went away is no reason to fail.
pub(crate) fn line(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// Some lines on standard output, each with its end.
pub(crate) fn text(text: &str) {
    let _ = write!(std::io::stdout(), "{text}");
}

/// A line on standard error.
pub(crate) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// The product's sentence for an error, with all that is wrong, in words.
pub(crate) fn in_words(problem: care::Problem) -> anyhow::Error {
    let words = care::words::Words::english();
    match &problem {
        care::Problem::Invalid(fields) => {
            let all: Vec<String> = fields.iter().map(|(_, why)| words.say(why)).collect();
            anyhow::anyhow!(all.join("\n         "))
        }
        care::Problem::Conflict(say) | care::Problem::Gone(say) => anyhow::anyhow!(words.say(say)),
        care::Problem::NotFound("cluster") => {
            anyhow::anyhow!("there is no such cluster; `portico cluster list` shows the clusters")
        }
        care::Problem::NotFound(what) => {
            anyhow::anyhow!("there is no such {what}; `portico isp list` shows the ISPs")
        }
        _ => problem.into(),
    }
}
