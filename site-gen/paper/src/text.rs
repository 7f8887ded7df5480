//! Markdown as Typst's own elements.

use pulldown_cmark::utils::TextMergeWithOffset;
use pulldown_cmark::{Event, HeadingLevel, Tag};
use std::num::NonZeroUsize;
use std::ops::Range;
use typst::foundations::{Array, Bytes, Content, Dict, IntoValue, Label, NativeElement, Smart, Str, Value};
use typst::layout::{Sizing, TrackSizings};
use typst::model::{
    Destination, EmphElem, EnumElem, EnumItem, HeadingElem, LinkElem, LinkTarget, ListElem, ListItem, ParElem,
    QuoteElem, StrongElem, TableCell, TableChild, TableElem, TableHeader, TableItem, Url,
};
use typst::text::{Lang, LinebreakElem, SpaceElem, TextElem};
use typst::utils::PicoStr;

/// What a text needs to know of what stands around it.
#[derive(Clone, Copy)]
pub struct TextContext<'a> {
    /// Where a link goes on paper.
    pub destination: &'a dyn Fn(&str) -> LinkDestination,
    /// What a part of the text says: a character in it may stand for words that must not be taken for Markdown.
    pub words: &'a dyn Fn(&str) -> String,
    /// What a heading with these words, and no name of its own, is called as the destination of a link.
    pub anchor: &'a dyn Fn(&str) -> String,
    /// The whole name of a destination on this page, from the name of a heading.
    pub within: &'a dyn Fn(&str) -> String,
    /// The bytes of a picture that can be printed.
    pub picture: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// How many levels deeper headings are than they were written: those of a chapter stand below its own.
    pub deeper: usize,
}

/// Where a link goes on paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkDestination {
    /// Out of the document. Only web addresses, mail addresses and phone numbers are links.
    Address(String),
    /// To a place in the document, which must be there.
    Place(String),
}

/// A text, ready to be laid out.
#[derive(Clone, Debug, Default)]
pub struct Text(Vec<Block>);

/// What is known of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Where it stands in the Markdown, in bytes.
    pub place: Range<usize>,
    /// Its level on paper, from 1.
    pub level: usize,
    /// What was written behind it as `{.class}`.
    pub classes: Vec<String>,
}

#[derive(Clone, Debug)]
enum Block {
    Heading { heading: Heading, body: Content },
    List { items: Vec<Item>, body: Content },
    Picture { bytes: Vec<u8>, alt: String },
    Text(Content),
}

#[derive(Clone, Debug)]
struct Item {
    body: Content,
    links: Vec<String>,
}

/// Whatever else a link says, its words stay.
const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];

impl Text {
    /// Reads Markdown as its parser sees it: each event with its place, in bytes.
    #[must_use]
    pub fn read<'a>(events: impl IntoIterator<Item = (Event<'a>, Range<usize>)>, around: TextContext<'a>) -> Self {
        let events = TextMergeWithOffset::new(events.into_iter());
        let mut reader = Reader { events, around, links: Vec::new() };
        Self(reader.blocks())
    }

    /// Its headings.
    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.0.iter().filter_map(|block| match block {
            Block::Heading { heading, .. } => Some(heading),
            _ => None,
        })
    }

    pub(crate) fn value(&self) -> Value {
        self.0.iter().map(Block::value).collect::<Array>().into_value()
    }
}

impl Block {
    fn value(&self) -> Value {
        let texts =
            |texts: &[String]| texts.iter().map(|text| text.as_str().into_value()).collect::<Array>().into_value();
        match self {
            Self::Heading { heading: Heading { place, level, classes }, body } => dictionary([
                ("kind", "heading".into_value()),
                ("level", (*level).into_value()),
                ("classes", texts(classes)),
                ("place", place.start.into_value()),
                ("body", body.clone().into_value()),
            ]),
            Self::List { items, body } => {
                let items = items.iter().map(|Item { body, links }| {
                    let words = body.plain_text();
                    dictionary([
                        ("body", body.clone().into_value()),
                        ("links", texts(links)),
                        ("words", words.into_value()),
                    ])
                });
                let items = items.collect::<Array>().into_value();
                let length = body.plain_text().chars().count().into_value();
                dictionary([
                    ("kind", "list".into_value()),
                    ("items", items),
                    ("length", length),
                    ("body", body.clone().into_value()),
                ])
            }
            Self::Picture { bytes, alt } => dictionary([
                ("kind", "picture".into_value()),
                ("bytes", Bytes::new(bytes.clone()).into_value()),
                ("alt", alt.as_str().into_value()),
            ]),
            Self::Text(body) => {
                let words = body.plain_text();
                dictionary([
                    ("kind", "text".into_value()),
                    ("length", words.chars().count().into_value()),
                    ("leads", words.ends_with(':').into_value()),
                    ("body", body.clone().into_value()),
                ])
            }
        }
    }

    /// As it is shown within another block.
    fn body(&self) -> Content {
        match self {
            Self::Heading { body, .. } | Self::List { body, .. } | Self::Text(body) => body.clone(),
            Self::Picture { alt, .. } => TextElem::packed(alt.as_str()),
        }
    }
}

fn dictionary<const N: usize>(entries: [(&str, Value); N]) -> Value {
    entries.into_iter().map(|(name, value)| (Str::from(name), value)).collect::<Dict>().into_value()
}

struct Reader<'a, E> {
    events: TextMergeWithOffset<'a, E>,
    around: TextContext<'a>,
    /// Where the links go that were read since the last line of a list began.
    links: Vec<String>,
}

impl<'a, E: Iterator<Item = (Event<'a>, Range<usize>)>> Reader<'a, E> {
    /// The blocks up to the end of what was begun, or of the text.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        // The line of a list is no paragraph, unless an empty line stands between.
        let mut line: Vec<Content> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            let block = match event {
                Event::End(_) => break,
                Event::Start(Tag::Paragraph) => self.paragraph(),
                Event::Start(Tag::Heading { level, id, classes, .. }) => {
                    let classes = classes.iter().map(|class| (self.around.words)(class)).collect();
                    self.heading(level, id.as_deref(), classes, &range)
                }
                Event::Start(Tag::List(first)) => self.list(first),
                Event::Start(Tag::BlockQuote(_)) => {
                    Block::Text(QuoteElem::new(together(&self.blocks())).with_block(true).pack())
                }
                Event::Start(Tag::CodeBlock(_)) => Block::Text(ParElem::new(self.line()).pack()),
                Event::Start(Tag::Table(columns)) => self.table(columns.len()),
                Event::Rule => continue,
                other => {
                    line.extend(self.inline(other));
                    continue;
                }
            };
            if !line.is_empty() {
                blocks.push(Block::Text(Content::sequence(line.drain(..))));
            }
            blocks.push(block);
        }
        if !line.is_empty() {
            blocks.push(Block::Text(Content::sequence(line)));
        }
        blocks
    }

    /// A paragraph; one that is only a picture is the picture.
    fn paragraph(&mut self) -> Block {
        let mut parts = Vec::new();
        let mut picture = None;
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = self.line().plain_text().to_string();
                    picture = (self.around.picture)(&(self.around.words)(&dest_url))
                        .filter(|_| parts.is_empty())
                        .map(|bytes| (bytes, alt.clone()));
                    parts.push(TextElem::packed(alt));
                }
                other => parts.extend(self.inline(other)),
            }
        }
        match picture {
            Some((bytes, alt)) if parts.len() == 1 => Block::Picture { bytes, alt },
            _ => Block::Text(ParElem::new(Content::sequence(parts)).pack()),
        }
    }

    fn heading(&mut self, level: HeadingLevel, id: Option<&str>, classes: Vec<String>, range: &Range<usize>) -> Block {
        let title = self.line();
        let level = level as usize + self.around.deeper;
        let depth = NonZeroUsize::new(level).unwrap_or(NonZeroUsize::MIN);
        let name = id.map_or_else(|| (self.around.anchor)(&title.plain_text()), self.around.words);
        let body = HeadingElem::new(title).with_level(Smart::Custom(depth)).pack();
        let body = labelled(body, &(self.around.within)(&name));
        let place = range.clone();
        Block::Heading { heading: Heading { place, level, classes }, body }
    }

    fn list(&mut self, first: Option<u64>) -> Block {
        let mut items = Vec::new();
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            let outer = std::mem::take(&mut self.links);
            let body = together(&self.blocks());
            items.push(Item { body, links: std::mem::replace(&mut self.links, outer) });
        }
        let bodies = items.iter().map(|item| item.body.clone());
        let body = match first {
            None => {
                ListElem::new(bodies.filter_map(|body| ListItem::new(body).pack().into_packed().ok()).collect()).pack()
            }
            Some(first) => {
                let items = bodies.filter_map(|body| EnumItem::new(body).pack().into_packed().ok());
                EnumElem::new(items.collect()).with_start(Smart::Custom(first)).pack()
            }
        };
        Block::List { items, body }
    }

    fn table(&mut self, columns: usize) -> Block {
        let mut children = Vec::new();
        while let Some((Event::Start(row), _)) = self.events.next() {
            let mut cells = Vec::new();
            while let Some((Event::Start(Tag::TableCell), _)) = self.events.next() {
                cells.extend(TableCell::new(self.line()).pack().into_packed().ok().map(TableItem::Cell));
            }
            if row == Tag::TableHead {
                children.extend(TableHeader::new(cells).pack().into_packed().ok().map(TableChild::Header));
            } else {
                children.extend(cells.into_iter().map(TableChild::Item));
            }
        }
        let columns = TrackSizings(std::iter::repeat_n(Sizing::Auto, columns).collect());
        Block::Text(TableElem::new(children).with_columns(columns).pack())
    }

    /// The words up to the end of what was begun.
    fn line(&mut self) -> Content {
        let mut parts = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(_) => break,
                other => parts.extend(self.inline(other)),
            }
        }
        Content::sequence(parts)
    }

    fn inline(&mut self, event: Event<'a>) -> Option<Content> {
        Some(match event {
            Event::Text(text) | Event::Code(text) => TextElem::packed((self.around.words)(&text)),
            Event::SoftBreak => SpaceElem::shared().clone(),
            Event::HardBreak => LinebreakElem::shared().clone(),
            Event::Start(Tag::Strong) => StrongElem::new(self.line()).pack(),
            Event::Start(Tag::Emphasis) => EmphElem::new(self.line()).pack(),
            Event::Start(Tag::Link { dest_url, .. }) => self.link(&(self.around.words)(&dest_url)),
            // Anything else that has words: they stay.
            Event::Start(_) => self.line(),
            _ => return None,
        })
    }

    fn link(&mut self, url: &str) -> Content {
        self.links.push(url.to_owned());
        let words = self.line();
        if let Some(language) = url.strip_prefix("lang:") {
            let language = language.split('-').next().and_then(|language| language.parse::<Lang>().ok());
            return match language {
                Some(language) => words.set(TextElem::lang, language),
                None => words,
            };
        }
        let target = match (self.around.destination)(url) {
            LinkDestination::Address(address) if SCHEMES.iter().any(|scheme| address.starts_with(scheme)) => {
                Url::new(address).ok().map(|url| LinkTarget::Dest(Destination::Url(url)))
            }
            LinkDestination::Place(place) => Label::new(PicoStr::intern(&place)).map(LinkTarget::Label),
            LinkDestination::Address(_) => None,
        };
        match target {
            Some(target) => LinkElem::new(target, words).pack(),
            None => words,
        }
    }
}

fn labelled(content: Content, name: &str) -> Content {
    match Label::new(PicoStr::intern(name)) {
        Some(label) => content.labelled(label),
        None => content,
    }
}

/// Blocks as one: what follows the first stands on lines of its own.
fn together(blocks: &[Block]) -> Content {
    Content::sequence(blocks.iter().map(Block::body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Options, Parser};
    use typst::foundations::Selector;

    fn read(markdown: &str) -> Text {
        let around = TextContext {
            destination: &|url| LinkDestination::Address(url.to_owned()),
            words: &str::to_owned,
            anchor: &str::to_lowercase,
            within: &str::to_owned,
            picture: &|_| None,
            deeper: 1,
        };
        let options = Options::ENABLE_TABLES | Options::ENABLE_HEADING_ATTRIBUTES;
        Text::read(Parser::new_ext(markdown, options).into_offset_iter(), around)
    }

    fn links(markdown: &str) -> usize {
        let is_link = Selector::Elem(LinkElem::ELEM, None);
        read(markdown).0.iter().filter(|block| block.body().query_first_naive(&is_link).is_some()).count()
    }

    #[test]
    fn only_addresses_of_the_web_mail_and_phones_are_links() {
        for url in [
            "https://voorbeeld.example/",
            "http://voorbeeld.example/",
            "mailto:a@voorbeeld.example",
            "tel:+31000000000",
        ] {
            assert_eq!(links(&format!("[woorden]({url})")), 1, "{url}");
        }
        for url in
            ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//voorbeeld.example", "lang:nl", ""]
        {
            let markdown = format!("[woorden](<{url}>)");
            assert_eq!(links(&markdown), 0, "{url}");
            assert_eq!(read(&markdown).0[0].body().plain_text(), "woorden");
        }
    }

    #[test]
    fn every_word_stays_whatever_stands_around_it() {
        let markdown = "een **twee** *drie* `vier` [vijf](https://voorbeeld.example)\n\n> zes\n\n1. zeven\n   - acht\n\n| negen |\n| --- |\n| tien |\n\n```\nelf\n```\n\n![twaalf](x.png)\n";
        let text = read(markdown);
        let words: String =
            text.0.iter().flat_map(|block| [block.body().plain_text().to_string(), " ".to_owned()]).collect();
        for word in ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"] {
            assert!(words.contains(word), "{word} is not in {words}");
        }
    }

    #[test]
    fn a_heading_knows_its_place_and_stands_deeper_than_it_was_written() {
        let text = read("tekst\n\n## Kop {.ways}\n");
        let heading = Heading { place: 7..22, level: 3, classes: vec!["ways".to_owned()] };
        assert_eq!(text.headings().collect::<Vec<_>>(), [&heading]);
    }
}
