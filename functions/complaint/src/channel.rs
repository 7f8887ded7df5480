//! The way by which a complaint came in.

/// How a complaint reached the organisation. It is printed, and read back, as `web`, `email`, `letter`, `phone` or `desk`.
///
/// ```
/// use complaint::Channel;
///
/// assert_eq!("letter".parse(), Ok(Channel::Letter));
/// assert_eq!(Channel::Desk.to_string(), "desk");
/// ```
///
/// # Source
/// F10: by e-mail, in writing, by phone, in person at the desk; the web form is the fifth way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::Display, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Channel {
    /// The web form.
    Web,
    /// An e-mail to the organisation, entered by the office.
    Email,
    /// A letter, entered by the office.
    Letter,
    /// A telephone call, entered by the office.
    Phone,
    /// A visit to the desk, entered by the office.
    Desk,
}
