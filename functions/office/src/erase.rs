//! A complaint erased, and the receipt of it.

use crate::new_file::NewFile;
use crate::{Office, OfficeError, Surroundings};
use complaint::Reference;
use register::EraseError;
use std::path::Path;
use views::Erasure;

impl Office<'_> {
    /// Erases all that is kept under `reference`. The receipt has its file before anything goes, so that what was erased cannot
    /// end without one for want of a place.
    pub(crate) async fn erase(
        &self,
        reference: Reference,
        folder: &Path,
        around: &mut impl Surroundings,
    ) -> Result<String, OfficeError> {
        let file = NewFile::create(folder, &format!("{reference}-erased.txt"))?;
        let erased = self.register.erase(reference).await.map_err(|error| match error {
            EraseError::NotThere(reference) => OfficeError::NotThere(reference),
            error => error.into(),
        })?;
        let caught_mails = around.clear(reference).await.map_err(|left| OfficeError::NotCleared(reference, left))?;
        let erasure = Erasure {
            reference,
            received_on: erased.received_on,
            at: self.now,
            entries: erased.entries,
            caught_mails,
            kept: self.kept,
        };
        let language = erased.language.unwrap_or_else(|| self.site.default_language());
        let receipt = self.site.erasure_text(&erasure, &language)?;
        let path = file.finish(&receipt)?;
        Ok(format!("{}\n\n{}", receipt.trim_end(), path.display()))
    }
}
