//! What a mail says, put into MIME.

use chrono::{DateTime, NaiveDate, Utc};
use complaint::{Language, MailKey};
use lettre::Message;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use std::error::Error;
use views::MailText;

pub use lettre::Address;

/// A mail that is ready to be sent.
#[derive(Clone)]
pub struct OutgoingMail {
    /// Which mail it is.
    pub key: MailKey,
    /// The day of receipt of the complaint that it is about, if it is about one.
    pub received_on: Option<NaiveDate>,
    /// From whom, without a name.
    pub from: Address,
    /// To whom.
    pub to: Address,
    /// The whole message: headers, plain text, HTML.
    pub mime: Vec<u8>,
}

/// The two addresses of the organisation.
#[derive(Clone, Debug)]
pub struct Mailboxes {
    /// From whom mails come.
    pub from: Address,
    /// Where the office reads, and answers to mails go.
    pub office: Address,
}

/// An address that no mail can come from or go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is no e-mail address")]
pub struct NoAddress(pub &'static str);

impl Mailboxes {
    /// Reads both addresses.
    ///
    /// # Errors
    /// Which of the two, by the name of its setting, is none.
    pub fn read(from: &str, office: &str) -> Result<Self, NoAddress> {
        Ok(Self {
            from: from.parse().map_err(|_| NoAddress("MAIL_FROM"))?,
            office: office.parse().map_err(|_| NoAddress("MAIL_OFFICE"))?,
        })
    }
}

/// Everything that a mail is made of.
pub(crate) struct Draft<'a> {
    pub(crate) key: MailKey,
    pub(crate) received_on: Option<NaiveDate>,
    /// The name of the organisation.
    pub(crate) name: &'a str,
    pub(crate) mailboxes: &'a Mailboxes,
    pub(crate) to: Address,
    pub(crate) language: &'a Language,
    pub(crate) text: MailText,
    pub(crate) at: DateTime<Utc>,
}

impl Draft<'_> {
    /// The message. Its Message-ID is the same each time, so that a reader who gets it twice may see it once.
    ///
    /// # Errors
    /// The message cannot be put together.
    pub(crate) fn message(self) -> Result<OutgoingMail, lettre::error::Error> {
        let Self { key, received_on, name, mailboxes, to, language, text, at } = self;
        // lettre takes no name with a control character, and says so by a panic.
        let name: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let named = |address: &Address| Mailbox::new(Some(name.clone()), address.clone());
        let id = format!("<{key}@{}>", mailboxes.from.domain());
        let part = |kind, text| SinglePart::builder().header(kind).body(text);
        let message = Message::builder()
            .date(at.into())
            .from(named(&mailboxes.from))
            .reply_to(named(&mailboxes.office))
            .to(Mailbox::new(None, to.clone()))
            .subject(text.subject)
            .message_id(Some(id))
            .header(AutoSubmitted)
            .header(ContentLanguage(language.as_str().to_owned()))
            .multipart(
                MultiPart::alternative()
                    .singlepart(part(ContentType::TEXT_PLAIN, text.text))
                    .singlepart(part(ContentType::TEXT_HTML, text.html)),
            )?;
        Ok(OutgoingMail { key, received_on, from: mailboxes.from.clone(), to, mime: message.formatted() })
    }
}

/// Nobody wrote this mail by hand, so nobody's absence is to answer it (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The language of the mail (RFC 3282).
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use complaint::{Mail, Reference};

    fn message(name: &str, subject: &str, language: &str) -> String {
        let reference: Reference = "K-0000-0000".parse().unwrap();
        let draft = Draft {
            key: MailKey::Complaint(reference, Mail::Sender),
            received_on: "2026-11-22".parse().ok(),
            name,
            mailboxes: &Mailboxes::read("van@wij.example", "kantoor@wij.example").unwrap(),
            to: "test@voorbeeld.example".parse().unwrap(),
            language: &Language::new(language),
            text: MailText { subject: subject.into(), text: "één\n".into(), html: "<p>één</p>".into() },
            at: "2026-11-22T10:00:00Z".parse().unwrap(),
        };
        String::from_utf8(draft.message().unwrap().mime).unwrap()
    }

    #[test]
    fn a_mail_has_its_headers_and_plain_text_before_html() {
        let message = message("WIJ Test", "Uw klacht is bij ons binnen", "nl");
        for header in [
            "Date: Sun, 22 Nov 2026 10:00:00 +0000",
            "From: \"WIJ Test\" <van@wij.example>",
            "Reply-To: \"WIJ Test\" <kantoor@wij.example>",
            "To: test@voorbeeld.example",
            "Subject: Uw klacht is bij ons binnen",
            "Message-ID: <K-0000-0000-sender@wij.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: nl",
            "MIME-Version: 1.0",
        ] {
            assert!(message.contains(&format!("{header}\r\n")), "{header}\n{message}");
        }
        assert!(message.contains("Content-Type: multipart/alternative"));
        let place = |kind| message.find(kind).unwrap();
        assert!(place("text/plain; charset=utf-8") < place("text/html; charset=utf-8"));
    }

    #[test]
    fn no_text_breaks_out_of_its_header() {
        let evil = "a\r\nBcc: kwaad@voorbeeld.example\r\n\r\nb\nBcc: kwaad@voorbeeld.example";
        let message = message(evil, evil, evil);
        let (head, _) = message.split_once("\r\n\r\n").unwrap();
        let names: Vec<&str> = head.split("\r\n").filter(|line| !line.starts_with(' ')).collect();
        assert!(!names.iter().any(|line| line.to_lowercase().starts_with("bcc")), "{head}");
        assert_eq!(names.len(), 10, "{head}");
        assert!(!head.replace("\r\n", "").contains(['\r', '\n']), "{head}");
    }

    #[test]
    fn no_address_holds_a_line_break_or_a_second_address() {
        for evil in
            ["a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "a\n@b.example", "a@b.exa\nmple", ""]
        {
            assert!(evil.parse::<Address>().is_err(), "{evil:?}");
            assert_eq!(Mailboxes::read("a@b.example", evil).unwrap_err(), NoAddress("MAIL_OFFICE"));
        }
    }
}
