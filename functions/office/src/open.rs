//! The complaints that are not closed, and having their mails sent again.

use crate::{Office, OfficeError};
use complaint::{Mail, MailState, Reference};
use register::{Dossier, ResendError};

impl Office<'_> {
    /// One line for each open complaint, the most urgent first, and after those what looks like the work of a program.
    pub(crate) async fn list(&self) -> Result<String, OfficeError> {
        let open = self.register.open_complaints().await.map_err(OfficeError::List)?;
        if open.is_empty() {
            return Ok(self.language.pick("er is geen open klacht", "there is no open complaint").to_owned());
        }
        let suspect = self.language.pick("  misschien van een computerprogramma", "  perhaps the work of a program");
        let lines = open.iter().map(|complaint| {
            let mark = if complaint.is_suspect { suspect } else { "" };
            format!("{}  {}{mark}", complaint.due, complaint.reference)
        });
        Ok(lines.collect::<Vec<_>>().join("\n"))
    }

    /// Has the mails sent again of one complaint, or of each open one of which a mail did not go out.
    pub(crate) async fn resend(&self, which: Option<Reference>) -> Result<String, OfficeError> {
        if let Some(reference) = which {
            self.register.resend(reference, self.now).await.map_err(not_there)?;
            return Ok(self.language.pick(
                format!("wat er over {reference} niet is verstuurd, wordt opnieuw verstuurd"),
                format!("what was not sent about {reference} is sent again"),
            ));
        }
        let (mut count, mut failed) = (0, Vec::new());
        for complaint in self.register.open_complaints().await.map_err(OfficeError::List)? {
            match self.resend_if_unsent(complaint.reference).await {
                Ok(is_resent) => count += usize::from(is_resent),
                // One that cannot be read is no reason to leave out the others.
                Err(error) => failed.push(OfficeError::from(error).said(self.language)),
            }
        }
        let said = self.language.pick(
            format!("klachten waarvan een e-mail opnieuw wordt verstuurd: {count}"),
            format!("complaints of which a mail is sent again: {count}"),
        );
        Ok([vec![said], failed].concat().join("\n"))
    }

    /// Tells whether a mail of it did not go out, and goes out now.
    async fn resend_if_unsent(&self, reference: Reference) -> Result<bool, ResendError> {
        if !self.register.dossier(reference).await?.is_some_and(|dossier| lacks_a_mail(&dossier)) {
            return Ok(false);
        }
        match self.register.resend(reference, self.now).await {
            // It was closed or erased in the meantime.
            Err(ResendError::Closed(_) | ResendError::NotThere(_)) => Ok(false),
            resent => resent.map(|_| true),
        }
    }
}

/// Whether the office was not told of it, or a mail did not go out. Of a confirmation that was never begun nobody knows whether
/// there should be one.
fn lacks_a_mail(dossier: &Dossier) -> bool {
    let is_told = dossier.mails.iter().any(|mark| mark.mail == Mail::Office);
    let is_unsent = |state| matches!(state, MailState::Sending | MailState::Refused | MailState::Uncertain);
    !is_told || dossier.mails.iter().any(|mark| is_unsent(mark.state))
}

fn not_there(error: ResendError) -> OfficeError {
    match error {
        ResendError::NotThere(reference) => OfficeError::NotThere(reference),
        error => error.into(),
    }
}
