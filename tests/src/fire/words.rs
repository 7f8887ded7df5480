//! What a resident made up: what is typed, and what must be kept of it.

use crate::kept;
use complaint::Field;
use fastrand::Rng;
use serde_json::Value;

/// Fields of a form with what is in them.
pub type Fields = Vec<(String, String)>;

/// The words of one made-up complaint.
#[derive(Clone, Debug)]
pub struct Words {
    /// What no other complaint has.
    pub label: String,
    typed: Fields,
}

/// Words that are easily spoilt. None begins or ends with a space: that is not kept.
const HARD: [&str; 9] = [
    "gewoon",
    "👩‍👩‍👧‍👦 en 🏳️‍🌈",
    "<b>vet</b> & <script>alert(1)</script> &amp;",
    "\"dubbel\" en 'enkel' en “krullend”",
    "שלום וגם مرحبا \u{202e}om\u{202c}",
    "e\u{301} ö o\u{308} ﬁ ß İ",
    "100% +plus+ =1+1 a&b=c;d \\n %0d%0a",
    "\"><input type=\"hidden\" name=\"name\" value=\"ander\">",
    "漢字 𝔘𝔫𝔦 \u{1F9D1}\u{1F3FD}\u{200D}\u{1F9BD}",
];

impl Words {
    /// Words that nobody sent before, told apart by `label`.
    #[must_use]
    pub fn made_up(label: String, drawn: &mut Rng) -> Self {
        let language = if drawn.u8(..5) == 0 { "en" } else { "nl" };
        let mut hard = || HARD[drawn.usize(..HARD.len())];
        let lines = format!("Verzonnen klacht {label}.\r\n\r\n{}\r\nDerde regel met {}", hard(), hard());
        let mut typed = vec![
            ("lang", language.to_owned()),
            ("name", format!("Test {} Voorbeeld", hard())),
            ("contact_by", "any".to_owned()),
            ("incident_day", "3".to_owned()),
            ("incident_month", "3".to_owned()),
            ("incident_year", "2026".to_owned()),
            ("about", format!("een verzonnen balie: {}", hard())),
            ("description", lines),
        ];
        match drawn.u8(..4) {
            0 => typed.push(("email", format!("test-{label}@voorbeeld.example"))),
            1 => typed.extend([
                ("address", "Teststraat 1".to_owned()),
                ("postcode", "0000 AA".to_owned()),
                ("town", "Testdorp".to_owned()),
            ]),
            _ => typed.push(("phone", "000-000 00 00".to_owned())),
        }
        if drawn.bool() {
            typed.push(("on_behalf_of", "een verzonnen buur".to_owned()));
        }
        Self { label, typed: owned(typed) }
    }

    /// Two complaints that draw the same reference under [`crate::DIGEST_KEY`]; they were searched for.
    #[must_use]
    pub fn meeting() -> [Self; 2] {
        ["verzonnen klacht 33967", "verzonnen klacht 272726"].map(|text| {
            let typed = [
                ("lang", "nl"),
                ("name", "Test Voorbeeld"),
                ("email", "test@voorbeeld.example"),
                ("incident_month", "3"),
                ("incident_year", "2026"),
                ("about", "een verzonnen balie"),
                ("description", text),
            ];
            Self { label: text.to_owned(), typed: owned(typed.map(|(field, text)| (field, text.to_owned()))) }
        })
    }

    /// Another complaint of the same person.
    #[must_use]
    pub fn another(&self, label: String) -> Self {
        let mut typed = self.typed.clone();
        typed.push(("wish".to_owned(), format!("Excuses, {label}.\r\nEn taart.")));
        Self { label, typed }
    }

    /// What is typed.
    #[must_use]
    pub fn typed(&self) -> &Fields {
        &self.typed
    }

    /// Whether `fields` are what was typed, nothing less and nothing more.
    #[must_use]
    pub fn are_all_in(&self, fields: &Fields) -> bool {
        let sorted = |fields: &Fields| {
            let mut fields: Vec<_> = fields.iter().filter(|(_, text)| !text.is_empty()).cloned().collect();
            fields.sort_unstable();
            fields
        };
        sorted(&self.typed) == sorted(fields)
    }

    /// Whether each text is among those that a page shows back.
    #[must_use]
    pub fn are_shown_by(&self, shown: &[String]) -> bool {
        let texts = ["name", "about", "description", "wish", "on_behalf_of", "email", "phone"];
        texts.iter().filter_map(|field| self.kept(field)).all(|text| shown.contains(&text))
    }

    /// Whether `item` of the table holds these words, nothing less and nothing more.
    #[must_use]
    pub fn are_kept_in(&self, item: &Value) -> bool {
        let texts = ["name", "about", "description", "wish", "on_behalf_of", "email", "phone"];
        let incident = if self.kept("incident_day").is_some() { "2026-03-03" } else { "2026-03" };
        texts.iter().all(|field| item[field]["S"].as_str() == self.kept(field).as_deref())
            && [("street", "address"), ("postcode", "postcode"), ("town", "town")]
                .iter()
                .all(|(part, field)| item["address"]["M"][part]["S"].as_str() == self.kept(field).as_deref())
            && item["incident_date"]["S"] == incident
            && item["contact_by"]["S"] == "any"
            && item["language"]["S"].as_str() == self.kept("lang").as_deref()
            && item["is_suspect"]["BOOL"] == false
    }

    /// What must be kept of `field`.
    fn kept(&self, field: &str) -> Option<String> {
        let (name, text) = self.typed.iter().find(|(name, _)| name == field)?;
        Some(kept(Field::named(name)?, text))
    }
}

fn owned(typed: impl IntoIterator<Item = (&'static str, String)>) -> Fields {
    typed.into_iter().map(|(field, text)| (field.to_owned(), text)).collect()
}
