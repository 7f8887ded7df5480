//! One complaint's mails: decided, then sent, each once.

use crate::outgoing::{Address, Draft, Mailboxes};
use crate::{Mailer, SendError};
use chrono::{DateTime, Utc};
use complaint::{Complaint, Language, Mail, MailState, NoConfirmation, Receipt};
use register::{Claimed, Entry, MarkError, Register};
use std::sync::Arc;
use tokio::sync::watch;
use views::{Confirmation, MailText, RenderError, Site, Undelivered};

/// What the notices work with. Only `main` knows where they come from.
pub struct Notices<M> {
    /// The last good site: an editor may change it while the service runs.
    site: watch::Receiver<Arc<Site>>,
    mailboxes: Mailboxes,
    register: Register,
    mailer: M,
    now: fn() -> DateTime<Utc>,
}

/// Why what was to be done about a complaint is not all done. No variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// Another is sending the mail, or died while doing so.
    #[error("the {0} mail is being sent by another")]
    Busy(Mail),
    /// The mail cannot be sent now.
    #[error("the {0} mail is not sent yet: {1}")]
    Later(Mail, String),
    /// The office's address is refused for good. Everything else that was to be done is done.
    #[error("the {0} mail to the office is refused")]
    OfficeRefused(Mail),
    /// The register does not say whether the mail may be sent.
    #[error("no claim on the {0} mail: {1}")]
    Register(Mail, MarkError),
    /// The stream tells of something that this version cannot read.
    #[error("the entry cannot be read")]
    Unreadable,
    /// The mail cannot be made from its template: the deployed content is at fault.
    #[error("the {0} mail cannot be made")]
    Template(Mail),
}

/// How a mail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Sent,
    Refused,
}

impl<M: Mailer> Notices<M> {
    /// Notices that are worded by `site`, marked in `register` and sent by `mailer`.
    #[must_use]
    pub fn new(
        site: impl Into<Arc<Site>>,
        mailboxes: Mailboxes,
        register: Register,
        mailer: M,
        now: fn() -> DateTime<Utc>,
    ) -> Self {
        // Nobody sends another: the receiver keeps this one.
        Self::following(watch::Sender::new(site.into()).subscribe(), mailboxes, register, mailer, now)
    }

    /// Notices that are always worded by the last of `sites`.
    #[must_use]
    pub const fn following(
        sites: watch::Receiver<Arc<Site>>,
        mailboxes: Mailboxes,
        register: Register,
        mailer: M,
        now: fn() -> DateTime<Utc>,
    ) -> Self {
        Self { site: sites, mailboxes, register, mailer, now }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    pub(crate) const fn register(&self) -> &Register {
        &self.register
    }

    /// Tells the office of a complaint, and then its sender. Told again, it does only what is not done yet.
    ///
    /// # Errors
    /// See [`NoticeError`]: to be told again later.
    pub async fn tell(&self, entry: &Entry) -> Result<(), NoticeError> {
        let site = Arc::clone(&self.site.borrow());
        let Entry { receipt, complaint } = entry;
        let confirmation = self.decide(entry).await?;
        let arrival = || site.arrival_mail(receipt, confirmation);
        let office = self.tell_office(&site, Mail::Office, receipt, arrival).await;
        // An office that no mail can reach is no reason to leave the resident without an answer.
        if let Err(error) = &office
            && !matches!(error, NoticeError::OfficeRefused(_))
        {
            return office;
        }
        if confirmation == Confirmation::Sent && self.confirm(&site, receipt, complaint).await? == Ended::Refused {
            self.tell_undelivered(receipt, Undelivered::Refused).await?;
        }
        office
    }

    /// Tells the office that the confirmation did not arrive.
    pub(crate) async fn tell_undelivered(&self, receipt: &Receipt, why: Undelivered) -> Result<(), NoticeError> {
        let site = Arc::clone(&self.site.borrow());
        self.tell_office(&site, Mail::Undelivered, receipt, || site.undelivered_mail(receipt, why)).await
    }

    /// Whether the sender gets a confirmation. The same complaint gets the same answer again.
    async fn decide(&self, Entry { receipt, complaint }: &Entry) -> Result<Confirmation, NoticeError> {
        let address = match complaint.confirmed_at() {
            Ok(address) => address,
            Err(NoConfirmation::NoEmail) => return Ok(Confirmation::NoEmail),
            Err(NoConfirmation::Suspect) => return Ok(Confirmation::Suspect),
        };
        let taken = self.register.take_confirmation(address, receipt.received_on, receipt.reference).await;
        let is_free = taken.map_err(|error| NoticeError::Register(Mail::Sender, error))?;
        Ok(if is_free { Confirmation::Sent } else { Confirmation::TooMany })
    }

    async fn confirm(&self, site: &Site, receipt: &Receipt, complaint: &Complaint) -> Result<Ended, NoticeError> {
        // An earlier version took more for an address than mail does: that is a refusal like any other.
        let to = complaint.contact().email().and_then(|email| email.reveal().for_mail()?.parse().ok());
        let text = || site.confirmation_mail(complaint, receipt);
        self.send_once(site, Mail::Sender, receipt, to, complaint.language(), text).await
    }

    async fn tell_office(
        &self,
        site: &Site,
        mail: Mail,
        receipt: &Receipt,
        text: impl FnOnce() -> Result<MailText, RenderError>,
    ) -> Result<(), NoticeError> {
        let to = Some(self.mailboxes.office.clone());
        let language = site.default_language();
        match self.send_once(site, mail, receipt, to, &language, text).await? {
            Ended::Sent => Ok(()),
            Ended::Refused => Err(NoticeError::OfficeRefused(mail)),
        }
    }

    /// Claims a mail, sends it and marks it; or tells how it ended before. Without an address it is refused.
    async fn send_once(
        &self,
        site: &Site,
        mail: Mail,
        receipt: &Receipt,
        to: Option<Address>,
        language: &Language,
        text: impl FnOnce() -> Result<MailText, RenderError>,
    ) -> Result<Ended, NoticeError> {
        let (reference, now) = (receipt.reference, self.now());
        let claim = match self.register.claim(reference, mail, now).await {
            Ok(Claimed::Ours(claim)) => claim,
            Ok(Claimed::Busy | Claimed::Done(MailState::Sending)) => return Err(NoticeError::Busy(mail)),
            // What came back was sent.
            Ok(Claimed::Done(MailState::Sent | MailState::Bounced | MailState::Unwanted)) => return Ok(Ended::Sent),
            Ok(Claimed::Done(MailState::Refused)) => return Ok(Ended::Refused),
            Err(error) => return Err(NoticeError::Register(mail, error)),
        };
        let sent = match to {
            None => Err(SendError::Never("no address that mail can go to".into())),
            Some(to) => {
                let (name, _) = site.mailbox();
                let Ok(text) = text() else {
                    self.give_back(claim, receipt, mail).await;
                    return Err(NoticeError::Template(mail));
                };
                let draft =
                    Draft { mail, receipt: *receipt, name, mailboxes: &self.mailboxes, to, language, text, at: now };
                match draft.message() {
                    Ok(message) => self.mailer.send(&message).await,
                    // Its address fits in no header. Told again it would never go out, and all that follows would wait.
                    Err(_) => Err(SendError::Never("no message can be made for the address".into())),
                }
            }
        };
        let (ended, state, id) = match sent {
            Ok(id) => {
                tracing::info!(%reference, %mail, "mail sent");
                (Ended::Sent, MailState::Sent, Some(id))
            }
            Err(SendError::Never(why)) => {
                tracing::warn!(%reference, %mail, why, "mail refused");
                (Ended::Refused, MailState::Refused, None)
            }
            Err(SendError::Later(why)) => {
                self.give_back(claim, receipt, mail).await;
                return Err(NoticeError::Later(mail, why));
            }
        };
        let marked = self.register.mark(claim, state, id.as_ref().map(|id| id.0.as_str()), self.now()).await;
        match marked {
            Ok(()) => {}
            // It came back before it was marked.
            Err(MarkError::Lost) => tracing::warn!(%reference, %mail, "more is known of the mail already"),
            // To report this as a failure would send the mail again.
            Err(error) => tracing::error!(%reference, %mail, %error, "mail not marked"),
        }
        Ok(ended)
    }

    async fn give_back(&self, claim: register::Claim, receipt: &Receipt, mail: Mail) {
        if let Err(error) = self.register.release(claim).await {
            tracing::warn!(reference = %receipt.reference, %mail, %error, "claim not given back; it runs out by itself");
        }
    }
}
