//! What the office hears when an hour is over: how many complaints came without a mail of their own.

use crate::{Mailer, NoticeError, Notices};
use complaint::{Hour, MailKey};

/// For how many hours that are over it is looked whether their digest went out. As long as the register's stream keeps its
/// records: what waits longer than that is not told by itself.
const LOOKED_BACK_HOURS: u8 = 24;

impl<M: Mailer, D> Notices<M, D> {
    /// Sends the digests of the hours that are over and did not have theirs.
    ///
    /// # Errors
    /// See [`NoticeError`]: to be done again. The digests of other hours went out all the same.
    pub async fn send_digests(&self) -> Result<(), NoticeError> {
        let this_hour = Hour::of(self.now());
        let mut failed = Ok(());
        for hours in 1..=LOOKED_BACK_HOURS {
            let hour = this_hour.earlier(hours);
            if let Err(error) = self.send_digest(hour).await {
                tracing::error!(%hour, %error, "the digest is not sent");
                failed = Err(error);
            }
        }
        failed
    }

    async fn send_digest(&self, hour: Hour) -> Result<(), NoticeError> {
        let key = MailKey::Digest(hour);
        let tally = self.register().tally(hour).await.map_err(|error| NoticeError::Register(key, error))?;
        let Some(tally) = tally else { return Ok(()) };
        let site = self.site();
        self.tell_office(&site, key, None, || site.digest_mail(hour, tally.ordinary, tally.suspect)).await
    }
}
