//! What the office and the sender are told of a complaint.

use crate::outgoing::Mailboxes;
use crate::sending::{Addressee, Ended};
use crate::{Mailer, NoticeError, OnlyLogged};
use chrono::{DateTime, Utc};
use complaint::{Complaint, Hour, Mail, MailKey, MailState, NoConfirmation, Receipt};
use register::{Entry, MarkError, Register};
use std::sync::Arc;
use tokio::sync::watch;
use views::{Confirmation, MailText, RenderError, Site, Undelivered};

/// What the notices work with. Only `main` knows where they come from.
pub struct Notices<M, D = OnlyLogged> {
    /// The last good site: an editor may change it while the service runs.
    site: watch::Receiver<Arc<Site>>,
    mailboxes: Mailboxes,
    register: Register,
    mailer: M,
    dead_letters: D,
    now: fn() -> DateTime<Utc>,
}

impl<M> Notices<M> {
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
        Self { site: sites, mailboxes, register, mailer, dead_letters: OnlyLogged, now }
    }

    /// The same, which keeps in `dead_letters` what can never be handled.
    #[must_use]
    pub fn setting_aside<D>(self, dead_letters: D) -> Notices<M, D> {
        let Self { site, mailboxes, register, mailer, now, .. } = self;
        Notices { site, mailboxes, register, mailer, dead_letters, now }
    }
}

impl<M, D> Notices<M, D> {
    /// What time it is.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    pub(crate) fn site(&self) -> Arc<Site> {
        Arc::clone(&self.site.borrow())
    }

    pub(crate) const fn register(&self) -> &Register {
        &self.register
    }

    pub(crate) const fn mailer(&self) -> &M {
        &self.mailer
    }

    pub(crate) const fn mailboxes(&self) -> &Mailboxes {
        &self.mailboxes
    }

    pub(crate) const fn dead_letters(&self) -> &D {
        &self.dead_letters
    }
}

impl<M: Mailer, D> Notices<M, D> {
    /// Tells the office of a complaint, and then its sender. Told again, it does only what is not done yet.
    ///
    /// # Errors
    /// See [`NoticeError`]: to be told again later.
    pub async fn tell(&self, entry: &Entry) -> Result<(), NoticeError> {
        let site = self.site();
        let confirmation = self.decide(entry).await?;
        match self.announce(&site, entry, confirmation).await {
            Ok(()) => self.tell_sender(&site, entry, confirmation).await,
            // An office that no mail can reach is no reason to leave the resident without an answer. The alarm must ring all the
            // same, whatever becomes of that: the failure brings all of it again.
            Err(not_reached @ NoticeError::OfficeNotReached(_)) => {
                self.tell_sender(&site, entry, confirmation).await.ok();
                Err(not_reached)
            }
            Err(error) => Err(error),
        }
    }

    /// Sends the confirmation, if there is to be one; and tells the office if it cannot be sent.
    async fn tell_sender(&self, site: &Site, entry: &Entry, confirmation: Confirmation) -> Result<(), NoticeError> {
        if confirmation == Confirmation::Sent
            && let Ended::NotSent { why, .. } = self.confirm(site, &entry.receipt, &entry.complaint).await?
        {
            self.tell_undelivered(&entry.receipt, why).await?;
        }
        Ok(())
    }

    /// Tells the office that the confirmation did not arrive.
    pub(crate) async fn tell_undelivered(&self, receipt: &Receipt, why: Undelivered) -> Result<(), NoticeError> {
        let site = self.site();
        let key = MailKey::Complaint(receipt.reference, Mail::Undelivered);
        self.tell_office(&site, key, Some(receipt), || site.undelivered_mail(receipt, why)).await
    }

    /// Whether the sender gets a confirmation. The same complaint gets the same answer again.
    async fn decide(&self, Entry { receipt, complaint, .. }: &Entry) -> Result<Confirmation, NoticeError> {
        let address = match complaint.confirmed_at() {
            Ok(address) => address,
            Err(NoConfirmation::NoEmail) => return Ok(Confirmation::NoEmail),
            Err(NoConfirmation::Suspect) => return Ok(Confirmation::Suspect),
        };
        let key = MailKey::Complaint(receipt.reference, Mail::Sender);
        let taken = self.register.take_confirmation(address, receipt.received_on, receipt.reference).await;
        let is_free = taken.map_err(|error| NoticeError::Register(key, error))?;
        Ok(if is_free { Confirmation::Sent } else { Confirmation::TooMany })
    }

    /// Tells the office that a complaint came in: with a mail of its own for the first of an hour, in the digest for all that
    /// follow and for what looks like the work of a program.
    async fn announce(&self, site: &Site, entry: &Entry, confirmation: Confirmation) -> Result<(), NoticeError> {
        let key = MailKey::Complaint(entry.receipt.reference, Mail::Office);
        let claim = match self.claim(key).await? {
            Ok(claim) => claim,
            Err(ended) => return heard(key, ended),
        };
        match self.take_or_count(entry).await {
            Ok(true) => {
                let text = || site.arrival_mail(&entry.receipt, entry.complaint.language(), confirmation);
                self.send_to_office(site, claim, Some(&entry.receipt), text).await
            }
            Ok(false) => {
                tracing::info!(mail = %key, "left to the digest");
                self.mark(claim, MailState::Counted, None).await;
                Ok(())
            }
            Err(error) => {
                self.give_back(claim).await;
                Err(NoticeError::Register(key, error))
            }
        }
    }

    /// Whether the complaint gets a mail of its own; if not, it is counted for the digest.
    async fn take_or_count(&self, Entry { receipt, received_at, complaint }: &Entry) -> Result<bool, MarkError> {
        let is_suspect = complaint.is_suspect();
        if !is_suspect && self.register.take_office_mail(Hour::of(*received_at), receipt.reference).await? {
            return Ok(true);
        }
        // In the hour in which it is told: the digest of an hour that is over has gone out.
        self.register.count(Hour::of(self.now()), is_suspect).await?;
        Ok(false)
    }

    async fn confirm(&self, site: &Site, receipt: &Receipt, complaint: &Complaint) -> Result<Ended, NoticeError> {
        let claim = match self.claim(MailKey::Complaint(receipt.reference, Mail::Sender)).await? {
            Ok(claim) => claim,
            Err(ended) => return Ok(ended),
        };
        // An earlier version took more for an address than mail does: that is a refusal like any other.
        let to = complaint.contact().email().and_then(|email| email.reveal().for_mail()?.parse().ok());
        let addressee = Addressee { to, language: complaint.language(), received_on: Some(receipt.received_on) };
        self.send(site, claim, addressee, || site.confirmation_mail(complaint, receipt)).await
    }

    /// Sends the office a mail, unless that was done before.
    pub(crate) async fn tell_office(
        &self,
        site: &Site,
        key: MailKey,
        receipt: Option<&Receipt>,
        text: impl FnOnce() -> Result<MailText, RenderError>,
    ) -> Result<(), NoticeError> {
        match self.claim(key).await? {
            Ok(claim) => self.send_to_office(site, claim, receipt, text).await,
            Err(ended) => heard(key, ended),
        }
    }

    async fn send_to_office(
        &self,
        site: &Site,
        claim: register::Claim,
        receipt: Option<&Receipt>,
        text: impl FnOnce() -> Result<MailText, RenderError>,
    ) -> Result<(), NoticeError> {
        let (key, language) = (claim.key(), site.default_language());
        let received_on = receipt.map(|receipt| receipt.received_on);
        let addressee = Addressee { to: Some(self.mailboxes.office.clone()), language: &language, received_on };
        heard(key, self.send(site, claim, addressee, text).await?)
    }
}

/// Whether the office heard. Who makes it known that it did not rings the alarm; to fail again would hold up what comes after.
const fn heard(key: MailKey, ended: Ended) -> Result<(), NoticeError> {
    match ended {
        Ended::Done | Ended::NotSent { is_news: false, .. } => Ok(()),
        Ended::NotSent { is_news: true, .. } => Err(NoticeError::OfficeNotReached(key)),
    }
}
