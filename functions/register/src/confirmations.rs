//! How many confirmations went to one address for the complaints of one day: anybody can type anybody's address.

use crate::Register;
use crate::claim::MarkError;
use crate::conditional_put::{Condition, ConditionalPut};
use crate::item::{self, ENTRY, EXPIRES_AT, Item, REFERENCE, named, number_of, text};
use crate::store::{StoreError, entry_of};
use base16ct::lower::encode_string;
use chrono::{Days, NaiveDate, NaiveTime};
use complaint::{Email, Personal, Reference};
use sha2::{Digest as _, Sha256};

/// How many confirmations may go to one address for the complaints of one day.
pub const CONFIRMATIONS_A_DAY: u8 = 3;

/// Of a slot: whose confirmation took it.
pub(crate) const COMPLAINT_OF_SLOT: &str = "complaint";
/// How the entry of each slot begins.
const SLOT: &str = "slot#";

impl Register {
    /// Takes one of the [`CONFIRMATIONS_A_DAY`] that may go to `address` for complaints received on `day`; tells whether one
    /// was left. The same complaint keeps the one that it took.
    ///
    /// The address itself is not stored here, and what is stored may be deleted two days later.
    ///
    /// # Errors
    /// See [`MarkError`].
    pub async fn take_confirmation(
        &self,
        address: &Personal<Email>,
        day: NaiveDate,
        reference: Reference,
    ) -> Result<bool, MarkError> {
        let key = address_key(address, day);
        let expires_at = (day + Days::new(3)).and_time(NaiveTime::MIN).and_utc().timestamp();
        for number in 1..=CONFIRMATIONS_A_DAY {
            let item = [
                (REFERENCE, text(&key)),
                (ENTRY, text(&format!("{SLOT}{number}"))),
                (COMPLAINT_OF_SLOT, text(&reference)),
                (EXPIRES_AT, number_of(expires_at)),
            ];
            let condition = Condition {
                expression: "attribute_not_exists(#reference) OR #complaint = :complaint",
                names: &[("#reference", REFERENCE), ("#complaint", COMPLAINT_OF_SLOT)],
                values: vec![(":complaint", text(&reference))],
            };
            if let ConditionalPut::Done = self.put_if(named(item), condition).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The slots that the complaint in `item` took.
    pub(crate) async fn slots_of(&self, item: &Item, reference: Reference) -> Result<Vec<Item>, StoreError> {
        let Some((address, day)) = item::counted_by(item) else { return Ok(Vec::new()) };
        let slots = self.items_of(&address_key(&address, day)).await?;
        let is_slot = |item: &Item| entry_of(item).is_some_and(|entry| entry.starts_with(SLOT));
        let is_its = |item: &Item| item.get(COMPLAINT_OF_SLOT) == Some(&text(&reference));
        Ok(slots.into_iter().filter(|item| is_slot(item) && is_its(item)).collect())
    }
}

fn address_key(address: &Personal<Email>, day: NaiveDate) -> String {
    let address = address.reveal();
    let address = address.for_mail().unwrap_or_else(|| address.as_str().to_owned());
    format!("address#{}", encode_string(&Sha256::digest(format!("{day} {}", address.to_lowercase()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_address_is_one_for_its_day_however_it_is_written() {
        let key = |address: &str, day: &str| {
            address_key(&Personal::new(Email::kept(address.to_owned())), day.parse().unwrap())
        };
        let one = key("Test@Voorbeeld.example", "2026-11-22");
        assert_eq!(one, key("test@voorbeeld.EXAMPLE", "2026-11-22"));
        assert_eq!(key("test@Müller.example", "2026-11-22"), key("test@xn--mller-kva.example", "2026-11-22"));
        assert_ne!(one, key("test@voorbeeld.example", "2026-11-23"));
        assert_eq!(one.len(), "address#".len() + 64);
    }
}
