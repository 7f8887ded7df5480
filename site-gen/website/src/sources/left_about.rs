//! Files that programs leave beside those of an editor: they are no content, whatever they hold.

/// What systems and editors make for themselves and mostly hide, besides every name that begins with a dot (`.DS_Store`,
/// `._contact.md`, `.contact.md.swp`, `.#contact.md`, `.~lock.contact.md#`). Nobody needs to be told.
///
/// `*` is any text. A pattern with a capital is compared as it is written, any other whatever its capitals.
const OWN: [&str; 17] = [
    ".*",
    "thumbs.db",                 // Windows: small pictures
    "ehthumbs*.db",              // Windows Media Center: the same
    "desktop.ini",               // Windows: what a folder looks like
    "$recycle.bin",              // Windows: what was thrown away
    "system volume information", // Windows
    "icon\r",                    // macOS: the picture of a folder
    "__macosx",                  // macOS: beside what came out of a zip
    "@eadir",                    // Synology: small pictures
    "~$*",                       // Word, Excel: who has it open
    "~wrl*.tmp",                 // Word: what is being saved
    "#*#",                       // Emacs: what is not saved yet
    "*.swp",                     // vim: what is not saved yet
    "*.swo",                     // vim: the same, of a second one
    "4913",                      // vim: can this folder be written
    "*___jb_tmp___",             // IntelliJ: what is being saved
    "*___jb_old___",             // IntelliJ: what was there
];

/// Copies of what an editor wrote. Somebody may wonder why they are not on the site, or need what they hold.
const COPIES: [&str; 12] = [
    "*~",                    // Emacs, gedit, Kate, vim: what was there
    "*.bak",                 // Notepad++, UltraEdit: what was there
    "*.orig",                // git mergetool, patch: what was there
    "*.rej",                 // patch: what did not fit
    "*_BACKUP_*.*",          // git mergetool: what was there
    "*_BASE_*.*",            // git mergetool: what both began with
    "*_LOCAL_*.*",           // git mergetool: one's own
    "*_REMOTE_*.*",          // git mergetool: the other's
    "*.sync-conflict-*",     // Syncthing: the other's
    "*(conflicted copy *",   // Nextcloud: the other's
    "*'s conflicted copy *", // Dropbox: the other's
    "*.crdownload",          // Chrome: what is being downloaded
];

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileOrigin {
    /// An editor's own.
    Written,
    /// A copy that a program made of it.
    BackupCopy,
    /// Something that a program made for itself.
    LeftAbout,
}

impl FileOrigin {
    /// What the file or folder `name` is.
    #[must_use]
    pub fn of(name: &str) -> Self {
        if OWN.iter().any(|pattern| fits(name, pattern)) {
            Self::LeftAbout
        } else if COPIES.iter().any(|pattern| fits(name, pattern)) {
            Self::BackupCopy
        } else {
            Self::Written
        }
    }

    /// What the file at a path with `/` between folders is: nothing in a folder that is left about is an editor's own.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        path.split('/').map(Self::of).find(|kind| *kind != Self::Written).unwrap_or(Self::Written)
    }
}

fn fits(name: &str, pattern: &str) -> bool {
    if pattern.chars().any(char::is_uppercase) {
        return fits_exactly(name, pattern);
    }
    fits_exactly(&name.to_lowercase(), pattern)
}

/// The first part begins it, the last ends it, the others follow each other.
fn fits_exactly(name: &str, pattern: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return name == pattern };
    let (middle, last) = rest.rsplit_once('*').map_or(("", rest), |(middle, last)| (middle, last));
    let within = name.strip_prefix(first).and_then(|name| name.strip_suffix(last));
    within.is_some_and(|within| {
        let mut left = Some(within);
        middle.split('*').for_each(|part| left = left.and_then(|left| Some(left.split_once(part)?.1)));
        left.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_leave_behind_is_known_by_its_name() {
        for name in [
            "Thumbs.db",
            "THUMBS.DB",
            "ehthumbs_vista.db",
            "Desktop.ini",
            ".DS_Store",
            "._contact.md",
            "Icon\r",
            "~$contact.md",
            "~WRL0001.tmp",
            ".~lock.contact.md#",
            "#contact.md#",
            ".#contact.md",
            ".contact.md.swp",
            "contact.md.SWP",
            "4913",
        ] {
            assert_eq!(FileOrigin::of(name), FileOrigin::LeftAbout, "{name}");
        }
    }

    #[test]
    fn copies_are_known_by_their_names() {
        for name in [
            "contact.md~",
            "contact.md.bak",
            "contact.BAK",
            "contact.md.orig",
            "contact.md.rej",
            "contact_BACKUP_4711.md",
            "contact_LOCAL_4711.md",
            "contact.sync-conflict-20261124-101500-ABCDEFG.md",
            "contact (conflicted copy 2026-11-24 101500).md",
            "contact (Test's conflicted copy 2026-11-24).md",
        ] {
            assert_eq!(FileOrigin::of(name), FileOrigin::BackupCopy, "{name}");
        }
    }

    #[test]
    fn what_an_editor_wrote_is_not_taken_for_something_else() {
        for name in [
            "contact.md",
            "over_local_groepen.md",
            "bak.md",
            "contact - kopie.md",
            "thumbs.md",
            "4913.md",
            "icon.png",
            "#.md",
            "desktop.ini.md",
            "balie~1.png",
            "origineel.md",
        ] {
            assert_eq!(FileOrigin::of(name), FileOrigin::Written, "{name}");
        }
    }
}
