//! What each fault says in English.

use super::dutch::MOST_NAMED;
use super::{Construct, FactKind, Fault, Unpublished};

#[expect(clippy::too_many_lines, reason = "a list: each kind of fault has its line")]
pub(super) fn message(fault: &Fault) -> String {
    match fault {
        Fault::Unreadable { reason } => format!("cannot read this: {reason}"),
        Fault::NotUtf8 => "this is not UTF-8 text".into(),
        Fault::UnusedFile => "nothing uses this file".into(),
        Fault::UnusedPictureFile => "a picture is in the wrong place".into(),
        Fault::SameName => "another file has this name, written differently but looking the same".into(),
        Fault::LinkInCircles => "this link leads to a folder that is already part of the site".into(),
        Fault::CopiesLeft { files } => match files.as_slice() {
            [file] => format!("`{file}` is left out: it looks like a copy that a program left behind"),
            files => {
                let named: Vec<String> = files.iter().take(MOST_NAMED).map(|file| format!("`{file}`")).collect();
                format!(
                    "{} files are left out: they look like copies that a program left behind: {}",
                    files.len(),
                    named.join(", ")
                )
            }
        },
        Fault::NoOrganisation => "the file `organisation.toml` is not there".into(),
        Fault::NoTexts => "no file `texts.toml`: a language needs its texts".into(),
        Fault::NoDefaultLanguage { tag } => {
            format!("no folder `{tag}` with a `texts.toml`, the language that is meant by default")
        }
        Fault::PictureKind => "a picture of a kind that cannot be read".into(),
        Fault::UnknownKey { key } => format!("there is no `{key}` here"),
        Fault::MissingKey { key } => format!("`{key}` is missing"),
        Fault::WrongValue { found, expected } => format!("this is {found}, where {expected} is expected"),
        Fault::UnknownValue { found, .. } => format!("`{found}` is none of what this can be"),
        Fault::DuplicateKey => "this name stands here twice".into(),
        Fault::NoToml { detail } => format!("this line is not right: {detail}"),
        Fault::NotADay => "this is not a day".into(),
        Fault::NotAWeekday => "this is no day of the week".into(),
        Fault::NotAnHour => "this is no hour".into(),
        Fault::NotALocale => "this `locale` is not known".into(),
        Fault::NotAPattern => "not a pattern that strftime knows for this".into(),
        Fault::NotAnAddress => "this is no address of a website".into(),
        Fault::Empty => "there is nothing here".into(),
        Fault::SeveralLines => "this text goes on on another line".into(),
        Fault::UnseenCharacter { number } => format!("a character that nobody sees ({number})"),
        Fault::NotARetention => "a complaint cannot be kept that long".into(),
        Fault::NotATerm => "this is no term".into(),
        Fault::NotALength => "a text of the form cannot be that short".into(),
        Fault::NotMonths => "this is no number of months after which a page is reviewed".into(),
        Fault::NotAnEmail => "this is no e-mail address".into(),
        Fault::NotAPhone => "this is no phone number".into(),
        Fault::NotAPostcode => "this is no Dutch postcode".into(),
        Fault::NoLongerNeeded { key } => format!("`{key}` is no longer needed"),
        Fault::TooFewNumbers => "this should be twelve words, from one to twelve".into(),
        Fault::CurlyQuotes => "these are no straight quotes".into(),
        Fault::LengthsTooLarge { sum, .. } => {
            format!("all lengths together are {sum} characters, and that does not fit")
        }
        Fault::ClosesFirst => "this is not after the hour at which it opens".into(),
        Fault::LastDayFirst => "this day comes before that of `first_day` in the week".into(),
        Fault::HoursOutOfOrder => "this day belongs before those above it".into(),
        Fault::HoursOverlap => "there are other hours for one of these days".into(),
        Fault::TermsOutOfOrder => "this term is shorter than that of the first contact".into(),
        Fault::NoFrontMatter => "the page does not begin with `+++`".into(),
        Fault::FrontMatterOpen => "the lines at the head of the page are not closed by `+++`".into(),
        Fault::NotFoundPageName => "the page `404.md`, and no other, has `kind = \"not-found\"`".into(),
        Fault::FileName => "this name cannot be an address of a page".into(),
        Fault::NoOriginal { file } => format!("no page `{file}` to translate"),
        Fault::ExpiresFirst => "the page goes (`expires`) before it comes (`publish`)".into(),
        Fault::AliasForm { written } => format!("`{written}` is no old address of a page"),
        Fault::ReservedAddress { address } => {
            format!("the address `{address}` already belongs to another part of the site")
        }
        Fault::UnknownFact { name } => format!("no fact is called `{name}`"),
        Fault::BracesOpen => "`{{` without `}}` on the same line".into(),
        Fault::BracesNotOpened => "`}}` without `{{` on the same line".into(),
        Fault::LacksName { key, name } => format!("the text `{key}` lacks `{name}`"),
        Fault::Contradiction { written, what, fact } => {
            let what = match what {
                FactKind::Phone => "phone number",
                FactKind::Email => "e-mail address",
                FactKind::Postcode => "postcode",
                FactKind::Term => "term",
            };
            format!("`{written}` is another {what} than in `organisation.toml`: {fact}")
        }
        Fault::SpelledOut { written, fact } => format!("`{written}` is in `organisation.toml` already, as `{fact}`"),
        Fault::Html => "HTML in a page".into(),
        Fault::SecondTitle => "a second heading of the first level".into(),
        Fault::LevelSkipped => "a heading that skips a level".into(),
        Fault::EmptyPage => "the page has no text".into(),
        Fault::EmptyHeading => "a heading without words".into(),
        Fault::HashesAlone => "this looks like a heading, but is none".into(),
        Fault::AlmostLink => "this looks like a link, but is none".into(),
        Fault::AlmostList => "this looks like a list, but is none".into(),
        Fault::AlmostTable => "this looks like a table, but is none".into(),
        Fault::AlmostDefinition => "this looks like the address of a link, but is none".into(),
        Fault::NoDefinition { name } => format!("nothing on the page says where `[{name}]` leads"),
        Fault::UnusedDefinition { name } => format!("no link uses `[{name}]`: readers do not see this line"),
        Fault::MarksLeft { marks } => format!("readers would see these `{marks}`: they make nothing bold or italic"),
        Fault::MarksGone => "readers would not see these `*`: they make what stands between italic".into(),
        Fault::LineBreakAlone => "readers would see this `\\`: it does not break the line".into(),
        Fault::IndentedCode => "the spaces before it make this line code".into(),
        Fault::SpacedCode => "what stands between these two marks becomes code".into(),
        Fault::OpenFence => "everything from here on becomes code".into(),
        Fault::UnderlinedHeading => "the line of dashes below makes this a heading".into(),
        Fault::CellsTooMany => "this row has more cells than the head of the table: readers would not see them".into(),
        Fault::RowWithoutCells => "this line has become a part of the table".into(),
        Fault::CutAddress => "a part of this address becomes bold or italic, and the link ends before it".into(),
        Fault::NotHere { what } => not_here(*what).into(),
        Fault::NotALanguage { written } => format!("`{written}` is no code of a language"),
        Fault::AnchorTaken { anchor } => format!("the page itself uses the anchor `#{anchor}`"),
        Fault::AnchorTwice { anchor } => format!("two headings have the anchor `#{anchor}`"),
        Fault::NoPage { file } => format!("no page `{file}`"),
        Fault::NoAnchor { anchor, file } => format!("no heading `#{anchor}` on the page `{file}`"),
        Fault::NotALink { url } if url.is_empty() => "a link that goes nowhere".into(),
        Fault::NotALink { url } => format!("`{url}` is no page and no address"),
        Fault::NotPublished { file, why } => format!("the page `{file}` is not on the site: {}", unpublished(*why)),
        Fault::EmptyLinkText { text } if text.is_empty() => "a link without a text".into(),
        Fault::EmptyLinkText { text } => format!("the link “{text}” does not say where it goes"),
        Fault::NoAlternative => "a picture without a description".into(),
        Fault::NoPicture { file } => format!("no picture `{file}`"),
        Fault::PictureElsewhere { url } => format!("the picture `{url}` is not in the folder of pictures"),
        Fault::SameAddress { address, file } => format!("`{file}` has the address `{address}` too"),
        Fault::NoPageOfKind { kind } => format!("no page has `kind = \"{kind}\"`"),
        Fault::SecondOfKind { kind } => format!("a second page with `kind = \"{kind}\"`"),
        Fault::SecondTranslation { of } => format!("a second translation of `{of}`"),
        Fault::KindNotPublished { kind } => format!("the site needs its page with `kind = \"{kind}\"` every day"),
        Fault::TooLongForPaper { .. } => "from here on, the text does not fit on the folded leaflet".into(),
        Fault::FormTooLongForPaper => "the form on paper does not fit on both sides of a sheet".into(),
        Fault::OverTheEdge { words } => format!("“{words}” goes over the edge of the paper"),
        Fault::NotInTheFont { character, number } => format!("the font for paper has no `{character}` ({number})"),
        Fault::Template { detail } => format!("mistake in the template: {detail}"),
        Fault::DayToCome { day } => format!("{day} is still to come"),
        Fault::ReviewDue { reviewed, months } => {
            format!("the page was last reviewed on {reviewed}, more than {months} months ago")
        }
        Fault::OlderTranslation { of, updated, original } => {
            format!("the translation is of {updated}, but `{of}` changed after that, on {original}")
        }
        Fault::HeavyPicture { file, size_kb, most_kb } => {
            format!("the picture `{file}` is {size_kb} kB; more than {most_kb} kB is slow on a phone")
        }
        Fault::LongSentence { words, most } => format!("this sentence has {words} words; {most} is long enough"),
        Fault::Word { written, .. } => format!("“{written}” is a difficult or old word"),
        Fault::Address { written } => format!("“{written}”: not how readers are addressed here"),
        Fault::Abbreviation { written } => format!("the abbreviation “{written}” is not explained"),
    }
}

#[expect(clippy::too_many_lines, reason = "a line for each fault")]
pub(super) fn hint(fault: &Fault) -> String {
    let hint = match fault {
        Fault::Unreadable { .. } => {
            "start in the folder that holds `content` and `templates`, or name them with --content and --templates"
        }
        Fault::NotUtf8 => "save the file again with the encoding UTF-8",
        Fault::UnusedFile => "pages are `.md` files in a folder named after their language, such as `nl`",
        Fault::UnusedPictureFile => "pictures are in the folder `content/pictures`",
        Fault::SameName => "remove one of the two files, or rename it",
        Fault::LinkInCircles => "remove the link",
        Fault::CopiesLeft { .. } => "do you still need them? Then rename them. Otherwise you can remove them",
        Fault::NoOrganisation => "it holds the facts that every page uses",
        Fault::PictureKind => "keep it as .jpg, .png, .webp, .gif, .avif or .svg",
        Fault::UnknownValue { known, .. } => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            return format!("write one of {}", known.join(", "));
        }
        Fault::DuplicateKey => "take one of the two away",
        Fault::NoToml { .. } => "a line looks like this: name = \"text\"",
        Fault::NotADay => "write one such as \"2026-11-22\"",
        Fault::NotAWeekday => "write one such as \"monday\"",
        Fault::NotAnHour => "write one such as \"9:00\"",
        Fault::NotALocale => "write one such as \"nl_NL\"",
        Fault::NotAPattern => "see another language's folder for one, such as \"%A %-d %B %Y\"",
        Fault::NotAnAddress => {
            "write it as \"https://www.example.org\": with https://, in small letters, without spaces and without a / at the end. Under `[site]`, nothing follows the name"
        }
        Fault::NotAnEmail => "write it as \"info@example.org\"; is there a comma where there should be a full stop?",
        Fault::NotAPhone => {
            "write a whole number, such as \"023-548 38 28\", \"06 12 34 56 78\", \"0800-1234\" or \"+31 23 548 38 28\""
        }
        Fault::NotAPostcode => "write four digits and two capitals, such as \"2101 MP\"",
        Fault::NoLongerNeeded { .. } => {
            "take this line away: the number for who calls from abroad follows from `phone`"
        }
        Fault::SeveralLines => "write the text on one line",
        Fault::UnseenCharacter { .. } => "take this part away, and type it again",
        Fault::Empty => "write something between the quotes",
        Fault::NotARetention | Fault::NotMonths => "write a number of months from 1 to 120",
        Fault::NotATerm => "write a number of weeks from 1 to 52",
        Fault::NotALength => "write a number of characters, 1 or more",
        Fault::LastDayFirst => {
            "swap the two, or write the days before and after the weekend apart, each under `[[opening_hours]]`"
        }
        Fault::HoursOutOfOrder => "put the days in the order of the week, and the hours in the order of the day",
        Fault::HoursOverlap => "take one of the two away, or change the days or the hours",
        Fault::CurlyQuotes => "put `\"` around a text; within it “ and ” are fine",
        Fault::LengthsTooLarge { most, .. } => return format!("make the lengths smaller: {most} together at most"),
        Fault::BracesNotOpened => "write `{{ name }}`",
        Fault::EmptyHeading => "write a heading, or take the `#` away",
        Fault::HashesAlone => "put an ordinary space behind `##`",
        Fault::AlmostList => {
            "begin each line of the list with `- ` or `1. `: the mark, an ordinary space, then the text"
        }
        Fault::AlmostTable => {
            "put a line such as `| --- | --- |` below the head, with as many cells as the head; if it is no table, write `\\|`"
        }
        Fault::AlmostDefinition => "write `[name]: file.md`, with an empty line before it",
        Fault::NoDefinition { .. } => {
            "write `[text](file.md)`, or put a line such as `[name]: file.md` at the end of the page"
        }
        Fault::UnusedDefinition { .. } => "take the line away, or use it in a link: `[text][name]`",
        Fault::MarksLeft { .. } => {
            "put them right before and right after the words: `**Note:** call us`; to show them, write `\\*` or `\\_`"
        }
        Fault::MarksGone => "write `×`, or `\\*` to show the asterisk",
        Fault::LineBreakAlone => {
            "take the `\\` away: it works only at the end of a line, without a space behind it, when another line follows"
        }
        Fault::IndentedCode => "take the spaces or the tab at the start of the line away",
        Fault::SpacedCode => "if it is an apostrophe, write ’ or '; if it is code, take the space away",
        Fault::OpenFence => "put a line with the same three marks below the code",
        Fault::UnderlinedHeading => {
            "for a heading, write `## ` before the text; for a rule, put an empty line above `---`"
        }
        Fault::CellsTooMany => "take a cell away, or make the head longer; if a `|` belongs to the text, write `\\|`",
        Fault::RowWithoutCells => "put an empty line above it, or make cells of it with `|`",
        Fault::CutAddress => "put `<` and `>` around the address",
        Fault::NotHere { what } => instead(*what),
        Fault::AlmostLink => "write `[text](file.md)`, without a space between `]` and `(`",
        Fault::NotALanguage { .. } => "write a code such as `lang:nl` or `lang:de`",
        Fault::DayToCome { .. } => "write the day it is, or an earlier one",
        Fault::NoFrontMatter | Fault::FrontMatterOpen => {
            "begin the page with `+++`, lines such as `title = \"…\"` and `description = \"…\"`, and `+++` again"
        }
        Fault::FileName => "name it with small letters, digits and hyphens, such as `about-us.md`",
        Fault::ExpiresFirst => "change one of the two days",
        Fault::AliasForm { .. } => "write it as \"/old-page/\", with a / at both ends, or as \"/old-page.html\"",
        Fault::ReservedAddress { .. } => "choose another name: no visitor would ever see your page here",
        Fault::BracesOpen => "write `{{ name }}` on one line",
        Fault::Contradiction { what: FactKind::Term, .. } => {
            "write the name of the term, such as `{{ terms.answer }}`; if it is about something else, add it to `[elsewhere] allowed` in `organisation.toml`"
        }
        Fault::Contradiction { what, .. } => {
            return format!(
                "write `{{{{ {} }}}}`; if it is somebody else's, add it to `[elsewhere] allowed` in `organisation.toml`",
                what.fact()
            );
        }
        Fault::SpelledOut { fact, .. } => return format!("write `{{{{ {fact} }}}}`, so that it changes everywhere"),
        Fault::Html => "write Markdown; to show a `<`, write `\\<`",
        Fault::SecondTitle => "the title is the first; write `##`",
        Fault::LevelSkipped => "write one `#` less",
        Fault::EmptyPage => "write a text below the second `+++`",
        Fault::AnchorTaken { .. } => "give the heading another name: `## Heading {#name}`",
        Fault::AnchorTwice { .. } => "give one of them a name of its own: `## Heading {#name}`",
        Fault::NotALink { url } if url.starts_with("www.") => "put https:// before it",
        Fault::NotALink { url } if url.contains('@') => "put mailto: before it",
        Fault::NotALink { .. } => "link to a page by its file, such as `contact.md`, or to an address with https://",
        Fault::NotPublished { .. } => "take the link away, or put the page on the site",
        Fault::EmptyLinkText { .. } => "write where the link goes, such as `[our opening hours](contact.md)`",
        Fault::NoAlternative => {
            "write between the brackets what there is to see: `![The desk of the Luifel](../pictures/desk.jpg)`. A screen reader reads it out"
        }
        Fault::NoPicture { .. } => "put it into `content/pictures`, and write `../pictures/name.jpg`",
        Fault::PictureElsewhere { .. } => "put a copy into `content/pictures`: the site fetches nothing from others",
        Fault::SameAddress { .. } => {
            "rename one of them, or say with `translates` which page it is in another language"
        }
        Fault::NoPageOfKind { .. } | Fault::SecondOfKind { .. } => "a language has one",
        Fault::SecondTranslation { .. } => "take one of the two away, or change `translates`",
        Fault::KindNotPublished { .. } => "take `draft`, `publish` or `expires` away",
        Fault::TooLongForPaper { least } => {
            return format!("make the text shorter: not even letters of {least} points fit");
        }
        Fault::FormTooLongForPaper => "make the questions and their hints shorter",
        Fault::OverTheEdge { .. } => "use shorter words or shorter paragraphs, or put a hyphen into a long word",
        Fault::NotInTheFont { .. } => "use another character, or write it in words",
        Fault::ReviewDue { .. } => "read the page; if all is right, write today's date at `reviewed`",
        Fault::OlderTranslation { .. } => "bring it up to date, and write today's date at `updated`",
        Fault::HeavyPicture { .. } => "make it smaller; 1200 pixels wide is enough",
        Fault::LongSentence { .. } => "make it two sentences",
        Fault::Word { better, .. } => return format!("write “{better}”"),
        Fault::Abbreviation { .. } => "write the words in full, or explain it",
        _ => "",
    };
    hint.into()
}

const fn not_here(what: Construct) -> &'static str {
    match what {
        Construct::Footnote => "footnotes do not work here",
        Construct::Strikethrough => "words cannot be struck out here",
        Construct::Task => "boxes to tick do not work here",
        Construct::Highlight => "highlighting with `==` does not work here",
        Construct::WikiLink => "a link in double brackets does not work here",
        Construct::Callout => "a box with `[!` does not work here",
        Construct::Attributes => "what stands in these braces does not work here",
        Construct::Emoji => "this name does not become a picture",
        Construct::Container => "a block with `:::` does not work here",
    }
}

const fn instead(what: Construct) -> &'static str {
    match what {
        Construct::Footnote => "put the explanation into the text itself, in brackets for example",
        Construct::Strikethrough => "take the words away, or only the `~`; to show them, write `\\~`",
        Construct::Task => "take the square brackets away: `- ` is enough for a list",
        Construct::Highlight => "write `**word**` for bold letters",
        Construct::WikiLink => "write `[text](file.md)`",
        Construct::Callout => "take that line away; with `>` before it, the rest is a quotation",
        Construct::Attributes => "only a heading can have a name, at the end of its line: `## Heading {#name}`",
        Construct::Emoji => "put the character itself there, such as 🙂, or take it away",
        Construct::Container => "take the lines with `:::` away",
    }
}

pub(super) fn unpublished(why: Unpublished) -> String {
    match why {
        Unpublished::Draft => "it is a draft (`draft = true`)".into(),
        Unpublished::NotYet(from) => format!("it appears on {from}"),
        Unpublished::Expired(since) => format!("it went on {since}"),
    }
}
