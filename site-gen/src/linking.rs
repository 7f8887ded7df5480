//! The pages of all languages put in their places, and what can only be seen when all are read.

use crate::address::{address, file_at, is_reserved};
use crate::builder::Audience;
use crate::fault::Fault;
use crate::front_matter::PageKind;
use crate::page::{Draft, Linkable, Page, Target};
use crate::problem::{MOST_OF_A_FILE, Problem, Problems};
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
pub(crate) struct Linked<'a> {
    tag: &'a str,
    is_default: bool,
    root: String,
    drafts: BTreeMap<&'a str, &'a Arc<Draft>>,
    unread: BTreeMap<&'a str, &'a Problems>,
}

/// A language's tag, the address of its start page, and its pages.
pub(crate) type Places = (String, String, Vec<Page>);

impl<'a> Linked<'a> {
    /// The language `tag`, with what became of each of its files.
    pub(crate) fn new(
        tag: &'a str,
        is_default: bool,
        root: String,
        read: impl Iterator<Item = (&'a str, &'a Result<Arc<Draft>, Problems>)>,
    ) -> Self {
        let (mut drafts, mut unread) = (BTreeMap::new(), BTreeMap::new());
        for (name, read) in read {
            match read {
                Ok(draft) => drop(drafts.insert(name, draft)),
                Err(problems) => drop(unread.insert(name, problems)),
            }
        }
        Self { tag, is_default, root, drafts, unread }
    }

    /// What links can point at on the day `today`.
    fn targets(&self, today: NaiveDate) -> impl Iterator<Item = (&'a str, Target<'a>)> {
        let target = move |draft: &'a Arc<Draft>| match draft.matter.unpublished(today) {
            Some(why) => Target::Unpublished(why),
            None => Target::Page(draft),
        };
        let drafts = self.drafts.iter().map(move |(name, draft)| (*name, target(draft)));
        drafts.chain(self.unread.keys().map(|name| (*name, Target::Unread)))
    }
}

/// Puts every page in its place. The site's own language, whose files are the `originals`, is the first of `languages`.
pub(crate) fn link(
    languages: &[Linked<'_>],
    originals: &BTreeSet<&str>,
    rules: &Rules<'_>,
    problems: &mut Problems,
) -> Vec<Places> {
    let default = languages.iter().find(|language| language.is_default);
    let mut places: Vec<Places> = Vec::new();
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
    places
}

/// Notes what is wrong with each page, and gives those that belong on the site.
fn language_pages(
    language: &Linked<'_>,
    originals: Option<&BTreeSet<&str>>,
    rules: &Rules<'_>,
    problems: &mut Problems,
) -> Vec<Page> {
    problems.extend(language.unread.values().flat_map(|problems| problems.iter().cloned()));
    let mut pages = Vec::new();
    for (name, draft) in &language.drafts {
        let unpublished = draft.matter.unpublished(rules.today);
        let is_shown = unpublished.is_none() || rules.audience == Audience::Editors;
        problems.extend(softened(draft.problems.iter().cloned(), !is_shown));
        problems.extend(draft.days_to_come(rules.today));
        problems.extend(draft.review_due(rules.today, rules.review_months).filter(|_| unpublished.is_none()));
        let original = match draft.original(originals) {
            Ok(original) => original,
            Err(problem) => {
                problems.extend(softened([problem], !is_shown));
                continue;
            }
        };
        let own_key = || if language.is_default { (*name).to_owned() } else { format!("{}/{name}", language.tag) };
        let last_changed = || (rules.last_changed)(&format!("{}/{name}", language.tag));
        pages.extend(is_shown.then(|| Page {
            draft: Arc::clone(draft),
            key: original.unwrap_or_else(own_key),
            language: language.tag.to_owned(),
            address: address(name, &language.root),
            updated: draft.matter.updated.or_else(last_changed),
            unpublished,
        }));
    }
    pages
}

fn check_links(language: &Linked<'_>, targets: &Linkable<'_>, rules: &Rules<'_>, problems: &mut Problems) {
    for draft in language.drafts.values() {
        let is_unpublished = draft.matter.unpublished(rules.today).is_some();
        let dead = draft.dead_links(targets).into_iter();
        // A page that is not on the site may lead to others that are not.
        let dead = dead.filter(|problem| !(is_unpublished && matches!(*problem.fault, Fault::NotPublished { .. })));
        problems.extend(softened(dead, is_unpublished && rules.audience == Audience::Public));
    }
}

fn softened(problems: impl IntoIterator<Item = Problem>, stops_nobody: bool) -> Vec<Problem> {
    let soften = |problem: Problem| if stops_nobody { problem.of_unpublished() } else { problem };
    problems.into_iter().map(soften).collect()
}

/// Gives each language the pages that it has no translation of, as they are in the site's own language.
fn fall_back(places: &mut [Places]) {
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
fn same_addresses(places: &[Places]) -> Vec<Problem> {
    let all = || places.iter().flat_map(|(tag, _, pages)| pages.iter().map(move |page| (tag, page)));
    let own = || all().filter(|(tag, page)| !page.is_fallback_in(tag)).map(|(_, page)| page);
    let same = |address: &str, of: &Page| Fault::SameAddress {
        address: address.to_owned(),
        file: of.draft.source.shown.clone(),
    };
    // On some systems names that differ only in their capitals are one, and an old address may name the file of a page.
    let place = |address: &str| file_at(address).to_lowercase();
    let mut taken: HashMap<String, &Page> = HashMap::new();
    let mut problems = Vec::new();
    for page in own() {
        if is_reserved(&page.address) {
            problems.push(page.draft.problem_at_kind(Fault::ReservedAddress { address: page.address.clone() }));
        }
        if let Some(other) = taken.insert(place(&page.address), page) {
            problems.push(page.draft.problem_at_kind(same(&page.address, other)));
        }
    }
    // A page that stands in another language too is right there: it is the other that is in its way.
    for (_, page) in all().filter(|(tag, page)| page.is_fallback_in(tag)) {
        if let Some(other) = taken.get(&place(&page.address)) {
            problems.push(other.draft.problem_at_kind(same(&page.address, page)));
        } else {
            taken.insert(place(&page.address), page);
        }
    }
    for page in own() {
        let other = |alias: &String| Some((alias.clone(), taken.insert(place(alias), page)?));
        let others: Vec<_> = page.matter().aliases.iter().filter_map(other).take(MOST_OF_A_FILE).collect();
        problems.extend(others.into_iter().map(|(alias, other)| page.draft.problem_at_aliases(same(&alias, other))));
    }
    problems
}

/// A warning for each translation that its original has left behind.
fn older_translations(places: &[Places]) -> Vec<Problem> {
    let Some(((own, _, originals), others)) = places.split_first() else { return Vec::new() };
    let originals: HashMap<&str, &Page> = originals.iter().map(|page| (page.key.as_str(), page)).collect();
    let translations = others.iter().flat_map(|(_, _, pages)| pages);
    let older = |page: &Page| {
        let of = originals.get(page.key.as_str()).filter(|_| page.language != *own)?;
        let (updated, original) = page.updated.zip(of.updated).filter(|(updated, original)| updated < original)?;
        let of = of.draft.source.shown.clone();
        Some(page.draft.problem_at_updated(Fault::OlderTranslation { of, updated, original }))
    };
    translations.filter_map(older).collect()
}

/// A problem for each kind of page that is missing, and for each page too many of a kind or of one original.
fn miscounted(language: &Linked<'_>, pages: &[Page], all_read: bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (kind, name, is_needed) in PageKind::ONE_OF_EACH {
        let mut of_kind = pages.iter().filter(|page| page.kind() == kind && page.unpublished.is_none());
        let first = of_kind.next();
        let may_be_missed = |draft: &&&Arc<Draft>| draft.matter.kind == kind && draft.matter.may_be_unpublished();
        let missed = language.drafts.values().find(may_be_missed).filter(|_| is_needed && language.is_default);
        problems.extend(missed.map(|draft| draft.problem_at_kind(Fault::KindNotPublished { kind: name })));
        // A page that cannot be read may be the one that is missing.
        if is_needed && first.is_none() && missed.is_none() && language.is_default && all_read {
            let folder = format!("content/{}", language.tag);
            problems.push(Problem::with_file(folder, Fault::NoPageOfKind { kind: name }));
        }
        problems.extend(of_kind.map(|page| page.draft.problem_at_kind(Fault::SecondOfKind { kind: name })));
    }
    let mut keys = BTreeSet::new();
    for page in pages.iter().filter(|page| !keys.insert(&page.key)) {
        let fault = Fault::SecondTranslation { of: page.key.clone() };
        problems.push(page.draft.problem_at_translates(fault));
    }
    problems
}
