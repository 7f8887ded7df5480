//! What each fault says in English.

use super::dutch::MOST_NAMED;
use super::{Construct, FactKind, ProblemKind, Unpublished};

#[expect(clippy::too_many_lines, reason = "a list: each kind of fault has its line")]
pub(super) fn message(fault: &ProblemKind) -> String {
    match fault {
        ProblemKind::Unreadable { reason } => format!("cannot read this: {reason}"),
        ProblemKind::NotUtf8 => "this is not UTF-8 text".into(),
        ProblemKind::UnusedFile => "nothing uses this file".into(),
        ProblemKind::UnusedPictureFile => "a picture is in the wrong place".into(),
        ProblemKind::SameName => "another file has this name, written differently but looking the same".into(),
        ProblemKind::LinkInCircles => "this link leads to a folder that is already part of the site".into(),
        ProblemKind::CopiesLeft { files } => match files.as_slice() {
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
        ProblemKind::NoOrganisation => "the file `organisation.toml` is not there".into(),
        ProblemKind::NoTexts => "no file `texts.toml`: a language needs its texts".into(),
        ProblemKind::NoDefaultLanguage { tag } => {
            format!("no folder `{tag}` with a `texts.toml`, the language that is meant by default")
        }
        ProblemKind::PictureKind => "a picture of a kind that cannot be read".into(),
        ProblemKind::UnknownKey { key } => format!("there is no `{key}` here"),
        ProblemKind::MissingKey { key } => format!("`{key}` is missing"),
        ProblemKind::WrongValue { found, expected } => format!("this is {found}, where {expected} is expected"),
        ProblemKind::UnknownValue { found, .. } => format!("`{found}` is none of what this can be"),
        ProblemKind::DuplicateKey => "this name stands here twice".into(),
        ProblemKind::NoToml { detail } => format!("this line is not right: {detail}"),
        ProblemKind::NotADay => "this is not a day".into(),
        ProblemKind::NotAWeekday => "this is no day of the week".into(),
        ProblemKind::NotAnHour => "this is no hour".into(),
        ProblemKind::NotALocale => "this `locale` is not known".into(),
        ProblemKind::NotAPattern => "not a pattern that strftime knows for this".into(),
        ProblemKind::NotAnAddress => "this is no address of a website".into(),
        ProblemKind::Empty => "there is nothing here".into(),
        ProblemKind::SeveralLines => "this text goes on on another line".into(),
        ProblemKind::UnseenCharacter { number } => format!("a character that nobody sees ({number})"),
        ProblemKind::NotARetention => "a complaint cannot be kept that long".into(),
        ProblemKind::NotATerm => "this is no term".into(),
        ProblemKind::NotALength => "a text of the form cannot be that short".into(),
        ProblemKind::NotMonths => "this is no number of months after which a page is reviewed".into(),
        ProblemKind::NotAnEmail => "this is no e-mail address".into(),
        ProblemKind::NotAPhone => "this is no phone number".into(),
        ProblemKind::NotAPostcode => "this is no Dutch postcode".into(),
        ProblemKind::NoLongerNeeded { key } => format!("`{key}` is no longer needed"),
        ProblemKind::TooFewNumbers => "this should be twelve words, from one to twelve".into(),
        ProblemKind::CurlyQuotes => "these are no straight quotes".into(),
        ProblemKind::LengthsTooLarge { sum, .. } => {
            format!("all lengths together are {sum} characters, and that does not fit")
        }
        ProblemKind::ClosesFirst => "this is not after the hour at which it opens".into(),
        ProblemKind::LastDayFirst => "this day comes before that of `first_day` in the week".into(),
        ProblemKind::HoursOutOfOrder => "this day belongs before those above it".into(),
        ProblemKind::HoursOverlap => "there are other hours for one of these days".into(),
        ProblemKind::TermsOutOfOrder => "this term is shorter than that of the first contact".into(),
        ProblemKind::NoFrontMatter => "the page does not begin with `+++`".into(),
        ProblemKind::FrontMatterOpen => "the lines at the head of the page are not closed by `+++`".into(),
        ProblemKind::FileOfKind { file, kind } => {
            format!("the page `{file}`, and no other, has `kind = \"{kind}\"`")
        }
        ProblemKind::FileName => "this name cannot be an address of a page".into(),
        ProblemKind::NoOriginal { file } => format!("no page `{file}` to translate"),
        ProblemKind::ExpiresFirst => "the page goes (`expires`) before it comes (`publish`)".into(),
        ProblemKind::AliasForm { written } => format!("`{written}` is no old address of a page"),
        ProblemKind::ReservedAddress { address } => {
            format!("the address `{address}` already belongs to another part of the site")
        }
        ProblemKind::UnknownFact { name } => format!("no fact is called `{name}`"),
        ProblemKind::BracesOpen => "`{{` without `}}` on the same line".into(),
        ProblemKind::BracesNotOpened => "`}}` without `{{` on the same line".into(),
        ProblemKind::LacksName { key, name } => format!("the text `{key}` lacks `{name}`"),
        ProblemKind::Contradiction { written, what, fact } => {
            let what = match what {
                FactKind::Phone => "phone number",
                FactKind::Email => "e-mail address",
                FactKind::Postcode => "postcode",
                FactKind::Term => "term",
            };
            format!("`{written}` is another {what} than in `organisation.toml`: {fact}")
        }
        ProblemKind::SpelledOut { written, fact } => {
            format!("`{written}` is in `organisation.toml` already, as `{fact}`")
        }
        ProblemKind::Html => "HTML in a page".into(),
        ProblemKind::SecondTitle => "a second heading of the first level".into(),
        ProblemKind::LevelSkipped => "a heading that skips a level".into(),
        ProblemKind::EmptyPage => "the page has no text".into(),
        ProblemKind::EmptyHeading => "a heading without words".into(),
        ProblemKind::HashesAlone => "this looks like a heading, but is none".into(),
        ProblemKind::AlmostLink => "this looks like a link, but is none".into(),
        ProblemKind::AlmostList => "this looks like a list, but is none".into(),
        ProblemKind::AlmostTable => "this looks like a table, but is none".into(),
        ProblemKind::AlmostDefinition => "this looks like the address of a link, but is none".into(),
        ProblemKind::NoDefinition { name } => format!("nothing on the page says where `[{name}]` leads"),
        ProblemKind::UnusedDefinition { name } => format!("no link uses `[{name}]`: readers do not see this line"),
        ProblemKind::MarksLeft { marks } => {
            format!("readers would see these `{marks}`: they make nothing bold or italic")
        }
        ProblemKind::MarksGone => "readers would not see these `*`: they make what stands between italic".into(),
        ProblemKind::LineBreakAlone => "readers would see this `\\`: it does not break the line".into(),
        ProblemKind::IndentedCode => "the spaces before it make this line code".into(),
        ProblemKind::SpacedCode => "what stands between these two marks becomes code".into(),
        ProblemKind::OpenFence => "everything from here on becomes code".into(),
        ProblemKind::UnderlinedHeading => "the line of dashes below makes this a heading".into(),
        ProblemKind::CellsTooMany => {
            "this row has more cells than the head of the table: readers would not see them".into()
        }
        ProblemKind::RowWithoutCells => "this line has become a part of the table".into(),
        ProblemKind::CutAddress => "a part of this address becomes bold or italic, and the link ends before it".into(),
        ProblemKind::NotHere { what } => not_here(*what).into(),
        ProblemKind::NotALanguage { written } => format!("`{written}` is no code of a language"),
        ProblemKind::AnchorTaken { anchor } => format!("the page itself uses the anchor `#{anchor}`"),
        ProblemKind::AnchorTwice { anchor } => format!("two headings have the anchor `#{anchor}`"),
        ProblemKind::NoPage { file } => format!("no page `{file}`"),
        ProblemKind::NoAnchor { anchor, file } => format!("no heading `#{anchor}` on the page `{file}`"),
        ProblemKind::NotALink { url } if url.is_empty() => "a link that goes nowhere".into(),
        ProblemKind::NotALink { url } => format!("`{url}` is no page and no address"),
        ProblemKind::NotPublished { file, why } => {
            format!("the page `{file}` is not on the site: {}", unpublished(*why))
        }
        ProblemKind::EmptyLinkText { text } if text.is_empty() => "a link without a text".into(),
        ProblemKind::EmptyLinkText { text } => format!("the link “{text}” does not say where it goes"),
        ProblemKind::NoAlternative => "a picture without a description".into(),
        ProblemKind::NoPicture { file } => format!("no picture `{file}`"),
        ProblemKind::PictureElsewhere { url } => format!("the picture `{url}` is not in the folder of pictures"),
        ProblemKind::SameAddress { address, file } => format!("`{file}` has the address `{address}` too"),
        ProblemKind::NoPageOfKind { kind } => format!("no page has `kind = \"{kind}\"`"),
        ProblemKind::SecondOfKind { kind } => format!("a second page with `kind = \"{kind}\"`"),
        ProblemKind::SecondTranslation { of } => format!("a second translation of `{of}`"),
        ProblemKind::KindNotPublished { kind } => format!("the site needs its page with `kind = \"{kind}\"` every day"),
        ProblemKind::TooLongForPaper { .. } => "from here on, the text does not fit on the folded leaflet".into(),
        ProblemKind::FormTooLongForPaper => "the form on paper does not fit on both sides of a sheet".into(),
        ProblemKind::OverTheEdge { words } => format!("“{words}” goes over the edge of the paper"),
        ProblemKind::NotInTheFont { character, number } => {
            format!("the font for paper has no `{character}` ({number})")
        }
        ProblemKind::Template { detail } => format!("mistake in the template: {detail}"),
        ProblemKind::DayToCome { day } => format!("{day} is still to come"),
        ProblemKind::ReviewDue { reviewed, months } => {
            format!("the page was last reviewed on {reviewed}, more than {months} months ago")
        }
        ProblemKind::OlderTranslation { of, updated, original } => {
            format!("the translation is of {updated}, but `{of}` changed after that, on {original}")
        }
        ProblemKind::HeavyPicture { file, size_kb, most_kb } => {
            format!("the picture `{file}` is {size_kb} kB; more than {most_kb} kB is slow on a phone")
        }
        ProblemKind::LongSentence { words, most } => format!("this sentence has {words} words; {most} is long enough"),
        ProblemKind::Word { written, .. } => format!("“{written}” is a difficult or old word"),
        ProblemKind::Address { written } => format!("“{written}”: not how readers are addressed here"),
        ProblemKind::Abbreviation { written } => format!("the abbreviation “{written}” is not explained"),
    }
}

#[expect(clippy::too_many_lines, reason = "a line for each fault")]
pub(super) fn hint(fault: &ProblemKind) -> String {
    let hint = match fault {
        ProblemKind::Unreadable { .. } => {
            "start in the folder that holds `content` and `templates`, or name them with --content and --templates"
        }
        ProblemKind::NotUtf8 => "save the file again with the encoding UTF-8",
        ProblemKind::UnusedFile => "pages are `.md` files in a folder named after their language, such as `nl`",
        ProblemKind::UnusedPictureFile => "pictures are in the folder `content/pictures`",
        ProblemKind::SameName => "remove one of the two files, or rename it",
        ProblemKind::LinkInCircles => "remove the link",
        ProblemKind::CopiesLeft { .. } => "do you still need them? Then rename them. Otherwise you can remove them",
        ProblemKind::NoOrganisation => "it holds the facts that every page uses",
        ProblemKind::PictureKind => "keep it as .jpg, .png, .webp, .gif, .avif or .svg",
        ProblemKind::UnknownValue { known, .. } => {
            let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
            return format!("write one of {}", known.join(", "));
        }
        ProblemKind::DuplicateKey => "take one of the two away",
        ProblemKind::NoToml { .. } => "a line looks like this: name = \"text\"",
        ProblemKind::NotADay => "write one such as \"2026-11-22\"",
        ProblemKind::NotAWeekday => "write one such as \"monday\"",
        ProblemKind::NotAnHour => "write one such as \"9:00\"",
        ProblemKind::NotALocale => "write one such as \"nl_NL\"",
        ProblemKind::NotAPattern => "see another language's folder for one, such as \"%A %-d %B %Y\"",
        ProblemKind::NotAnAddress => {
            "write it as \"https://www.example.org\": with https://, in small letters, without spaces and without a / at the end. Under `[site]`, nothing follows the name"
        }
        ProblemKind::NotAnEmail => {
            "write it as \"info@example.org\"; is there a comma where there should be a full stop?"
        }
        ProblemKind::NotAPhone => {
            "write a whole number, such as \"023-548 38 28\", \"06 12 34 56 78\", \"0800-1234\" or \"+31 23 548 38 28\""
        }
        ProblemKind::NotAPostcode => "write four digits and two capitals, such as \"2101 MP\"",
        ProblemKind::NoLongerNeeded { .. } => {
            "take this line away: the number for who calls from abroad follows from `phone`"
        }
        ProblemKind::SeveralLines => "write the text on one line",
        ProblemKind::UnseenCharacter { .. } => "take this part away, and type it again",
        ProblemKind::Empty => "write something between the quotes",
        ProblemKind::NotARetention | ProblemKind::NotMonths => "write a number of months from 1 to 120",
        ProblemKind::NotATerm => "write a number of weeks from 1 to 52",
        ProblemKind::NotALength => "write a number of characters, 1 or more",
        ProblemKind::LastDayFirst => {
            "swap the two, or write the days before and after the weekend apart, each under `[[opening_hours]]`"
        }
        ProblemKind::HoursOutOfOrder => "put the days in the order of the week, and the hours in the order of the day",
        ProblemKind::HoursOverlap => "take one of the two away, or change the days or the hours",
        ProblemKind::CurlyQuotes => "put `\"` around a text; within it “ and ” are fine",
        ProblemKind::LengthsTooLarge { most, .. } => {
            return format!("make the lengths smaller: {most} together at most");
        }
        ProblemKind::BracesNotOpened => "write `{{ name }}`",
        ProblemKind::EmptyHeading => "write a heading, or take the `#` away",
        ProblemKind::HashesAlone => "put an ordinary space behind `##`",
        ProblemKind::AlmostList => {
            "begin each line of the list with `- ` or `1. `: the mark, an ordinary space, then the text"
        }
        ProblemKind::AlmostTable => {
            "put a line such as `| --- | --- |` below the head, with as many cells as the head; if it is no table, write `\\|`"
        }
        ProblemKind::AlmostDefinition => "write `[name]: file.md`, with an empty line before it",
        ProblemKind::NoDefinition { .. } => {
            "write `[text](file.md)`, or put a line such as `[name]: file.md` at the end of the page"
        }
        ProblemKind::UnusedDefinition { .. } => "take the line away, or use it in a link: `[text][name]`",
        ProblemKind::MarksLeft { .. } => {
            "put them right before and right after the words: `**Note:** call us`; to show them, write `\\*` or `\\_`"
        }
        ProblemKind::MarksGone => "write `×`, or `\\*` to show the asterisk",
        ProblemKind::LineBreakAlone => {
            "take the `\\` away: it works only at the end of a line, without a space behind it, when another line follows"
        }
        ProblemKind::IndentedCode => "take the spaces or the tab at the start of the line away",
        ProblemKind::SpacedCode => "if it is an apostrophe, write ’ or '; if it is code, take the space away",
        ProblemKind::OpenFence => "put a line with the same three marks below the code",
        ProblemKind::UnderlinedHeading => {
            "for a heading, write `## ` before the text; for a rule, put an empty line above `---`"
        }
        ProblemKind::CellsTooMany => {
            "take a cell away, or make the head longer; if a `|` belongs to the text, write `\\|`"
        }
        ProblemKind::RowWithoutCells => "put an empty line above it, or make cells of it with `|`",
        ProblemKind::CutAddress => "put `<` and `>` around the address",
        ProblemKind::NotHere { what } => instead(*what),
        ProblemKind::AlmostLink => "write `[text](file.md)`, without a space between `]` and `(`",
        ProblemKind::NotALanguage { .. } => "write a code such as `lang:nl` or `lang:de`",
        ProblemKind::DayToCome { .. } => "write the day it is, or an earlier one",
        ProblemKind::NoFrontMatter | ProblemKind::FrontMatterOpen => {
            "begin the page with `+++`, lines such as `title = \"…\"` and `description = \"…\"`, and `+++` again"
        }
        ProblemKind::FileName => "name it with small letters, digits and hyphens, such as `about-us.md`",
        ProblemKind::ExpiresFirst => "change one of the two days",
        ProblemKind::AliasForm { .. } => "write it as \"/old-page/\", with a / at both ends, or as \"/old-page.html\"",
        ProblemKind::ReservedAddress { .. } => "choose another name: no visitor would ever see your page here",
        ProblemKind::BracesOpen => "write `{{ name }}` on one line",
        ProblemKind::Contradiction { what: FactKind::Term, .. } => {
            "write the name of the term, such as `{{ terms.answer }}`; if it is about something else, add it to `[elsewhere] allowed` in `organisation.toml`"
        }
        ProblemKind::Contradiction { what, .. } => {
            return format!(
                "write `{{{{ {} }}}}`; if it is somebody else's, add it to `[elsewhere] allowed` in `organisation.toml`",
                what.fact()
            );
        }
        ProblemKind::SpelledOut { fact, .. } => {
            return format!("write `{{{{ {fact} }}}}`, so that it changes everywhere");
        }
        ProblemKind::Html => "write Markdown; to show a `<`, write `\\<`",
        ProblemKind::SecondTitle => "the title is the first; write `##`",
        ProblemKind::LevelSkipped => "write one `#` less",
        ProblemKind::EmptyPage => "write a text below the second `+++`",
        ProblemKind::AnchorTaken { .. } => "give the heading another name: `## Heading {#name}`",
        ProblemKind::AnchorTwice { .. } => "give one of them a name of its own: `## Heading {#name}`",
        ProblemKind::NotALink { url } if url.starts_with("www.") => "put https:// before it",
        ProblemKind::NotALink { url } if url.contains('@') => "put mailto: before it",
        ProblemKind::NotALink { .. } => {
            "link to a page by its file, such as `contact.md`, or to an address with https://"
        }
        ProblemKind::NotPublished { .. } => "take the link away, or put the page on the site",
        ProblemKind::EmptyLinkText { .. } => "write where the link goes, such as `[our opening hours](contact.md)`",
        ProblemKind::NoAlternative => {
            "write between the brackets what there is to see: `![The desk of the Luifel](../pictures/desk.jpg)`. A screen reader reads it out"
        }
        ProblemKind::NoPicture { .. } => "put it into `content/pictures`, and write `../pictures/name.jpg`",
        ProblemKind::PictureElsewhere { .. } => {
            "put a copy into `content/pictures`: the site fetches nothing from others"
        }
        ProblemKind::SameAddress { .. } => {
            "rename one of them, or say with `translates` which page it is in another language"
        }
        ProblemKind::NoPageOfKind { .. } | ProblemKind::SecondOfKind { .. } => "a language has one",
        ProblemKind::SecondTranslation { .. } => "take one of the two away, or change `translates`",
        ProblemKind::KindNotPublished { .. } => "take `draft`, `publish` or `expires` away",
        ProblemKind::TooLongForPaper { least } => {
            return format!("make the text shorter: not even letters of {least} points fit");
        }
        ProblemKind::FormTooLongForPaper => "make the questions and their hints shorter",
        ProblemKind::OverTheEdge { .. } => "use shorter words or shorter paragraphs, or put a hyphen into a long word",
        ProblemKind::NotInTheFont { .. } => "use another character, or write it in words",
        ProblemKind::ReviewDue { .. } => "read the page; if all is right, write today's date at `reviewed`",
        ProblemKind::OlderTranslation { .. } => "bring it up to date, and write today's date at `updated`",
        ProblemKind::HeavyPicture { .. } => "make it smaller; 1200 pixels wide is enough",
        ProblemKind::LongSentence { .. } => "make it two sentences",
        ProblemKind::Word { better, .. } => return format!("write “{better}”"),
        ProblemKind::Abbreviation { .. } => "write the words in full, or explain it",
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
