//! The table itself. Whoever deploys declares the same one; this makes it in a store on one machine.

use crate::Register;
use crate::item::{DUE, ENTRY, EXPIRES_AT, OPEN, OPEN_BY_DUE, REFERENCE};
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata};
use aws_sdk_dynamodb::operation::create_table::CreateTableError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
    ScalarAttributeType, StreamSpecification, StreamViewType, TimeToLiveSpecification,
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
    /// Makes the table with its stream and its expiry if the store has none of its name; gives one of an earlier version what it
    /// lacks of these.
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
        let stream =
            StreamSpecification::builder().stream_enabled(true).stream_view_type(StreamViewType::NewImage).build()?;
        let mut request = self.client.create_table().table_name(&self.table).billing_mode(BillingMode::PayPerRequest);
        for name in [REFERENCE, ENTRY, OPEN, DUE] {
            let text = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
            request = request.attribute_definitions(text.build()?);
        }
        let made = request
            .key_schema(key(REFERENCE, KeyType::Hash)?)
            .key_schema(key(ENTRY, KeyType::Range)?)
            .global_secondary_indexes(index)
            .stream_specification(stream.clone())
            .send()
            .await;
        match made {
            Ok(_) => {}
            Err(error) if error.as_service_error().is_some_and(CreateTableError::is_resource_in_use_exception) => {
                self.give_stream(stream).await?;
            }
            Err(error) => return Err(refused(&error)),
        }
        self.give_expiry().await
    }

    /// Sees to it that an item whose moment has come may go. A store says no to what it has already.
    async fn give_expiry(&self) -> Result<(), TableError> {
        let described = self.client.describe_time_to_live().table_name(&self.table).send().await;
        let has = described.map_err(|error| refused(&error))?.time_to_live_description;
        if has.and_then(|expiry| expiry.attribute_name).is_some_and(|name| name == EXPIRES_AT) {
            return Ok(());
        }
        let expiry = TimeToLiveSpecification::builder().attribute_name(EXPIRES_AT).enabled(true).build()?;
        let updated =
            self.client.update_time_to_live().table_name(&self.table).time_to_live_specification(expiry).send().await;
        updated.map(drop).map_err(|error| refused(&error))
    }

    /// Gives a table of an earlier version its stream.
    async fn give_stream(&self, stream: StreamSpecification) -> Result<(), TableError> {
        let described = self.client.describe_table().table_name(&self.table).send().await;
        let table = described.map_err(|error| refused(&error))?.table;
        if table.and_then(|table| table.latest_stream_arn).is_some() {
            return Ok(());
        }
        let updated = self.client.update_table().table_name(&self.table).stream_specification(stream).send().await;
        updated.map(drop).map_err(|error| refused(&error))
    }
}

fn refused(error: &impl ProvideErrorMetadata) -> TableError {
    TableError::Refused(error.code().unwrap_or("no answer").to_owned())
}

fn key(name: &str, kind: KeyType) -> Result<KeySchemaElement, BuildError> {
    KeySchemaElement::builder().attribute_name(name).key_type(kind).build()
}
