//! Everything that only functions show, made once with made-up words, so that a mistake in a template stops the build and not a
//! resident.

use chrono::{DateTime, NaiveDate};
use complaint::{Complaint, DigestKey, Earlier, Field, Form, Hour, Language, Mail, MailState, Receipt, Reference};
use views::{Confirmation, Erasure, Export, Message, RegisterLocation, RenderError, Site, Undelivered};

/// Makes every page and mail of every language, and gives back what is wrong with the templates.
pub(crate) fn rehearse(site: &Site) -> Vec<RenderError> {
    site.languages().flat_map(|language| rehearse_in(site, &language.tag)).collect()
}

fn rehearse_in(site: &Site, tag: &str) -> Vec<RenderError> {
    let mut form = Form::default();
    form.set(Field::Lang, tag);
    let rules = site.rules(NaiveDate::default());
    let mut wrong = Vec::new();
    if let Err(mistakes) = form.read(&rules) {
        wrong.extend(site.form_page(&form, Some(&mistakes)).err());
    }
    for (field, typed) in [
        (Field::Name, "Test"),
        (Field::Email, "test@voorbeeld.example"),
        (Field::IncidentMonth, "1"),
        (Field::IncidentYear, "1970"),
        (Field::About, "test"),
        (Field::Description, "test"),
    ] {
        form.set(field, typed);
    }
    if let Ok(complaint) = form.read(&rules) {
        // The words are no secret, and so the key is none.
        let reference = Reference::draw(&complaint.digest(&DigestKey::from([0; 32])), 0);
        let received_on = NaiveDate::default();
        let earlier = Some(Earlier { reference, received_on, is_closed: true });
        let receipt = Receipt { reference, received_on, earlier };
        wrong.extend(site.check_page(&form, &complaint).err());
        wrong.extend(site.confirmation_page(&complaint, &receipt).err());
        wrong.extend(site.not_sent_page(&form, &complaint).err());
        wrong.extend(site.confirmation_mail(&complaint, &receipt).err());
        wrong.extend(site.arrival_mail(&receipt, complaint.language(), Confirmation::Sent).err());
        wrong.extend(site.undelivered_mail(&receipt, Undelivered::Bounced).err());
        wrong.extend(site.digest_mail(Hour::of(DateTime::UNIX_EPOCH), 1, 1).err());
        wrong.extend(for_the_office(site, &complaint, receipt));
    }
    wrong.extend(site.message_page(&Language::new(tag), Message::NotFound).err());
    wrong
}

fn for_the_office(site: &Site, complaint: &Complaint, receipt: Receipt) -> Vec<RenderError> {
    let (at, on) = (DateTime::UNIX_EPOCH, receipt.received_on);
    let export = Export {
        complaint,
        receipt,
        received_at: at,
        mails: vec![(Mail::Office, MailState::Sent, at)],
        counted_until: Some(at),
        closed: Some((on, at)),
    };
    let erasure = Erasure {
        reference: receipt.reference,
        received_on: Some(on),
        at,
        entries: 1,
        caught_mails: 1,
        kept: RegisterLocation::Aws,
    };
    let text = site.erasure_text(&erasure, complaint.language());
    [site.export_page(&export, on).err(), text.err()].into_iter().flatten().collect()
}
