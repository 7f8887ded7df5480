//! A page or a mail as a browser reads it.

use scraper::{Html, Node};

/// One node of the tree, in the order of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of an element, or `#text`, or `#comment` and the like.
    pub name: String,
    /// The attributes of an element, by name.
    pub attributes: Vec<(String, String)>,
    /// What a text says.
    pub text: String,
}

/// Reads HTML as browsers do (the algorithm of the HTML standard, which html5ever has).
#[must_use]
pub fn parts(html: &str) -> Vec<Part> {
    let nodes = Html::parse_document(html).tree;
    let read = |node: &Node| match node {
        Node::Element(element) => {
            let mut attributes: Vec<(String, String)> =
                element.attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            attributes.sort();
            Part { name: element.name().to_owned(), attributes, text: String::new() }
        }
        Node::Text(text) => Part { name: "#text".into(), attributes: Vec::new(), text: text.to_string() },
        Node::Comment(comment) => Part { name: "#comment".into(), attributes: Vec::new(), text: comment.to_string() },
        Node::Doctype(_) => Part { name: "#doctype".into(), attributes: Vec::new(), text: String::new() },
        other => Part { name: format!("#{other:?}"), attributes: Vec::new(), text: String::new() },
    };
    nodes.root().descendants().skip(1).map(|node| read(node.value())).collect()
}

/// A text as it is in the tree of a page that holds it: every line break is one character, and a form keeps no NUL.
#[must_use]
pub fn as_shown(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

impl Part {
    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The texts of the elements `name` that hold nothing but text, in their order.
#[must_use]
pub fn texts<'a>(parts: &'a [Part], name: &str) -> Vec<&'a str> {
    let follows = |(part, next): (&'a Part, Option<&'a Part>)| {
        (part.name == name).then(|| next.filter(|next| next.name == "#text").map_or("", |next| next.text.as_str()))
    };
    let next = parts.iter().map(Some).skip(1).chain([None]);
    parts.iter().zip(next).filter_map(follows).collect()
}

/// Where a page shows one of the `words` of a person in a place that is not theirs: it has no direction of its own (`dir`, `bdi`),
/// so that words from right to left turn around what stands beside them, or a browser would translate it (`translate="no"`).
#[must_use]
pub fn misplaced(html: &str, words: &[&str]) -> Vec<String> {
    let page = Html::parse_document(html);
    let holds = |text: &str| words.iter().any(|word| text.contains(word));
    let mut found = Vec::new();
    for node in page.tree.root().descendants() {
        let around = || node.ancestors().filter_map(|above| above.value().as_element());
        match node.value() {
            Node::Text(text) if holds(text) => {
                let has_direction = around()
                    .any(|above| above.name() == "bdi" || (above.name() != "html" && above.attr("dir").is_some()));
                let is_left_alone = around().find_map(|above| above.attr("translate")) == Some("no");
                if !has_direction || !is_left_alone {
                    found.push(format!("{} in {:?}", text.trim(), around().map(scraper::node::Element::name).next()));
                }
            }
            Node::Element(element) => {
                let is_unseen = element.attr("type") == Some("hidden");
                let is_own = element.attr("dir").is_some() && element.attr("translate") == Some("no");
                let others = element.attrs().filter(|(name, _)| !(*name == "value" && (is_unseen || is_own)));
                found.extend(others.filter(|(_, value)| holds(value)).map(|(name, value)| format!("{name}={value}")));
            }
            _ => {}
        }
    }
    found
}
