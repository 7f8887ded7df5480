//! The pages of one language: each parsed on its own, then linked with the others.

pub(crate) mod address;
pub(crate) mod front_matter;
pub(crate) mod linking;
pub(crate) mod markdown;

use crate::advice::{Adviser, Measure};
use crate::diagnostics::kind::{ProblemKind, Unpublished};
use crate::facts::{Expanded, Facts};
use crate::page::front_matter::{FrontMatter, PageKind, Parts};

use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem, Problems};
use crate::sources::Source;
use crate::sources::picture::{MOST_BYTES, Picture};
use chrono::NaiveDate;
use markdown::{Link, MarkdownContext, Text};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;
use views::most_similar;

/// A page as its editor wrote it, read on its own: nothing in it depends on another page.
#[derive(Debug)]
pub(crate) struct ParsedPage {
    /// The name of its file.
    pub(crate) name: String,
    pub(crate) source: Arc<Source>,
    pub(crate) matter: FrontMatter,
    pub(crate) html: String,
    /// Names of the pictures it shows.
    pub(crate) pictures: Vec<String>,
    anchors: BTreeSet<String>,
    links: Vec<Link>,
    /// Where the head of the page says each thing that other pages or the calendar can contradict.
    places: Places,
    /// What is wrong with it on its own.
    pub(crate) problems: Problems,
    /// How plain its language is, as far as that was measured.
    pub(crate) measure: Measure,
}

/// Lines in the head of a page, in bytes of its source.
#[derive(Debug)]
struct Places {
    kind: Range<usize>,
    translates: Range<usize>,
    updated: Range<usize>,
    reviewed: Range<usize>,
    aliases: Range<usize>,
}

/// What every page of a language is read with. As long as it is the same, a page that did not change reads the same.
#[derive(Debug)]
pub struct PageContext {
    pub(crate) root: String,
    pub(crate) facts: Facts,
    /// Every picture, by its name.
    pub pictures: BTreeMap<String, Arc<Picture>>,
    /// What only editors are told; the functions do not look for it.
    pub(crate) advice: Adviser,
}

impl ParsedPage {
    /// Reads the page in the file `name`. What is wrong with it on its own is in its `problems`.
    ///
    /// # Errors
    /// Problems that leave nothing to read: a fact that is none, or a head that cannot be read.
    pub(crate) fn read(name: &str, source: &Arc<Source>, basis: &PageContext) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let parsed = Self::read_noting(name, source, basis, &mut problems);
        match parsed {
            Some(parsed) => Ok(Self { problems, ..parsed }),
            None => Err(problems),
        }
    }

    fn read_noting(name: &str, source: &Arc<Source>, basis: &PageContext, problems: &mut Problems) -> Option<Self> {
        let filled = problems.note_all(basis.facts.expand(source, |_| &[]));
        problems.extend(basis.advice.spelled_out(source));
        let filled = filled?;
        let parts = problems.note(Parts::of(&filled))?;
        let matter = parts.matter(&filled, problems);
        let is_empty_link = |text: &str| basis.advice.is_empty_link(text);
        let around =
            MarkdownContext { file: name, root: &basis.root, pictures: &basis.pictures, is_empty_link: &is_empty_link };
        let (text, wrong) = markdown::read(&filled, parts.text, around);
        problems.extend(wrong);
        let matter = matter?;

        let needs_text = matches!(matter.kind, PageKind::Text | PageKind::NotFound);
        if needs_text && text.html.is_empty() {
            problems.push(filled.problem(parts.text..filled.text.len(), ProblemKind::EmptyPage));
        }
        // Their addresses follow from these names.
        for (file, kind, written) in
            [("index.md", PageKind::Start, "start"), ("404.md", PageKind::NotFound, "not-found")]
        {
            if (name == file) != (matter.kind == kind) {
                let of_kind = ProblemKind::FileOfKind { file, kind: written };
                problems.push(filled.problem(parts.key(&filled, "kind"), of_kind));
            }
        }
        problems.extend(heavy_pictures(&text, source, basis));
        let measure = basis.advice.on_text(&filled, &text.blocks, problems);
        let place = |key| filled.written_at(parts.key(&filled, key));
        let places = Places {
            kind: place("kind"),
            translates: place("translates"),
            updated: place("updated"),
            reviewed: place("reviewed"),
            aliases: place("aliases"),
        };
        let Text { html, mut anchors, links, pictures, .. } = text;
        if matter.kind == PageKind::Leaflet {
            anchors.insert(markdown::DOCUMENTS.to_owned());
        }
        let pictures = pictures.into_iter().map(|(name, _)| name).collect();
        let (name, source, problems) = (name.to_owned(), Arc::clone(source), Problems::default());
        Some(Self { name, source, matter, html, pictures, anchors, links, places, problems, measure })
    }

    /// A problem of the whole page, at the line of its head that says so.
    fn problem(&self, place: &Range<usize>, fault: ProblemKind) -> Problem {
        Problem::at(&self.source.shown, &self.source.text, place.clone(), fault)
    }

    pub(crate) fn problem_at_kind(&self, fault: ProblemKind) -> Problem {
        self.problem(&self.places.kind, fault)
    }

    pub(crate) fn problem_at_aliases(&self, fault: ProblemKind) -> Problem {
        self.problem(&self.places.aliases, fault)
    }

    pub(crate) fn problem_at_translates(&self, fault: ProblemKind) -> Problem {
        self.problem(&self.places.translates, fault)
    }

    pub(crate) fn problem_at_updated(&self, fault: ProblemKind) -> Problem {
        self.problem(&self.places.updated, fault)
    }

    /// The page in the site's own language that this one translates, of the `originals`; none if it is an original itself.
    ///
    /// # Errors
    /// A translation of nothing.
    pub(crate) fn original(&self, originals: Option<&BTreeSet<&str>>) -> Result<Option<String>, Problem> {
        match (&self.matter.translates, originals) {
            (None, _) => Ok(None),
            (Some(original), Some(originals)) if originals.contains(original.as_str()) => Ok(Some(original.clone())),
            (Some(original), originals) => {
                let problem = self.problem(&self.places.translates, ProblemKind::NoOriginal { file: original.clone() });
                Err(problem.did_you_mean(original, originals.into_iter().flatten().copied()))
            }
        }
    }

    /// A warning for each day on which something was done, and that is still to come.
    pub(crate) fn days_to_come(&self, today: NaiveDate) -> Vec<Problem> {
        let days = [(self.matter.updated, &self.places.updated), (self.matter.reviewed, &self.places.reviewed)];
        let to_come = days.into_iter().filter_map(|(day, place)| Some((day.filter(|day| *day > today)?, place)));
        to_come.map(|(day, place)| self.problem(place, ProblemKind::DayToCome { day })).collect()
    }

    /// A warning if nobody has looked at the page for longer than `months`.
    pub(crate) fn review_due(&self, today: NaiveDate, months: u32) -> Option<Problem> {
        let reviewed = self.matter.reviewed?;
        let due = reviewed.checked_add_months(chrono::Months::new(months))?;
        (due < today).then(|| self.problem(&self.places.reviewed, ProblemKind::ReviewDue { reviewed, months }))
    }

    /// Each link that leads nowhere.
    pub(crate) fn dead_links(&self, others: &Linkable<'_>) -> Vec<Problem> {
        let mut dead = Vec::new();
        for link in &self.links {
            dead.extend(self.dead_link(link, others, dead.len() < MOST_ANCHORS_MEANT));
            if dead.len() == MOST_OF_A_FILE {
                break;
            }
        }
        dead
    }

    fn dead_link(&self, link: &Link, others: &Linkable<'_>, with_meant: bool) -> Option<Problem> {
        let file = link.file.as_deref().unwrap_or(&self.name);
        let Some(target) = others.targets.get(file) else {
            let mut problem = self.problem(&link.place, ProblemKind::NoPage { file: file.to_owned() });
            let mut meant = others.meant.borrow_mut();
            // Names of files are long and alike: only a near miss is a slip.
            let known = || most_similar(file, 0.88, others.targets.keys().copied()).map(str::to_owned);
            problem.meant.clone_from(meant.entry(file.to_owned()).or_insert_with(known));
            return Some(problem);
        };
        match target {
            Target::Unpublished(why) if self.name != file => {
                Some(self.problem(&link.place, ProblemKind::NotPublished { file: file.to_owned(), why: *why }))
            }
            Target::Page(page) => {
                let anchor = link.anchor.as_ref().filter(|anchor| !page.anchors.contains(*anchor))?;
                let problem =
                    self.problem(&link.place, ProblemKind::NoAnchor { anchor: anchor.clone(), file: file.to_owned() });
                let known = page.anchors.iter().filter(|_| with_meant).map(String::as_str);
                Some(problem.did_you_mean(anchor, known))
            }
            Target::Unpublished(_) | Target::Unread => None,
        }
    }
}

/// For more dead links of a page than this, it is not told which anchor was meant: each is compared with all anchors.
const MOST_ANCHORS_MEANT: usize = 50;

/// What links can point at, by file name.
#[derive(Debug, Default)]
pub(crate) struct Linkable<'a> {
    pub(crate) targets: HashMap<&'a str, Target<'a>>,
    /// Which file was probably meant by one that is not there: many pages may name it.
    meant: RefCell<HashMap<String, Option<String>>>,
}

impl<'a> Linkable<'a> {
    pub(crate) fn new(targets: HashMap<&'a str, Target<'a>>) -> Self {
        Self { targets, meant: RefCell::default() }
    }
}

/// What a link can point at.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'a> {
    /// A page, whose anchors are known.
    Page(&'a ParsedPage),
    /// A page that cannot be read: a link to it is not a second problem.
    Unread,
    /// A page that is not on the site today.
    Unpublished(Unpublished),
}

fn heavy_pictures(text: &Text, source: &Source, basis: &PageContext) -> Vec<Problem> {
    let weight = |name: &str| basis.pictures.get(name).map_or(0, |picture| picture.bytes.len() as u64);
    let heavy = text.pictures.iter().filter(|(name, _)| weight(name) > MOST_BYTES);
    let problem = |name: &String, place: &Range<usize>| {
        let (size_kb, most_kb) = (weight(name) / 1000, MOST_BYTES / 1000);
        let fault = ProblemKind::HeavyPicture { file: name.clone(), size_kb, most_kb };
        Problem::at(&source.shown, &source.text, place.clone(), fault)
    };
    heavy.take(MOST_OF_A_FILE).map(|(name, place)| problem(name, place)).collect()
}

/// A page in its place on the site.
#[derive(Clone, Debug)]
pub struct Page {
    pub(crate) parsed: Arc<ParsedPage>,
    /// What it has in common with the same page in another language: the file in the site's own language.
    pub(crate) key: String,
    /// The language of its text.
    pub language: String,
    /// The address on the site, such as `/contact/`.
    pub address: String,
    /// The day on which what it says last changed, as far as that is known.
    pub updated: Option<NaiveDate>,
    /// Why it is not on the site; only a preview has such pages.
    pub unpublished: Option<Unpublished>,
}

impl Page {
    /// The name of its file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parsed.name
    }

    /// Its file as the editor names it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.parsed.source.shown
    }

    /// What its editor wrote with the facts in it, and the byte at which the text below the front matter begins.
    ///
    /// # Errors
    /// None that compiling the page did not find: it must be of the same `context`.
    pub fn expanded<'a>(&'a self, context: &'a PageContext) -> Result<(Expanded<'a>, usize), Problems> {
        let expanded = context.facts.expand(&self.parsed.source, |_| &[]).map_err(Problems::from_iter)?;
        let start = Parts::of(&expanded)?.text;
        Ok((expanded, start))
    }

    /// What the page says about itself.
    #[must_use]
    pub fn matter(&self) -> &FrontMatter {
        &self.parsed.matter
    }

    /// What it shows besides its text.
    #[must_use]
    pub fn kind(&self) -> PageKind {
        self.parsed.matter.kind
    }

    /// Whether its text is in another language than the `language` it stands in.
    #[must_use]
    pub fn is_fallback_in(&self, language: &str) -> bool {
        self.language != language
    }

    /// The same page below another language's `root`, where there is no translation: its text stays as it is.
    #[must_use]
    pub(crate) fn as_fallback(&self, root: &str) -> Self {
        Self { address: format!("{root}{}", self.address.trim_start_matches('/')), ..self.clone() }
    }
}
