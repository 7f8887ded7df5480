//! One mail: claimed, sent and marked, so that it goes out once.

use crate::outgoing::{Address, Draft};
use crate::{Mailer, Notices, SendError};
use chrono::NaiveDate;
use complaint::{Language, MailKey, MailState};
use register::{Claim, Claimed, MarkError};
use views::{MailText, RenderError, Site, Undelivered};

/// Why what was to be done about a complaint is not all done. No variant holds a word or an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// Another is sending the mail, or died while doing so.
    #[error("mail {0} is being sent by another")]
    Busy(MailKey),
    /// The mail cannot be sent now.
    #[error("mail {0} is not sent yet: {1}")]
    Later(MailKey, String),
    /// A mail to the office has just been refused for good, did not arrive, or nobody knows. Everything else that was to be
    /// done is done, and nothing is to be tried again: the failure rings the alarm.
    #[error("mail {0} does not reach the office")]
    OfficeNotReached(MailKey),
    /// The register does not say whether the mail may be sent.
    #[error("the register does not say whether mail {0} may be sent: {1}")]
    Register(MailKey, MarkError),
    /// The stream tells of something that this version cannot read.
    #[error("the entry cannot be read")]
    Unreadable,
    /// The mail cannot be made from its template: the deployed content is at fault.
    #[error("mail {0} cannot be made")]
    Template(MailKey),
}

impl NoticeError {
    /// Whether telling again can never help.
    pub(crate) const fn is_final(&self) -> bool {
        match self {
            Self::Unreadable => true,
            Self::Register(_, error) => error.is_final(),
            _ => false,
        }
    }
}

/// How often a mail is handed over of which nobody knows whether it went out. One more would be one too many in somebody's
/// mailbox; with fewer, a mail service that is slow for a moment would cost a mail.
pub const MAX_ATTEMPTS: u8 = 3;

/// How a mail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It went out, or a digest counts it.
    Done,
    /// It did not go out, or nobody knows. If that is news, nobody was told yet.
    NotSent { why: Undelivered, is_news: bool },
}

impl Ended {
    /// How a mail ended that is in `state`.
    const fn of(state: MailState, is_news: bool) -> Self {
        match state {
            MailState::Refused => Self::NotSent { why: Undelivered::Refused, is_news },
            MailState::Uncertain => Self::NotSent { why: Undelivered::Unanswered, is_news },
            // What came back was sent.
            _ => Self::Done,
        }
    }
}

/// To whom a mail goes, and in which language.
pub(crate) struct Addressee<'a> {
    /// None if there is no address that mail can go to.
    pub(crate) to: Option<Address>,
    pub(crate) language: &'a Language,
    pub(crate) received_on: Option<NaiveDate>,
}

impl<M: Mailer, D> Notices<M, D> {
    /// Claims a mail; or tells how it ended before.
    pub(crate) async fn claim(&self, key: MailKey) -> Result<Result<Claim, Ended>, NoticeError> {
        match self.register().claim(key, self.now()).await {
            Ok(Claimed::Ours(claim)) => Ok(Ok(claim)),
            Ok(Claimed::Busy | Claimed::Done(MailState::Sending)) => Err(NoticeError::Busy(key)),
            Ok(Claimed::Done(state)) => Ok(Err(Ended::of(state, false))),
            Err(error) => Err(NoticeError::Register(key, error)),
        }
    }

    /// Sends the mail of `claim`, and marks it. Without an address it is refused.
    pub(crate) async fn send(
        &self,
        site: &Site,
        claim: Claim,
        addressee: Addressee<'_>,
        text: impl FnOnce() -> Result<MailText, RenderError>,
    ) -> Result<Ended, NoticeError> {
        let (key, now) = (claim.key(), self.now());
        let Addressee { to, language, received_on } = addressee;
        let sent = match to {
            _ if claim.attempt() > MAX_ATTEMPTS => Err(SendError::Uncertain("no more attempts".into())),
            None => Err(SendError::Never("no address that mail can go to".into())),
            Some(to) => {
                let (name, _) = site.mailbox();
                let Ok(text) = text() else {
                    self.give_back(claim).await;
                    return Err(NoticeError::Template(key));
                };
                let mailboxes = self.mailboxes();
                let draft = Draft { key, received_on, name, mailboxes, to, language, text, at: now };
                match draft.message() {
                    Ok(message) => self.mailer().send(&message).await,
                    // Its address fits in no header. Told again it would never go out, and all that follows would wait.
                    Err(_) => Err(SendError::Never("no message can be made for the address".into())),
                }
            }
        };
        let (state, id) = match sent {
            Ok(id) => {
                tracing::info!(mail = %key, "mail sent");
                (MailState::Sent, Some(id.0))
            }
            Err(SendError::Never(why)) => {
                tracing::warn!(mail = %key, why, "mail refused");
                (MailState::Refused, None)
            }
            Err(SendError::Uncertain(why)) if claim.attempt() >= MAX_ATTEMPTS => {
                tracing::warn!(mail = %key, why, "nobody knows whether the mail went out");
                (MailState::Uncertain, None)
            }
            // The claim stays until it runs out: by then the mail may have gone out, and the next attempt counts this one.
            Err(SendError::Uncertain(why)) => return Err(NoticeError::Later(key, why)),
            Err(SendError::Later(why)) => {
                self.give_back(claim).await;
                return Err(NoticeError::Later(key, why));
            }
        };
        self.mark(claim, state, id.as_deref()).await;
        Ok(Ended::of(state, true))
    }

    pub(crate) async fn mark(&self, claim: Claim, state: MailState, id: Option<&str>) {
        let key = claim.key();
        match self.register().mark(claim, state, id, self.now()).await {
            Ok(()) => {}
            // It came back before it was marked.
            Err(MarkError::Lost) => tracing::warn!(mail = %key, "more is known of the mail already"),
            // To report this as a failure would send the mail again.
            Err(error) => tracing::error!(mail = %key, %error, "mail not marked"),
        }
    }

    pub(crate) async fn give_back(&self, claim: Claim) {
        let key = claim.key();
        if let Err(error) = self.register().release(claim).await {
            tracing::warn!(mail = %key, %error, "claim not given back; it runs out by itself");
        }
    }
}
