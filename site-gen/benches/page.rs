//! What a page costs, next to its Markdown alone, which every generator must read: `cargo bench -p site-gen --bench page`.
//! Whole processes, next to other generators: `site-gen/benches/processes`.
#![expect(clippy::unwrap_used, reason = "a benchmark may stop where it stands")]

use chrono::NaiveDate;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use pulldown_cmark::{Options, Parser, html};
use site_gen::{Compression, Folders, Project};
use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;
use website::{Audience, Compiler, Sources};

const PAGES: usize = 1000;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// The text of page `number`, with links to two others.
fn text(number: usize) -> String {
    let page = |number: usize| format!("pagina-{:05}", number % PAGES + 1);
    let text = include_str!("page.md").replace("NUMMER", &number.to_string());
    text.replace("VOLGENDE", &page(number)).replace("VERDER", &page(number + 7))
}

/// The Dutch site with as many pages more.
fn site() -> (TempDir, Folders) {
    let folder = tempfile::tempdir().unwrap();
    let (content, root) = (folder.path().join("content"), Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    fs::create_dir_all(content.join("nl")).unwrap();
    fs::copy(root.join("content/organisation.toml"), content.join("organisation.toml")).unwrap();
    for entry in fs::read_dir(root.join("content/nl")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), content.join("nl").join(entry.file_name())).unwrap();
    }
    for number in 1..=PAGES {
        fs::write(content.join(format!("nl/pagina-{number:05}.md")), text(number)).unwrap();
    }
    let folders = Folders::new(content, root.join("templates"), folder.path().join("public"));
    (folder, folders)
}

fn pages(criterion: &mut Criterion) {
    let (_kept, folders) = site();
    let mut group = criterion.benchmark_group("pages");
    group.throughput(Throughput::Elements(PAGES as u64)).sample_size(20);

    let texts: Vec<String> = (1..=PAGES).map(text).collect();
    group.bench_function("Markdown alone, one after the other", |bencher| {
        bencher.iter(|| {
            let mut written = String::new();
            for text in &texts {
                html::push_html(&mut written, Parser::new_ext(text, Options::ENABLE_TABLES));
            }
            written
        });
    });
    let sources = Sources::read(&folders.content, &folders.templates).unwrap();
    group.bench_function("read, checked, linked and put into their templates", |bencher| {
        bencher.iter(|| Compiler::for_everybody().compile(&sources, today()).unwrap().output().unwrap());
    });
    group.finish();
}

fn one_page_changed(criterion: &mut Criterion) {
    let (_kept, folders) = site();
    let mut workshop = Project::new(&folders, Audience::Editors, Compression::None, today);
    workshop.rebuild().result.unwrap();
    let file = folders.content.join("nl/pagina-00001.md");
    let mut version = 0;
    criterion.bench_function("one page of 1,000 changed, from its save to the disk", |bencher| {
        bencher.iter_batched(
            || {
                version += 1;
                fs::write(&file, format!("{}\nVersie {version}.\n", text(1))).unwrap();
                // Saves that follow each other this fast could have the same time.
                let time = SystemTime::UNIX_EPOCH + Duration::from_secs(version);
                fs::File::options().write(true).open(&file).unwrap().set_modified(time).unwrap();
            },
            |()| assert_eq!(workshop.rebuild().result.unwrap().1.changed, ["pagina-00001/index.html"]),
            BatchSize::PerIteration,
        );
    });
}

criterion_group!(benches, pages, one_page_changed);
criterion_main!(benches);
