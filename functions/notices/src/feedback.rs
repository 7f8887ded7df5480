//! What became of a mail that was sent: events of Amazon SES, by way of EventBridge.
//!
//! Nothing of the table is read for it: the tags of a mail say which mail of which complaint it is.

use crate::{HandleError, Mailer, NoticeError, Notices};
use complaint::{DIGEST, Mail, MailKey, MailState, Receipt, Reference};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use views::Undelivered;

/// The tag with the complaint's reference, or with the hour of a digest.
pub const TAG_REFERENCE: &str = "reference";
/// The tag with the day of receipt.
pub const TAG_RECEIVED_ON: &str = "received_on";
/// The tag that says which of the complaint's mails it is.
pub const TAG_MAIL: &str = "mail";

/// The detail of an event. Only what is read of it.
#[derive(Deserialize)]
struct Detail {
    #[serde(rename = "eventType")]
    event_type: String,
    mail: Told,
    bounce: Option<Bounce>,
    complaint: Option<Reported>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(rename = "messageId")]
    message_id: Option<String>,
    #[serde(default)]
    tags: HashMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Bounce {
    #[serde(rename = "bounceType")]
    kind: String,
    #[serde(rename = "bounceSubType")]
    sub_kind: Option<String>,
}

/// A mail that was reported as unwanted, which SES calls a complaint.
#[derive(Deserialize)]
struct Reported {
    #[serde(rename = "complaintFeedbackType")]
    feedback: Option<String>,
}

impl Detail {
    /// Why the mail did not arrive, or `None` if it did or may have.
    ///
    /// SES tries for hours before it says that a mail bounced, so "transient" (a full mailbox, a refused size) is an end
    /// too. Only the transient bounce of no special kind is passed over: the answer of somebody who is absent looks like it.
    /// Of an undetermined one SES could not read the reason: it may be either, so the office hears of it as such.
    fn undelivered(&self) -> Option<Undelivered> {
        let is = |text: Option<&str>, wanted| text == Some(wanted);
        match self.event_type.as_str() {
            "Bounce" => {
                let bounce = self.bounce.as_ref()?;
                let may_be_an_answer =
                    bounce.kind == "Transient" && bounce.sub_kind.as_deref().is_none_or(|kind| kind == "General");
                let why = if bounce.kind == "Undetermined" { Undelivered::Unclear } else { Undelivered::Bounced };
                (!may_be_an_answer).then_some(why)
            }
            "Complaint" => {
                let feedback = self.complaint.as_ref().and_then(|reported| reported.feedback.as_deref());
                (!is(feedback, "not-spam")).then_some(Undelivered::Unwanted)
            }
            "Reject" | "Rendering Failure" => Some(Undelivered::Refused),
            _ => None,
        }
    }

    /// Which mail it was, and of what complaint, if it is one of ours.
    fn mail(&self) -> Option<(Mail, Receipt)> {
        let reference: Reference = self.tag(TAG_REFERENCE)?.parse().ok()?;
        let received_on = self.tag(TAG_RECEIVED_ON)?.parse().ok()?;
        Some((self.tag(TAG_MAIL)?.parse().ok()?, Receipt { reference, received_on, earlier: None }))
    }

    /// Of which hour it was the digest, if it was one.
    fn digest(&self) -> Option<MailKey> {
        let hour = self.tag(TAG_REFERENCE).filter(|_| self.tag(TAG_MAIL) == Some(DIGEST))?;
        hour.parse().ok().map(MailKey::Digest)
    }

    fn tag(&self, name: &str) -> Option<&str> {
        self.mail.tags.get(name).and_then(|values| values.first()).map(String::as_str)
    }
}

impl<M: Mailer, D> Notices<M, D> {
    /// Marks a confirmation that did not arrive, and tells the office once. Whatever else SES tells is passed over.
    ///
    /// # Errors
    /// A mail to the office did not arrive, which nobody can be told by mail; or the mark or the mail to the office is to
    /// be tried again.
    pub(crate) async fn handle_feedback(&self, detail: Value) -> Result<(), HandleError> {
        let detail: Detail = serde_json::from_value(detail).map_err(|_| HandleError::NotAnEvent)?;
        let Some(why) = detail.undelivered() else { return Ok(()) };
        let (receipt, key) = match (detail.mail(), detail.digest()) {
            (Some((Mail::Sender, receipt)), _) => (receipt, MailKey::Complaint(receipt.reference, Mail::Sender)),
            (Some((mail, receipt)), _) => return Err(not_reached(MailKey::Complaint(receipt.reference, mail))),
            (None, Some(digest)) => return Err(not_reached(digest)),
            (None, None) => return Ok(()),
        };
        let reference = receipt.reference;
        let state = match why {
            Undelivered::Bounced => Some(MailState::Bounced),
            Undelivered::Unwanted => Some(MailState::Unwanted),
            Undelivered::Refused => Some(MailState::Refused),
            // It was sent, and more is not known.
            Undelivered::Unclear | Undelivered::Unanswered => None,
        };
        let message_id = detail.mail.message_id.as_deref();
        let marked = match state {
            Some(state) => self.register().mark_fate(key, state, message_id, self.now()).await,
            None => Ok(()),
        };
        // The office hears of it whether or not the register can say so now; what fails is tried again.
        let told = self.tell_undelivered(&receipt, why).await;
        if let Err(error) = &marked {
            tracing::error!(%reference, %error, "a confirmation that did not arrive is not marked");
        }
        match &told {
            Ok(()) => tracing::info!(%reference, ?why, "a confirmation did not arrive; the office is told"),
            Err(error) => {
                tracing::error!(%reference, ?why, %error, "a confirmation did not arrive; the office is not told");
            }
        }
        told?;
        marked.map_err(HandleError::NotMarked)
    }
}

fn not_reached(mail: MailKey) -> HandleError {
    tracing::error!(%mail, "a mail to the office did not arrive");
    NoticeError::OfficeNotReached(mail).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn detail(event: &Value) -> Detail {
        let mut detail = json!({ "mail": { "messageId": "m", "tags": {
            "reference": ["K-0000-0000"], "received_on": ["2026-11-22"], "mail": ["sender"], "ses:caller-identity": ["x"],
        } } });
        detail.as_object_mut().unwrap().extend(event.as_object().unwrap().clone());
        serde_json::from_value(detail).unwrap()
    }

    fn bounce(kind: &str, sub_kind: &str) -> Option<Undelivered> {
        let bounce = json!({ "bounceType": kind, "bounceSubType": sub_kind });
        detail(&json!({ "eventType": "Bounce", "bounce": bounce })).undelivered()
    }

    #[test]
    fn a_bounce_is_an_end_but_for_what_may_be_the_answer_of_somebody_absent() {
        assert_eq!(bounce("Permanent", "General"), Some(Undelivered::Bounced));
        assert_eq!(bounce("Permanent", "OnAccountSuppressionList"), Some(Undelivered::Bounced));
        assert_eq!(bounce("Undetermined", "Undetermined"), Some(Undelivered::Unclear));
        assert_eq!(bounce("Transient", "MailboxFull"), Some(Undelivered::Bounced));
        assert_eq!(bounce("Transient", "General"), None);
    }

    #[test]
    fn a_report_is_an_end_unless_it_says_that_the_mail_was_wanted() {
        let reported =
            |kind| detail(&json!({ "eventType": "Complaint", "complaint": { "complaintFeedbackType": kind } }));
        assert_eq!(reported("abuse").undelivered(), Some(Undelivered::Unwanted));
        assert_eq!(reported("not-spam").undelivered(), None);
        assert_eq!(
            detail(&json!({ "eventType": "Complaint", "complaint": {} })).undelivered(),
            Some(Undelivered::Unwanted)
        );
    }

    #[test]
    fn a_refusal_is_an_end_and_everything_else_is_none() {
        assert_eq!(detail(&json!({ "eventType": "Reject" })).undelivered(), Some(Undelivered::Refused));
        assert_eq!(detail(&json!({ "eventType": "Rendering Failure" })).undelivered(), Some(Undelivered::Refused));
        for other in ["Delivery", "Send", "DeliveryDelay", "Open"] {
            assert_eq!(detail(&json!({ "eventType": other })).undelivered(), None, "{other}");
        }
    }

    #[test]
    fn the_tags_say_which_mail_it_was() {
        let (mail, receipt) = detail(&json!({ "eventType": "Reject" })).mail().unwrap();
        assert_eq!((mail, receipt.reference.to_string().as_str()), (Mail::Sender, "K-0000-0000"));
        assert_eq!(receipt.received_on.to_string(), "2026-11-22");
        assert!(detail(&json!({ "eventType": "Reject", "mail": {} })).mail().is_none(), "somebody else's mail");
    }
}
