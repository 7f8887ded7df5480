//! What is written, what is left alone, and that a site built again is the site built anew.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use common::{fixture_folder, today};
use proptest::prelude::*;
use site_gen::{BuildError, Changes, Compression, Folders, Project, WriteError};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempDir;
use website::Audience;

/// A copy of the fixture on disk that a test may change.
struct Desk {
    folder: TempDir,
    copies: Compression,
    audience: Audience,
}

impl Desk {
    fn new() -> Self {
        Self { folder: fixture_folder(), copies: Compression::None, audience: Audience::Public }
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn folders(&self, output: &str) -> Folders {
        Folders::new(self.path("content"), self.path("templates"), self.path(output))
    }

    fn workshop(&self) -> Project {
        self.workshop_into("public")
    }

    fn workshop_into(&self, output: &str) -> Project {
        Project::new(&self.folders(output), self.audience, self.copies, today)
    }

    fn build(&self) -> Changes {
        self.workshop().rebuild().result.unwrap().1
    }

    fn save(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        self.save(path, &text.replacen(old, new, 1));
    }
}

/// Every file below `folder` and its bytes. Who wrote last is another each time.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if name != ".site-gen-lock" {
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
    assert_eq!(desk.build(), Changes { files: first.files, ..Changes::default() });
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
    desk.copies = Compression::BrotliAndGzip;
    desk.build();
    let (copies, own): (Vec<_>, Vec<_>) = files(&desk.path("public"))
        .into_keys()
        .filter(|path| path != ".site-gen")
        .partition(|path| matches!(path.rsplit('.').next(), Some("br" | "gz")));
    assert_eq!(copies.len(), 2 * own.len());
    desk.copies = Compression::None;
    desk.replace("content/nl/contact.md", "## Mailen", "## E-mail");
    desk.build();
    assert!(!desk.path("public/contact/index.html.br").exists(), "an old copy would be served instead");
    assert!(desk.path("public/index.html.br").exists(), "what is still right may stay");
}

#[test]
fn an_old_address_leads_to_the_page_and_is_in_no_list() {
    let desk = Desk::new();
    desk.replace(
        "content/nl/contact.md",
        "[menu]",
        "aliases = [\"/bereikbaarheid/\", \"/oud/adres/\", \"/oud.html\"]\n\n[menu]",
    );
    desk.build();
    let redirect = fs::read_to_string(desk.path("public/bereikbaarheid/index.html")).unwrap();
    assert!(redirect.contains("<meta http-equiv=\"refresh\" content=\"0; url=/contact/\">"), "{redirect}");
    assert!(redirect.contains("<a href=\"/contact/\">Contact: bellen, mailen of langskomen</a>"), "{redirect}");
    assert!(desk.path("public/oud/adres/index.html").exists());
    assert_eq!(fs::read_to_string(desk.path("public/oud.html")).unwrap(), redirect);
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
    /// The same page with other words of the same length, saved in a way that leaves no other trace.
    Unseen(u8, Way),
}

/// How programs save.
#[derive(Clone, Copy, Debug)]
enum Way {
    InPlace,
    Renamed,
    RemovedFirst,
    ThroughALink,
}

/// Templates, and where something can be added that shows.
const TEMPLATES: [(&str, &str); 4] = [
    ("templates/page.html", "{% block main %}"),
    ("templates/start.html", "{% block main %}"),
    ("templates/base.html", "<body>"),
    ("templates/components/help.html", "<ul>"),
];

const WAYS: [Way; 4] = [Way::InPlace, Way::Renamed, Way::RemovedFirst, Way::ThroughALink];

impl Way {
    /// Saves `text`, as if no time had passed.
    fn save(self, desk: &Desk, path: &str, text: &str) {
        let (path, aside) = (desk.path(path), desk.path("terzijde"));
        match self {
            Self::InPlace => fs::write(&path, text).unwrap(),
            Self::Renamed => {
                fs::write(&aside, text).unwrap();
                fs::File::options().write(true).open(&aside).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
                fs::rename(&aside, &path).unwrap();
            }
            Self::RemovedFirst => {
                let _ = fs::remove_file(&path);
                fs::write(&path, text).unwrap();
            }
            Self::ThroughALink => {
                let elsewhere = desk.path("elders.md");
                if !path.is_symlink() {
                    let _ = fs::remove_file(&path);
                    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
                }
                fs::write(&elsewhere, text).unwrap();
            }
        }
        fs::File::options().write(true).open(&path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
}

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
            (0..2_u8, prop::sample::select(&WAYS[..])).prop_map(|(number, way)| Self::Unseen(number, way)),
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
            Self::Unseen(number, way) => {
                let head = format!("+++\ntitle = \"Test {number}\"\ndescription = \"Test\"\n+++\n\n");
                way.save(desk, &own(number), &format!("{head}Tekst {step:02}.\n"));
            }
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
    desk.replace("content/organisation.toml", "Vlierpad 1", "Vlierpad 2");
    fs::remove_file(&new).unwrap();
    fs::create_dir_all(new.join("vol")).unwrap();
    assert!(matches!(workshop.rebuild().result, Err(BuildError::Write(_))));
    fs::remove_dir_all(&new).unwrap();
    fs::write(desk.path("content/nl/uw-gegevens.md"), old).unwrap();
    desk.replace("content/organisation.toml", "Vlierpad 2", "Vlierpad 1");
    workshop.rebuild().result.unwrap();
    assert_eq!(files(&desk.path("public")), good);
}

#[test]
fn an_output_folder_within_the_content_or_around_it_is_refused_by_whatever_path() {
    let desk = Desk::new();
    let name = desk.folder.path().file_name().unwrap().to_str().unwrap().to_owned();
    symlink(desk.path("content"), desk.path("elders")).unwrap();
    symlink(desk.folder.path(), desk.path("hier")).unwrap();
    let before = files(&desk.path("content"));
    for output in [
        "content/public",
        "content",
        &format!("../{name}/content/public"),
        "elders/nieuw/public",
        "weg/../templates/x",
        "hier/content/x",
    ] {
        let error = desk.workshop_into(output).rebuild().result.unwrap_err();
        assert!(matches!(error, BuildError::Write(WriteError::Within { .. })), "{output}");
    }
    for output in [".", "hier", "content/.."] {
        let error = desk.workshop_into(output).rebuild().result.unwrap_err();
        assert!(matches!(error, BuildError::Write(WriteError::Around { .. })), "{output}");
    }
    assert_eq!(files(&desk.path("content")), before);
}

#[test]
fn two_workshops_that_write_into_one_folder_each_leave_their_whole_site() {
    let (one, mut other) = (Desk::new(), Desk::new());
    other.folder = fixture_folder();
    other.save("content/nl/test.md", &common::page("Van een ander."));
    let into = |desk: &Desk| {
        let folders = Folders { output: one.path("public"), ..desk.folders("x") };
        Project::new(&folders, desk.audience, desk.copies, today)
    };
    let (mut first, mut second) = (into(&one), into(&other));
    first.rebuild().result.unwrap();
    let whole = files(&one.path("public"));
    second.rebuild().result.unwrap();
    assert!(one.path("public/test/index.html").exists());
    first.rebuild().result.unwrap();
    assert_eq!(files(&one.path("public")), whole);
}

#[test]
fn what_a_build_that_was_killed_left_behind_is_cleaned() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("public/.site-gen-new/0123456789abcdef")).unwrap();
    fs::write(desk.path("public/.site-gen-new/0123456789abcdef/12"), "half").unwrap();
    desk.build();
    assert!(!desk.path("public/.site-gen-new").exists());
}

#[test]
fn files_that_programs_leave_about_are_no_content_on_disk() {
    let desk = Desk::new();
    desk.build();
    fs::create_dir_all(desk.path("content/pictures")).unwrap();
    for path in [
        "content/pictures/Thumbs.db",
        "content/nl/desktop.ini",
        "content/nl/~$contact.md",
        "content/nl/#contact.md#",
        "content/nl/contact.md.bak",
        "content/nl/contact.md.orig",
        "templates/assets/.DS_Store",
        "templates/page.html~",
    ] {
        fs::write(desk.path(path), b"\xff").unwrap();
    }
    assert!(desk.build().is_nothing());
}

#[test]
fn links_in_circles_come_to_an_end_and_are_told() {
    let desk = Desk::new();
    for (to, link) in [("..", "content/nl/a"), (".", "content/nl/b"), ("/", "content/en/c"), ("../nl", "content/en/d")]
    {
        symlink(to, desk.path(link)).unwrap();
    }
    let BuildError::Problems(problems) = desk.workshop().rebuild().result.unwrap_err() else { unreachable!() };
    let told = problems.to_string();
    for link in ["nl/a", "nl/b", "en/c", "en/d"] {
        assert!(told.contains(&format!("content/{link}:1:1")), "{told}");
    }
    assert_eq!(problems.iter().count(), 4, "{told}");
}

#[test]
fn a_file_and_a_folder_to_which_a_link_leads_are_part_of_the_site() {
    let desk = Desk::new();
    desk.save("elders/pagina.md", &common::page("Tekst."));
    fs::rename(desk.path("content/en"), desk.path("elders/en")).unwrap();
    symlink(desk.path("elders/en"), desk.path("content/en")).unwrap();
    symlink(desk.path("elders/pagina.md"), desk.path("content/nl/pagina.md")).unwrap();
    desk.build();
    assert!(desk.path("public/pagina/index.html").exists() && desk.path("public/en/index.html").exists());
}

#[test]
fn names_and_links_that_look_the_same_are_the_same() {
    let desk = Desk::new();
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x04\xb0\0\0\x03\x20\x08\x02\0\0\0";
    fs::create_dir_all(desk.path("content/pictures")).unwrap();
    fs::write(desk.path("content/pictures/cafe\u{301} 1.png"), png).unwrap();
    desk.save("content/nl/prive\u{301}.md", &common::page("## Één\n\nTekst."));
    let links =
        "[a](privé.md#één) [b](prive\u{301}.md#e\u{301}e\u{301}n) [c](priv%C3%A9.md#%C3%A9%C3%A9n) [d](prive%CC%81.md)";
    let links = links
        .replace("[a]", "[link een]")
        .replace("[b]", "[link twee]")
        .replace("[c]", "[link drie]")
        .replace("[d]", "[link vier]");
    desk.save(
        "content/nl/test.md",
        &common::page(&format!(
            "{links}\n\n![Een cafe](<../pictures/café 1.png>) ![Nog een](../pictures/caf%C3%A9%201.png)"
        )),
    );
    desk.build();
    let page = fs::read_to_string(desk.path("public/test/index.html")).unwrap();
    assert_eq!(page.matches("href=\"/priv%C3%A9/#%C3%A9%C3%A9n\"").count(), 3, "{page}");
    assert_eq!(page.matches("<img src=\"/pictures/caf--1-").count(), 2, "{page}");
    assert!(fs::read_to_string(desk.path("public/privé/index.html")).unwrap().contains("<h2 id=\"één\">"));
}

#[test]
fn two_files_whose_names_look_the_same_are_told() {
    let desk = Desk::new();
    desk.save("content/nl/privé.md", &common::page("Tekst."));
    desk.save("content/nl/prive\u{301}.md", &common::page("Tekst."));
    let BuildError::Problems(problems) = desk.workshop().rebuild().result.unwrap_err() else { unreachable!() };
    assert!(problems.to_string().starts_with("error: another file has this name, written differently"), "{problems}");
    assert_eq!(problems.iter().count(), 1);
}

#[test]
fn an_address_is_written_as_the_standard_wants_wherever_it_leaves_the_page() {
    let desk = Desk::new();
    desk.save(
        "content/nl/privé.md",
        &common::page("Tekst.").replace("\n+++\n\n", "\naliases = [\"/café.html\"]\n+++\n\n"),
    );
    desk.build();
    let read = |path: &str| fs::read_to_string(desk.path(path)).unwrap();
    for path in [
        "public/sitemap.xml",
        "public/privé/index.html",
        "public/en/privé/index.html",
        "public/café.html",
        "public/alle-paginas/index.html",
    ] {
        let text = read(path);
        assert!(text.contains("/priv%C3%A9/") && !text.contains("/privé/"), "{path}: {text}");
    }
}
