//! The confirmation of a complaint as a letter.

use crate::inputs::{LetterInputs, common};
use crate::press::{Press, no_such_language};
use complaint::{Complaint, Receipt};
use paper::Tagging;
use views::{Row, rows};
use website::{Problem, Website};

impl Press {
    /// The confirmation of a complaint that is kept, as a letter: the bytes of an accessible PDF (PDF/UA-1).
    ///
    /// # Errors
    /// A template that asks for what is not there; a character that the fonts lack. What a browser prints of
    /// [`views::Site::confirmation_page`] has them all.
    pub fn confirmation_letter(
        &self,
        website: &Website,
        complaint: &Complaint,
        receipt: &Receipt,
    ) -> Result<Vec<u8>, Problem> {
        let site = website.site();
        let (organisation, language) = (website.organisation(), website.language(complaint.language()));
        let language = language.ok_or_else(no_such_language)?;
        let texts = &language.views.texts.confirmation;
        let promises = site.promises(&language.views, receipt);
        let identity = receipt.reference.to_string();
        let inputs = LetterInputs {
            common: common(organisation, language, &texts.title, &identity, None),
            promises,
            confirmation: texts,
            weeks: site.terms().weeks(),
            rows: rows(&language.views, complaint).into_iter().filter(Row::is_filled).collect(),
        };
        let inputs = self.inputs("letter.typ", &inputs)?;
        let letter = self.typesetter.lay_out("letter.typ", inputs);
        // What does not get onto paper are the words of a person: no problem may repeat them, nor what Typst says of them.
        letter.and_then(|letter| letter.pdf(&identity, Tagging::Accessible)).map_err(|fault| match fault {
            paper::LayoutError::Template { file, place, .. } => {
                self.template_problem(&file, place, "the letter cannot be made")
            }
            paper::LayoutError::OverTheEdge { .. } => {
                self.template_problem("letter.typ", 0..0, "words go over the edge")
            }
            paper::LayoutError::NoGlyph { .. } => {
                self.template_problem("letter.typ", 0..0, "the font lacks a character")
            }
        })
    }
}
