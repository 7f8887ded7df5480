//! What is written, what is left alone, and that a site built again is the site built anew.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use common::{real_folder, today};
use proptest::prelude::*;
use site_gen::{Audience, BuildError, Copies, Folders, Workshop, WriteError, Written};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

/// A copy of the real site on disk that a test may change.
struct Desk {
    folder: TempDir,
    copies: Copies,
    audience: Audience,
}

impl Desk {
    fn new() -> Self {
        Self { folder: real_folder(), copies: Copies::None, audience: Audience::Public }
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn folders(&self, output: &str) -> Folders {
        Folders::new(self.path("content"), self.path("templates"), self.path(output))
    }

    fn workshop(&self) -> Workshop {
        self.workshop_into("public")
    }

    fn workshop_into(&self, output: &str) -> Workshop {
        Workshop::new(&self.folders(output), self.audience, self.copies, today)
    }

    fn build(&self) -> Written {
        self.workshop().rebuild().result.unwrap().1
    }

    /// Saves a file, as an editor does: its time is another than before.
    fn save(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let before = fs::metadata(&path).and_then(|about| about.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        fs::write(&path, text).unwrap();
        let file = fs::File::options().write(true).open(&path).unwrap();
        file.set_modified(before + Duration::from_secs(1)).unwrap();
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        self.save(path, &text.replacen(old, new, 1));
    }
}

/// Every file below `folder` and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn only_what_changed_is_written() {
    let desk = Desk::new();
    let first = desk.build();
    assert_eq!(first.changed.len(), first.files);
    let written_at = |path: &str| fs::metadata(desk.path(path)).unwrap().modified().unwrap();
    let before = written_at("public/index.html");
    desk.replace("content/nl/contact.md", "## Mailen", "## E-mail");
    assert_eq!(desk.build().changed, ["contact/index.html"]);
    assert_eq!(written_at("public/index.html"), before);
    assert_eq!(desk.build(), Written { files: first.files, ..Written::default() });
}

#[test]
fn what_no_longer_has_a_source_is_taken_away_and_nothing_else() {
    let desk = Desk::new();
    desk.save("content/nl/test.md", &common::page("Tekst."));
    desk.build();
    fs::write(desk.path("public/eigen.txt"), "niet van de generator").unwrap();
    fs::write(desk.path("public/test/eigen.txt"), "niet van de generator").unwrap();
    fs::remove_file(desk.path("content/nl/test.md")).unwrap();
    let written = desk.build();
    assert_eq!(written.removed, ["en/test/index.html", "test/index.html"]);
    assert!(!desk.path("public/en/test").exists() && !desk.path("public/test/index.html").exists());
    assert!(desk.path("public/eigen.txt").exists() && desk.path("public/test/eigen.txt").exists());
}

#[test]
fn a_file_that_no_build_wrote_is_not_overwritten() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("public/contact")).unwrap();
    fs::write(desk.path("public/contact/index.html"), "van een ander").unwrap();
    let error = desk.workshop().rebuild().result.unwrap_err();
    assert!(matches!(&error, BuildError::Write(WriteError::NotOurs { path }) if path.ends_with("contact/index.html")));
    let left: Vec<String> =
        files(&desk.path("public")).into_keys().filter(|path| !path.starts_with(".site-gen")).collect();
    assert_eq!(left, ["contact/index.html"], "nothing else was written");
}

#[test]
fn a_manifest_that_leads_out_of_the_folder_takes_nothing_away() {
    let desk = Desk::new();
    desk.build();
    fs::write(desk.path("waardevol.txt"), "blijft").unwrap();
    let list = fs::read_to_string(desk.path("public/.site-gen")).unwrap();
    fs::write(desk.path("public/.site-gen"), format!("{list}\n../waardevol.txt\n/etc/waardevol")).unwrap();
    assert_eq!(desk.build().removed, Vec::<String>::new());
    assert!(desk.path("waardevol.txt").exists());
}

#[test]
fn a_build_that_fails_leaves_the_last_good_output() {
    let desk = Desk::new();
    desk.build();
    let good = files(&desk.path("public"));
    desk.replace("content/nl/contact.md", "## Mailen", "## E-mail");
    desk.replace("content/nl/over-ons.md", "contact.md", "kontact.md");
    assert!(matches!(desk.workshop().rebuild().result, Err(BuildError::Problems(_))));
    assert_eq!(files(&desk.path("public")), good);
    desk.replace("content/nl/over-ons.md", "kontact.md", "contact.md");
    desk.replace("templates/overview.html", "entry.description", "entry.beschrijving");
    assert!(matches!(desk.workshop().rebuild().result, Err(BuildError::Problems(_))));
    assert_eq!(files(&desk.path("public")), good, "a template fails only while pages are made");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let desk = Desk::new();
    fs::write(desk.path("public"), "een bestand, geen map").unwrap();
    assert!(matches!(desk.workshop().rebuild().result, Err(BuildError::Write(WriteError::Refused { .. }))));
}

#[test]
fn copies_are_made_when_asked_for_and_taken_away_when_not() {
    let mut desk = Desk::new();
    desk.copies = Copies::Compressed;
    desk.build();
    let (copies, own): (Vec<_>, Vec<_>) = files(&desk.path("public"))
        .into_keys()
        .filter(|path| path != ".site-gen")
        .partition(|path| matches!(path.rsplit('.').next(), Some("br" | "gz")));
    assert_eq!(copies.len(), 2 * own.len());
    desk.copies = Copies::None;
    desk.replace("content/nl/contact.md", "## Mailen", "## E-mail");
    desk.build();
    assert!(!desk.path("public/contact/index.html.br").exists(), "an old copy would be served instead");
    assert!(desk.path("public/index.html.br").exists(), "what is still right may stay");
}

#[test]
fn an_old_address_leads_to_the_page_and_is_in_no_list() {
    let desk = Desk::new();
    desk.replace("content/nl/contact.md", "[menu]", "aliases = [\"/bereikbaarheid/\", \"/oud/adres/\"]\n\n[menu]");
    desk.build();
    let redirect = fs::read_to_string(desk.path("public/bereikbaarheid/index.html")).unwrap();
    assert!(redirect.contains("<meta http-equiv=\"refresh\" content=\"0; url=/contact/\">"), "{redirect}");
    assert!(redirect.contains("<a href=\"/contact/\">Contact: bellen, mailen of langskomen</a>"), "{redirect}");
    assert!(desk.path("public/oud/adres/index.html").exists());
    assert!(!fs::read_to_string(desk.path("public/sitemap.xml")).unwrap().contains("bereikbaarheid"));
}

#[test]
fn a_picture_has_its_words_its_size_and_a_name_of_what_it_holds() {
    let desk = Desk::new();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\xb0\0\0\x03\x20\x08\x02\0\0\0";
    fs::create_dir_all(desk.path("content/pictures")).unwrap();
    fs::write(desk.path("content/pictures/balie.png"), png).unwrap();
    fs::write(desk.path("content/pictures/ongebruikt.png"), png).unwrap();
    desk.save("content/nl/test.md", &common::page("![De \"balie\" & de hal](../pictures/balie.png)"));
    desk.build();
    let page = fs::read_to_string(desk.path("public/test/index.html")).unwrap();
    let (_, picture) = page.split_once("<img src=\"/pictures/").unwrap();
    let (name, rest) = picture.split_once('"').unwrap();
    assert!(
        rest.starts_with(" alt=\"De “balie” &amp; de hal\" width=\"1200\" height=\"800\" loading=\"lazy\">"),
        "{rest}"
    );
    assert_eq!(fs::read(desk.path(&format!("public/pictures/{name}"))).unwrap(), png);
    assert_eq!(fs::read_dir(desk.path("public/pictures")).unwrap().count(), 1, "only what a page shows");
}

#[test]
fn drafts_and_pages_out_of_their_days_are_for_editors_only() {
    let mut desk = Desk::new();
    for (name, line) in [
        ("a", "draft = true"),
        ("b", "publish = \"2026-11-25\""),
        ("c", "expires = \"2026-11-24\""),
        ("d", "publish = \"2026-11-24\"\nexpires = \"2026-11-25\""),
    ] {
        let page = format!("+++\ntitle = \"Test {name}\"\ndescription = \"Test\"\n{line}\n+++\n\nTekst.\n");
        desk.save(&format!("content/nl/test-{name}.md"), &page);
    }
    desk.build();
    let shown = |desk: &Desk| {
        ["a", "b", "c", "d"]
            .into_iter()
            .filter(|name| desk.path(&format!("public/test-{name}/index.html")).exists())
            .collect::<String>()
    };
    assert_eq!(shown(&desk), "d");
    assert!(!fs::read_to_string(desk.path("public/alle-paginas/index.html")).unwrap().contains("Test a"));
    desk.audience = Audience::Editors;
    desk.build();
    assert_eq!(shown(&desk), "abcd");
    assert!(!fs::read_to_string(desk.path("public/sitemap.xml")).unwrap().contains("test-a"), "nobody finds a draft");
}

#[test]
fn the_last_commit_of_a_page_that_does_not_say_when_it_changed_counts() {
    let desk = Desk::new();
    desk.save("content/nl/test.md", &common::page("Tekst."));
    let git = |arguments: &[&str]| {
        let mut git = std::process::Command::new("git");
        git.arg("-C").arg(desk.folder.path()).args(["-c", "user.name=Test", "-c", "user.email=test@voorbeeld.example"]);
        git.args(arguments).env("GIT_COMMITTER_DATE", "2026-11-20T12:00:00Z");
        assert!(git.output().unwrap().status.success());
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "test"]);
    desk.build();
    let list = fs::read_to_string(desk.path("public/sitemap.xml")).unwrap();
    assert!(list.contains("/test/</loc><lastmod>2026-11-20</lastmod>"), "{list}");
    assert!(list.contains("/contact/</loc><lastmod>2026-11-22</lastmod>"), "what a page says itself counts first");
}

/// What an editor may do to the site between two builds.
#[derive(Clone, Debug)]
enum Act {
    Text(u8),
    Title(u8),
    Menu(u8),
    Draft(u8),
    NewPage(u8),
    Removed(u8),
    Translated(u8),
    Desk,
    Button,
    Template(usize),
    Asset,
    Broken(u8),
}

/// Templates, and where something can be added that shows.
const TEMPLATES: [(&str, &str); 4] = [
    ("templates/page.html", "{% block main %}"),
    ("templates/start.html", "{% block main %}"),
    ("templates/base.html", "<body>"),
    ("templates/components/help.html", "<ul>"),
];

impl Act {
    fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            (0..4_u8).prop_map(Self::Text),
            (0..4_u8).prop_map(Self::Title),
            (0..4_u8).prop_map(Self::Menu),
            (0..4_u8).prop_map(Self::Draft),
            (0..4_u8).prop_map(Self::NewPage),
            (0..4_u8).prop_map(Self::Removed),
            (0..4_u8).prop_map(Self::Translated),
            Just(Self::Desk),
            Just(Self::Button),
            (0..TEMPLATES.len()).prop_map(Self::Template),
            Just(Self::Asset),
            (0..4_u8).prop_map(Self::Broken),
        ]
    }

    fn do_it(&self, desk: &Desk, step: usize) {
        let own = |number: &u8| format!("content/nl/test-{number}.md");
        let rewrite = |number: &u8, head: &str, text: &str| {
            let page = format!("+++\ntitle = \"Test {number}\"\ndescription = \"Test\"\n{head}\n+++\n\n{text}\n");
            desk.save(&own(number), &page);
        };
        let append = |path: &str, text: &str| {
            let old = fs::read_to_string(desk.path(path)).unwrap();
            desk.save(path, &format!("{old}{text}"));
        };
        match self {
            Self::Text(number) | Self::NewPage(number) => {
                rewrite(number, "", &format!("Tekst {step}.\n\n## Kop {step}"));
            }
            Self::Title(number) => rewrite(number, &format!("aliases = [\"/oud-{number}-{step}/\"]"), "Tekst."),
            Self::Menu(number) => {
                rewrite(number, &format!("[menu]\nlabel = \"Test {step}\"\norder = {step}"), "Tekst.");
            }
            Self::Draft(number) => rewrite(number, "draft = true", "Tekst."),
            Self::Removed(number) => drop(fs::remove_file(desk.path(&own(number)))),
            Self::Translated(number) => {
                if desk.path(&own(number)).exists() {
                    let page = format!(
                        "+++\ntitle = \"Test {step}\"\ndescription = \"Test\"\ntranslates = \"test-{number}.md\"\n+++\n\nText.\n"
                    );
                    desk.save(&format!("content/en/english-{number}.md"), &page);
                }
            }
            Self::Desk => {
                let text = fs::read_to_string(desk.path("content/organisation.toml")).unwrap();
                let line = text.lines().find(|line| line.starts_with("desk = ")).unwrap().to_owned();
                desk.replace("content/organisation.toml", &line, &format!("desk = \"Balie {step}\""));
            }
            Self::Button => {
                let text = fs::read_to_string(desk.path("content/nl/texts.toml")).unwrap();
                let line = text.lines().find(|line| line.starts_with("to_form = ")).unwrap().to_owned();
                desk.replace("content/nl/texts.toml", &line, &format!("to_form = \"Dien klacht {step} in\""));
            }
            Self::Template(number) => {
                let (path, place) = TEMPLATES[*number];
                desk.replace(path, place, &format!("{place}<!-- {step} -->"));
            }
            Self::Asset => append("templates/assets/site.css", &format!("/* {step} */")),
            Self::Broken(number) => rewrite(number, "", "[weg](weg.md)"),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// One workshop builds after every act, as a preview does. What is on disk then is what a new one makes of the same files.
    #[test]
    fn a_site_built_again_after_any_acts_is_the_site_built_anew(acts in prop::collection::vec(Act::any(), 1..12)) {
        let desk = Desk::new();
        let mut workshop = desk.workshop();
        workshop.rebuild().result.unwrap();
        for (step, act) in acts.iter().enumerate() {
            act.do_it(&desk, step);
            let again = workshop.rebuild();
            let _ = fs::remove_dir_all(desk.path("anew"));
            let anew = desk.workshop_into("anew").rebuild();
            match (again.result, anew.result) {
                (Ok(_), Ok(_)) => prop_assert_eq!(files(&desk.path("public")), files(&desk.path("anew")), "after {:?}", acts),
                (Err(BuildError::Problems(again)), Err(BuildError::Problems(anew))) => prop_assert_eq!(again, anew),
                (again, anew) => prop_assert!(false, "{:?}: {:?} and {:?}", acts, again.is_ok(), anew.is_ok()),
            }
        }
    }
}

#[test]
fn a_page_that_somebody_took_out_of_the_output_is_written_again() {
    let desk = Desk::new();
    let mut workshop = desk.workshop();
    workshop.rebuild().result.unwrap();
    fs::remove_dir_all(desk.path("public")).unwrap();
    let written = workshop.rebuild().result.unwrap().1;
    assert_eq!(written.changed.len(), written.files);
}

#[test]
fn a_write_that_failed_half_way_is_mended_by_the_next() {
    let desk = Desk::new();
    let mut workshop = desk.workshop();
    workshop.rebuild().result.unwrap();
    let good = files(&desk.path("public"));
    // A folder where a page goes cannot be written over, and other pages are moved before it.
    let (old, new) =
        (fs::read(desk.path("content/nl/uw-gegevens.md")).unwrap(), desk.path("public/uw-gegevens/index.html"));
    desk.replace("content/organisation.toml", "Herenweg 96", "Herenweg 97");
    fs::remove_file(&new).unwrap();
    fs::create_dir_all(new.join("vol")).unwrap();
    assert!(matches!(workshop.rebuild().result, Err(BuildError::Write(_))));
    fs::remove_dir_all(&new).unwrap();
    fs::write(desk.path("content/nl/uw-gegevens.md"), old).unwrap();
    desk.replace("content/organisation.toml", "Herenweg 97", "Herenweg 96");
    workshop.rebuild().result.unwrap();
    assert_eq!(files(&desk.path("public")), good);
}

#[test]
fn an_output_folder_within_the_content_is_refused() {
    let desk = Desk::new();
    let error = desk.workshop_into("content/public").rebuild().result.unwrap_err();
    assert!(matches!(error, BuildError::Write(WriteError::Within { .. })));
    assert!(!desk.path("content/public").exists());
}
