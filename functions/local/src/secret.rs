//! Secrets of this machine, each in a file of its own beside the data.

use base16ct::lower;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// The secret in the file `name` of `folder`; a new one, from the randomness of the operating system, if there is none, or
/// nothing that can be one. Only the owner of the file can read it.
pub(crate) fn kept_in<const SIZE_BYTES: usize>(folder: &Path, name: &str) -> io::Result<[u8; SIZE_BYTES]> {
    let file = folder.join(name);
    match fs::read_to_string(&file) {
        Ok(text) => match read(&text) {
            Some(secret) => return Ok(secret),
            None => fs::remove_file(&file)?,
        },
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    let mut secret = [0; SIZE_BYTES];
    getrandom::fill(&mut secret).map_err(io::Error::other)?;
    // For its owner only, and under its name when it is whole.
    let mut part = NamedTempFile::new_in(folder)?;
    writeln!(part, "{}", lower::encode_string(&secret))?;
    part.as_file().sync_all()?;
    match part.persist_noclobber(file) {
        Ok(_) => Ok(secret),
        // Another process was faster.
        Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => kept_in(folder, name),
        Err(error) => Err(error.error),
    }
}

fn read<const SIZE_BYTES: usize>(text: &str) -> Option<[u8; SIZE_BYTES]> {
    lower::decode_vec(text.trim_end()).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(folder: &Path) -> [u8; 16] {
        kept_in(folder, "secret").unwrap()
    }

    #[test]
    fn a_secret_is_kept_over_restarts_and_another_folder_has_another() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = secret(one.path());
        assert_eq!(secret(one.path()), first);
        assert_ne!(secret(other.path()), first);
    }

    #[test]
    fn a_file_that_holds_no_whole_secret_gets_a_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret");
        let text = "a7".repeat(16);
        for broken in ["", "\n", &text[1..], &text[2..], &text.to_uppercase()] {
            fs::write(&file, broken).unwrap();
            let new = secret(folder.path());
            assert_ne!(new, [0xa7; 16]);
            assert_eq!(read(&fs::read_to_string(&file).unwrap()), Some(new));
        }
    }
}
