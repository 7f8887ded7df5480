//! The pages of all languages put in their places, and what can only be seen when all are read.

use crate::audience::Audience;
use crate::diagnostics::kind::ProblemKind;
use crate::diagnostics::problem::{MOST_OF_A_FILE, Problem, Problems};
use crate::page::address::{address, file_at, is_reserved};
use crate::page::front_matter::{MenuAt, PageKind};
use crate::page::{Linkable, Page, ParsedPage, Target};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What pages are judged by.
pub(crate) struct Rules<'a> {
    pub(crate) today: NaiveDate,
    pub(crate) audience: Audience,
    /// After how many months a page should be reviewed again.
    pub(crate) review_months: u32,
    /// The day on which a file of the content last changed, by its path there.
    pub(crate) last_changed: &'a dyn Fn(&str) -> Option<NaiveDate>,
}

/// A language whose pages are read, each on its own.
pub(crate) struct UnlinkedLanguage<'a> {
    tag: &'a str,
    is_default: bool,
    root: String,
    parsed_pages: BTreeMap<&'a str, &'a Arc<ParsedPage>>,
    unread: BTreeMap<&'a str, &'a Problems>,
}

/// The pages of one language, in their places.
#[derive(Debug)]
pub struct LanguagePages {
    pub(crate) tag: String,
    /// The address of the start page.
    pub(crate) root: String,
    pages: Vec<Page>,
    /// The place in `pages` of the page with each key.
    by_key: HashMap<String, usize>,
}

impl LanguagePages {
    fn new((tag, root, pages): PlacedPages) -> Self {
        let by_key = pages.iter().enumerate().map(|(place, page)| (page.key.clone(), place)).collect();
        Self { tag, root, pages, by_key }
    }

    /// Every page.
    #[must_use]
    pub fn all(&self) -> &[Page] {
        &self.pages
    }

    /// The page of a kind that a language has once.
    #[must_use]
    pub fn page(&self, kind: PageKind) -> Option<&Page> {
        self.pages.iter().find(|page| page.kind() == kind)
    }

    /// The page with what it has in common with itself in other languages.
    pub(crate) fn with_key(&self, key: &str) -> Option<&Page> {
        self.pages.get(*self.by_key.get(key)?)
    }

    /// The pages of a menu with their labels, in its order.
    #[must_use]
    pub fn menu(&self, at: MenuAt) -> Vec<(&Page, &str)> {
        let mut entries: Vec<_> = self
            .pages
            .iter()
            .filter_map(|page| Some((page, page.matter().menu.as_ref()?)))
            .filter(|(_, place)| place.at == at)
            .collect();
        entries.sort_by_key(|(page, place)| (place.order, &page.address));
        entries.into_iter().map(|(page, place)| (page, place.label.as_str())).collect()
    }
}

/// A language's tag, the address of its start page, and its pages.
type PlacedPages = (String, String, Vec<Page>);

impl<'a> UnlinkedLanguage<'a> {
    /// The language `tag`, with what became of each of its files.
    pub(crate) fn new(
        tag: &'a str,
        is_default: bool,
        root: String,
        read: impl Iterator<Item = (&'a str, &'a Result<Arc<ParsedPage>, Problems>)>,
    ) -> Self {
        let (mut parsed_pages, mut unread) = (BTreeMap::new(), BTreeMap::new());
        for (name, read) in read {
            match read {
                Ok(parsed) => drop(parsed_pages.insert(name, parsed)),
                Err(problems) => drop(unread.insert(name, problems)),
            }
        }
        Self { tag, is_default, root, parsed_pages, unread }
    }

    /// What links can point at on the day `today`.
    fn targets(&self, today: NaiveDate) -> impl Iterator<Item = (&'a str, Target<'a>)> {
        let target = move |parsed: &'a Arc<ParsedPage>| match parsed.matter.unpublished(today) {
            Some(why) => Target::Unpublished(why),
            None => Target::Page(parsed),
        };
        let parsed_pages = self.parsed_pages.iter().map(move |(name, parsed)| (*name, target(parsed)));
        parsed_pages.chain(self.unread.keys().map(|name| (*name, Target::Unread)))
    }
}

/// Puts every page in its place. The site's own language, whose files are the `originals`, is the first of `languages`.
pub(crate) fn link(
    languages: &[UnlinkedLanguage<'_>],
    originals: &BTreeSet<&str>,
    rules: &Rules<'_>,
    problems: &mut Problems,
) -> Vec<LanguagePages> {
    let default = languages.iter().find(|language| language.is_default);
    let mut places: Vec<PlacedPages> = Vec::new();
    for language in languages {
        let originals = (!language.is_default).then_some(originals);
        let pages = language_pages(language, originals, rules, problems);
        // A page without a translation stands in this language too, and can be linked to.
        let translated: HashSet<&str> = pages.iter().map(|page| page.key.as_str()).collect();
        let unread = originals.into_iter().flatten().map(|name| (*name, Target::Unread));
        let fallbacks = default.filter(|_| !language.is_default).into_iter().flat_map(|own| own.targets(rules.today));
        let mut targets: HashMap<&str, Target<'_>> =
            unread.chain(fallbacks).filter(|(name, _)| !translated.contains(name)).collect();
        for (name, target) in language.targets(rules.today) {
            // As long as a translation is not on the site, the original stands in its place.
            let is_served =
                matches!(target, Target::Unpublished(_)) && matches!(targets.get(name), Some(Target::Page(_)));
            if !is_served {
                targets.insert(name, target);
            }
        }
        check_links(language, &Linkable::new(targets), rules, problems);
        let all_read = language.unread.is_empty();
        problems.extend(miscounted(language, &pages, all_read));
        places.push((language.tag.to_owned(), language.root.clone(), pages));
    }
    fall_back(&mut places);
    problems.extend(same_addresses(&places));
    problems.extend(older_translations(&places));
    places.into_iter().map(LanguagePages::new).collect()
}

/// Notes what is wrong with each page, and gives those that belong on the site.
fn language_pages(
    language: &UnlinkedLanguage<'_>,
    originals: Option<&BTreeSet<&str>>,
    rules: &Rules<'_>,
    problems: &mut Problems,
) -> Vec<Page> {
    problems.extend(language.unread.values().flat_map(|problems| problems.iter().cloned()));
    let mut pages = Vec::new();
    for (name, parsed) in &language.parsed_pages {
        let unpublished = parsed.matter.unpublished(rules.today);
        let is_shown = unpublished.is_none() || rules.audience == Audience::Editors;
        problems.extend(softened(parsed.problems.iter().cloned(), !is_shown));
        problems.extend(parsed.days_to_come(rules.today));
        problems.extend(parsed.review_due(rules.today, rules.review_months).filter(|_| unpublished.is_none()));
        let original = match parsed.original(originals) {
            Ok(original) => original,
            Err(problem) => {
                problems.extend(softened([problem], !is_shown));
                continue;
            }
        };
        let own_key = || if language.is_default { (*name).to_owned() } else { format!("{}/{name}", language.tag) };
        let last_changed = || (rules.last_changed)(&format!("{}/{name}", language.tag));
        pages.extend(is_shown.then(|| Page {
            parsed: Arc::clone(parsed),
            key: original.unwrap_or_else(own_key),
            language: language.tag.to_owned(),
            address: address(name, &language.root),
            updated: parsed.matter.updated.or_else(last_changed),
            unpublished,
        }));
    }
    pages
}

fn check_links(language: &UnlinkedLanguage<'_>, targets: &Linkable<'_>, rules: &Rules<'_>, problems: &mut Problems) {
    for parsed in language.parsed_pages.values() {
        let is_unpublished = parsed.matter.unpublished(rules.today).is_some();
        let dead = parsed.dead_links(targets).into_iter();
        // A page that is not on the site may lead to others that are not.
        let dead =
            dead.filter(|problem| !(is_unpublished && matches!(problem.kind(), ProblemKind::NotPublished { .. })));
        problems.extend(softened(dead, is_unpublished && rules.audience == Audience::Public));
    }
}

fn softened(problems: impl IntoIterator<Item = Problem>, stops_nobody: bool) -> Vec<Problem> {
    let soften = |problem: Problem| if stops_nobody { problem.of_unpublished() } else { problem };
    problems.into_iter().map(soften).collect()
}

/// Gives each language the pages that it has no translation of, as they are in the site's own language.
fn fall_back(places: &mut [PlacedPages]) {
    let Some(((_, _, originals), others)) = places.split_first_mut() else { return };
    for (_, root, pages) in others {
        let has: HashSet<&str> = pages.iter().map(|page| page.key.as_str()).collect();
        let kinds: HashSet<PageKind> = pages.iter().map(Page::kind).collect();
        // Of every kind but text there is one page: a language's own one serves.
        let is_served = |kind: PageKind| kind != PageKind::Text && kinds.contains(&kind);
        let missing = originals.iter().filter(|page| !has.contains(page.key.as_str()) && !is_served(page.kind()));
        let missing: Vec<Page> = missing.map(|page| page.as_fallback(root)).collect();
        pages.extend(missing);
    }
}

/// A problem for each page, and each old address of one, that would be written over another.
fn same_addresses(places: &[PlacedPages]) -> Vec<Problem> {
    let all = || places.iter().flat_map(|(tag, _, pages)| pages.iter().map(move |page| (tag, page)));
    let own = || all().filter(|(tag, page)| !page.is_fallback_in(tag)).map(|(_, page)| page);
    let same = |address: &str, of: &Page| ProblemKind::SameAddress {
        address: address.to_owned(),
        file: of.parsed.source.shown.clone(),
    };
    // On some systems names that differ only in their capitals are one, and an old address may name the file of a page.
    let place = |address: &str| file_at(address).to_lowercase();
    let mut taken: HashMap<String, &Page> = HashMap::new();
    let mut problems = Vec::new();
    for page in own() {
        if is_reserved(&page.address) {
            problems.push(page.parsed.problem_at_kind(ProblemKind::ReservedAddress { address: page.address.clone() }));
        }
        if let Some(other) = taken.insert(place(&page.address), page) {
            problems.push(page.parsed.problem_at_kind(same(&page.address, other)));
        }
    }
    // A page that stands in another language too is right there: it is the other that is in its way.
    for (_, page) in all().filter(|(tag, page)| page.is_fallback_in(tag)) {
        if let Some(other) = taken.get(&place(&page.address)) {
            problems.push(other.parsed.problem_at_kind(same(&page.address, page)));
        } else {
            taken.insert(place(&page.address), page);
        }
    }
    for page in own() {
        let other = |alias: &String| Some((alias.clone(), taken.insert(place(alias), page)?));
        let others: Vec<_> = page.matter().aliases.iter().filter_map(other).take(MOST_OF_A_FILE).collect();
        problems.extend(others.into_iter().map(|(alias, other)| page.parsed.problem_at_aliases(same(&alias, other))));
    }
    problems
}

/// A warning for each translation that its original has left behind.
fn older_translations(places: &[PlacedPages]) -> Vec<Problem> {
    let Some(((own, _, originals), others)) = places.split_first() else { return Vec::new() };
    let originals: HashMap<&str, &Page> = originals.iter().map(|page| (page.key.as_str(), page)).collect();
    let translations = others.iter().flat_map(|(_, _, pages)| pages);
    let older = |page: &Page| {
        let of = originals.get(page.key.as_str()).filter(|_| page.language != *own)?;
        let (updated, original) = page.updated.zip(of.updated).filter(|(updated, original)| updated < original)?;
        let of = of.parsed.source.shown.clone();
        Some(page.parsed.problem_at_updated(ProblemKind::OlderTranslation { of, updated, original }))
    };
    translations.filter_map(older).collect()
}

/// A problem for each kind of page that is missing, and for each page too many of a kind or of one original.
fn miscounted(language: &UnlinkedLanguage<'_>, pages: &[Page], all_read: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (kind, name, is_needed) in PageKind::ONE_OF_EACH {
        let mut of_kind = pages.iter().filter(|page| page.kind() == kind && page.unpublished.is_none());
        let first = of_kind.next();
        let may_be_missed =
            |parsed: &&&Arc<ParsedPage>| parsed.matter.kind == kind && parsed.matter.may_be_unpublished();
        let missed = language.parsed_pages.values().find(may_be_missed).filter(|_| is_needed && language.is_default);
        problems.extend(missed.map(|parsed| parsed.problem_at_kind(ProblemKind::KindNotPublished { kind: name })));
        // A page that cannot be read may be the one that is missing.
        if is_needed && first.is_none() && missed.is_none() && language.is_default && all_read {
            let folder = format!("content/{}", language.tag);
            problems.push(Problem::with_file(folder, ProblemKind::NoPageOfKind { kind: name }));
        }
        problems.extend(of_kind.map(|page| page.parsed.problem_at_kind(ProblemKind::SecondOfKind { kind: name })));
    }
    let mut keys = BTreeSet::new();
    for page in pages.iter().filter(|page| !keys.insert(&page.key)) {
        let fault = ProblemKind::SecondTranslation { of: page.key.clone() };
        problems.push(page.parsed.problem_at_translates(fault));
    }
    problems
}
