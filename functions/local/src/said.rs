//! What is said when the service does not start or the office's command fails, and the way out, in both languages.

use crate::expiry::Left;
use crate::office::CommandError;
use crate::private::FolderError;
use crate::service::StartError;
use crate::store::StoreError;
use site_gen::{BuildError, Report};
use website::MessageLanguage;

impl StartError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn said(&self, report: Report) -> String {
        let language = report.language;
        let (dutch, tip, hint) = match self {
            Self::Build(BuildError::Problems(problems)) => {
                return format!("{}\n{}", report.problems(problems), report.nothing_written());
            }
            Self::Build(BuildError::Write(error)) => return report.write_error(error),
            Self::Watch(why) => (
                format!("de bestanden kunnen niet worden gevolgd: {why}"),
                "start met --published: dan wordt er niets gevolgd",
                "start with --published, which does not",
            ),
            Self::Folder(error) => return error.said(language),
            Self::Key(folder, error) => (
                format!("in {folder} kan geen sleutel worden bewaard: {}", MessageLanguage::Dutch.system_words(error)),
                "kies met --data een andere map",
                "choose another folder with --data",
            ),
            Self::Store(error) => (
                error.said(MessageLanguage::Dutch),
                "kies met --data een andere map",
                "choose another folder with --data",
            ),
            Self::Table(error) => (
                format!("de tabel kan niet worden gemaakt ({error})"),
                "kies met --data een andere map, of kijk na wat AWS_ENDPOINT_URL_DYNAMODB noemt",
                "choose another folder with --data, or check what AWS_ENDPOINT_URL_DYNAMODB names",
            ),
            Self::Mailbox(_) => (
                "naar het e-mailadres van de organisatie kan geen e-mail".to_owned(),
                "verbeter `email` in organisation.toml",
                "correct `email` in organisation.toml",
            ),
            Self::PortTaken(port) => (
                format!("poort {port} is bezet"),
                "stop het andere programma, of kies een andere poort met --port",
                "stop the other program, or choose another port with --port",
            ),
            Self::Port(port, error) => (
                format!("poort {port} kan niet: {}", MessageLanguage::Dutch.system_words(error)),
                "kies een andere poort met --port",
                "choose another port with --port",
            ),
        };
        language.error(language.pick(dutch, self.to_string()), language.pick(tip, hint))
    }
}

impl CommandError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn said(&self, report: Report) -> String {
        let language = report.language;
        match self {
            Self::Content(problems) => report.problems(problems),
            Self::Folder(error) => error.said(language),
            Self::Store(error) => language.error(
                error.said(language),
                language
                    .pick("kies met --data de map van het register", "choose the folder of the register with --data"),
            ),
            Self::Office(error) => error.said(language),
        }
    }
}

impl FolderError {
    fn said(&self, language: MessageLanguage) -> String {
        let (dutch, tip, hint) = match self {
            Self::Unusable(folder, error) => (
                format!("de map {folder} kan niet worden gebruikt: {}", MessageLanguage::Dutch.system_words(error)),
                "kies met --data een andere map".to_owned(),
                "choose another folder with --data".to_owned(),
            ),
            Self::NotOurs(folder) => (
                format!("de map {folder} is van een andere gebruiker"),
                "kies met --data een map van uzelf, of een die er nog niet is".to_owned(),
                "choose a folder of your own with --data, or one that is not there yet".to_owned(),
            ),
            Self::Shared(folder) => (
                format!("in de map {folder} mogen ook anderen schrijven"),
                format!(
                    "kies met --data een map die er nog niet is; of, als de map alleen van u is: chmod go-w {folder}"
                ),
                format!(
                    "choose a folder with --data that is not there yet; or, if it is only yours: chmod go-w {folder}"
                ),
            ),
        };
        language.error(language.pick(dutch, self.to_string()), language.pick(tip, hint))
    }
}

impl StoreError {
    fn said(&self, language: MessageLanguage) -> String {
        let dutch = match self {
            Self::NoStore(folder) => format!("in {folder} is geen register"),
            Self::Open(file, why) => format!("het register {file} kan niet worden geopend: {why}"),
            Self::Thread(error) => {
                format!("dit systeem laat geen nieuwe thread toe: {}", MessageLanguage::Dutch.system_words(error))
            }
            Self::NotCleared(why) => format!("in het bestand van het register staat nog wat weg moet: {why}"),
        };
        language.pick(dutch, self.to_string())
    }
}

impl Left {
    /// What is left, and why.
    pub(crate) fn said(&self, language: MessageLanguage) -> String {
        match self {
            Self::InStore(error) => error.said(language),
            Self::Mails(error) => language.pick(
                format!("opgevangen e-mails kunnen niet worden gewist: {}", MessageLanguage::Dutch.system_words(error)),
                self.to_string(),
            ),
        }
    }
}
