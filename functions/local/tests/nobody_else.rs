//! What the service keeps is for whoever started it: no other program, web page or user of the machine reads it.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use reqwest::header::{CACHE_CONTROL, COOKIE, LOCATION, SET_COOKIE};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use tests::{Program, complaint, typed, wait_until};

/// The program.
const LOCAL: &str = env!("CARGO_BIN_EXE_local");

/// A folder that every user may look into, as the one of a user often is; and in it the folder of the data, which is not there yet.
fn home() -> (TempDir, PathBuf) {
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), Permissions::from_mode(0o755)).unwrap();
    let data = home.path().join("data");
    (home, data)
}

/// The program, started by somebody whose files are open to all unless they say otherwise.
fn start(data: &Path) -> Program {
    let usual = Program::command(LOCAL, &["--published", "--port", "0", "--data", &data.to_string_lossy()]);
    let mut careless = Command::new("sh");
    careless.args(["-c", "umask 0 && exec \"$0\" \"$@\""]).arg(usual.get_program()).args(usual.get_args());
    careless.current_dir(usual.get_current_dir().unwrap()).stdout(Stdio::piped());
    Program::started(careless)
}

/// Sends a complaint with the word that is looked for, and waits for its mails.
async fn send(program: &Program, data: &Path) {
    let form = typed(typed(complaint(), "description", "kanarievogel"), "email", "test@voorbeeld.example");
    let sending = reqwest::Client::new().post(format!("{}/formulier/versturen", program.address)).form(&form);
    assert_eq!(sending.send().await.unwrap().status(), 201);
    let has_mails =
        async || kept(data).iter().filter(|path| path.extension().is_some_and(|end| end == "eml")).count() == 2;
    wait_until(has_mails, || format!("{:?}", kept(data))).await;
}

/// All that is in a folder, and the folder.
fn kept(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let within = entries.flat_map(|path| if path.is_dir() { kept(&path) } else { vec![path] });
    [folder.to_owned()].into_iter().chain(within).collect()
}

/// What others may do something with.
fn open_to_others(data: &Path) -> Vec<PathBuf> {
    kept(data).into_iter().filter(|path| fs::metadata(path).is_ok_and(|found| found.mode() & 0o077 != 0)).collect()
}

#[tokio::test]
async fn it_listens_on_the_port_of_its_pages_and_on_no_other() {
    let (_home, data) = home();
    let program = start(&data);
    send(&program, &data).await;
    let ports: Vec<String> = program.ports().iter().map(u16::to_string).collect();
    assert_eq!(ports, [program.address.rsplit(':').next().unwrap()]);
}

#[tokio::test]
async fn whatever_the_umask_is_all_that_it_keeps_is_closed_to_others() {
    let (_home, data) = home();
    let program = start(&data);
    send(&program, &data).await;
    assert!(data.join("register.db-wal").is_file() && data.join("register.db-shm").is_file());
    let mail = fs::read_dir(data.join("post")).unwrap().next().unwrap().unwrap().file_name().into_string().unwrap();
    let reference = mail.split('-').skip(1).take(3).collect::<Vec<_>>().join("-");
    let export = Program::command(LOCAL, &["export", &reference, "--data", &data.to_string_lossy()]).output().unwrap();
    assert!(export.status.success(), "{}", String::from_utf8_lossy(&export.stderr));
    assert_eq!(open_to_others(&data), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn what_an_earlier_version_left_open_is_closed_at_the_next_start() {
    let (_home, data) = home();
    let program = start(&data);
    send(&program, &data).await;
    // It is killed, so that what it wrote ahead is still there.
    program.kill();
    for (name, mode) in
        [("", 0o755), ("register.db", 0o644), ("register.db-wal", 0o644), ("register.db-shm", 0o644), ("post", 0o755)]
    {
        fs::set_permissions(data.join(name), Permissions::from_mode(mode)).unwrap();
    }
    let program = start(&data);
    send(&program, &data).await;
    assert_eq!(open_to_others(&data), Vec::<PathBuf>::new());
}

#[test]
fn a_folder_into_which_others_write_is_refused_with_what_to_do() {
    let (home, _) = home();
    fs::set_permissions(home.path(), Permissions::from_mode(0o1777)).unwrap();
    let folder = home.path().to_string_lossy();
    for arguments in [&["--port", "0"][..], &["export", "K-0000-0000"]] {
        if arguments[0] == "export" {
            fs::write(home.path().join("register.db"), "").unwrap();
        }
        let ended = Program::command(LOCAL, &[arguments, &["--data", &folder]].concat()).output().unwrap();
        assert_eq!(ended.status.code(), Some(1));
        let said = String::from_utf8(ended.stderr).unwrap();
        let expected = format!(
            "fout: in de map {folder} mogen ook anderen schrijven\ntip: kies met --data een map die er nog niet is; of, als de map alleen van u is: chmod go-w {folder}\n"
        );
        assert_eq!(said, expected);
    }
}

#[tokio::test]
async fn the_mails_are_shown_to_who_holds_the_key_and_to_nobody_else() {
    let (_home, data) = home();
    let program = start(&data);
    send(&program, &data).await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let (list, key) = program.mails.split_once("?sleutel=").unwrap();
    assert_eq!(fs::read_to_string(data.join("kantoor.key")).unwrap().trim_end(), key);
    let mail = fs::read_dir(data.join("post")).unwrap().next().unwrap().unwrap().file_name().into_string().unwrap();
    for path in ["", &format!("/{mail}"), &format!("/{mail}/html"), &format!("/{mail}/eml"), "/bestaat-niet.eml"] {
        let get = |query: &str| client.get(format!("{list}{path}{query}"));
        let other = format!("{}0", &key[1..]);
        for without in [
            get(""),
            get("?sleutel="),
            get(&format!("?sleutel={other}")),
            get(&format!("?sleutel={}", &key[1..])),
            get("").bearer_auth(&other),
            get("").bearer_auth(""),
            get("").basic_auth("sleutel", Some(key)),
            get("").header(COOKIE, format!("sleutel={other}; ander={key}")),
            client.post(format!("{list}{path}?sleutel={key}")),
        ] {
            let answer = without.send().await.unwrap();
            assert_eq!(answer.status(), 401, "{path}");
            assert!(answer.headers().get(SET_COOKIE).is_none() && answer.headers()[CACHE_CONTROL] == "no-store");
            let page = answer.text().await.unwrap();
            assert!(
                page.contains("U hebt een sleutel nodig") && !page.contains("kanarievogel") && !page.contains("K-"),
                "{page}"
            );
        }
        let opened = get(&format!("?sleutel={key}")).send().await.unwrap();
        assert_eq!(opened.status(), 303);
        assert_eq!(opened.headers()[LOCATION], format!("/_lokaal/post{path}"));
        let cookie = opened.headers()[SET_COOKIE].to_str().unwrap();
        assert_eq!(cookie, format!("sleutel={key}; HttpOnly; SameSite=Lax; Path=/_lokaal"));
        let status = if path.contains("bestaat-niet") { 404 } else { 200 };
        let (cookie, _) = cookie.split_once(';').unwrap();
        for with in [get("").header(COOKIE, format!("ander=1; {cookie}")), get("").bearer_auth(key)] {
            assert_eq!(with.send().await.unwrap().status(), status, "{path}");
        }
    }
    let (told, _) = (program.mails.clone(), program.end());
    let key_in = |address: &str| address.rsplit('?').next().unwrap().to_owned();
    assert_eq!(key_in(&start(&data).mails), key_in(&told), "the key is kept");
}

/// Tries it for real, which only root can: another user with every name of a file at hand. For whoever else runs the tests the two
/// above hold, which look at the modes.
#[tokio::test]
async fn another_user_of_the_machine_reads_nothing_of_it() {
    let (_home, data) = home();
    let program = start(&data);
    send(&program, &data).await;
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        eprintln!("NOT TRIED AS ANOTHER USER: only root can become one. Only the modes of the files were looked at.");
        assert_eq!(open_to_others(&data), Vec::<PathBuf>::new());
        return;
    }
    let as_nobody = |command: &[&str]| {
        let mut nobody = Command::new("setpriv");
        nobody.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).args(command);
        nobody.output().unwrap()
    };
    let world = data.with_file_name("open.txt");
    fs::write(&world, "open").unwrap();
    fs::set_permissions(&world, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(as_nobody(&["cat", &world.to_string_lossy()]).stdout, b"open", "what is open is read");
    for path in kept(&data) {
        let reader = if path.is_dir() { "ls" } else { "cat" };
        let read = as_nobody(&[reader, &path.to_string_lossy()]);
        assert!(!read.status.success() && read.stdout.is_empty(), "{}", path.display());
    }
    let host = program.address.trim_start_matches("http://");
    let ask = format!(
        "exec 3<>/dev/tcp/{} && printf 'GET /_lokaal/post HTTP/1.1\\r\\nHost: {host}\\r\\nConnection: close\\r\\n\\r\\n' >&3 && cat <&3",
        host.replace(':', "/")
    );
    let heard = String::from_utf8(as_nobody(&["bash", "-c", &ask]).stdout).unwrap();
    assert!(heard.starts_with("HTTP/1.1 401") && !heard.contains("test@voorbeeld.example"), "{heard}");
}
