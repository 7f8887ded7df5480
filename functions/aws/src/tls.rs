//! TLS to the services of AWS.

use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use register::{Connection, HttpClient, MissingVariable};
use std::{fs, io};

/// The environment describes no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectionError {
    /// A variable that is needed is not set.
    #[error(transparent)]
    Missing(#[from] MissingVariable),
    /// The certificates to be trusted cannot be read.
    #[error(transparent)]
    Bundle(#[from] BundleError),
}

/// The file that `AWS_CA_BUNDLE` names is not a file of certificates.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// It cannot be read as text.
    #[error("cannot read {path}, which AWS_CA_BUNDLE names: {cause}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// It has no certificate in it.
    #[error("{0}, which AWS_CA_BUNDLE names, holds no certificate in PEM form")]
    Empty(String),
}

/// The connection that the environment describes, read through `variable`, over TLS. See [`Connection::from_environment`].
///
/// `AWS_CA_BUNDLE` is the path of a file of certificates in PEM form, to be trusted instead of Amazon's roots. It is read here,
/// once.
///
/// # Errors
/// The first that is wrong.
pub fn connection(variable: impl Fn(&str) -> Option<String>) -> Result<Connection, ConnectionError> {
    let bundle = variable("AWS_CA_BUNDLE").map(read_bundle).transpose()?;
    Ok(Connection::from_environment(variable, http_client(bundle))?)
}

fn read_bundle(path: String) -> Result<String, BundleError> {
    match fs::read_to_string(&path) {
        Ok(bundle) if bundle.contains("-----BEGIN CERTIFICATE-----") => Ok(bundle),
        Ok(_) => Err(BundleError::Empty(path)),
        Err(cause) => Err(BundleError::Unreadable { path, cause }),
    }
}

/// TLS that trusts nobody but `trusted`, or Amazon's own roots: reading the 145 of a system costs more than the first
/// complaint.
fn http_client(trusted: Option<String>) -> HttpClient {
    let trusted = match trusted {
        Some(bundle) => TrustStore::empty().with_pem_certificate(bundle),
        None => ROOTS.iter().fold(TrustStore::empty(), |trusted, root| trusted.with_pem_certificate(*root)),
    };
    let builder = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    match TlsContext::builder().with_trust_store(trusted).build() {
        Ok(context) => builder.tls_context(context).build_https(),
        // A test makes this context; without it the system's roots are as good, only slower.
        Err(_) => builder.build_https(),
    }
}

/// Amazon Root CA 1 to 4, and the Starfield root that Amazon bought.
const ROOTS: [&str; 5] = [
    include_str!("../roots/amazon-root-ca-1.pem"),
    include_str!("../roots/amazon-root-ca-2.pem"),
    include_str!("../roots/amazon-root-ca-3.pem"),
    include_str!("../roots/amazon-root-ca-4.pem"),
    include_str!("../roots/starfield-services-root-certificate-authority-g2.pem"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trusted_roots_are_certificates() {
        for root in ROOTS {
            assert_eq!(root.matches("-----BEGIN CERTIFICATE-----").count(), 1);
            let trusted = TrustStore::empty().with_pem_certificate(root);
            assert!(TlsContext::builder().with_trust_store(trusted).build().is_ok());
        }
        http_client(None);
    }

    #[test]
    fn a_bundle_of_certificates_is_read() {
        let bundle = concat!(env!("CARGO_MANIFEST_DIR"), "/roots/amazon-root-ca-1.pem");
        assert_eq!(read_bundle(bundle.to_owned()).unwrap(), ROOTS[0]);
    }

    #[test]
    fn a_bundle_that_is_not_there_or_holds_no_certificate_is_named() {
        for (path, said) in [
            ("/nowhere.pem", "cannot read /nowhere.pem, which AWS_CA_BUNDLE names: No such file or directory"),
            ("/dev/null", "/dev/null, which AWS_CA_BUNDLE names, holds no certificate in PEM form"),
        ] {
            let error = connection(|name| (name == "AWS_CA_BUNDLE").then(|| path.to_owned())).unwrap_err();
            assert!(error.to_string().starts_with(said), "{error}");
        }
    }
}
