//! What the service keeps is for whoever started it: no other program, web page or user of the machine reads it.

use tests::{Program, complaint};

/// The program.
const LOCAL: &str = env!("CARGO_BIN_EXE_local");

#[tokio::test]
async fn it_listens_on_the_port_of_its_pages_and_on_no_other() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::start(LOCAL, data.path(), None);
    let sending = reqwest::Client::new().post(format!("{}/formulier/versturen", program.address)).form(&complaint());
    assert_eq!(sending.send().await.unwrap().status(), 201, "the store is open");
    assert_eq!(
        program.ports().iter().map(u16::to_string).collect::<Vec<_>>(),
        [program.address.rsplit(':').next().unwrap()]
    );
}
