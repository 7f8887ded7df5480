//! Visitors' connections, each with an end: who sends or reads slowly takes no place for ever.

use axum::Router;
use axum::serve::{Listener, ListenerExt};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_io_timeout::TimeoutStream;
use tower_http::timeout::RequestBodyDeadline;

/// How long a visitor may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// From one request, or the start of the connection, until all headers of the next have come.
    headers: Duration,
    /// From the headers of a form until its last byte.
    form: Duration,
    /// Without taking a byte of an answer.
    reading: Duration,
    /// From the moment that the service should stop.
    stop: Duration,
}

impl Limits {
    /// A form of 64 KiB comes within its limit at 9 kbit/s. The stop leaves time for the answer of a store that is stuck.
    pub(crate) const USUAL: Self = Self {
        headers: Duration::from_secs(10),
        form: Duration::from_mins(1),
        reading: Duration::from_secs(30),
        stop: Duration::from_secs(15),
    };
}

/// Answers on `listener` until `stop` is done; requests that run are finished first, if they end within the limit.
pub(crate) async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    // Without this the last bytes of an answer can wait 40 ms. Where it fails, they do.
    let mut listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let service = TowerToHyperService::new(RequestBodyDeadline::new(router, limits.form));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.headers);
    let connections = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        // Where the system lets nobody in, this waits and tries again.
        let (stream, _) = tokio::select! {
            () = &mut stop => break,
            visitor = listener.accept() => visitor,
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(limits.reading));
        let connection = http.serve_connection(TokioIo::new(Box::pin(stream)), service.clone());
        // How a connection ends is the visitor's business.
        tokio::spawn(connections.watch(connection));
    }
    drop(listener);
    drop(tokio::time::timeout(limits.stop, connections.shutdown()).await);
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Bytes, to_bytes};
    use axum::extract::Request;
    use axum::http::StatusCode;
    use axum::routing::{get, post};
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::time::Instant;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    const SHORT: Duration = Duration::from_millis(300);
    /// Only what never comes takes longer, however busy the machine is.
    const LONGEST_WAIT: Duration = Duration::from_mins(5);
    const NEVER: Duration = Duration::from_hours(1);
    const PATIENT: Limits = Limits { headers: NEVER, form: NEVER, reading: NEVER, stop: NEVER };

    struct Running {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        ended: JoinHandle<()>,
        /// Somebody waits for an answer.
        waits: Arc<Notify>,
        answer: Arc<Notify>,
        /// The large page is given up.
        dropped: Arc<Notify>,
    }

    /// Tells when it is dropped.
    struct Large(Bytes, Arc<Notify>);

    impl AsRef<[u8]> for Large {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    impl Drop for Large {
        fn drop(&mut self) {
            self.1.notify_one();
        }
    }

    /// Serves a form, a page of 16 MiB, and one that waits until it is told to answer.
    async fn running(limits: Limits) -> Running {
        let form = async |request: Request| match to_bytes(request.into_body(), usize::MAX).await {
            Ok(_) => StatusCode::CREATED,
            Err(_) => StatusCode::BAD_REQUEST,
        };
        let [waits, answer, dropped] = [(); 3].map(|()| Arc::new(Notify::new()));
        let (waiting, answering, dropping) = (Arc::clone(&waits), Arc::clone(&answer), Arc::clone(&dropped));
        let wait = async move || {
            waiting.notify_one();
            answering.notified().await;
            "answered"
        };
        let large = async move || Bytes::from_owner(Large(Bytes::from(vec![0; 16 << 20]), dropping));
        let router = Router::new().route("/form", post(form)).route("/large", get(large)).route("/wait", get(wait));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let ended = tokio::spawn(serve(listener, router, limits, async { drop(stopped.await) }));
        Running { address, stop, ended, waits, answer, dropped }
    }

    async fn connect(running: &Running, said: &str) -> TcpStream {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        stream
    }

    /// What came until the other side closed. Fails if it does not.
    async fn rest(mut stream: TcpStream) -> String {
        let mut heard = Vec::new();
        let read = tokio::time::timeout(LONGEST_WAIT, stream.read_to_end(&mut heard)).await;
        // A reset is an end as well.
        drop(read.expect("the connection is closed"));
        String::from_utf8_lossy(&heard).into_owned()
    }

    #[tokio::test]
    async fn who_does_not_finish_the_headers_or_says_nothing_is_shown_out() {
        let running = running(Limits { headers: SHORT, ..PATIENT }).await;
        let begun = connect(&running, "GET /wait HTTP/1.1\r\nHost: a\r\nX-Slow: ").await;
        let silent = connect(&running, "").await;
        assert!(!rest(begun).await.contains("answered"));
        assert_eq!(rest(silent).await, "");
        // A machine that is too busy may show out even who says everything at once: then somebody else comes.
        let mut heard = String::new();
        while heard.is_empty() {
            let idle = connect(&running, "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").await;
            heard = rest(idle).await;
        }
        assert!(heard.starts_with("HTTP/1.1 201"), "{heard}");
    }

    #[tokio::test]
    async fn headers_that_trickle_do_not_win_time() {
        let running = running(Limits { headers: SHORT, ..PATIENT }).await;
        let mut stream = connect(&running, "GET / HTTP/1.1\r\n").await;
        let start = Instant::now();
        while stream.write_all(b"X: y\r\n").await.is_ok() {
            assert!(start.elapsed() < LONGEST_WAIT, "not shown out");
            tokio::time::sleep(SHORT / 6).await;
        }
    }

    #[tokio::test]
    async fn a_form_that_trickles_is_answered_and_its_sender_shown_out() {
        let running = running(Limits { form: SHORT, ..PATIENT }).await;
        let stream = connect(&running, "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n").await;
        let (mut reader, mut writer) = stream.into_split();
        let trickle = tokio::spawn(async move {
            while writer.write_all(b"a").await.is_ok() {
                tokio::time::sleep(SHORT / 6).await;
            }
        });
        let mut heard = [0; 12];
        reader.read_exact(&mut heard).await.unwrap();
        assert_eq!(&heard, b"HTTP/1.1 400");
        tokio::time::timeout(LONGEST_WAIT, trickle).await.expect("shown out").unwrap();
    }

    #[tokio::test]
    async fn who_does_not_read_on_is_shown_out() {
        let running = running(Limits { reading: SHORT, ..PATIENT }).await;
        let stream = connect(&running, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n").await;
        running.dropped.notified().await;
        let heard = rest(stream).await.len();
        assert!(0 < heard && heard < 16 << 20, "{heard} bytes");
    }

    #[tokio::test]
    async fn a_stop_finishes_what_runs_and_waits_for_nobody_who_is_idle() {
        let running = running(PATIENT).await;
        let idle = connect(&running, "").await;
        let busy = connect(&running, "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
        running.waits.notified().await;
        running.stop.send(()).unwrap();
        assert_eq!(rest(idle).await, "");
        assert!(!running.ended.is_finished() && TcpStream::connect(running.address).await.is_err());
        running.answer.notify_one();
        assert!(rest(busy).await.ends_with("answered"));
        running.ended.await.unwrap();
    }

    #[tokio::test]
    async fn a_stop_waits_for_nobody_for_ever() {
        let running = running(Limits { stop: SHORT, ..PATIENT }).await;
        let _slow = connect(&running, "GET /wait HTTP/1.1\r\nHost: a\r\nX-Slow: ").await;
        let _busy = connect(&running, "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n").await;
        running.waits.notified().await;
        running.stop.send(()).unwrap();
        tokio::time::timeout(LONGEST_WAIT, running.ended).await.expect("it ends").unwrap();
    }
}
