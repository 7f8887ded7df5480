//! What a resident types, and the page that comes back.

use complaint::{CalendarNames, DigestKey, Language, Lengths, Rules};
use reqwest::Response;
use reqwest::header::HeaderMap;

/// A made-up complaint that is complete.
#[must_use]
pub fn complaint() -> Vec<(&'static str, &'static str)> {
    vec![
        ("lang", "nl"),
        ("name", "Test Voorbeeld"),
        ("email", "test@voorbeeld.example"),
        ("contact_by", "any"),
        ("incident_day", "3"),
        ("incident_month", "mrt"),
        ("incident_year", "2026"),
        ("about", "een verzonnen balie"),
        ("description", "Dit is een verzonnen klacht.\r\nMet een tweede regel & een <b>teken</b>."),
    ]
}

/// `form`, with one field typed differently.
#[must_use]
pub fn typed<'a>(mut form: Vec<(&'a str, &'a str)>, field: &'a str, text: &'a str) -> Vec<(&'a str, &'a str)> {
    form.retain(|(name, _)| *name != field);
    form.push((field, text));
    form
}

/// The key of an installation that everybody may know, as the environment of a function has it.
pub const DIGEST_KEY: &str = "0707070707070707070707070707070707070707070707070707070707070707";

/// The key that [`DIGEST_KEY`] is.
#[must_use]
pub fn digest_key() -> DigestKey {
    DIGEST_KEY.parse().expect("a key")
}

/// What forms are read by on 22 November 2026, where no page is needed.
#[must_use]
pub fn rules() -> Rules {
    let lengths = Lengths {
        name: 200,
        address: 200,
        postcode: 20,
        town: 100,
        phone: 100,
        email: 254,
        about: 500,
        description: 6000,
        wish: 2000,
        on_behalf_of: 200,
    };
    let dutch = Language::new("nl");
    let languages = vec![(dutch.clone(), CalendarNames::default())];
    Rules { lengths, default_language: dutch, languages, today: "2026-11-22".parse().expect("a day") }
}

/// A page as a browser got it.
pub struct Page {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The HTML.
    pub html: String,
}

impl Page {
    /// The page that came back.
    pub async fn of(response: Response) -> Self {
        Self::read(response).await.expect("text")
    }

    /// The page that came back.
    ///
    /// # Errors
    /// The service ended while it answered.
    pub async fn read(response: Response) -> Result<Self, reqwest::Error> {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let html = response.text().await?;
        assert!(!html.contains("{{"), "a name without a value: {html}");
        Ok(Self { status, headers, html })
    }

    /// The name of the page in the browser.
    #[must_use]
    pub fn title(&self) -> &str {
        between(&self.html, "<title>", "</title>").unwrap_or_default()
    }

    /// The reference on a confirmation.
    #[must_use]
    pub fn reference(&self) -> &str {
        between(&self.html, "<strong class=\"reference\" translate=\"no\">", "</strong>")
            .expect("a confirmation with a reference")
    }

    /// The day of receipt on a confirmation, as its calendar names it: `2026-11-22`.
    #[must_use]
    pub fn day(&self) -> Option<&str> {
        Some(between(&self.html, "\"/formulier/datums/", ".ics\"")?.split_once('/')?.1)
    }

    /// The words that the page shows back, each field by itself.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let shown = self.html.split("<dd").skip(1).filter_map(|rest| rest.split_once('>')?.1.split_once("</dd>"));
        shown.map(|(words, _)| unescape(words)).collect()
    }

    /// Everything that the page sends on unseen, as a browser would: unescaped, line breaks as CRLF.
    #[must_use]
    pub fn hidden_fields(&self) -> Vec<(String, String)> {
        let inputs = self.html.split("<input type=\"hidden\" name=\"").skip(1);
        inputs
            .map(|rest| {
                let (name, rest) = rest.split_once("\" value=\"").expect("a name");
                let (value, _) = rest.split_once("\">").expect("a value");
                (name.to_owned(), unescape(value).replace("\r\n", "\n").replace('\n', "\r\n"))
            })
            .collect()
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    Some(rest.split_once(end)?.0)
}

fn unescape(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}
