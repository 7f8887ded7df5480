//! The register itself.

use crate::Connection;
use aws_sdk_dynamodb::Client;

/// The table of complaints.
///
/// ```
/// use register::{Connection, Register};
///
/// let register = Register::connect(Connection::to_local_store("http://127.0.0.1:8001", "complaints"));
/// ```
#[derive(Clone, Debug)]
pub struct Register {
    pub(crate) client: Client,
    pub(crate) table: String,
}

impl Register {
    /// A register on `connection`. Nothing is sent yet.
    #[must_use]
    pub fn connect(connection: Connection) -> Self {
        let (client, table) = connection.open();
        Self { client, table }
    }
}
