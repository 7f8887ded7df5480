#![doc = include_str!("../README.md")]

mod calendar_names;
mod channel;
mod complaint;
mod contact;
mod digest;
mod email;
mod form;
mod incident_date;
mod mistake;
mod personal;
mod provider;
mod receipt;
mod reference;
mod retention;
mod rules;
mod terms;
mod typed_date;
mod typed_text;
mod working_day;

pub use calendar_names::CalendarNames;
pub use channel::{Channel, NotAChannel};
pub use complaint::{Complaint, KeptParts, NoConfirmation};
pub use contact::{Address, ContactBy, ContactDetails};
pub use digest::Digest;
pub use email::{Email, NotAnEmail};
pub use form::{Field, Form};
pub use incident_date::{IncidentDate, NotAnIncidentDate};
pub use mistake::{Kind, Mistake, Mistakes};
pub use personal::Personal;
pub use receipt::{Receipt, day_of_receipt, local_time};
pub use reference::{Reference, ReferenceError};
pub use retention::{NotARetention, Retention};
pub use rules::{Language, Lengths, Rules};
pub use terms::{Dates, Terms};
pub use working_day::{Aim, EQUATED_DAYS_KNOWN_TO, is_working_day};
