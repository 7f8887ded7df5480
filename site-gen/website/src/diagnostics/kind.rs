//! Everything that can be wrong with the content or the templates, each kind once.
//!
//! What each says to a person stands in [`dutch`] and [`english`]; the compiler sees to it that neither forgets one.

mod dutch;
mod english;
mod translated;

use chrono::NaiveDate;
use serde::Serialize;

/// The language in which editors are spoken to. It has nothing to do with the languages of the pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageLanguage {
    /// Dutch, what the editors speak.
    #[default]
    Dutch,
    /// English.
    English,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is written as long as it stands. The worst comes first.
    Error,
    /// The pages are written, but somebody must look at it.
    Warning,
    /// What could be said in plainer words.
    Advice,
}

/// One kind of fault, with what its message needs. Its name in JSON is the variant's, with hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
#[expect(missing_docs, reason = "`english` says of each what it is")]
pub enum ProblemKind {
    // Files.
    Unreadable { reason: String },
    NotUtf8,
    UnusedFile,
    UnusedPictureFile,
    NoOrganisation,
    NoTexts,
    NoDefaultLanguage { tag: String },
    PictureKind,
    SameName,
    LinkInCircles,
    CopiesLeft { files: Vec<String> },

    // TOML.
    UnknownKey { key: String },
    MissingKey { key: String },
    WrongValue { found: String, expected: String },
    UnknownValue { found: String, known: Vec<String> },
    DuplicateKey,
    NoToml { detail: String },
    NotADay,
    NotAWeekday,
    NotAnHour,
    NotALocale,
    NotAPattern,
    NotAnAddress,
    Empty,
    SeveralLines,
    UnseenCharacter { number: String },
    NotARetention,
    NotATerm,
    NotALength,
    NotMonths,
    NotAnEmail,
    NotAPhone,
    NotAPostcode,
    NoLongerNeeded { key: String },
    TooFewNumbers,
    CurlyQuotes,

    // What the organisation says of itself.
    LengthsTooLarge { sum: usize, most: usize },
    ClosesFirst,
    LastDayFirst,
    HoursOutOfOrder,
    HoursOverlap,
    TermsOutOfOrder,

    // The head of a page.
    NoFrontMatter,
    FrontMatterOpen,
    FileOfKind { file: &'static str, kind: &'static str },
    FileName,
    NoOriginal { file: String },
    ExpiresFirst,
    AliasForm { written: String },
    ReservedAddress { address: String },

    // Facts.
    UnknownFact { name: String },
    BracesOpen,
    BracesNotOpened,
    LacksName { key: String, name: String },
    Contradiction { written: String, what: FactKind, fact: String },
    SpelledOut { written: String, fact: String },

    // The text of a page.
    Html,
    SecondTitle,
    LevelSkipped,
    EmptyPage,
    EmptyHeading,
    HashesAlone,
    AlmostLink,
    AlmostList,
    AlmostTable,
    AlmostDefinition,
    NoDefinition { name: String },
    UnusedDefinition { name: String },
    MarksLeft { marks: String },
    MarksGone,
    LineBreakAlone,
    IndentedCode,
    SpacedCode,
    OpenFence,
    UnderlinedHeading,
    CellsTooMany,
    RowWithoutCells,
    CutAddress,
    NotHere { what: Construct },
    NotALanguage { written: String },
    AnchorTaken { anchor: String },
    AnchorTwice { anchor: String },
    NoPage { file: String },
    NoAnchor { anchor: String, file: String },
    NotALink { url: String },
    NotPublished { file: String, why: Unpublished },
    EmptyLinkText { text: String },
    NoAlternative,
    NoPicture { file: String },
    PictureElsewhere { url: String },

    // The pages together.
    SameAddress { address: String, file: String },
    NoPageOfKind { kind: &'static str },
    SecondOfKind { kind: &'static str },
    SecondTranslation { of: String },
    KindNotPublished { kind: &'static str },

    // Paper.
    TooLongForPaper { least: String },
    FormTooLongForPaper,
    OverTheEdge { words: String },
    NotInTheFont { character: String, number: String },

    // Templates.
    Template { detail: String },

    // Warnings.
    DayToCome { day: NaiveDate },
    ReviewDue { reviewed: NaiveDate, months: u32 },
    OlderTranslation { of: String, updated: NaiveDate, original: NaiveDate },
    HeavyPicture { file: String, size_kb: u64, most_kb: u64 },

    // Advice.
    LongSentence { words: usize, most: usize },
    Word { written: String, better: String },
    Address { written: String },
    Abbreviation { written: String },
}

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "their names say it")]
pub enum FactKind {
    Phone,
    Email,
    Postcode,
    Term,
}

/// What other programs that read Markdown know, and pages do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Construct {
    /// `[^1]`
    Footnote,
    /// `~~words~~`
    Strikethrough,
    /// `- [ ] words`
    Task,
    /// `==words==`
    Highlight,
    /// `[[page]]`
    WikiLink,
    /// `> [!NOTE]`
    Callout,
    /// `{.class}` elsewhere than behind a heading
    Attributes,
    /// `:smile:`
    Emoji,
    /// `:::`
    Container,
}

/// Why a page is not on the site today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unpublished {
    /// It is a draft.
    Draft,
    /// Its first day is still to come.
    NotYet(NaiveDate),
    /// The first day on which it is gone.
    Expired(NaiveDate),
}

impl ProblemKind {
    pub(crate) const fn severity(&self) -> Severity {
        match self {
            Self::DayToCome { .. }
            | Self::ReviewDue { .. }
            | Self::OlderTranslation { .. }
            | Self::HeavyPicture { .. } => Severity::Warning,
            Self::CopiesLeft { .. }
            | Self::SpelledOut { .. }
            | Self::LongSentence { .. }
            | Self::Word { .. }
            | Self::Address { .. }
            | Self::Abbreviation { .. } => Severity::Advice,
            _ => Severity::Error,
        }
    }

    /// What is wrong, as a sentence without a full stop.
    pub(crate) fn message(&self, language: MessageLanguage) -> String {
        match language {
            MessageLanguage::Dutch => dutch::message(self),
            MessageLanguage::English => english::message(self),
        }
    }

    /// What to do about it.
    pub(crate) fn hint(&self, language: MessageLanguage) -> Option<String> {
        let hint = match language {
            MessageLanguage::Dutch => dutch::hint(self),
            MessageLanguage::English => english::hint(self),
        };
        (!hint.is_empty()).then_some(hint)
    }
}

impl Unpublished {
    /// Why, in words.
    #[must_use]
    pub fn in_words(self, language: MessageLanguage) -> String {
        match language {
            MessageLanguage::Dutch => dutch::unpublished(self),
            MessageLanguage::English => english::unpublished(self),
        }
    }
}

/// What the operating system refuses, in words.
pub(crate) fn system_words(error: &std::io::Error, language: MessageLanguage) -> String {
    let english = error.to_string();
    match language {
        MessageLanguage::Dutch => translated::system_words(&english).to_owned(),
        MessageLanguage::English => english,
    }
}

/// The hint where the name that was probably meant is known.
pub(crate) fn did_you_mean(name: &str, language: MessageLanguage) -> String {
    match language {
        MessageLanguage::Dutch => format!("bedoelt u `{name}`?"),
        MessageLanguage::English => format!("did you mean `{name}`?"),
    }
}
