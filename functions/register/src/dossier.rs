//! Everything that the register has under one reference, read back for the office.

use crate::claim::{self, MailMark};
use crate::closing::{self, Closing};
use crate::item::{self, COMPLAINT, EXPIRES_AT, FINGERPRINT, Item, RECEIVED_AT, STATE, VERSION};
use crate::store::{StoreError, entry_of};
use crate::{Entry, Register};
use aws_sdk_dynamodb::types::AttributeValue;
use chrono::{DateTime, Utc};
use complaint::Reference;

/// A complaint with all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// The complaint and its receipt.
    pub entry: Entry,
    /// How many times what is known of it changed, from 1.
    pub version: u32,
    /// The digest by which the same complaint is known again.
    pub fingerprint: Vec<u8>,
    /// Its closing, if it is closed.
    pub closing: Option<Closing>,
    /// How far each of its mails is.
    pub mails: Vec<MailMark>,
    /// Until when it counts for how many mails may go out. For that the reference is kept, and a digest of the address.
    pub counted_until: Option<DateTime<Utc>>,
}

/// Why a complaint is not read back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DossierError {
    /// The store did not answer the question.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Marks of mails are there, and no complaint: of a mail that came back after the complaint was erased.
    #[error("no complaint is left, only marks of its mails: it can be erased, nothing else")]
    Remains,
    /// Something there is not what this version writes: it would be left out of what is told. It names the entry and the
    /// attribute, never what it holds.
    #[error("the entry `{entry}` has a `{attribute}` that this version cannot read")]
    Unreadable {
        /// The entry.
        entry: String,
        /// The attribute.
        attribute: String,
    },
}

impl Register {
    /// Everything that is kept under `reference`, or `None` if nothing is. What this version cannot read is an error, so that
    /// nothing is left out.
    ///
    /// # Errors
    /// See [`DossierError`].
    pub async fn dossier(&self, reference: Reference) -> Result<Option<Dossier>, DossierError> {
        let items = self.items_of(&reference.to_string()).await?;
        let Some(first) = items.iter().find(|item| item::is_complaint(item)) else {
            return match items.first() {
                Some(_) => Err(DossierError::Remains),
                None => Ok(None),
            };
        };
        let in_complaint = |item::Unread(attribute)| unreadable(COMPLAINT, attribute);
        if let Some(unknown) = item::unknown_attribute(first) {
            return Err(unreadable(COMPLAINT, unknown));
        }
        let receipt = item::receipt(first).ok_or_else(|| unreadable(COMPLAINT, "receipt"))?;
        let received_at = item::needed(first, RECEIVED_AT, item::parsed).map_err(in_complaint)?;
        let complaint = item::complaint(first).map_err(in_complaint)?;
        let fingerprint =
            item::needed(first, FINGERPRINT, |value| value.as_b().ok().map(|blob| blob.as_ref().to_vec()));
        let mut dossier = Dossier {
            version: item::needed(first, VERSION, item::number).map_err(in_complaint)?,
            fingerprint: fingerprint.map_err(in_complaint)?,
            closing: None,
            mails: Vec::new(),
            counted_until: None,
            entry: Entry { receipt, received_at, complaint },
        };
        for item in items.iter().filter(|item| !item::is_complaint(item)) {
            let entry = entry_of(item).unwrap_or_default();
            let told = |item::Unread(attribute)| unreadable(entry, attribute);
            if let Some(mail) = entry.strip_prefix(claim::MAIL) {
                let mail = mail.parse().map_err(|_| unreadable(entry, "entry"))?;
                dossier.mails.push(claim::read_mark(mail, item).map_err(told)?);
            } else {
                dossier.closing = Some(closing::read_closing(item).map_err(told)?);
            }
        }
        let is_closed = first.get(STATE) == Some(&AttributeValue::S(closing::CLOSED.into()));
        if is_closed != dossier.closing.is_some() {
            return Err(unreadable(COMPLAINT, STATE));
        }
        dossier.counted_until = self.counted_until(first, reference).await?;
        Ok(Some(dossier))
    }

    /// Until when the complaint in `first` counts for the confirmations to its address.
    async fn counted_until(&self, first: &Item, reference: Reference) -> Result<Option<DateTime<Utc>>, StoreError> {
        let slots = self.slots_of(first, reference).await?;
        Ok(slots.iter().filter_map(|slot| item::instant_of(slot.get(EXPIRES_AT)?)).max())
    }
}

fn unreadable(entry: &str, attribute: &str) -> DossierError {
    DossierError::Unreadable { entry: entry.to_owned(), attribute: attribute.to_owned() }
}
