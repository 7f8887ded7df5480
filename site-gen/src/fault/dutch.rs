//! What each fault says in Dutch, in plain words: whoever reads it mends a page, not a program.

use super::{Construct, FactKind, Fault, Unpublished};
use crate::locale::Names;
use chrono::{Datelike, NaiveDate};

#[expect(clippy::too_many_lines, reason = "a line for each fault")]
pub(super) fn message(fault: &Fault) -> String {
    match fault {
        Fault::Unreadable { reason } => {
            format!("dit bestand of deze map kan niet worden gelezen: {}", system_words(reason))
        }
        Fault::NotUtf8 => "dit is geen tekst in UTF-8".into(),
        Fault::UnusedFile => "niets gebruikt dit bestand".into(),
        Fault::UnusedPictureFile => "een plaatje staat op de verkeerde plaats".into(),
        Fault::NoOrganisation => "het bestand `organisation.toml` is er niet".into(),
        Fault::NoTexts => "er is geen `texts.toml`: elke taal heeft zijn eigen teksten".into(),
        Fault::NoDefaultLanguage { tag } => {
            format!("er is geen map `{tag}` met een `texts.toml`, terwijl dat de taal van de website is")
        }
        Fault::PictureKind => "dit soort plaatje kan niet worden gelezen".into(),
        Fault::UnknownKey { key } => format!("`{key}` bestaat hier niet"),
        Fault::MissingKey { key } => format!("`{key}` ontbreekt"),
        Fault::WrongValue { found, expected } => {
            format!("hier staat {}, maar het moet {} zijn", self::found(found), self::expected(expected))
        }
        Fault::UnknownValue { found, .. } => format!("`{found}` kan hier niet"),
        Fault::DuplicateKey => "deze naam staat er twee keer".into(),
        Fault::NoToml { detail } => format!("deze regel klopt niet: {}", toml_detail(detail)),
        Fault::NotADay => "dit is geen datum".into(),
        Fault::NotAWeekday => "dit is geen dag van de week".into(),
        Fault::NotAnHour => "dit is geen tijd".into(),
        Fault::NotALocale => "deze `locale` is niet bekend".into(),
        Fault::NotAPattern => "dit patroon past niet bij een datum of een tijd".into(),
        Fault::NotAnAddress => "dit is geen adres van een website".into(),
        Fault::Empty => "hier staat niets".into(),
        Fault::NotARetention => "zo lang kan een klacht niet worden bewaard".into(),
        Fault::TooFewNumbers => "hier horen twaalf woorden te staan, van één tot en met twaalf".into(),
        Fault::CurlyQuotes => "dit zijn geen rechte aanhalingstekens".into(),
        Fault::PhonesDiffer => "dit is een ander nummer dan bij `phone`".into(),
        Fault::ClosesFirst => "de sluitingstijd ligt niet na de openingstijd".into(),
        Fault::TermsOutOfOrder => "deze termijn is nul, of korter dan die van het eerste contact".into(),
        Fault::NoFrontMatter => "de pagina begint niet met `+++`".into(),
        Fault::FrontMatterOpen => "na de regels boven aan de pagina ontbreekt de tweede `+++`".into(),
        Fault::NotFoundPageName => "de pagina `404.md`, en geen andere, heeft `kind = \"not-found\"`".into(),
        Fault::FileName => "deze naam kan geen adres van een pagina zijn".into(),
        Fault::NoOriginal { file } => format!("er is geen pagina `{file}` om te vertalen"),
        Fault::ExpiresFirst => "de pagina verdwijnt (`expires`) voordat die verschijnt (`publish`)".into(),
        Fault::AliasForm { written } => format!("`{written}` is geen oud adres van een pagina"),
        Fault::UnknownFact { name } => format!("geen gegeven heet `{name}`"),
        Fault::BracesOpen => "na `{{` komt geen `}}` op dezelfde regel".into(),
        Fault::BracesNotOpened => "voor `}}` ontbreekt `{{` op dezelfde regel".into(),
        Fault::LacksName { key, name } => format!("in de tekst `{key}` ontbreekt `{name}`"),
        Fault::Contradiction { written, what, fact } => {
            format!("`{written}` is {} dan in `organisation.toml`: {fact}", another(*what))
        }
        Fault::SpelledOut { written, fact } => format!("`{written}` staat al in `organisation.toml`, als `{fact}`"),
        Fault::Html => "hier staat HTML".into(),
        Fault::SecondTitle => "dit is een tweede titel".into(),
        Fault::LevelSkipped => "deze kop slaat een niveau over".into(),
        Fault::EmptyPage => "de pagina heeft geen tekst".into(),
        Fault::EmptyHeading => "deze kop heeft geen woorden".into(),
        Fault::HashesAlone => "dit lijkt op een kop, maar is er geen".into(),
        Fault::AlmostLink => "dit lijkt op een link, maar is er geen".into(),
        Fault::AlmostList => "dit lijkt op een lijst, maar is er geen".into(),
        Fault::AlmostTable => "dit lijkt op een tabel, maar is er geen".into(),
        Fault::AlmostDefinition => "dit lijkt op het adres bij een link, maar is het niet".into(),
        Fault::NoDefinition { name } => format!("nergens op de pagina staat het adres bij `[{name}]`"),
        Fault::UnusedDefinition { name } => format!("geen link gebruikt `[{name}]`: lezers zien deze regel niet"),
        Fault::MarksLeft { marks } => format!("lezers zien deze `{marks}` staan: er wordt niets vet of schuin van"),
        Fault::MarksGone => "lezers zien deze `*` niet: wat ertussen staat, wordt schuin".into(),
        Fault::LineBreakAlone => "lezers zien deze `\\` staan: er komt geen nieuwe regel van".into(),
        Fault::IndentedCode => "door de spaties ervoor wordt deze regel code".into(),
        Fault::SpacedCode => "wat tussen deze twee tekens staat, wordt code".into(),
        Fault::OpenFence => "vanaf hier wordt alles code".into(),
        Fault::UnderlinedHeading => "door de streepjes eronder wordt deze regel een kop".into(),
        Fault::CellsTooMany => "deze rij heeft meer vakken dan de kop van de tabel: lezers zien die niet".into(),
        Fault::RowWithoutCells => "deze regel hoort nu bij de tabel".into(),
        Fault::CutAddress => "een deel van dit adres wordt vet of schuin, en de link houdt daarvoor op".into(),
        Fault::NotHere { what } => not_here(*what).into(),
        Fault::NotALanguage { written } => format!("`{written}` is geen code van een taal"),
        Fault::AnchorTaken { anchor } => format!("de naam `#{anchor}` is al van de pagina zelf"),
        Fault::AnchorTwice { anchor } => format!("twee koppen heten `#{anchor}`"),
        Fault::NoPage { file } => format!("er is geen pagina `{file}`"),
        Fault::NoAnchor { anchor, file } => format!("de pagina `{file}` heeft geen kop `#{anchor}`"),
        Fault::NotALink { url } if url.is_empty() => "deze link gaat nergens heen".into(),
        Fault::NotALink { url } => format!("`{url}` is geen pagina en geen adres"),
        Fault::NotPublished { file, why } => {
            format!("de pagina `{file}` staat niet op de website: {}", unpublished(*why))
        }
        Fault::EmptyLinkText { text } if text.is_empty() => "deze link heeft geen tekst".into(),
        Fault::EmptyLinkText { text } => format!("de link “{text}” zegt niet waar hij naartoe gaat"),
        Fault::NoAlternative => "het plaatje heeft geen beschrijving".into(),
        Fault::NoPicture { file } => format!("er is geen plaatje `{file}`"),
        Fault::PictureElsewhere { url } => format!("het plaatje `{url}` staat niet in de map met plaatjes"),
        Fault::SameAddress { address, file } => format!("`{file}` heeft ook het adres `{address}`"),
        Fault::NoPageOfKind { kind } => format!("geen enkele pagina heeft `kind = \"{kind}\"`"),
        Fault::SecondOfKind { kind } => format!("dit is een tweede pagina met `kind = \"{kind}\"`"),
        Fault::SecondTranslation { of } => format!("dit is een tweede vertaling van `{of}`"),
        Fault::KindNotPublished { kind } => format!("de pagina met `kind = \"{kind}\"` kan geen dag worden gemist"),
        Fault::TooLongForPaper { .. } => "vanaf hier past de tekst niet meer op de gevouwen folder".into(),
        Fault::FormTooLongForPaper => "het formulier op papier past niet op de twee kanten van een vel".into(),
        Fault::OverTheEdge { words } => format!("“{words}” valt van het papier af"),
        Fault::NotInTheFont { character, number } => {
            format!("het lettertype voor papier heeft geen `{character}` ({number})")
        }
        Fault::Template { detail } => format!("fout in het sjabloon: {detail}"),
        Fault::DayToCome { day: to_come } => format!("{} is nog niet geweest", day(*to_come)),
        Fault::ReviewDue { reviewed, months } => {
            format!("de pagina is voor het laatst nagekeken op {}, meer dan {months} maanden geleden", day(*reviewed))
        }
        Fault::OlderTranslation { of, updated, original } => {
            format!("de vertaling is van {}, maar `{of}` is daarna veranderd, op {}", day(*updated), day(*original))
        }
        Fault::HeavyPicture { file, size_kb, most_kb } => {
            format!("het plaatje `{file}` is {size_kb} kB; meer dan {most_kb} kB is traag op een telefoon")
        }
        Fault::LongSentence { words, most } => format!("deze zin heeft {words} woorden; {most} is lang genoeg"),
        Fault::Word { written, .. } => format!("“{written}” is moeilijk of ouderwets"),
        Fault::Address { written } => format!("“{written}”: schrijf u en uw"),
        Fault::Abbreviation { written } => format!("de afkorting “{written}” wordt niet uitgelegd"),
    }
}

#[expect(clippy::too_many_lines, reason = "a line for each fault")]
pub(super) fn hint(fault: &Fault) -> String {
    let hint = match fault {
        Fault::Unreadable { .. } => {
            "start in de map waarin `content` en `templates` staan, of noem ze met --content en --templates"
        }
        Fault::NotUtf8 => "sla het bestand opnieuw op, met de codering UTF-8",
        Fault::UnusedFile => "een pagina is een `.md`-bestand, direct in een map die heet naar de taal, zoals `nl`",
        Fault::UnusedPictureFile => "zet plaatjes in de map `content/pictures`",
        Fault::NoOrganisation => "dat bestand bevat de gegevens die elke pagina gebruikt",
        Fault::PictureKind => {
            "het bestand is leeg, beschadigd of geen plaatje. Bewaar het als .jpg, .png, .webp, .gif, .avif of .svg"
        }
        Fault::UnknownValue { known, .. } => return format!("schrijf een van deze: {}", quoted(known)),
        Fault::DuplicateKey => "haal een van de twee weg. Is het een lijst? Gebruik dan dubbele haken: `[[naam]]`",
        Fault::NoToml { .. } => "een regel ziet er zo uit: naam = \"tekst\"",
        Fault::NotADay => "schrijf een dag die bestaat, als \"2026-11-22\": jaar, maand, dag",
        Fault::NotAWeekday => {
            "schrijf de dag in het Engels: \"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\" of \"sunday\""
        }
        Fault::NotAnHour => "schrijf een tijd als \"9:00\"",
        Fault::NotALocale => "schrijf er een zoals \"nl_NL\"",
        Fault::NotAPattern => "kijk in de map van een andere taal hoe het moet, bijvoorbeeld \"%A %-d %B %Y\"",
        Fault::NotAnAddress => "begin met https:// en zet geen / aan het eind",
        Fault::Empty => "schrijf hier iets tussen de aanhalingstekens",
        Fault::NotARetention => "schrijf een aantal maanden van 1 tot en met 120",
        Fault::CurlyQuotes => "gebruik `\"` om een tekst heen. In een tekst mogen “ en ” wel",
        Fault::PhonesDiffer => "schrijf bij allebei hetzelfde nummer, zoals \"023-548 38 28\" en \"+31235483828\"",
        Fault::BracesNotOpened => "schrijf `{{ naam }}`",
        Fault::EmptyHeading => "schrijf een kop, of haal de `#` weg",
        Fault::HashesAlone => "zet een gewone spatie na `##`",
        Fault::AlmostList => {
            "begin elke regel van de lijst met `- ` of `1. `: het teken, een gewone spatie, en dan de tekst"
        }
        Fault::AlmostTable => {
            "zet onder de kop een regel als `| --- | --- |`, met evenveel vakken als de kop. Is het geen tabel? Schrijf dan `\\|`"
        }
        Fault::AlmostDefinition => "schrijf `[naam]: bestand.md`, met een lege regel ervoor",
        Fault::NoDefinition { .. } => {
            "schrijf `[tekst](bestand.md)`. Of zet onder aan de pagina een regel als `[naam]: bestand.md`"
        }
        Fault::UnusedDefinition { .. } => "haal de regel weg, of gebruik hem in een link: `[tekst][naam]`",
        Fault::MarksLeft { .. } => {
            "zet ze vlak voor en vlak na de woorden: `**Let op:** bel ons`. Moeten ze blijven staan? Schrijf dan `\\*` of `\\_`"
        }
        Fault::MarksGone => "schrijf `×`, of `\\*` als u het sterretje wilt laten zien",
        Fault::LineBreakAlone => {
            "haal de `\\` weg. Hij werkt alleen aan het eind van een regel, zonder spatie erachter, als er nog een regel op volgt"
        }
        Fault::IndentedCode => "haal de spaties of de tab aan het begin van de regel weg",
        Fault::SpacedCode => {
            "is het een apostrof, zoals in ’s avonds? Schrijf dan ’ of '. Is het code? Haal de spatie weg"
        }
        Fault::OpenFence => "zet onder de code een regel met dezelfde drie tekens",
        Fault::UnderlinedHeading => {
            "moet het een kop zijn? Schrijf dan `## ` voor de tekst. Moet er een streep komen? Zet dan een lege regel boven `---`"
        }
        Fault::CellsTooMany => "haal een vak weg, of maak de kop langer. Hoort een `|` bij de tekst? Schrijf dan `\\|`",
        Fault::RowWithoutCells => "zet er een lege regel boven, of maak er vakken van met `|`",
        Fault::CutAddress => "zet `<` en `>` om het adres",
        Fault::NotHere { what } => instead(*what),
        Fault::AlmostLink => "schrijf `[tekst](bestand.md)`, zonder spatie tussen `]` en `(`",
        Fault::NotALanguage { .. } => "schrijf een code zoals `lang:de` of `lang:en`",
        Fault::DayToCome { .. } => "schrijf de dag van vandaag, of een eerdere dag",
        Fault::NoFrontMatter | Fault::FrontMatterOpen => {
            "begin de pagina met `+++`, dan regels zoals `title = \"…\"` en `description = \"…\"`, en dan weer `+++`"
        }
        Fault::FileName => "noem het bestand met kleine letters, cijfers en streepjes, zoals `over-ons.md`",
        Fault::ExpiresFirst => "verander een van de twee datums",
        Fault::AliasForm { .. } => "schrijf het zoals \"/oude-pagina/\", met een / aan het begin en aan het eind",
        Fault::BracesOpen => "schrijf `{{ naam }}` op één regel",
        Fault::Contradiction { what: FactKind::Term, .. } => {
            "schrijf de naam van de termijn, zoals `{{ terms.answer }}`. Gaat het over iets anders? Zet het in `organisation.toml` bij `[elsewhere] allowed`"
        }
        Fault::Contradiction { what, .. } => {
            return format!(
                "schrijf `{{{{ {} }}}}`. Is het van een ander? Zet het in `organisation.toml` bij `[elsewhere] allowed`",
                what.fact()
            );
        }
        Fault::SpelledOut { fact, .. } => return format!("schrijf `{{{{ {fact} }}}}`, dan verandert het overal mee"),
        Fault::Html => "schrijf Markdown. Wilt u een `<` laten zien? Schrijf dan `\\<`",
        Fault::SecondTitle => "de titel boven aan de pagina is de eerste; schrijf hier `##`",
        Fault::LevelSkipped => "haal een `#` weg",
        Fault::EmptyPage => "schrijf een tekst onder de tweede `+++`",
        Fault::AnchorTaken { .. } => "geef de kop een andere naam: `## Kop {#naam}`",
        Fault::AnchorTwice { .. } => "geef een van de twee een eigen naam: `## Kop {#naam}`",
        Fault::NotALink { url } if url.starts_with("www.") => "zet er https:// voor",
        Fault::NotALink { url } if url.contains('@') => "zet er mailto: voor",
        Fault::NotALink { .. } => {
            "een link naar een pagina is de naam van het bestand, zoals `contact.md`; een ander adres begint met https://"
        }
        Fault::NotPublished { .. } => "haal de link weg, of zet de pagina op de website",
        Fault::EmptyLinkText { .. } => "schrijf waar de link naartoe gaat, zoals `[onze openingstijden](contact.md)`",
        Fault::NoAlternative => {
            "schrijf tussen de haken wat er te zien is: `![De balie van de Luifel](../pictures/balie.jpg)`. Een schermlezer leest dat voor"
        }
        Fault::NoPicture { .. } => "zet het plaatje in `content/pictures`, en schrijf `../pictures/naam.jpg`",
        Fault::PictureElsewhere { .. } => {
            "zet een kopie van het plaatje in `content/pictures`: de website haalt niets op bij anderen"
        }
        Fault::SameAddress { .. } => {
            "geef een van de twee een ander adres. Is het een vertaling? Zeg dan met `translates` van welke pagina"
        }
        Fault::NoPageOfKind { .. } | Fault::SecondOfKind { .. } => "elke taal heeft er één",
        Fault::SecondTranslation { .. } => "haal een van de twee weg, of verander `translates`",
        Fault::KindNotPublished { .. } => "haal `draft`, `publish` of `expires` weg",
        Fault::TooLongForPaper { least } => {
            return format!(
                "maak de tekst korter: ook met letters van {} punten past hij niet",
                least.replace('.', ",")
            );
        }
        Fault::FormTooLongForPaper => "maak de vragen en de uitleg bij de vragen korter",
        Fault::OverTheEdge { .. } => {
            "gebruik kortere woorden of kortere alinea’s, of zet een streepje in een lang woord"
        }
        Fault::NotInTheFont { .. } => "gebruik een ander teken, of schrijf het in woorden",
        Fault::ReviewDue { .. } => "lees de pagina na. Klopt alles? Zet dan de datum van vandaag bij `reviewed`",
        Fault::OlderTranslation { .. } => "werk de vertaling bij, en zet de datum van vandaag bij `updated`",
        Fault::HeavyPicture { .. } => "maak het plaatje kleiner; 1200 pixels breed is genoeg",
        Fault::LongSentence { .. } => "maak er twee zinnen van",
        Fault::Word { better, .. } => return format!("schrijf “{better}”"),
        Fault::Abbreviation { .. } => "schrijf de woorden voluit, of leg de afkorting uit",
        _ => "",
    };
    hint.into()
}

const fn not_here(what: Construct) -> &'static str {
    match what {
        Construct::Footnote => "voetnoten kunnen hier niet",
        Construct::Strikethrough => "doorstrepen kan hier niet",
        Construct::Task => "vakjes om af te vinken kunnen hier niet",
        Construct::Highlight => "markeren met `==` kan hier niet",
        Construct::WikiLink => "een link tussen dubbele haken kan hier niet",
        Construct::Callout => "een kader met `[!` kan hier niet",
        Construct::Attributes => "dit tussen accolades werkt hier niet",
        Construct::Emoji => "van deze naam wordt geen plaatje gemaakt",
        Construct::Container => "een blok met `:::` kan hier niet",
    }
}

const fn instead(what: Construct) -> &'static str {
    match what {
        Construct::Footnote => "zet de uitleg in de tekst zelf, bijvoorbeeld tussen haakjes",
        Construct::Strikethrough => {
            "haal de woorden weg, of alleen de tekens `~`. Moeten die blijven staan? Schrijf dan `\\~`"
        }
        Construct::Task => "haal de vierkante haken weg: `- ` is genoeg voor een lijst",
        Construct::Highlight => "schrijf `**woord**` voor vette letters",
        Construct::WikiLink => "schrijf `[tekst](bestand.md)`",
        Construct::Callout => "haal die regel weg; met `>` ervoor is de rest een citaat",
        Construct::Attributes => "alleen een kop kan een naam krijgen, aan het eind van de regel: `## Kop {#naam}`",
        Construct::Emoji => "zet er het teken zelf neer, zoals 🙂, of haal het weg",
        Construct::Container => "haal de regels met `:::` weg",
    }
}

const fn another(what: FactKind) -> &'static str {
    match what {
        FactKind::Phone => "een ander telefoonnummer",
        FactKind::Email => "een ander e-mailadres",
        FactKind::Postcode => "een andere postcode",
        FactKind::Term => "een andere termijn",
    }
}

impl FactKind {
    /// The name to write instead.
    pub(super) const fn fact(self) -> &'static str {
        match self {
            Self::Phone => "organisation.phone",
            Self::Email => "organisation.email",
            Self::Postcode => "address.postcode",
            Self::Term => "terms.answer",
        }
    }
}

pub(super) fn unpublished(why: Unpublished) -> String {
    match why {
        Unpublished::Draft => "dit is een concept (`draft = true`)".into(),
        Unpublished::NotYet(from) => format!("deze pagina verschijnt pas op {}", day(from)),
        Unpublished::Expired(since) => format!("deze pagina is verdwenen op {}", day(since)),
    }
}

fn day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), Names::of("nl_NL").months[day.month0() as usize], day.year())
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// What was written, from serde's words for it.
fn found(english: &str) -> String {
    match english.split_once(' ') {
        Some(("string", text)) => format!("de tekst {text}"),
        Some(("integer" | "float", number)) => format!("het getal {number}"),
        Some(("floating", number)) => format!("het getal {}", number.trim_start_matches("point ")),
        Some(("boolean", value)) => value.to_owned(),
        _ if english == "map" => "een groep".to_owned(),
        _ if english == "sequence" => "een lijst".to_owned(),
        _ => english.to_owned(),
    }
}

/// What should have been written, from serde's words for it.
fn expected(english: &str) -> &str {
    match english {
        "a string" => "een tekst tussen aanhalingstekens",
        "a boolean" => "`true` of `false`",
        "u8" | "u16" | "u32" | "usize" | "i64" => "een heel getal van 0 of meer, zonder aanhalingstekens",
        "f64" => "een getal zonder aanhalingstekens",
        "a sequence" => "een lijst",
        _ if english.starts_with("struct") || english == "a map" => "een groep",
        _ => english,
    }
}

/// The parser's words for text that is no TOML.
fn toml_detail(english: &str) -> String {
    let words = [
        ("invalid boolean", "schrijf `true` of `false`, een getal, of een tekst tussen aanhalingstekens"),
        ("missing escaped value", "schrijf `\\` in plaats van `\\`"),
        ("invalid unquoted key", "zet na de naam een `=`"),
        ("invalid date", "zet dit tussen aanhalingstekens"),
        ("as i128", "dit getal is te groot"),
        ("string values must be quoted", "zet tekst tussen aanhalingstekens"),
        ("invalid basic string", "het aanhalingsteken aan het eind ontbreekt"),
        ("invalid multi-line basic string", "de drie aanhalingstekens aan het eind ontbreken"),
        ("key with no value", "na de naam ontbreekt `=` met een waarde"),
        ("missing value", "na `=` ontbreekt de waarde"),
        ("unclosed table", "het haakje `]` ontbreekt"),
        ("unclosed array", "het haakje `]` aan het eind van de lijst ontbreekt"),
        ("missing comma", "er ontbreekt een komma"),
        ("extra `=`", "er staat een `=` te veel"),
        ("expected newline", "hier moet de regel ophouden. Staat er een `\"` in de tekst? Schrijf daar “ of ”"),
    ];
    let known = words.iter().find(|(english_words, _)| english.contains(english_words));
    known.map_or_else(|| english.to_owned(), |(_, dutch)| (*dutch).to_owned())
}

/// The operating system's words for what it refuses. Others stay as they are.
pub(super) fn system_words(english: &str) -> &str {
    let words = [
        ("(os error 2)", "er is niets met deze naam"),
        ("(os error 13)", "u mag daar niet bij"),
        ("(os error 17)", "er is al iets met deze naam"),
        ("(os error 20)", "een deel van deze naam is geen map"),
        ("(os error 28)", "de schijf is vol"),
        ("(os error 36)", "de naam is te lang"),
    ];
    words.iter().find(|(number, _)| english.contains(number)).map_or(english, |(_, dutch)| dutch)
}
