//! `site-gen build`: the public pages, from content and templates into a folder.

use clap::{Parser, Subcommand};
use site_gen::{Problems, Site, Sources, WriteError};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(about = "Builds the public pages of the complaint procedure")]
struct Arguments {
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    /// Build the pages; nothing is written as long as there is a problem.
    Build {
        /// What editors write.
        #[arg(long, value_name = "DIR", default_value = "content")]
        content: PathBuf,
        /// What pages look like.
        #[arg(long, value_name = "DIR", default_value = "templates")]
        templates: PathBuf,
        /// Where the pages go.
        #[arg(long, value_name = "DIR", default_value = "public")]
        output: PathBuf,
    },
}

#[derive(Debug, thiserror::Error)]
enum BuildError {
    #[error(transparent)]
    Problems(#[from] Problems),
    #[error("error: {0}")]
    Write(#[from] WriteError),
}

fn main() -> ExitCode {
    let Arguments { act: Act::Build { content, templates, output } } = Arguments::parse();
    match build(&content, &templates, &output) {
        Ok(count) => {
            println!("{count} files in {}", output.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn build(
    content: &std::path::Path,
    templates: &std::path::Path,
    output: &std::path::Path,
) -> Result<usize, BuildError> {
    let pages = Site::load(&Sources::read(content, templates)?)?.output()?;
    pages.write(output)?;
    Ok(pages.files().count())
}
