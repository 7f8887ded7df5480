//! Addresses on the site: where a page stands, which file holds it, and how it is written in a link.

use crate::diagnostics::kind::ProblemKind;
use crate::sources::unicode::named;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::borrow::Cow;

/// `index.md` is the start page, `404.md` a file of its own, every other page a folder.
#[must_use]
pub fn address(file: &str, root: &str) -> String {
    match file.trim_end_matches(".md") {
        "index" => root.to_owned(),
        "404" => format!("{root}404.html"),
        name => format!("{root}{name}/"),
    }
}

/// The file in the output folder: `/contact/` is `contact/index.html`.
#[must_use]
pub fn file_at(address: &str) -> String {
    let path = address.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

/// What a path of an address may not hold as it is (RFC 3986, 3.3).
const NOT_IN_A_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address as a link writes it: `/privé/` is `/priv%C3%A9/` (RFC 3986). Files and objects keep the name that it stands for.
#[must_use]
pub fn url(address: &str) -> Cow<'_, str> {
    utf8_percent_encode(address, NOT_IN_A_PATH).into()
}

/// The address at which a page once stood, as pages here are named, however it is written: `/old-page/` or `/old-page.html`.
///
/// # Errors
/// No page can have stood there, or something else answers there.
pub(crate) fn alias(written: &str) -> Result<String, ProblemKind> {
    let address = named(written);
    let names = address.strip_prefix('/').unwrap_or_default();
    let names = names.strip_suffix('/').or_else(|| names.strip_suffix(".html")).unwrap_or_default();
    if !names.split('/').all(is_name) {
        return Err(ProblemKind::AliasForm { written: written.to_owned() });
    }
    if is_reserved(&address) { Err(ProblemKind::ReservedAddress { address }) } else { Ok(address) }
}

/// Whether something else answers there: the functions, the local service and its preview, style sheets and pictures, the page
/// for what is broken. All that stands below such a name is theirs.
pub(crate) fn is_reserved(address: &str) -> bool {
    let first = address.trim_start_matches('/').split('/').next().unwrap_or_default();
    ["formulier", "_lokaal", "assets", "pictures", "500.html"].contains(&first.to_lowercase().as_str())
}

/// Whether this can be a part of an address, and of the name of a file on any system.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_written_in_ascii_and_leads_to_the_file_that_it_names() {
        for (address, written, file) in [
            ("/", "/", "index.html"),
            ("/privé/", "/priv%C3%A9/", "privé/index.html"),
            ("/en/404.html", "/en/404.html", "en/404.html"),
        ] {
            assert_eq!((url(address).as_ref(), file_at(address).as_str()), (written, file));
        }
    }

    #[test]
    fn an_old_address_is_a_folder_or_a_page_of_html() {
        for (written, expected) in [
            ("/oud/", Some("/oud/")),
            ("/oud.html", Some("/oud.html")),
            ("/map/oud.html", Some("/map/oud.html")),
            ("/priv%C3%A9/", Some("/privé/")),
            ("oud.html", None),
            ("/oud", None),
            ("/.html", None),
            ("/a.b.html", None),
            ("/../weg.html", None),
            ("/robots.txt", None),
        ] {
            assert_eq!(alias(written).ok().as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn what_others_answer_is_reserved_with_all_below_it() {
        for address in
            ["/formulier/", "/formulier/oud.html", "/Formulier/", "/_lokaal/post/", "/assets/x/", "/500.html"]
        {
            assert!(is_reserved(address), "{address}");
        }
        for address in ["/", "/formulieren/", "/formulier.html", "/en/formulier/"] {
            assert!(!is_reserved(address), "{address}");
        }
    }
}
