//! What a form is read into, and every mistake it can hold.

use super::*;
use crate::CalendarNames;
use crate::DigestKey;
use crate::Lengths;
use crate::NoConfirmation;
use crate::NotAnEmail;
use chrono::NaiveDate;

fn rules() -> Rules {
    Rules {
        lengths: Lengths {
            name: 40,
            address: 40,
            postcode: 10,
            town: 40,
            phone: 30,
            email: 60,
            about: 40,
            description: 100,
            wish: 40,
            on_behalf_of: 40,
        },
        default_language: Language::new("nl"),
        languages: vec![(Language::new("nl"), CalendarNames::dutch()), (Language::new("en"), CalendarNames::english())],
        today: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
    }
}

fn complete_form() -> Form {
    form(&[
        (Field::Name, "Test Voorbeeld"),
        (Field::Email, "test@voorbeeld.example"),
        (Field::IncidentDay, "3"),
        (Field::IncidentMonth, "11"),
        (Field::IncidentYear, "2026"),
        (Field::About, "de balie"),
        (Field::Description, "Dit is een verzonnen klacht."),
    ])
}

fn form(typed: &[(Field, &str)]) -> Form {
    let mut form = Form::default();
    for (field, text) in typed {
        form.set(*field, *text);
    }
    form
}

fn with(typed: &[(Field, &str)]) -> Form {
    let mut form = complete_form();
    for (field, text) in typed {
        form.set(*field, *text);
    }
    form
}

fn mistakes(form: &Form) -> Vec<(Field, MistakeKind)> {
    form.read(&rules()).map_or_else(|all| all.iter().map(|one| (one.field, one.kind)).collect(), |_| Vec::new())
}

#[test]
fn a_complete_form_is_a_complaint_with_the_very_words() {
    let complaint = complete_form().read(&rules()).unwrap();
    assert_eq!(complaint.name().reveal(), "Test Voorbeeld");
    assert_eq!(complaint.description().reveal(), "Dit is een verzonnen klacht.");
    assert_eq!(complaint.contact_by(), ContactBy::Any);
    assert_eq!(complaint.wish(), None);
    assert!(!complaint.is_suspect());
}

#[test]
fn an_empty_form_names_everything_that_is_needed_at_once_in_the_order_of_the_form() {
    assert_eq!(
        mistakes(&Form::default()),
        [
            (Field::Name, MistakeKind::Missing),
            (Field::Address, MistakeKind::NoContactDetails),
            (Field::IncidentDay, MistakeKind::DateMissing),
            (Field::About, MistakeKind::Missing),
            (Field::Description, MistakeKind::Missing),
        ]
    );
}

#[test]
fn one_of_address_phone_and_email_is_enough() {
    let only = |typed: &[(Field, &str)]| {
        let mut form = with(typed);
        form.set(Field::Email, "");
        mistakes(&form)
    };
    assert_eq!(only(&[(Field::Phone, "06 00 00 00 00")]), []);
    assert_eq!(only(&[(Field::Address, "Teststraat 1"), (Field::Town, "Testdorp")]), []);
    assert_eq!(only(&[(Field::Address, "Teststraat 1"), (Field::Postcode, "0000 AA")]), []);
    assert_eq!(mistakes(&complete_form()), []);
}

#[test]
fn half_an_address_asks_for_the_other_half() {
    assert_eq!(mistakes(&with(&[(Field::Town, "Testdorp")])), [(Field::Address, MistakeKind::AddressIncomplete)]);
    assert_eq!(
        mistakes(&with(&[(Field::Address, "Teststraat 1")])),
        [(Field::Postcode, MistakeKind::AddressIncomplete)]
    );
}

#[test]
fn the_wanted_way_to_hear_needs_its_details() {
    let wanted = |way| mistakes(&with(&[(Field::ContactBy, way)]));
    assert_eq!(wanted("phone"), [(Field::Phone, MistakeKind::WantedForContact)]);
    assert_eq!(wanted("letter"), [(Field::Address, MistakeKind::WantedForContact)]);
    assert_eq!(wanted("email"), []);
    assert_eq!(wanted("pigeon"), [(Field::ContactBy, MistakeKind::NotAChoice)]);
}

#[test]
fn addresses_that_no_mail_can_reach_are_told() {
    for (wrong, why) in [("voorbeeld", NotAnEmail::Shape), ("test@voorbeeld,example", NotAnEmail::Comma)] {
        assert_eq!(
            mistakes(&with(&[(Field::Email, wrong)])),
            [(Field::Email, MistakeKind::NotAnEmail(why))],
            "{wrong}"
        );
    }
}

#[test]
fn a_phone_number_may_carry_words_but_needs_its_digits() {
    assert_eq!(mistakes(&with(&[(Field::Phone, "000-000 00 00, na 17 uur")])), []);
    assert_eq!(mistakes(&with(&[(Field::Phone, "\u{202a}٠٦ ٠٠٠٠٠٠٠٠\u{202c}")])), []);
    assert_eq!(mistakes(&with(&[(Field::Phone, "weet ik niet")])), [(Field::Phone, MistakeKind::NotAPhone)]);
}

#[test]
fn too_long_says_by_how_much_and_nothing_is_cut() {
    let form = with(&[(Field::Description, &"é".repeat(112))]);
    assert_eq!(mistakes(&form), [(Field::Description, MistakeKind::TooLong { over_chars: 12 })]);
    assert_eq!(form.typed(Field::Description).chars().count(), 112);
    assert_eq!(mistakes(&with(&[(Field::Description, &"é".repeat(100))])), []);
}

#[test]
fn what_nobody_sees_is_no_mistake_and_no_part_of_the_complaint() {
    let form = with(&[(Field::Description, "een\u{3} klacht\u{0}"), (Field::Name, "\u{200e}Te\u{ad}st\u{7}")]);
    let complaint = form.read(&rules()).unwrap();
    assert_eq!((complaint.description().reveal().as_str(), complaint.name().reveal().as_str()), ("een klacht", "Test"));
    assert_eq!(form.typed(Field::Description), "een\u{3} klacht", "but for what no page can show again");
}

#[test]
fn a_text_of_nothing_to_see_is_empty() {
    for field in [Field::Name, Field::About, Field::Description] {
        assert_eq!(mistakes(&with(&[(field, "\u{200b}\u{3164}")])), [(field, MistakeKind::Missing)]);
    }
    let form = with(&[
        (Field::Wish, "\u{2800}"),
        (Field::OnBehalfOf, "\u{ad}"),
        (Field::Phone, "\u{200b}"),
        (Field::Town, "\u{feff}"),
    ]);
    let complaint = form.read(&rules()).unwrap();
    assert_eq!((complaint.wish(), complaint.on_behalf_of()), (None, None));
    assert_eq!((complaint.contact().phone(), complaint.contact().address()), (None, None));
}

#[test]
fn text_in_any_script_is_kept_as_it_is() {
    let words = "Ünïcode 👩‍👩‍👧 עברית العربية e\u{301}";
    assert_eq!(with(&[(Field::About, words)]).read(&rules()).unwrap().about().reveal(), words);
}

#[test]
fn a_filled_trap_marks_the_complaint_and_drops_nothing() {
    let complaint = with(&[(Field::Trap, "http://spam.example")]).read(&rules()).unwrap();
    assert!(complaint.is_suspect());
}

#[test]
fn a_confirmation_goes_to_the_address_that_was_given_unless_the_trap_was_sprung() {
    let confirmed = |typed: &[(Field, &str)]| with(typed).read(&rules()).unwrap().confirmed_at().cloned();
    assert_eq!(confirmed(&[]).unwrap().reveal().as_str(), "test@voorbeeld.example");
    assert_eq!(confirmed(&[(Field::Trap, "x")]).err(), Some(NoConfirmation::Suspect));
    assert_eq!(confirmed(&[(Field::Email, ""), (Field::Phone, "000-0000000")]).err(), Some(NoConfirmation::NoEmail));
}

#[test]
fn the_address_that_was_meant_keeps_its_mailbox() {
    let meant = |email| with(&[(Field::Email, email)]).read(&rules()).unwrap().contact().email_meant();
    assert_eq!(meant("Jan.Test@Gmial.com").unwrap().reveal(), "Jan.Test@gmail.com");
    assert_eq!(meant("test@voorbeeld.example"), None);
}

#[test]
fn an_unknown_language_falls_back_to_the_sites_own() {
    let language = |tag| with(&[(Field::Lang, tag)]).read(&rules()).unwrap().language().as_str().to_owned();
    assert_eq!([language("en"), language(""), language("xx")], ["en", "nl", "nl"]);
}

#[test]
fn the_same_words_typed_differently_have_one_digest() {
    let digest = |typed: &[(Field, &str)]| with(typed).read(&rules()).unwrap().digest(&DigestKey::from([7; 32]));
    let plain = digest(&[(Field::Description, "een\ntwee")]);
    assert_eq!(
        plain,
        digest(&[(Field::Description, "  een\r\ntwee\n"), (Field::IncidentMonth, "nov"), (Field::Lang, "en")])
    );
    assert_ne!(plain, digest(&[(Field::Description, "een\ntwee!")]));
}

#[test]
fn every_field_counts_in_the_digest() {
    let base = with(&[
        (Field::Address, "Teststraat 1"),
        (Field::Postcode, "0000 AA"),
        (Field::Town, "Testdorp"),
        (Field::Phone, "000-0000000"),
        (Field::Wish, "wens"),
        (Field::OnBehalfOf, "buur"),
    ]);
    let digest = |form: &Form| form.read(&rules()).unwrap().digest(&DigestKey::from([7; 32]));
    for field in Field::ALL.into_iter().filter(|field| !matches!(field, Field::Lang | Field::Trap)) {
        let mut changed = base.clone();
        changed.set(
            field,
            match field {
                Field::ContactBy => "phone".to_owned(),
                Field::IncidentDay | Field::IncidentMonth => "2".to_owned(),
                Field::IncidentYear => "2025".to_owned(),
                _ => format!("{}2", base.typed(field)),
            },
        );
        if field == Field::Email {
            changed.set(field, "2test@voorbeeld.example");
        }
        assert_ne!(digest(&base), digest(&changed), "{field:?}");
    }
}

#[test]
fn nothing_that_was_typed_can_be_printed_by_accident() {
    let form = complete_form();
    let printed = format!("{form:?} {:?}", form.read(&rules()));
    assert!(!printed.contains("Voorbeeld") && !printed.contains("verzonnen"), "{printed}");
}
