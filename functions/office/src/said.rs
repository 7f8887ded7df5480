//! What the office is told when something is not done, and the way out, in both languages.

use crate::{FileError, FolderError, OfficeError};
use register::{CloseError, DossierError, EraseError, ResendError, StoreError};
use website::MessageLanguage;

impl OfficeError {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn said(&self, language: MessageLanguage) -> String {
        let message = match language {
            MessageLanguage::Dutch => self.in_dutch(),
            MessageLanguage::English => self.to_string(),
        };
        let (tip, hint) = self.hint();
        language.error(message, language.pick(tip, hint))
    }

    fn in_dutch(&self) -> String {
        match self {
            Self::NotThere(reference)
            | Self::Close(CloseError::NotThere(reference))
            | Self::Erase(EraseError::NotThere(reference))
            | Self::Resend(ResendError::NotThere(reference)) => {
                format!("in het register staat geen klacht {reference}")
            }
            Self::Dossier(error) => format!("{}; er is niets geschreven", dossier(error)),
            Self::NotADay(typed) => format!("`{typed}` is geen dag, of het is niet duidelijk welke"),
            Self::ToCome(typed) => format!("`{typed}` moet nog komen"),
            Self::Close(CloseError::BeforeReceipt(day)) => {
                format!("de klacht kwam binnen op {}, en kan niet eerder zijn gesloten", day.format("%-d-%-m-%Y"))
            }
            Self::Close(CloseError::StillToCome(day)) => format!("{} moet nog komen", day.format("%-d-%-m-%Y")),
            Self::Close(CloseError::Dossier(error)) | Self::Resend(ResendError::Dossier(error)) => dossier(error),
            Self::Close(CloseError::Store(error)) => format!("{}; misschien is de klacht toch gesloten", store(error)),
            Self::Close(CloseError::Busy) | Self::Resend(ResendError::Busy) => {
                "anderen veranderen de klacht op dit moment ook".to_owned()
            }
            Self::Resend(ResendError::Closed(reference)) => format!("{reference} is gesloten"),
            Self::Resend(ResendError::Store(error)) | Self::List(error) => store(error),
            Self::Erase(EraseError::Store(error)) => format!("{}; misschien is een deel al gewist", store(error)),
            Self::Erase(EraseError::Busy) => {
                "anderen schrijven op dit moment ook bij deze klacht; een deel is gewist".to_owned()
            }
            Self::NotCleared(reference, left) => {
                format!(
                    "in het register staat niets meer van {reference}, maar op deze computer misschien nog wel: {left}"
                )
            }
            Self::NotConfirmed => "het nummer is niet opnieuw getypt; er is niets gewist".to_owned(),
            Self::Folder(FolderError::NotNamed) => "er is geen map genoemd voor wat er wordt geschreven".to_owned(),
            Self::Folder(FolderError::InGit { folder, root }) => {
                format!("{} hoort bij wat git bewaart, in {}", folder.display(), root.display())
            }
            Self::Folder(FolderError::NotMade { folder, cause }) => format!(
                "de map {} kan niet worden gemaakt: {}",
                folder.display(),
                MessageLanguage::Dutch.system_words(cause)
            ),
            Self::File(FileError::Exists(path)) => format!("{} is er al, en wordt niet overschreven", path.display()),
            Self::File(FileError::Write { path, cause }) => {
                format!("{} kan niet worden geschreven: {}", path.display(), MessageLanguage::Dutch.system_words(cause))
            }
            Self::Paper(problem) => {
                format!("{}:{}: fout in het sjabloon: {}", problem.file, problem.line, problem.detail)
            }
        }
    }

    /// What to do, in Dutch and in English.
    const fn hint(&self) -> (&'static str, &'static str) {
        match self {
            Self::NotThere(_) | Self::Close(CloseError::NotThere(_)) | Self::Erase(EraseError::NotThere(_)) => (
                "misschien is dit een ander register, of is de klacht gewist of verlopen",
                "it may be another register, or the complaint is erased or expired",
            ),
            Self::NotADay(_) => (
                "schrijf dag, maand en jaar, zoals 24-11-2026 of 24 november 2026",
                "write day, month and year, such as 24-11-2026, 24 November 2026 or 2026-11-24",
            ),
            Self::ToCome(_) | Self::Close(CloseError::BeforeReceipt(_) | CloseError::StillToCome(_)) => (
                "noem met --on de dag waarop de klacht is gesloten, of laat --on weg voor vandaag",
                "name with --on the day on which it was closed, or leave --on out for today",
            ),
            Self::Dossier(DossierError::Remains) | Self::Close(CloseError::Dossier(DossierError::Remains)) => {
                ("wis wat er nog is, met erase", "erase what is left, with erase")
            }
            Self::Dossier(DossierError::Unreadable { .. })
            | Self::Close(CloseError::Dossier(DossierError::Unreadable { .. })) => {
                ("gebruik een nieuwere versie van dit programma", "use a newer version of this program")
            }
            Self::Dossier(DossierError::Store(StoreError::Refused(_)))
            | Self::Close(
                CloseError::Store(StoreError::Refused(_))
                | CloseError::Dossier(DossierError::Store(StoreError::Refused(_))),
            )
            | Self::Erase(EraseError::Store(StoreError::Refused(_))) => (
                "kijk of u het goede register noemt, en of u dit daar mag",
                "check that you name the right register, and that you may do this there",
            ),
            Self::Resend(ResendError::Closed(_)) => {
                ("over een gesloten klacht gaat geen e-mail meer", "no mail goes out about a complaint that is closed")
            }
            Self::Dossier(_) | Self::Close(_) | Self::Resend(_) | Self::List(_) => {
                ("probeer het over een paar minuten opnieuw", "try again in a few minutes")
            }
            Self::Erase(_) => (
                "geef dezelfde opdracht opnieuw tot er een bewijs is: die gaat verder waar dit ophield",
                "run the same again until there is a receipt: it goes on where this ended",
            ),
            Self::NotCleared(..) => {
                ("`cargo run` ruimt de rest op als het start", "`cargo run` clears the rest at its start")
            }
            Self::NotConfirmed => (
                "typ het nummer opnieuw als erom wordt gevraagd, of zet --yes erbij",
                "type the reference again when you are asked, or add --yes",
            ),
            Self::Folder(FolderError::NotNamed) => (
                "noem met --to een map die alleen u kunt lezen, en waar git niets bewaart",
                "name one with --to that only you can read, and where git keeps nothing",
            ),
            Self::Folder(FolderError::InGit { .. }) => (
                "kies met --to een map daarbuiten: anders staat de klacht straks voorgoed in git",
                "choose a folder outside of it with --to: else the complaint would be in git for ever",
            ),
            Self::File(FileError::Exists(_)) => (
                "verplaats dat bestand, of kies met --to een andere map",
                "move it, or choose another folder with --to",
            ),
            Self::File(FileError::Write { .. }) | Self::Folder(FolderError::NotMade { .. }) => {
                ("kies met --to een map waarin u mag schrijven", "choose a folder with --to in which you may write")
            }
            Self::Paper(_) => (
                "`site-gen check` laat zien wat er aan de inhoud of de sjablonen mankeert",
                "`site-gen check` shows what is wrong with the content or the templates",
            ),
        }
    }
}

fn dossier(error: &DossierError) -> String {
    match error {
        DossierError::Store(error) => store(error),
        DossierError::Remains => "er is geen klacht meer, alleen nog sporen van de e-mails erover".to_owned(),
        DossierError::Unreadable { entry, attribute } => {
            format!("in `{entry}` staat een `{attribute}` dat deze versie niet kan lezen")
        }
    }
}

fn store(error: &StoreError) -> String {
    match error {
        StoreError::Unavailable(code) => format!("het register gaf niet op tijd antwoord ({code})"),
        StoreError::Refused(code) => format!("het register weigert dit ({code})"),
    }
}
