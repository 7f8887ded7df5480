//! An e-mail address: how people write it, and how mail takes it.

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};
use std::str::FromStr;

/// An e-mail address that mail can be sent to.
///
/// # Shape
/// A local part in ASCII, `@`, and a domain of two labels or more in any script, as it was typed: `info@müller.example`. Browsers
/// send that as `info@xn--mller-kva.example`, which nobody typed: it is turned back.
/// # Errors
/// Reading one, see [`NotAnEmail`]. What people and their programs put around an address is no mistake: `Jan <jan@voorbeeld.example>`,
/// `mailto:`, quotes, a full stop or a comma behind it, full-width letters.
/// # Source
/// RFC 5321, 4.1.2 and 4.5.3.1 (local part and lengths, without the quoted form), RFC 5890 and UTS #46 (domain). Amazon SES sends to no
/// other local part.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

/// Why a text is no address that mail can be sent to. Each has another way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnEmail {
    /// A comma stands where there could be a full stop.
    #[error("an e-mail address with a comma")]
    Comma,
    /// Without its spaces it would be one; which words belong to it is anybody's guess.
    #[error("an e-mail address with a space")]
    Space,
    /// More than one.
    #[error("several e-mail addresses")]
    Several,
    /// A letter before the `@` that no mail program needs to take (RFC 6531), such as `é`.
    #[error("an e-mail address with a letter that is not ASCII before the @")]
    Letter,
    /// Anything else.
    #[error("no e-mail address")]
    Shape,
}

/// The most characters of a local part, and of an address (RFC 5321, 4.5.3.1.1 and .3).
const MOST_CHARS: (usize, usize) = (64, 254);

/// Top-level domains in which nobody has a mailbox that can be reached (IANA's Special-Use Domain Names), but for `example`: that is
/// where addresses go that are made up, on purpose.
const NOWHERE: [&str; 7] = ["alt", "internal", "invalid", "local", "localhost", "onion", "test"];

impl Email {
    /// The address as people read it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The local part, and the domain as it was typed.
    #[must_use]
    pub fn parts(&self) -> (&str, &str) {
        self.0.rsplit_once('@').unwrap_or((&self.0, ""))
    }

    /// The address as mail takes it: `info@xn--mller-kva.example`.
    ///
    /// # Errors
    /// `None` only for an address that an earlier version took and that no mail can reach.
    #[must_use]
    pub fn for_mail(&self) -> Option<String> {
        for_mail(&self.0)
    }

    /// The mailbox that mail to the address reaches, as far as its spelling tells: without capitals, quotes and what stands
    /// behind a `+`, and for Google without full stops. It is for counting, never for sending.
    ///
    /// ```
    /// use complaint::Email;
    ///
    /// let [one, other] = ["Test.Voorbeeld+1@gmail.com", "testvoorbeeld@googlemail.com"].map(str::parse::<Email>);
    /// assert_eq!(one?.mailbox(), other?.mailbox());
    /// # Ok::<(), complaint::NotAnEmail>(())
    /// ```
    #[must_use]
    pub fn mailbox(&self) -> String {
        let address = self.for_mail().unwrap_or_else(|| self.0.clone()).to_lowercase().replace('"', "");
        let (local, domain) = address.rsplit_once('@').unwrap_or((&address, ""));
        let local = local.split_once('+').map_or(local, |(name, _)| name);
        match domain {
            "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
            _ => format!("{local}@{domain}"),
        }
    }

    /// The address that a register kept, whatever an earlier version took for one.
    #[must_use]
    pub const fn kept(address: String) -> Self {
        Self(address)
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(typed: &str) -> Result<Self, NotAnEmail> {
        let typed: String = typed.chars().map(half_width).collect();
        let address = alone(&typed);
        if is_one(address) { Ok(Self(readable(address))) } else { Err(why_not(address)) }
    }
}

/// What a sentence or a list puts behind an address.
const BEHIND: [char; 5] = ['.', ',', ';', ':', ' '];

fn is_one(address: &str) -> bool {
    for_mail(address).is_some()
}

fn for_mail(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    let domain = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .ok()?;
    let (_, top) = domain.rsplit_once('.')?;
    // No top-level domain has fewer letters, and one of digits is the end of an IP address.
    let is_somewhere = top.len() >= 2 && !top.starts_with(|c: char| c.is_ascii_digit()) && !NOWHERE.contains(&top);
    let (most_local, most_address) = MOST_CHARS;
    let fits = local.len() <= most_local && local.len() + 1 + domain.len() <= most_address;
    (is_local_part(local) && is_somewhere && fits).then(|| format!("{local}@{domain}"))
}

/// An address whose domain can be read, where a browser has made Punycode of it.
fn readable(address: &str) -> String {
    let of_browser = |domain: &str| domain.split('.').any(|label| label.starts_with("xn--"));
    let (local, domain) = address.rsplit_once('@').filter(|(_, domain)| of_browser(domain)).unwrap_or_default();
    let (domain, _) = Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    let readable = format!("{local}@{domain}");
    if for_mail(&readable) == for_mail(address) { readable } else { address.to_owned() }
}

/// A `Dot-string` of RFC 5321.
fn is_local_part(local: &str) -> bool {
    let is_atext = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    local.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atext))
}

/// An address without what stands around it.
fn alone(typed: &str) -> &str {
    let typed = typed.trim_end_matches(BEHIND).trim();
    let named = typed.strip_suffix('>').and_then(|typed| typed.rsplit_once('<'));
    let address = match named {
        Some((name, address)) if !name.contains('@') || bare(name) == address => address,
        _ => typed,
    };
    let linked = address.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    bare(linked.map_or(address, |_| address[7..].split('?').next().unwrap_or_default()))
}

/// A text without quotes and brackets around it and stops behind it.
fn bare(text: &str) -> &str {
    let text = text.trim_end_matches(BEHIND).trim().trim_matches(['"', '“', '”', '„', '‘', '’', '<', '>', '(', ')']);
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text)
}

fn why_not(typed: &str) -> NotAnEmail {
    let without_spaces = |text: &str| text.split_whitespace().collect::<String>();
    let has_several = || {
        let words = typed.split(|c: char| c.is_whitespace() || ",;/|&".contains(c));
        words.filter(|word| is_one(alone(word))).count() > 1
    };
    let with_plain_local_part = || typed.rsplit_once('@').map(|(_, domain)| format!("x@{domain}"));
    if has_several() {
        NotAnEmail::Several
    } else if is_one(&without_spaces(typed)) {
        NotAnEmail::Space
    } else if is_one(&without_spaces(&typed.replace(',', "."))) {
        NotAnEmail::Comma
    } else if !typed.is_ascii() && with_plain_local_part().is_some_and(|address| is_one(&address)) {
        NotAnEmail::Letter
    } else {
        NotAnEmail::Shape
    }
}

/// Full-width forms of ASCII, as East Asian keyboards write them, as ASCII.
fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, NotAnEmail> {
        typed.parse().map(|email: Email| email.as_str().to_owned())
    }

    #[test]
    fn an_address_is_kept_as_it_was_typed_and_mailed_in_ascii() {
        for (typed, mailed) in [
            ("test@voorbeeld.example", "test@voorbeeld.example"),
            ("Test.V+klacht@Voorbeeld.Example", "Test.V+klacht@voorbeeld.example"),
            ("info@müller.example", "info@xn--mller-kva.example"),
            ("info@漢字.example", "info@xn--p8s937b.example"),
            ("o'brien@a-b--c.voorbeeld.example", "o'brien@a-b--c.voorbeeld.example"),
        ] {
            let email: Email = typed.parse().unwrap_or_else(|why| panic!("{typed}: {why}"));
            assert_eq!((email.as_str(), email.for_mail().as_deref()), (typed, Some(mailed)));
        }
    }

    #[test]
    fn the_domain_of_which_a_browser_made_punycode_is_read_as_it_was_typed() {
        for (sent, typed) in [
            ("info@xn--mller-kva.example", "info@müller.example"),
            ("info@post.xn--fa-hia.example", "info@post.faß.example"),
        ] {
            let email: Email = sent.parse().unwrap_or_else(|why| panic!("{sent}: {why}"));
            assert_eq!((email.as_str(), email.for_mail().as_deref()), (typed, Some(sent)));
        }
    }

    #[test]
    fn what_stands_around_an_address_is_no_part_of_it() {
        for typed in [
            " test@voorbeeld.example ",
            "test@voorbeeld.example.",
            "test@voorbeeld.example;",
            "mailto:test@voorbeeld.example",
            "MAILTO:test@voorbeeld.example?subject=klacht",
            "<test@voorbeeld.example>",
            "Test V. <test@voorbeeld.example>",
            "\"V., Test\" <test@voorbeeld.example>,",
            "test@voorbeeld.example <test@voorbeeld.example>",
            "'test@voorbeeld.example'",
            "“test@voorbeeld.example”",
            "(test@voorbeeld.example)",
            "test＠voorbeeld.example",
            "ｔｅｓｔ＠ｖｏｏｒｂｅｅｌｄ．ｅｘａｍｐｌｅ",
        ] {
            assert_eq!(read(typed).as_deref(), Ok("test@voorbeeld.example"), "{typed}");
        }
    }

    #[test]
    fn what_no_mail_can_reach_is_refused() {
        let long = |length: usize| "a".repeat(length);
        let too_long = [
            format!("{}@voorbeeld.example", long(65)),
            format!("test@{}.example", long(64)),
            format!("test@{}.example", [long(60), long(60), long(60), long(60)].join(".")),
        ];
        let wrong = [
            "test",
            "test@voorbeeld",
            "@voorbeeld.example",
            "test@",
            "test@@voorbeeld.example",
            "test@voorbeeld@voorbeeld.example",
            "test@127.0.0.1",
            "test@[127.0.0.1]",
            "test@[IPv6:::1]",
            "test@voorbeeld.123",
            "test@voorbeeld.4you",
            "test@voorbeeld..example",
            "test@.example",
            "test@-voorbeeld.example",
            "test@voor_beeld.example",
            ".test@voorbeeld.example",
            "te..st@voorbeeld.example",
            "\"te st\"@voorbeeld.example",
            "te(st)@voorbeeld.example",
            "test@voorbeeld.invalid",
            "test@voorbeeld.localhost",
            "test@voorbeeld.TEST",
            "www.voorbeeld.example",
        ];
        for typed in wrong.into_iter().chain(too_long.iter().map(String::as_str)) {
            assert_eq!(read(typed), Err(NotAnEmail::Shape), "{typed}");
        }
    }

    #[test]
    fn a_mistake_with_a_way_out_of_its_own_is_told_apart() {
        for (typed, why) in [
            ("test@voorbeeld,example", NotAnEmail::Comma),
            ("test@voorbeeld, example", NotAnEmail::Comma),
            ("test@ voorbeeld.example", NotAnEmail::Space),
            ("test voorbeeld@voorbeeld.example", NotAnEmail::Space),
            ("test@voorbeeld.example of twee@voorbeeld.example", NotAnEmail::Several),
            ("test@voorbeeld.example,twee@voorbeeld.example", NotAnEmail::Several),
            ("Een <test@voorbeeld.example>; Twee <twee@voorbeeld.example>", NotAnEmail::Several),
            ("tést@voorbeeld.example", NotAnEmail::Letter),
            ("漢字@漢字.example", NotAnEmail::Letter),
        ] {
            assert_eq!(read(typed), Err(why), "{typed}");
        }
    }

    #[test]
    fn what_an_earlier_version_kept_is_still_read() {
        let email = Email::kept("test@[127.0.0.1]".to_owned());
        assert_eq!((email.as_str(), email.for_mail()), ("test@[127.0.0.1]", None));
    }
}
