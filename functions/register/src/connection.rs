//! How to reach the table.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider, SharedHttpClient};
use aws_types::SdkConfig;
use std::time::Duration;

/// Where the store is, and on whose behalf it is asked.
#[derive(Clone, Debug)]
pub struct Connection {
    table: String,
    endpoint: Option<String>,
    region: String,
    credentials: Credentials,
    http_client: SharedHttpClient,
}

/// A variable that is needed is not set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the environment has no variable {0}; AWS Lambda sets those that begin with AWS_, the deployment the others")]
pub struct MissingVariable(pub &'static str);

/// Where `service` answers, if the environment says that it is not the region's own address: `AWS_ENDPOINT_URL_SQS` for
/// `SQS`, or else `AWS_ENDPOINT_URL`, read through `variable`.
pub fn endpoint(service: &str, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    variable(&format!("AWS_ENDPOINT_URL_{service}")).or_else(|| variable("AWS_ENDPOINT_URL"))
}

impl Connection {
    /// The connection that the environment describes, read through `variable`, over `http_client`.
    ///
    /// `REGISTER_TABLE`, `AWS_REGION`, `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY` are needed;
    /// `AWS_SESSION_TOKEN`, and `AWS_ENDPOINT_URL_DYNAMODB` or `AWS_ENDPOINT_URL` for another store, are not.
    ///
    /// # Errors
    /// The first that is missing.
    pub fn from_environment(
        variable: impl Fn(&str) -> Option<String>,
        http_client: SharedHttpClient,
    ) -> Result<Self, MissingVariable> {
        let needed = |name: &'static str| variable(name).ok_or(MissingVariable(name));
        Ok(Self {
            table: needed("REGISTER_TABLE")?,
            endpoint: endpoint("DYNAMODB", &variable),
            region: needed("AWS_REGION")?,
            credentials: Credentials::new(
                needed("AWS_ACCESS_KEY_ID")?,
                needed("AWS_SECRET_ACCESS_KEY")?,
                variable("AWS_SESSION_TOKEN"),
                None,
                "environment",
            ),
            http_client,
        })
    }

    /// A connection to a store on this machine, which asks for no credentials.
    #[must_use]
    pub fn to_local_store(endpoint: impl Into<String>, table: impl Into<String>) -> Self {
        Self::over(aws_smithy_http_client::Builder::new().build_http(), endpoint, table)
    }

    /// The same over `http_client`, which may reach the store without any network.
    #[must_use]
    pub fn over(http_client: SharedHttpClient, endpoint: impl Into<String>, table: impl Into<String>) -> Self {
        Self {
            table: table.into(),
            endpoint: Some(endpoint.into()),
            region: "local".into(),
            credentials: Credentials::new("local", "local", None, None, "local"),
            http_client,
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
            .http_client(self.http_client.clone())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(name: &str) -> Option<String> {
        let is_set = name.starts_with("AWS_") || name == "REGISTER_TABLE";
        is_set.then(|| "set".to_owned())
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Connection, MissingVariable> {
        Connection::from_environment(variable, aws_smithy_http_client::Builder::new().build_http())
    }

    #[test]
    fn a_complete_environment_is_a_connection() {
        assert!(read(complete).is_ok());
    }

    #[test]
    fn each_missing_variable_is_named() {
        for missing in ["REGISTER_TABLE", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
            let environment = |name: &str| complete(name).filter(|_| name != missing);
            assert_eq!(read(environment).unwrap_err(), MissingVariable(missing));
        }
    }

    #[test]
    fn the_credentials_are_not_printed() {
        let secret = |name: &str| complete(name).map(|_| format!("canary-{name}"));
        let printed = format!("{:?}", read(secret));
        assert!(!printed.contains("canary-AWS_SECRET"), "{printed}");
    }
}
