//! What the intake has to say, before it is said in HTML or JSON.

use complaint::{Complaint, Form, Mistakes, Receipt};
use views::{Message, Misfit};

/// One answer to one request.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The form as it was typed, with every mistake.
    Mistakes { form: Form, mistakes: Mistakes },
    /// What a program sent is not the form, and why. Never empty.
    Misfits(Vec<Misfit>),
    /// The form as it was typed, to change something that is no mistake.
    Change { form: Form },
    /// Everything shown back. Nothing is stored.
    Check { form: Form, complaint: Complaint },
    /// The complaint is kept.
    Confirmed { complaint: Complaint, receipt: Receipt },
    /// The register gave no proof that the complaint is kept.
    NotSent { form: Form, complaint: Complaint },
    /// There is nothing to show.
    Message(Message),
}
