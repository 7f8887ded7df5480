//! How to reach the table.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider, SharedHttpClient};
use aws_types::SdkConfig;
use std::time::Duration;
use std::{fs, io};

/// Where the store is, and on whose behalf it is asked.
#[derive(Clone, Debug)]
pub struct Connection {
    table: String,
    endpoint: Option<String>,
    region: String,
    credentials: Credentials,
    /// PEM. Whom to trust instead of Amazon.
    trusted: Option<String>,
}

/// Why the environment describes no connection.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// A variable that is needed is not set.
    #[error(
        "the environment has no variable {0}; AWS Lambda sets those that begin with AWS_, the deployment the others"
    )]
    Missing(&'static str),
    /// The file that `AWS_CA_BUNDLE` names cannot be read as text.
    #[error("cannot read {path}, which AWS_CA_BUNDLE names: {cause}")]
    UnreadableBundle {
        /// The file.
        path: String,
        /// Why.
        cause: io::Error,
    },
    /// The file that `AWS_CA_BUNDLE` names has no certificate in it.
    #[error("{0}, which AWS_CA_BUNDLE names, holds no certificate in PEM form")]
    EmptyBundle(String),
}

impl Connection {
    /// The connection that the environment describes, read through `variable`.
    ///
    /// `REGISTER_TABLE`, `AWS_REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` are needed;
    /// `AWS_SESSION_TOKEN`, and `AWS_ENDPOINT_URL_DYNAMODB` or `AWS_ENDPOINT_URL` for another store, are not.
    /// `AWS_CA_BUNDLE` is the path of a file of certificates in PEM form, to be trusted instead of Amazon's roots. It is
    /// read here, once, and only with the feature `tls`.
    ///
    /// # Errors
    /// The first that is wrong; see [`EnvironmentError`].
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Self, EnvironmentError> {
        let needed = |name: &'static str| variable(name).ok_or(EnvironmentError::Missing(name));
        Ok(Self {
            table: needed("REGISTER_TABLE")?,
            endpoint: variable("AWS_ENDPOINT_URL_DYNAMODB").or_else(|| variable("AWS_ENDPOINT_URL")),
            region: needed("AWS_REGION")?,
            credentials: Credentials::new(
                needed("AWS_ACCESS_KEY_ID")?,
                needed("AWS_SECRET_ACCESS_KEY")?,
                variable("AWS_SESSION_TOKEN"),
                None,
                "environment",
            ),
            trusted: variable("AWS_CA_BUNDLE").filter(|_| cfg!(feature = "tls")).map(read_bundle).transpose()?,
        })
    }

    /// A connection to a store on this machine, which asks for no credentials.
    #[must_use]
    pub fn to_local_store(endpoint: impl Into<String>, table: impl Into<String>) -> Self {
        Self {
            table: table.into(),
            endpoint: Some(endpoint.into()),
            region: "local".into(),
            credentials: Credentials::new("local", "local", None, None, "local"),
            trusted: None,
        }
    }

    pub(crate) fn open(self) -> (Client, String) {
        let shared = self.for_service(self.endpoint.clone());
        (Client::new(&shared), self.table)
    }

    /// The same connection rules for another service of the same account: a client of any service takes them.
    /// `endpoint` is where it answers, if not at the region's own address.
    #[must_use]
    pub fn for_service(&self, endpoint: Option<String>) -> SdkConfig {
        let mut config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(self.region.clone()))
            .credentials_provider(SharedCredentialsProvider::new(self.credentials.clone()))
            .http_client(http_client(self.trusted.clone()))
            .retry_config(RetryConfig::standard().with_max_attempts(3).with_initial_backoff(INITIAL_BACKOFF))
            .timeout_config(
                TimeoutConfig::builder()
                    .connect_timeout(CONNECT_TIMEOUT)
                    .operation_attempt_timeout(ATTEMPT_TIMEOUT)
                    .operation_timeout(OPERATION_TIMEOUT)
                    .build(),
            );
        config.set_endpoint_url(endpoint);
        config.build()
    }
}

// A resident waits for all of this. A function needs a time limit above it (15 s will do): the page that says that nothing
// was sent must still be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(1);
const ATTEMPT_TIMEOUT: Duration = Duration::from_millis(2500);
const OPERATION_TIMEOUT: Duration = Duration::from_secs(8);
const INITIAL_BACKOFF: Duration = Duration::from_millis(200);

fn read_bundle(path: String) -> Result<String, EnvironmentError> {
    match fs::read_to_string(&path) {
        Ok(bundle) if bundle.contains("-----BEGIN CERTIFICATE-----") => Ok(bundle),
        Ok(_) => Err(EnvironmentError::EmptyBundle(path)),
        Err(cause) => Err(EnvironmentError::UnreadableBundle { path, cause }),
    }
}

#[cfg(not(feature = "tls"))]
fn http_client(_: Option<String>) -> SharedHttpClient {
    aws_smithy_http_client::Builder::new().build_http()
}

/// TLS that trusts nobody but `trusted`, or Amazon's own roots: reading the 145 of a system costs more than the first
/// complaint.
#[cfg(feature = "tls")]
fn http_client(trusted: Option<String>) -> SharedHttpClient {
    use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
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
#[cfg(feature = "tls")]
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

    fn complete(name: &str) -> Option<String> {
        let is_set = name.starts_with("AWS_") && name != "AWS_CA_BUNDLE" || name == "REGISTER_TABLE";
        is_set.then(|| "set".to_owned())
    }

    #[cfg(feature = "tls")]
    fn with_bundle(name: &str, path: &str) -> Option<String> {
        if name == "AWS_CA_BUNDLE" { Some(path.to_owned()) } else { complete(name) }
    }

    #[test]
    fn a_complete_environment_is_a_connection() {
        assert!(Connection::from_environment(complete).is_ok());
    }

    #[test]
    fn each_missing_variable_is_named() {
        for missing in ["REGISTER_TABLE", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            let environment = |name: &str| complete(name).filter(|_| name != missing);
            let error = Connection::from_environment(environment).unwrap_err();
            assert!(matches!(error, EnvironmentError::Missing(name) if name == missing), "{error}");
        }
    }

    #[cfg(feature = "tls")]
    #[test]
    fn the_trusted_roots_are_certificates() {
        use aws_smithy_http_client::tls::{TlsContext, TrustStore};
        for root in ROOTS {
            assert_eq!(root.matches("-----BEGIN CERTIFICATE-----").count(), 1);
            let trusted = TrustStore::empty().with_pem_certificate(root);
            assert!(TlsContext::builder().with_trust_store(trusted).build().is_ok());
        }
        http_client(None);
    }

    #[cfg(feature = "tls")]
    #[test]
    fn a_bundle_of_certificates_is_trusted_instead() {
        let bundle = concat!(env!("CARGO_MANIFEST_DIR"), "/roots/amazon-root-ca-1.pem");
        let connection = Connection::from_environment(|name| with_bundle(name, bundle)).unwrap();
        assert_eq!(connection.trusted.as_deref(), Some(ROOTS[0]));
    }

    #[cfg(feature = "tls")]
    #[test]
    fn a_bundle_that_is_not_there_or_holds_no_certificate_is_named() {
        for (path, said) in [
            ("/nowhere.pem", "cannot read /nowhere.pem, which AWS_CA_BUNDLE names: No such file or directory"),
            ("/dev/null", "/dev/null, which AWS_CA_BUNDLE names, holds no certificate in PEM form"),
        ] {
            let error = Connection::from_environment(|name| with_bundle(name, path)).unwrap_err();
            assert!(error.to_string().starts_with(said), "{error}");
        }
    }

    #[test]
    fn the_credentials_are_not_printed() {
        let secret = |name: &str| complete(name).map(|_| format!("canary-{name}"));
        let printed = format!("{:?}", Connection::from_environment(secret));
        assert!(!printed.contains("canary-AWS_SECRET"), "{printed}");
    }
}
