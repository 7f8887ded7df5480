//! The table itself. Whoever deploys declares the same one; this makes it in a store on one machine.

use crate::Register;
use crate::item::{DUE, ENTRY, OPEN, OPEN_BY_DUE, REFERENCE};
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata};
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType,
};

/// The table could not be made.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The description of the table is not complete: a mistake in this file.
    #[error("the table is described incompletely")]
    Description(#[from] BuildError),
    /// The store did not make it.
    #[error("the store did not make the table: {0}")]
    Refused(String),
}

impl Register {
    /// Makes the table if the store has none of its name.
    ///
    /// # Errors
    /// See [`TableError`].
    pub async fn create_table(&self) -> Result<(), TableError> {
        let index = GlobalSecondaryIndex::builder()
            .index_name(OPEN_BY_DUE)
            .key_schema(key(OPEN, KeyType::Hash)?)
            .key_schema(key(DUE, KeyType::Range)?)
            .projection(Projection::builder().projection_type(ProjectionType::KeysOnly).build())
            .build()?;
        let mut request = self.client.create_table().table_name(&self.table).billing_mode(BillingMode::PayPerRequest);
        for name in [REFERENCE, ENTRY, OPEN, DUE] {
            let text = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
            request = request.attribute_definitions(text.build()?);
        }
        let made = request
            .key_schema(key(REFERENCE, KeyType::Hash)?)
            .key_schema(key(ENTRY, KeyType::Range)?)
            .global_secondary_indexes(index)
            .send()
            .await;
        match made {
            Err(error) if !error.as_service_error().is_some_and(CreateTableError::is_resource_in_use_exception) => {
                Err(TableError::Refused(error.code().unwrap_or("no answer").to_owned()))
            }
            _ => Ok(()),
        }
    }
}

fn key(name: &str, kind: KeyType) -> Result<KeySchemaElement, BuildError> {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build()
}
