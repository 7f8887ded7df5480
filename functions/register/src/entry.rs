//! What a stream of the table tells, read back.

use crate::item::{self, Item};
use chrono::{DateTime, Utc};
use complaint::{Complaint, Receipt};
use serde_dynamo::Item as Image;

/// A complaint as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the complaint is called, and when its terms began.
    pub receipt: Receipt,
    /// The moment of receipt.
    pub received_at: DateTime<Utc>,
    /// The complaint.
    pub complaint: Complaint,
}

/// An item of the table that cannot be read. It names an attribute, never what the attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the entry has no `{0}` that can be read")]
pub struct EntryError(&'static str);

impl Entry {
    /// The complaint that `image` holds, or `None` if it is another entry of the table, such as a mark, or closed: of that
    /// nothing is left to tell.
    ///
    /// # Errors
    /// A complaint that this version cannot read.
    pub fn read(image: Image) -> Result<Option<Self>, EntryError> {
        let item: Item = image.into();
        if !item::is_complaint(&item) || !item::is_open(&item) {
            return Ok(None);
        }
        let receipt = item::receipt(&item).ok_or(EntryError("receipt"))?;
        let received_at = item::received_at(&item).ok_or(EntryError("received_at"))?;
        let complaint = item::complaint(&item).map_err(|item::Unread(name)| EntryError(name))?;
        Ok(Some(Self { receipt, received_at, complaint }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use complaint::{CalendarNames, DigestKey, Earlier, Field, Form, Language, Lengths, Reference, Rules};
    use item::NewComplaint;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
    }

    fn received_at() -> DateTime<Utc> {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    fn rules() -> Rules {
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
        let languages = ["nl", "en"].map(|tag| (Language::new(tag), CalendarNames::default())).into();
        Rules { lengths, default_language: Language::new("nl"), languages, today: today() }
    }

    fn kept(complaint: &Complaint, earlier: Option<Earlier>) -> (Receipt, Image) {
        let digest = &complaint.digest(&DigestKey::from([7; 32]));
        let receipt = Receipt { reference: Reference::draw(digest, 0), received_on: today(), earlier };
        let new = NewComplaint { complaint, digest, receipt, received_at: received_at(), due: today() };
        (receipt, item::new_item(new).into())
    }

    /// Any complaint that a form can make.
    fn complaints() -> impl Strategy<Value = Complaint> {
        let text = "[a-zé<&\"]{1,8}( [a-z\u{1F600}]{1,3})?";
        let optional = || prop_oneof![Just(String::new()), Just("x y".to_owned()), Just("één\r\ntwee".to_owned())];
        let address =
            prop_oneof![Just(["", "", ""]), Just(["Straat 1", "", "Dorp"]), Just(["Straat 1", "0000 AA", ""])];
        let phone = prop_oneof![Just(""), Just("000-000 00 00 (na 17 uur)")];
        let email = prop_oneof![Just(""), Just("test@voorbeeld.example")];
        let day = prop_oneof![Just(""), Just("3")];
        let rest = (day, prop_oneof![Just(""), Just("ja")], prop_oneof![Just("nl"), Just("en")]);
        (text, text, optional(), optional(), address, phone, email, rest).prop_filter_map(
            "a right form",
            |(name, about, wish, on_behalf_of, [street, postcode, town], phone, email, (day, trap, lang))| {
                let mut form = Form::default();
                for (field, typed) in [
                    (Field::Name, name.as_str()),
                    (Field::Address, street),
                    (Field::Postcode, postcode),
                    (Field::Town, town),
                    (Field::Phone, phone),
                    (Field::Email, email),
                    (Field::IncidentDay, day),
                    (Field::IncidentMonth, "3"),
                    (Field::IncidentYear, "2026"),
                    (Field::About, &about),
                    (Field::Description, "verzonnen\r\nklacht"),
                    (Field::Wish, &wish),
                    (Field::OnBehalfOf, &on_behalf_of),
                    (Field::Lang, lang),
                    (Field::Trap, trap),
                ] {
                    form.set(field, typed);
                }
                form.read(&rules()).ok()
            },
        )
    }

    fn of_any_earlier() -> impl Strategy<Value = Option<Earlier>> {
        let reference = "K-0000-0000".parse().unwrap();
        prop::option::of(any::<bool>().prop_map(move |is_closed| Earlier {
            reference,
            received_on: today(),
            is_closed,
        }))
    }

    proptest! {
        #[test]
        fn what_was_kept_is_read_back_whole(complaint in complaints(), earlier in of_any_earlier()) {
            let (receipt, image) = kept(&complaint, earlier);
            // As a stream tells it: through JSON.
            let told = serde_json::to_string(&image).unwrap();
            let entry = Entry::read(serde_json::from_str(&told).unwrap()).unwrap().unwrap();
            prop_assert_eq!(entry, Entry { receipt, received_at: received_at(), complaint });
        }
    }

    fn one() -> Image {
        let mut form = Form::default();
        for (field, typed) in [
            (Field::Name, "kanarievogel"),
            (Field::Email, "kanarievogel@voorbeeld.example"),
            (Field::IncidentMonth, "3"),
            (Field::IncidentYear, "2026"),
            (Field::About, "kanarievogel"),
            (Field::Description, "kanarievogel"),
        ] {
            form.set(field, typed);
        }
        kept(&form.read(&rules()).unwrap(), None).1
    }

    #[test]
    fn an_entry_that_cannot_be_read_is_told_without_what_it_holds() {
        for name in
            ["name", "description", "incident_date", "is_suspect", "language", "channel", "received_on", "received_at"]
        {
            let (mut missing, mut wrong) = (one(), one());
            missing.remove(name);
            wrong.insert(name.to_owned(), serde_dynamo::AttributeValue::L(vec![]));
            for image in [missing, wrong] {
                let error = Entry::read(image).unwrap_err();
                assert!(!format!("{error} {error:?}").contains("kanarievogel"), "{error}");
            }
        }
    }

    #[test]
    fn an_entry_that_is_no_complaint_is_none() {
        let mut mark = one();
        mark.insert("entry".into(), serde_dynamo::AttributeValue::S("mail#office".into()));
        assert_eq!(Entry::read(mark), Ok(None));
    }
}
