//! A store that speaks TLS, as DynamoDB does, with a certificate that nobody signed.

use axum::Router;
use axum::routing::post;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

/// A store that says yes to everything and keeps nothing.
pub struct TlsStore {
    /// Where it answers.
    pub endpoint: String,
    folder: TempDir,
}

impl TlsStore {
    /// Starts one.
    pub async fn start() -> Self {
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).expect("a key");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(BUNDLE), cert.pem()).expect("a file");
        let key = PrivateKeyDer::try_from(signing_key.serialize_der()).expect("a key");
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a certificate and its key");
        let tcp = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("https://localhost:{}", tcp.local_addr().expect("an address").port());
        let listener = Listener { tcp, tls: TlsAcceptor::from(Arc::new(config)) };
        let answer =
            || async { ([("content-type", "application/x-amz-json-1.0"), ("x-amzn-requestid", "made-up")], "{}") };
        tokio::spawn(async move { axum::serve(listener, Router::new().route("/", post(answer))).await });
        Self { endpoint, folder }
    }

    /// The file with its certificate, for `AWS_CA_BUNDLE`.
    #[must_use]
    pub fn bundle(&self) -> PathBuf {
        self.folder.path().join(BUNDLE)
    }
}

const BUNDLE: &str = "certificate.pem";

struct Listener {
    tcp: TcpListener,
    tls: TlsAcceptor,
}

impl axum::serve::Listener for Listener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = axum::serve::Listener::accept(&mut self.tcp).await;
            // What a handshake ends with would wait 40 ms for the client's acknowledgement.
            stream.set_nodelay(true).expect("an open connection");
            // A client that does not trust the certificate goes away.
            if let Ok(stream) = self.tls.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}
