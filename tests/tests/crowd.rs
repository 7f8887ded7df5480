//! A crowd at the door: who is slow, who says nothing and who waits for a store that is stuck keep nobody from a page.
//! `tests/load` has the same with thousands.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::{LONGEST_WAIT, TestService, complaint, typed, wait_until};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const SENDERS: usize = 100;
const SLOW: usize = 200;
const SILENT: usize = 500;

/// Opens a connection and says `begin`.
async fn connect(service: &TestService, begin: &str) -> TcpStream {
    let mut stream = TcpStream::connect(service.address().trim_start_matches("http://")).await.unwrap();
    stream.write_all(begin.as_bytes()).await.unwrap();
    stream
}

/// A store that takes connections and never answers: its address, and how many it took.
async fn stuck_store() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    tokio::spawn(async move {
        let mut kept_open = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            kept_open.push(stream);
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    (address, asked)
}

/// Whether the service ends a connection without an answer. Fails if it leaves it open.
async fn is_shown_out(mut stream: TcpStream) -> bool {
    let mut heard = Vec::new();
    let read = tokio::time::timeout(LONGEST_WAIT, stream.read_to_end(&mut heard)).await;
    // A reset is an end as well.
    drop(read.expect("the connection is closed"));
    heard.is_empty()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_that_is_slow_or_silent_or_waits_for_a_stuck_store_keeps_nobody_from_a_page() {
    // Both ends of every connection are in this process.
    rlimit::increase_nofile_limit(u64::MAX).unwrap();
    let (store, asked) = stuck_store().await;
    let service = Arc::new(TestService::start_with_store(&store).await);
    let mut crowd = Vec::new();
    for _ in 0..SLOW {
        crowd.push(connect(&service, "POST /formulier/versturen HTTP/1.1\r\nHost: a\r\nX-Slow: ").await);
    }
    for _ in 0..SILENT {
        crowd.push(connect(&service, "").await);
    }
    let senders: Vec<_> = (0..SENDERS)
        .map(|number| {
            let service = Arc::clone(&service);
            let words = format!("Dit is verzonnen klacht {number}.");
            tokio::spawn(async move { service.send(&typed(complaint(), "description", &words)).await })
        })
        .collect();
    // The register asks twice more, but only for the first fifty: half of the senders hear after 2.5 seconds, the others after
    // 8. On a busy machine some hear before the page comes; had it waited for them, all would have.
    wait_until(async || asked.load(Ordering::Relaxed) >= SENDERS, || format!("{asked:?} at the store")).await;
    assert_eq!(service.open("/contact/").await.status, 200);
    assert!(senders.iter().any(|sender| !sender.is_finished()), "the page came while senders waited");
    for path in ["/", "/en/", "/klacht-indienen/"] {
        assert_eq!(service.open(path).await.status, 200, "{path}");
    }
    assert_eq!(service.check(&complaint()).await.status, 200);

    for (number, sender) in senders.into_iter().enumerate() {
        let page = sender.await.unwrap();
        assert_eq!((page.status, page.title()), (503, "Uw klacht is NIET verstuurd – Huis De Vlier"));
        assert!(page.html.contains(&format!("Dit is verzonnen klacht {number}.")), "with every word");
    }
    for stream in crowd {
        assert!(is_shown_out(stream).await);
    }
    assert_eq!(service.open("/").await.status, 200);
}

#[tokio::test]
async fn a_service_stops_although_slow_and_silent_visitors_are_there() {
    let service = TestService::start().await;
    let slow = connect(&service, "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ").await;
    let silent = connect(&service, "").await;
    assert_eq!(service.send(&complaint()).await.status, 201);
    let restarted = service.restart().await;
    assert_eq!(restarted.send(&complaint()).await.status, 201);
    assert!(is_shown_out(slow).await && is_shown_out(silent).await);
}
