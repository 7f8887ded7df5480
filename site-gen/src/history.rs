//! When each file last changed, as git knows it.

use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The day of the last commit of each file below `folder`, by its path there. Empty where there is no git, or no history:
/// then nobody knows.
pub(crate) fn last_changed(folder: &Path) -> BTreeMap<String, NaiveDate> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args([
        "-c",
        "core.quotePath=false",
        "log",
        "--format=@%cs",
        "--name-only",
        "--relative",
        "--",
        ".",
    ]);
    if is_shallow(folder) {
        return BTreeMap::new();
    }
    let log = git.output().ok().filter(|output| output.status.success());
    log.map(|output| read(&String::from_utf8_lossy(&output.stdout))).unwrap_or_default()
}

/// Whether only the last commits are there, as on a build server: then every file seems to have changed in the first of them.
fn is_shallow(folder: &Path) -> bool {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["rev-parse", "--is-shallow-repository"]);
    git.output().is_ok_and(|output| output.stdout.starts_with(b"true"))
}

/// Reads a log, newest first: a day behind `@`, then the files of that commit.
fn read(log: &str) -> BTreeMap<String, NaiveDate> {
    let mut days = BTreeMap::new();
    let mut day = None;
    for line in log.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix('@').and_then(|written| written.parse::<NaiveDate>().ok()) {
            Some(found) => day = Some(found),
            None => {
                if let Some(day) = day {
                    days.entry(line.to_owned()).or_insert(day);
                }
            }
        }
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_commit_of_a_file_counts() {
        let days = read("@2026-11-24\n\nnl/contact.md\n@2026-11-22\n\nnl/contact.md\nnl/index.md\n");
        let day = |file: &str| days[file].to_string();
        assert_eq!((day("nl/contact.md"), day("nl/index.md")), ("2026-11-24".into(), "2026-11-22".into()));
    }

    #[test]
    fn where_there_is_no_history_nobody_knows() {
        assert!(last_changed(tempfile::tempdir().unwrap().path()).is_empty());
    }
}
