//! What each fault says in Dutch, in plain words: whoever reads it mends a page, not a program.

use super::{Construct, FactKind, ProblemKind, Unpublished, translated};
use crate::locale;
use chrono::{Datelike, NaiveDate};

/// More names of files would only hide what is said of them.
pub(super) const MOST_NAMED: usize = 5;

#[expect(clippy::too_many_lines, reason = "a list: each kind of fault has its line")]
pub(super) fn message(fault: &ProblemKind) -> String {
    match fault {
        ProblemKind::Unreadable { reason } => {
            format!("dit bestand of deze map kan niet worden gelezen: {}", translated::system_words(reason))
        }
        ProblemKind::NotUtf8 => "dit is geen tekst in UTF-8".into(),
        ProblemKind::UnusedFile => "niets gebruikt dit bestand".into(),
        ProblemKind::UnusedPictureFile => "een plaatje staat op de verkeerde plaats".into(),
        ProblemKind::NoOrganisation => "het bestand `organisation.toml` is er niet".into(),
        ProblemKind::NoTexts => "er is geen `texts.toml`: elke taal heeft zijn eigen teksten".into(),
        ProblemKind::NoDefaultLanguage { tag } => {
            format!("er is geen map `{tag}` met een `texts.toml`, terwijl dat de taal van de website is")
        }
        ProblemKind::PictureKind => "dit soort plaatje kan niet worden gelezen".into(),
        ProblemKind::SameName => {
            "er is nog een bestand met deze naam, die er anders is geschreven maar hetzelfde uitziet".into()
        }
        ProblemKind::LinkInCircles => "deze snelkoppeling leidt naar een map die er al bij hoort".into(),
        ProblemKind::CopiesLeft { files } => match files.as_slice() {
            [file] => format!("`{file}` doet niet mee: het lijkt een kopie die een programma heeft achtergelaten"),
            files => format!(
                "{} bestanden doen niet mee: het lijken kopieën die een programma heeft achtergelaten: {}",
                files.len(),
                quoted(&files[..files.len().min(MOST_NAMED)])
            ),
        },
        ProblemKind::UnknownKey { key } => format!("`{key}` bestaat hier niet"),
        ProblemKind::MissingKey { key } => format!("`{key}` ontbreekt"),
        ProblemKind::WrongValue { found, expected } => {
            format!("hier staat {}, maar het moet {} zijn", translated::found(found), translated::expected(expected))
        }
        ProblemKind::UnknownValue { found, .. } => format!("`{found}` kan hier niet"),
        ProblemKind::DuplicateKey => "deze naam staat er twee keer".into(),
        ProblemKind::NoToml { detail } => format!("deze regel klopt niet: {}", translated::toml_detail(detail)),
        ProblemKind::NotADay => "dit is geen datum".into(),
        ProblemKind::NotAWeekday => "dit is geen dag van de week".into(),
        ProblemKind::NotAnHour => "dit is geen tijd".into(),
        ProblemKind::NotALocale => "deze `locale` is niet bekend".into(),
        ProblemKind::NotAPattern => "dit patroon past niet bij een datum of een tijd".into(),
        ProblemKind::NotAnAddress => "dit is geen adres van een website".into(),
        ProblemKind::Empty => "hier staat niets".into(),
        ProblemKind::SeveralLines => "deze tekst gaat verder op een volgende regel".into(),
        ProblemKind::UnseenCharacter { number } => format!("hier staat een teken dat niemand ziet ({number})"),
        ProblemKind::NotARetention => "zo lang kan een klacht niet worden bewaard".into(),
        ProblemKind::NotATerm => "dit is geen termijn".into(),
        ProblemKind::NotALength => "zo kort kan een tekst in het formulier niet zijn".into(),
        ProblemKind::NotMonths => "dit is geen aantal maanden waarna iemand een pagina weer naleest".into(),
        ProblemKind::NotAnEmail => "dit is geen e-mailadres".into(),
        ProblemKind::NotAPhone => "dit is geen telefoonnummer".into(),
        ProblemKind::NotAPostcode => "dit is geen Nederlandse postcode".into(),
        ProblemKind::NoLongerNeeded { key } => format!("`{key}` is niet meer nodig"),
        ProblemKind::TooFewNumbers => "hier horen twaalf woorden te staan, van één tot en met twaalf".into(),
        ProblemKind::CurlyQuotes => "dit zijn geen rechte aanhalingstekens".into(),
        ProblemKind::LengthsTooLarge { sum, .. } => format!("alle lengtes samen zijn {sum} tekens, en dat past niet"),
        ProblemKind::ClosesFirst => "de sluitingstijd ligt niet na de openingstijd".into(),
        ProblemKind::LastDayFirst => "deze dag komt in de week voor de dag bij `first_day`".into(),
        ProblemKind::HoursOutOfOrder => "deze dag hoort voor de dagen die erboven staan".into(),
        ProblemKind::HoursOverlap => "op een van deze dagen gelden er al andere tijden".into(),
        ProblemKind::TermsOutOfOrder => "deze termijn is korter dan die van het eerste contact".into(),
        ProblemKind::NoFrontMatter => "de pagina begint niet met `+++`".into(),
        ProblemKind::FrontMatterOpen => "na de regels boven aan de pagina ontbreekt de tweede `+++`".into(),
        ProblemKind::FileOfKind { file, kind } => {
            format!("de pagina `{file}`, en geen andere, heeft `kind = \"{kind}\"`")
        }
        ProblemKind::FileName => "deze naam kan geen adres van een pagina zijn".into(),
        ProblemKind::NoOriginal { file } => format!("er is geen pagina `{file}` om te vertalen"),
        ProblemKind::ExpiresFirst => "de pagina verdwijnt (`expires`) voordat die verschijnt (`publish`)".into(),
        ProblemKind::AliasForm { written } => format!("`{written}` is geen oud adres van een pagina"),
        ProblemKind::ReservedAddress { address } => {
            format!("het adres `{address}` is al van iets anders op de website")
        }
        ProblemKind::UnknownFact { name } => format!("geen gegeven heet `{name}`"),
        ProblemKind::BracesOpen => "na `{{` komt geen `}}` op dezelfde regel".into(),
        ProblemKind::BracesNotOpened => "voor `}}` ontbreekt `{{` op dezelfde regel".into(),
        ProblemKind::LacksName { key, name } => format!("in de tekst `{key}` ontbreekt `{name}`"),
        ProblemKind::Contradiction { written, what, fact } => {
            format!("`{written}` is {} dan in `organisation.toml`: {fact}", another(*what))
        }
        ProblemKind::SpelledOut { written, fact } => {
            format!("`{written}` staat al in `organisation.toml`, als `{fact}`")
        }
        ProblemKind::Html => "hier staat HTML".into(),
        ProblemKind::SecondTitle => "dit is een tweede titel".into(),
        ProblemKind::LevelSkipped => "deze kop slaat een niveau over".into(),
        ProblemKind::EmptyPage => "de pagina heeft geen tekst".into(),
        ProblemKind::EmptyHeading => "deze kop heeft geen woorden".into(),
        ProblemKind::HashesAlone => "dit lijkt op een kop, maar is er geen".into(),
        ProblemKind::AlmostLink => "dit lijkt op een link, maar is er geen".into(),
        ProblemKind::AlmostList => "dit lijkt op een lijst, maar is er geen".into(),
        ProblemKind::AlmostTable => "dit lijkt op een tabel, maar is er geen".into(),
        ProblemKind::AlmostDefinition => "dit lijkt op het adres bij een link, maar is het niet".into(),
        ProblemKind::NoDefinition { name } => format!("nergens op de pagina staat het adres bij `[{name}]`"),
        ProblemKind::UnusedDefinition { name } => format!("geen link gebruikt `[{name}]`: lezers zien deze regel niet"),
        ProblemKind::MarksLeft { marks } => {
            format!("lezers zien deze `{marks}` staan: er wordt niets vet of schuin van")
        }
        ProblemKind::MarksGone => "lezers zien deze `*` niet: wat ertussen staat, wordt schuin".into(),
        ProblemKind::LineBreakAlone => "lezers zien deze `\\` staan: er komt geen nieuwe regel van".into(),
        ProblemKind::IndentedCode => "door de spaties ervoor wordt deze regel code".into(),
        ProblemKind::SpacedCode => "wat tussen deze twee tekens staat, wordt code".into(),
        ProblemKind::OpenFence => "vanaf hier wordt alles code".into(),
        ProblemKind::UnderlinedHeading => "door de streepjes eronder wordt deze regel een kop".into(),
        ProblemKind::CellsTooMany => "deze rij heeft meer vakken dan de kop van de tabel: lezers zien die niet".into(),
        ProblemKind::RowWithoutCells => "deze regel hoort nu bij de tabel".into(),
        ProblemKind::CutAddress => "een deel van dit adres wordt vet of schuin, en de link houdt daarvoor op".into(),
        ProblemKind::NotHere { what } => not_here(*what).into(),
        ProblemKind::NotALanguage { written } => format!("`{written}` is geen code van een taal"),
        ProblemKind::AnchorTaken { anchor } => format!("de naam `#{anchor}` is al van de pagina zelf"),
        ProblemKind::AnchorTwice { anchor } => format!("twee koppen heten `#{anchor}`"),
        ProblemKind::NoPage { file } => format!("er is geen pagina `{file}`"),
        ProblemKind::NoAnchor { anchor, file } => format!("de pagina `{file}` heeft geen kop `#{anchor}`"),
        ProblemKind::NotALink { url } if url.is_empty() => "deze link gaat nergens heen".into(),
        ProblemKind::NotALink { url } => format!("`{url}` is geen pagina en geen adres"),
        ProblemKind::NotPublished { file, why } => {
            format!("de pagina `{file}` staat niet op de website: {}", unpublished(*why))
        }
        ProblemKind::EmptyLinkText { text } if text.is_empty() => "deze link heeft geen tekst".into(),
        ProblemKind::EmptyLinkText { text } => format!("de link “{text}” zegt niet waar hij naartoe gaat"),
        ProblemKind::NoAlternative => "het plaatje heeft geen beschrijving".into(),
        ProblemKind::NoPicture { file } => format!("er is geen plaatje `{file}`"),
        ProblemKind::PictureElsewhere { url } => format!("het plaatje `{url}` staat niet in de map met plaatjes"),
        ProblemKind::SameAddress { address, file } => format!("`{file}` heeft ook het adres `{address}`"),
        ProblemKind::NoPageOfKind { kind } => format!("geen enkele pagina heeft `kind = \"{kind}\"`"),
        ProblemKind::SecondOfKind { kind } => format!("dit is een tweede pagina met `kind = \"{kind}\"`"),
        ProblemKind::SecondTranslation { of } => format!("dit is een tweede vertaling van `{of}`"),
        ProblemKind::KindNotPublished { kind } => {
            format!("de pagina met `kind = \"{kind}\"` kan geen dag worden gemist")
        }
        ProblemKind::TooLongForPaper { .. } => "vanaf hier past de tekst niet meer op de gevouwen folder".into(),
        ProblemKind::FormTooLongForPaper => "het formulier op papier past niet op de twee kanten van een vel".into(),
        ProblemKind::OverTheEdge { words } => format!("“{words}” valt van het papier af"),
        ProblemKind::NotInTheFont { character, number } => {
            format!("het lettertype voor papier heeft geen `{character}` ({number})")
        }
        ProblemKind::Template { detail } => format!("fout in het sjabloon: {detail}"),
        ProblemKind::DayToCome { day: to_come } => format!("{} is nog niet geweest", day(*to_come)),
        ProblemKind::ReviewDue { reviewed, months } => {
            format!("de pagina is voor het laatst nagekeken op {}, meer dan {months} maanden geleden", day(*reviewed))
        }
        ProblemKind::OlderTranslation { of, updated, original } => {
            format!("de vertaling is van {}, maar `{of}` is daarna veranderd, op {}", day(*updated), day(*original))
        }
        ProblemKind::HeavyPicture { file, size_kb, most_kb } => {
            format!("het plaatje `{file}` is {size_kb} kB; meer dan {most_kb} kB is traag op een telefoon")
        }
        ProblemKind::LongSentence { words, most } => format!("deze zin heeft {words} woorden; {most} is lang genoeg"),
        ProblemKind::Word { written, .. } => format!("“{written}” is moeilijk of ouderwets"),
        ProblemKind::Address { written } => format!("“{written}”: schrijf u en uw"),
        ProblemKind::Abbreviation { written } => format!("de afkorting “{written}” wordt niet uitgelegd"),
    }
}

#[expect(clippy::too_many_lines, reason = "a list: each kind of fault has its line")]
pub(super) fn hint(fault: &ProblemKind) -> String {
    let hint = match fault {
        ProblemKind::Unreadable { .. } => {
            "start in de map waarin `content` en `templates` staan, of noem ze met --content en --templates"
        }
        ProblemKind::NotUtf8 => "sla het bestand opnieuw op, met de codering UTF-8",
        ProblemKind::UnusedFile => {
            "een pagina is een `.md`-bestand, direct in een map die heet naar de taal, zoals `nl`"
        }
        ProblemKind::UnusedPictureFile => "zet plaatjes in de map `content/pictures`",
        ProblemKind::SameName => "haal een van de twee bestanden weg, of geef het een andere naam",
        ProblemKind::LinkInCircles => "haal de snelkoppeling weg",
        ProblemKind::CopiesLeft { .. } => "hebt u ze nog nodig? Geef ze dan een andere naam. Anders kunt u ze weghalen",
        ProblemKind::NoOrganisation => "dat bestand bevat de gegevens die elke pagina gebruikt",
        ProblemKind::PictureKind => {
            "het bestand is leeg, beschadigd of geen plaatje. Bewaar het als .jpg, .png, .webp, .gif, .avif of .svg"
        }
        ProblemKind::UnknownValue { known, .. } => return format!("schrijf een van deze: {}", quoted(known)),
        ProblemKind::DuplicateKey => {
            "haal een van de twee weg. Is het een lijst? Gebruik dan dubbele haken: `[[naam]]`"
        }
        ProblemKind::NoToml { .. } => "een regel ziet er zo uit: naam = \"tekst\"",
        ProblemKind::NotADay => "schrijf een dag die bestaat, als \"2026-11-22\": jaar, maand, dag",
        ProblemKind::NotAWeekday => {
            "schrijf de dag in het Engels: \"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\" of \"sunday\""
        }
        ProblemKind::NotAnHour => "schrijf een tijd als \"9:00\"",
        ProblemKind::NotALocale => "schrijf er een zoals \"nl_NL\"",
        ProblemKind::NotAPattern => "kijk in de map van een andere taal hoe het moet, bijvoorbeeld \"%A %-d %B %Y\"",
        ProblemKind::NotAnAddress => {
            "schrijf het zoals \"https://www.voorbeeld.nl\": met https://, in kleine letters, zonder spaties en zonder / aan het eind. Bij `[site]` hoort er niets achter de naam"
        }
        ProblemKind::NotAnEmail => "schrijf het zoals \"info@voorbeeld.nl\". Staat er een komma waar een punt hoort?",
        ProblemKind::NotAPhone => {
            "schrijf een heel nummer, zoals \"023-548 38 28\", \"06 12 34 56 78\", \"0800-1234\" of \"+31 23 548 38 28\""
        }
        ProblemKind::NotAPostcode => "schrijf vier cijfers en twee hoofdletters, zoals \"2101 MP\"",
        ProblemKind::NoLongerNeeded { .. } => {
            "haal deze regel weg. Het nummer voor wie vanuit het buitenland belt, volgt uit `phone`"
        }
        ProblemKind::SeveralLines => "schrijf de tekst op één regel",
        ProblemKind::UnseenCharacter { .. } => "haal dit stuk weg, en typ het opnieuw",
        ProblemKind::Empty => "schrijf hier iets tussen de aanhalingstekens",
        ProblemKind::NotARetention | ProblemKind::NotMonths => "schrijf een aantal maanden van 1 tot en met 120",
        ProblemKind::NotATerm => "schrijf een aantal weken van 1 tot en met 52",
        ProblemKind::NotALength => "schrijf een aantal tekens van 1 of meer",
        ProblemKind::LastDayFirst => {
            "draai de twee om, of schrijf de dagen voor en na het weekend apart, elk onder `[[opening_hours]]`"
        }
        ProblemKind::HoursOutOfOrder => {
            "zet de dagen op de volgorde van de week, en de tijden op de volgorde van de dag"
        }
        ProblemKind::HoursOverlap => "haal een van de twee weg, of verander de dagen of de tijden",
        ProblemKind::CurlyQuotes => "gebruik `\"` om een tekst heen. In een tekst mogen “ en ” wel",
        ProblemKind::LengthsTooLarge { most, .. } => return format!("maak de lengtes kleiner: samen hooguit {most}"),
        ProblemKind::BracesNotOpened => "schrijf `{{ naam }}`",
        ProblemKind::EmptyHeading => "schrijf een kop, of haal de `#` weg",
        ProblemKind::HashesAlone => "zet een gewone spatie na `##`",
        ProblemKind::AlmostList => {
            "begin elke regel van de lijst met `- ` of `1. `: het teken, een gewone spatie, en dan de tekst"
        }
        ProblemKind::AlmostTable => {
            "zet onder de kop een regel als `| --- | --- |`, met evenveel vakken als de kop. Is het geen tabel? Schrijf dan `\\|`"
        }
        ProblemKind::AlmostDefinition => "schrijf `[naam]: bestand.md`, met een lege regel ervoor",
        ProblemKind::NoDefinition { .. } => {
            "schrijf `[tekst](bestand.md)`. Of zet onder aan de pagina een regel als `[naam]: bestand.md`"
        }
        ProblemKind::UnusedDefinition { .. } => "haal de regel weg, of gebruik hem in een link: `[tekst][naam]`",
        ProblemKind::MarksLeft { .. } => {
            "zet ze vlak voor en vlak na de woorden: `**Let op:** bel ons`. Moeten ze blijven staan? Schrijf dan `\\*` of `\\_`"
        }
        ProblemKind::MarksGone => "schrijf `×`, of `\\*` als u het sterretje wilt laten zien",
        ProblemKind::LineBreakAlone => {
            "haal de `\\` weg. Hij werkt alleen aan het eind van een regel, zonder spatie erachter, als er nog een regel op volgt"
        }
        ProblemKind::IndentedCode => "haal de spaties of de tab aan het begin van de regel weg",
        ProblemKind::SpacedCode => {
            "is het een apostrof, zoals in ’s avonds? Schrijf dan ’ of '. Is het code? Haal de spatie weg"
        }
        ProblemKind::OpenFence => "zet onder de code een regel met dezelfde drie tekens",
        ProblemKind::UnderlinedHeading => {
            "moet het een kop zijn? Schrijf dan `## ` voor de tekst. Moet er een streep komen? Zet dan een lege regel boven `---`"
        }
        ProblemKind::CellsTooMany => {
            "haal een vak weg, of maak de kop langer. Hoort een `|` bij de tekst? Schrijf dan `\\|`"
        }
        ProblemKind::RowWithoutCells => "zet er een lege regel boven, of maak er vakken van met `|`",
        ProblemKind::CutAddress => "zet `<` en `>` om het adres",
        ProblemKind::NotHere { what } => instead(*what),
        ProblemKind::AlmostLink => "schrijf `[tekst](bestand.md)`, zonder spatie tussen `]` en `(`",
        ProblemKind::NotALanguage { .. } => "schrijf een code zoals `lang:de` of `lang:en`",
        ProblemKind::DayToCome { .. } => "schrijf de dag van vandaag, of een eerdere dag",
        ProblemKind::NoFrontMatter | ProblemKind::FrontMatterOpen => {
            "begin de pagina met `+++`, dan regels zoals `title = \"…\"` en `description = \"…\"`, en dan weer `+++`"
        }
        ProblemKind::FileName => "noem het bestand met kleine letters, cijfers en streepjes, zoals `over-ons.md`",
        ProblemKind::ExpiresFirst => "verander een van de twee datums",
        ProblemKind::AliasForm { .. } => {
            "schrijf het zoals \"/oude-pagina/\", met een / aan het begin en aan het eind, of zoals \"/oude-pagina.html\""
        }
        ProblemKind::ReservedAddress { .. } => "kies een andere naam: een bezoeker zou hier nooit uw pagina zien",
        ProblemKind::BracesOpen => "schrijf `{{ naam }}` op één regel",
        ProblemKind::Contradiction { what: FactKind::Term, .. } => {
            "schrijf de naam van de termijn, zoals `{{ terms.answer }}`. Gaat het over iets anders? Zet het in `organisation.toml` bij `[elsewhere] allowed`"
        }
        ProblemKind::Contradiction { what, .. } => {
            return format!(
                "schrijf `{{{{ {} }}}}`. Is het van een ander? Zet het in `organisation.toml` bij `[elsewhere] allowed`",
                what.fact()
            );
        }
        ProblemKind::SpelledOut { fact, .. } => {
            return format!("schrijf `{{{{ {fact} }}}}`, dan verandert het overal mee");
        }
        ProblemKind::Html => "schrijf Markdown. Wilt u een `<` laten zien? Schrijf dan `\\<`",
        ProblemKind::SecondTitle => "de titel boven aan de pagina is de eerste; schrijf hier `##`",
        ProblemKind::LevelSkipped => "haal een `#` weg",
        ProblemKind::EmptyPage => "schrijf een tekst onder de tweede `+++`",
        ProblemKind::AnchorTaken { .. } => "geef de kop een andere naam: `## Kop {#naam}`",
        ProblemKind::AnchorTwice { .. } => "geef een van de twee een eigen naam: `## Kop {#naam}`",
        ProblemKind::NotALink { url } if url.starts_with("www.") => "zet er https:// voor",
        ProblemKind::NotALink { url } if url.contains('@') => "zet er mailto: voor",
        ProblemKind::NotALink { .. } => {
            "een link naar een pagina is de naam van het bestand, zoals `contact.md`; een ander adres begint met https://"
        }
        ProblemKind::NotPublished { .. } => "haal de link weg, of zet de pagina op de website",
        ProblemKind::EmptyLinkText { .. } => {
            "schrijf waar de link naartoe gaat, zoals `[onze openingstijden](contact.md)`"
        }
        ProblemKind::NoAlternative => {
            "schrijf tussen de haken wat er te zien is: `![De balie van de Luifel](../pictures/balie.jpg)`. Een schermlezer leest dat voor"
        }
        ProblemKind::NoPicture { .. } => "zet het plaatje in `content/pictures`, en schrijf `../pictures/naam.jpg`",
        ProblemKind::PictureElsewhere { .. } => {
            "zet een kopie van het plaatje in `content/pictures`: de website haalt niets op bij anderen"
        }
        ProblemKind::SameAddress { .. } => {
            "geef een van de twee een ander adres. Is het een vertaling? Zeg dan met `translates` van welke pagina"
        }
        ProblemKind::NoPageOfKind { .. } | ProblemKind::SecondOfKind { .. } => "elke taal heeft er één",
        ProblemKind::SecondTranslation { .. } => "haal een van de twee weg, of verander `translates`",
        ProblemKind::KindNotPublished { .. } => "haal `draft`, `publish` of `expires` weg",
        ProblemKind::TooLongForPaper { least } => {
            return format!(
                "maak de tekst korter: ook met letters van {} punten past hij niet",
                least.replace('.', ",")
            );
        }
        ProblemKind::FormTooLongForPaper => "maak de vragen en de uitleg bij de vragen korter",
        ProblemKind::OverTheEdge { .. } => {
            "gebruik kortere woorden of kortere alinea’s, of zet een streepje in een lang woord"
        }
        ProblemKind::NotInTheFont { .. } => "gebruik een ander teken, of schrijf het in woorden",
        ProblemKind::ReviewDue { .. } => "lees de pagina na. Klopt alles? Zet dan de datum van vandaag bij `reviewed`",
        ProblemKind::OlderTranslation { .. } => "werk de vertaling bij, en zet de datum van vandaag bij `updated`",
        ProblemKind::HeavyPicture { .. } => "maak het plaatje kleiner; 1200 pixels breed is genoeg",
        ProblemKind::LongSentence { .. } => "maak er twee zinnen van",
        ProblemKind::Word { better, .. } => return format!("schrijf “{better}”"),
        ProblemKind::Abbreviation { .. } => "schrijf de woorden voluit, of leg de afkorting uit",
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
    format!("{} {} {}", day.day(), locale::names("nl_NL").months[day.month0() as usize], day.year())
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
