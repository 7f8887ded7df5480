//! Having the mails of a complaint sent again that did not go out.

use crate::Register;
use crate::claim;
use crate::close::is_changed;
use crate::dossier::DossierError;
use crate::item::{COMPLAINT, ENTRY, OPEN, REFERENCE, RESENT_AT, STATE, instant, text};
use crate::store::{StoreError, is_from_store};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use chrono::{DateTime, Utc};
use complaint::{Mail, MailState, Reference};

/// Why the mails of a complaint are not known to be sent again. No variant holds a word of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResendError {
    /// Nothing is kept under the reference.
    #[error("the register has no complaint {0}")]
    NotThere(Reference),
    /// It is closed: nothing is left to tell.
    #[error("{0} is closed")]
    Closed(Reference),
    /// What is kept cannot be read.
    #[error(transparent)]
    Dossier(#[from] DossierError),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Others changed it between reading and writing.
    #[error("others are changing it at the same time")]
    Busy,
}

impl Register {
    /// Has every mail of `reference` sent that did not go out, came back, or never was begun; gives those whose mark said so.
    /// What went out stays so.
    ///
    /// One transaction: the marks are as if each claim was given back, and the complaint says when this was asked, so that the
    /// table's stream tells of it again.
    ///
    /// # Errors
    /// See [`ResendError`].
    pub async fn resend(&self, reference: Reference, now: DateTime<Utc>) -> Result<Vec<Mail>, ResendError> {
        let dossier = self.dossier(reference).await?.ok_or(ResendError::NotThere(reference))?;
        if dossier.closing.is_some() {
            return Err(ResendError::Closed(reference));
        }
        let unsent = dossier
            .mails
            .iter()
            .filter(|mark| matches!(mark.state, MailState::Refused | MailState::Uncertain | MailState::Bounced));
        let mut writes = vec![self.tell_again(reference, now)?];
        let mut again = Vec::new();
        for mark in unsent {
            let free = Put::builder()
                .table_name(&self.table)
                .set_item(Some(claim::given_back(reference, mark.mail, now)))
                .condition_expression("#state = :state")
                .expression_attribute_names("#state", STATE)
                .expression_attribute_values(":state", text(&mark.state))
                .build()
                .map_err(StoreError::from)?;
            writes.push(TransactWriteItem::builder().put(free).build());
            again.push(mark.mail);
        }
        match self.client.transact_write_items().set_transact_items(Some(writes)).send().await {
            Ok(answer) if is_from_store(&answer) => Ok(again),
            Ok(_) => Err(StoreError::not_from_store().into()),
            Err(SdkError::ServiceError(error)) if is_changed(error.err()) => Err(ResendError::Busy),
            Err(error) => Err(StoreError::from(error).into()),
        }
    }

    /// Of a complaint that is open only: what the stream tells of a closed one is passed over.
    fn tell_again(&self, reference: Reference, now: DateTime<Utc>) -> Result<TransactWriteItem, StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .key(REFERENCE, text(&reference))
            .key(ENTRY, text(COMPLAINT))
            .condition_expression("attribute_exists(#open)")
            .update_expression("SET #resent_at = :now")
            .expression_attribute_names("#open", OPEN)
            .expression_attribute_names("#resent_at", RESENT_AT)
            .expression_attribute_values(":now", text(&instant(now)))
            .build()?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}
