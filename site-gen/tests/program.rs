//! The program itself: what it is asked, what it says, how it ends, and the preview.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use common::{fixture_folder, page, root};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A folder in which an editor works, with the site of a made-up organisation.
struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(fixture_folder())
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// As some editors save: the file is whole at every moment.
    fn replace(&self, path: &str, text: &str) {
        fs::write(self.path("saved"), text).unwrap();
        fs::rename(self.path("saved"), self.path(path)).unwrap();
    }

    fn save(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_site-gen"));
        command.args(arguments).current_dir(self.0.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended { code: status.code(), out: text(stdout), err: text(stderr) }
    }
}

#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

#[test]
fn a_check_of_a_good_site_writes_nothing_and_says_how_plain_the_pages_are() {
    let desk = Desk::new();
    let ended = desk.run(&["check"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.out.contains("Flesch-Douma") && ended.out.contains("content/nl/hoe-het-gaat.md"), "{ended:?}");
    assert!(ended.out.contains("Geen maat meet B1."));
    assert!(!desk.path("public").exists());
}

#[test]
fn errors_end_with_1_and_say_that_nothing_changed() {
    let desk = Desk::new();
    desk.save("content/nl/test.md", &page("[weg](klachtencomissie.md)"));
    for act in ["check", "build"] {
        let ended = desk.run(&[act]);
        assert_eq!(ended.code, Some(1));
        assert!(ended.err.starts_with("fout: er is geen pagina `klachtencomissie.md`\n"), "{ended:?}");
        assert!(
            ended.err.ends_with("1 fout\nEr is niets veranderd aan de website. Los eerst de fouten op.\n"),
            "{ended:?}"
        );
        assert!(!ended.err.contains('\u{1b}'), "no colour where no terminal shows it");
    }
    assert!(!desk.path("public").exists());
}

#[test]
fn english_is_spoken_on_request() {
    let desk = Desk::new();
    desk.save("content/nl/test.md", &page("[weg](klachtencomissie.md)"));
    let ended = desk.run(&["check", "--lang", "en"]);
    assert!(ended.err.starts_with("error: no page `klachtencomissie.md`\n"), "{ended:?}");
    let help = desk.run(&["build", "--help", "--lang=en"]);
    assert!(help.code == Some(0) && help.out.contains("Usage: site-gen build [OPTIONS]"), "{help:?}");
    assert!(!help.out.contains("De map"), "{help:?}");
}

#[test]
fn a_program_gets_json() {
    let desk = Desk::new();
    let built = desk.run(&["build", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&built.out).unwrap();
    assert_eq!(json["written"]["files"], json["written"]["changed"].as_array().unwrap().len());
    desk.save("content/nl/test.md", &page("[weg](klachtencomissie.md)"));
    let checked = desk.run(&["check", "--format", "json"]);
    assert_eq!((checked.code, checked.err.as_str()), (Some(1), ""));
    let json: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    let error = json["problems"].as_array().unwrap().iter().find(|problem| problem["severity"] == "error").unwrap();
    assert_eq!((&error["fault"]["code"], &error["line"], &error["column"]), (&"no-page".into(), &6.into(), &1.into()));
}

#[test]
fn a_command_that_is_not_right_ends_with_2_and_says_what_was_meant() {
    let desk = Desk::new();
    for (typed, said) in [
        (&["bould"][..], "fout: `bould` is geen opdracht\ntip: bedoelt u `build`?\n"),
        (&["build", "--outptu", "x"], "fout: `--outptu` bestaat niet\ntip: bedoelt u `--output`?\n"),
        (&["build", "--format", "xml"], "fout: `xml` kan niet bij `--format <VORM>`\ntip: kies uit: text, json\n"),
        (&["new"], "fout: dit ontbreekt: <TITEL>\ntip: site-gen --help laat zien wat er kan\n"),
        (&["bould", "--lang", "en"], "error: `bould` is no command\nhint: did you mean `build`?\n"),
    ] {
        let ended = desk.run(typed);
        assert_eq!((ended.code, ended.err.as_str()), (Some(2), said));
    }
    let ended = desk.run(&[]);
    assert!(ended.code == Some(2) && ended.err.contains("Opdrachten:"), "{ended:?}");
}

#[test]
fn a_folder_that_cannot_be_read_or_written_ends_with_3() {
    assert_eq!(Desk::new().run(&["check", "--content", "nergens"]).code, Some(3));
    let desk = Desk::new();
    desk.save("public", "een bestand, geen map");
    let ended = desk.run(&["build"]);
    assert_eq!(ended.code, Some(3));
    assert!(ended.err.starts_with("fout: ") && ended.err.contains("tip: kies een andere map"), "{ended:?}");
}

#[test]
fn a_new_page_passes_is_a_draft_and_is_never_overwritten() {
    let desk = Desk::new();
    let made = desk.run(&["new", "Hoe gaat het met \"mijn\" klacht?"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.out.starts_with("content/nl/hoe-gaat-het-met-mijn-klacht.md is gemaakt"), "{made:?}");
    let made = desk.run(&["new", "My complaint", "--in", "en", "--translates", "hoe-gaat-het-met-mijn-klacht.md"]);
    assert_eq!(made.code, Some(0), "{made:?}");
    let checked = desk.run(&["check"]);
    assert!(checked.code == Some(0) && !checked.err.contains("mijn-klacht"), "{checked:?}");
    let again = desk.run(&["new", "Hoe gaat het met mijn klacht"]);
    assert!(again.code == Some(2) && again.err.contains("is er al"), "{again:?}");
    assert_eq!(desk.run(&["new", "?!"]).code, Some(2));
    assert_eq!(desk.run(&["new", "Test", "--in", "fy"]).code, Some(3), "a language without a folder");
}

/// A running preview.
struct Preview {
    child: Child,
    address: String,
}

impl Preview {
    /// Waits until a page that is opened holds `text`.
    fn wait_for_text(&self, path: &str, text: &str) {
        self.wait_for(path, |page| page.contains(text));
    }

    fn of(desk: &Desk) -> Self {
        let mut child = desk.command(&["serve", "--port", "0"]).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.split(['/', ' ']).find(|part| part.starts_with("127.")).unwrap().to_owned();
        Self { child, address }
    }

    fn open(&self, path: &str) -> String {
        let mut stream = self.ask(path, "Connection: close\r\n");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn ask(&self, path: &str, headers: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n{headers}\r\n", self.address).unwrap();
        stream
    }

    /// Opens a page again and again until it is as wanted.
    fn wait_for(&self, path: &str, is_wanted: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let page = self.open(path);
            if is_wanted(&page) {
                return page;
            }
            assert!(start.elapsed() < Duration::from_mins(5), "not in time:\n{page}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Sends a signal, waits for the end, and gives the exit code and what was said.
    fn end(mut self) -> (Option<i32>, String) {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let mut said = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

#[test]
fn a_preview_shows_what_is_saved_and_what_is_wrong_until_it_is_mended() {
    let desk = Desk::new();
    let good = fs::read_to_string(desk.path("content/nl/contact.md")).unwrap();
    let preview = Preview::of(&desk);
    let first = preview.open("/contact/");
    assert!(first.contains("<script src=\"/.preview/reload.js\" data-version=\"") && !first.contains("preview-error"));
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("cache-control: no-store"));

    let mut news = BufReader::new(preview.ask("/.preview/news", "Accept: text/event-stream\r\n"));
    desk.save(
        "content/nl/contact.md",
        &good.replace("## Mailen", "## Mailen\n\n[weg](<klachtencomissie.md>) <i>x</i>"),
    );
    let page = preview.wait_for("/contact/", |page| page.contains("preview-error"));
    assert!(
        page.contains("U ziet de laatste goede pagina") && page.contains("<h2 id=\"mailen\">Mailen</h2>"),
        "the last good page"
    );
    assert!(
        page.contains("er is geen pagina `klachtencomissie.md`") && page.contains("bedoelt u `klachtencommissie.md`?")
    );
    assert!(page.contains("<mark>[weg](&lt;klachtencomissie.md&gt;)</mark> &lt;i&gt;x&lt;/i&gt;"), "{page}");
    assert!(preview.open("/over-ons/").contains("preview-error"), "on every page");
    let mut versions = news.by_ref().lines().map(Result::unwrap).filter(|line| line.starts_with("data: "));
    let heard = versions.find(|version| !first.contains(version.trim_start_matches("data: "))).unwrap();
    assert!(page.contains(heard.trim_start_matches("data: ")), "the page is of the version that was told");

    desk.save("content/nl/contact.md", &good.replace("## Mailen", "## E-mail"));
    let page = preview.wait_for("/contact/", |page| page.contains("E-mail</h2>"));
    assert!(!page.contains("preview-error"));
    let (code, said) = preview.end();
    assert_eq!(code, Some(0), "although a page still waits for news");
    assert!(said.contains("fout: er is geen pagina `klachtencomissie.md`"), "{said}");
    let line = said.lines().find(|line| line.starts_with("Vernieuwd in ")).unwrap_or_else(|| unreachable!("{said}"));
    assert!(line.ends_with(": /contact/"), "only what changed: {line}");
    drop(news);
}

#[test]
fn a_preview_shows_drafts_and_says_that_only_the_editor_sees_them() {
    let desk = Desk::new();
    desk.run(&["new", "Mijn pagina"]);
    let preview = Preview::of(&desk);
    let page = preview.open("/mijn-pagina/");
    assert!(page.contains("Alleen u ziet deze pagina: dit is een concept (`draft = true`)."), "{page}");
    assert!(preview.open("/weg/").starts_with("HTTP/1.1 404"));
    assert!(preview.open("/weg/").contains("Deze pagina bestaat niet"));
    assert!(preview.open("/en/weg/").contains("<html lang=\"en\""));
    assert!(preview.open("/.site-gen").starts_with("HTTP/1.1 404"), "the list of files is no page");
    preview.end();
    assert!(!desk.path("public").exists() && desk.path(".local/preview").exists());
}

#[test]
fn a_preview_starts_with_a_site_that_has_errors_and_shows_it_when_they_are_mended() {
    let desk = Desk::new();
    let good = fs::read_to_string(desk.path("content/nl/contact.md")).unwrap();
    desk.save("content/nl/contact.md", "geen kop");
    let preview = Preview::of(&desk);
    assert!(preview.open("/contact/").contains("de pagina begint niet met"), "although there is no page yet");
    desk.save("content/nl/contact.md", &good);
    preview.wait_for("/contact/", |page| page.starts_with("HTTP/1.1 200"));
    preview.end();
}

#[test]
fn a_preview_sees_saves_in_a_folder_that_was_taken_away_and_came_back() {
    let desk = Desk::new();
    let copy = |from: &str, to: &str| {
        assert!(Command::new("cp").arg("-r").args([desk.path(from), desk.path(to)]).status().unwrap().success());
    };
    let preview = Preview::of(&desk);
    let save = |text: &str| {
        desk.save("content/nl/test.md", &page(text));
        preview.wait_for_text("/test/", text);
    };
    save("Voordat alles weg was.");
    fs::rename(desk.path("content"), desk.path("terzijde")).unwrap();
    preview.wait_for_text("/test/", "kan niet worden gelezen");
    preview.wait_for_text("/test/", "Voordat alles weg was.");
    fs::rename(desk.path("terzijde"), desk.path("content")).unwrap();
    preview.wait_for("/test/", |page| !page.contains("preview-error"));
    save("Na het terugzetten.");

    copy("content", "kopie");
    fs::remove_dir_all(desk.path("content")).unwrap();
    copy("kopie", "content");
    preview.wait_for("/test/", |page| !page.contains("preview-error"));
    save("Na een nieuwe map.");

    fs::rename(desk.path("content"), desk.path("oud")).unwrap();
    fs::rename(desk.path("kopie"), desk.path("content")).unwrap();
    preview.wait_for_text("/test/", "Na het terugzetten.");
    save("Na een andere map.");

    copy("content/nl", "kopie");
    fs::remove_dir_all(desk.path("content/nl")).unwrap();
    copy("kopie", "content/nl");
    save("Na een andere map van een taal.");
    preview.end();
}

#[test]
fn a_folder_that_is_gone_is_told_once() {
    let desk = Desk::new();
    let preview = Preview::of(&desk);
    fs::rename(desk.path("content"), desk.path("terzijde")).unwrap();
    preview.wait_for_text("/", "kan niet worden gelezen");
    // What is saved elsewhere is told after whatever was told of this.
    fs::rename(desk.path("terzijde"), desk.path("content")).unwrap();
    preview.wait_for("/", |page| !page.contains("preview-error"));
    let (_, said) = preview.end();
    assert_eq!(said.matches("kan niet worden gelezen").count(), 1, "{said}");
}

#[test]
fn a_preview_sees_what_is_saved_where_a_link_leads() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("elders/map")).unwrap();
    desk.save("elders/een.md", &page("Eerste tekst."));
    std::os::unix::fs::symlink(desk.path("elders/een.md"), desk.path("content/nl/een.md")).unwrap();
    fs::rename(desk.path("content/en"), desk.path("elders/map/en")).unwrap();
    std::os::unix::fs::symlink(desk.path("elders/map/en"), desk.path("content/en")).unwrap();
    let preview = Preview::of(&desk);
    preview.wait_for_text("/een/", "Eerste tekst.");
    desk.save("elders/een.md", &page("Tweede tekst."));
    preview.wait_for_text("/een/", "Tweede tekst.");
    desk.save("elders/twee.md", &page("Derde tekst."));
    fs::rename(desk.path("elders/twee.md"), desk.path("elders/een.md")).unwrap();
    preview.wait_for_text("/een/", "Derde tekst.");
    desk.save("elders/map/en/test.md", &page("A text."));
    preview.wait_for_text("/en/test/", "A text.");
    preview.end();
}

#[test]
fn a_file_that_is_emptied_shortly_before_it_is_written_is_no_mistake_meanwhile() {
    let desk = Desk::new();
    let is_quick = (0..100).any(|_| {
        let preview = Preview::of(&desk);
        desk.save("content/nl/test.md", &page("Eerst dit."));
        preview.wait_for_text("/test/", "Eerst dit.");
        let start = Instant::now();
        desk.save("content/nl/test.md", "");
        std::thread::sleep(Duration::from_millis(50));
        desk.save("content/nl/test.md", &page("Dan dat."));
        // On a machine that stood still it was empty for so long that it is a mistake: then once more.
        let is_quick = start.elapsed() < Duration::from_millis(500);
        preview.wait_for_text("/test/", "Dan dat.");
        let (_, said) = preview.end();
        assert!(!is_quick || !said.contains("fout"), "{said}");
        is_quick
    });
    assert!(is_quick, "the machine stood still a hundred times");
}

#[test]
fn two_previews_in_one_folder_both_show_every_save() {
    let desk = Desk::new();
    let previews = [Preview::of(&desk), Preview::of(&desk)];
    for number in 0..10 {
        let text = format!("Versie {number}.");
        desk.replace("content/nl/test.md", &page(&text));
        for preview in &previews {
            preview.wait_for_text("/test/", &text);
        }
    }
    fs::remove_file(desk.path("content/nl/test.md")).unwrap();
    for preview in previews {
        preview.wait_for("/test/", |page| page.starts_with("HTTP/1.1 404"));
        let (_, said) = preview.end();
        assert!(!said.contains("fout"), "{said}");
    }
}

#[test]
fn builds_at_once_into_one_folder_all_succeed_and_leave_one_site_whole() {
    let desks = [Desk::new(), Desk::new()];
    desks[1].save("content/nl/test.md", &page("Van een ander."));
    desks[1].save(
        "content/organisation.toml",
        &fs::read_to_string(desks[1].path("content/organisation.toml")).unwrap().replace("Vlierpad 1", "Vlierpad 2"),
    );
    let whole = desks.each_ref().map(|desk| {
        assert_eq!(desk.run(&["build"]).code, Some(0));
        site_in(&desk.path("public"))
    });
    let output = desks[0].path("samen");
    for _ in 0..3 {
        let builds = [0, 1, 0, 1, 0, 1]
            .map(|number| desks[number].command(&["build", "--output", output.to_str().unwrap()]).spawn().unwrap());
        for build in builds {
            let ended = build.wait_with_output().unwrap();
            assert_eq!(ended.status.code(), Some(0), "{ended:?}");
        }
        assert!(whole.contains(&site_in(&output)), "a mixture");
    }
}

/// Every page below a folder and what it holds.
fn site_in(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let mut pages = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let within = path.strip_prefix(folder).unwrap().to_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !within.starts_with(".site-gen-lock") {
                pages.insert(within, fs::read(&path).unwrap());
            }
        }
    }
    pages
}

#[test]
fn a_page_is_found_however_its_address_is_written() {
    let desk = Desk::new();
    desk.save("content/nl/privé.md", &page("Tekst van deze pagina."));
    let preview = Preview::of(&desk);
    preview.wait_for_text("/priv%C3%A9/", "Tekst van deze pagina.");
    preview.wait_for_text("/priv%c3%a9/index.html", "Tekst van deze pagina.");
    preview.end();
}

#[test]
fn a_port_that_is_taken_is_told() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let ended = Desk::new().run(&["serve", "--port", &port]);
    assert_eq!(ended.code, Some(3));
    assert!(ended.err.starts_with(&format!("fout: poort {port} kan niet: ")), "{ended:?}");
}

#[test]
fn the_readme_of_the_content_shows_a_message_that_the_program_says() {
    let guide = fs::read_to_string(Path::new(&root()).join("content/README.md")).unwrap();
    let desk = Desk::new();
    desk.save("content/nl/test.md", &page("Ga naar [de commissie](klachtencomissie.md)."));
    let said = desk.run(&["check"]).err;
    let shown = said.split("\n\n").find(|message| message.starts_with("fout: ")).unwrap();
    assert!(guide.contains(shown), "the guide should show:\n{shown}");
}
