//! A write that happens only if what is there is as expected.

use crate::Register;
use crate::item::{Item, REFERENCE};
use crate::store::{StoreError, is_from_store};
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};

/// What must be so for a write to happen.
pub(crate) struct Condition {
    pub(crate) expression: &'static str,
    pub(crate) names: &'static [(&'static str, &'static str)],
    pub(crate) values: Vec<(&'static str, AttributeValue)>,
}

impl Condition {
    /// Nothing is there yet.
    pub(crate) const fn nothing_there() -> Self {
        Self { expression: "attribute_not_exists(#reference)", names: &[("#reference", REFERENCE)], values: Vec::new() }
    }
}

/// What became of a write with a condition.
#[derive(PartialEq)]
pub(crate) enum ConditionalPut {
    Done,
    /// The condition did not hold; what is there instead, if the store says so.
    Refused(Option<Item>),
}

impl Register {
    /// Writes `item` if the condition holds.
    pub(crate) async fn put_if(&self, item: Item, condition: Condition) -> Result<ConditionalPut, StoreError> {
        let mut request = self
            .client
            .put_item()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression(condition.expression)
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
        for (placeholder, name) in condition.names {
            request = request.expression_attribute_names(*placeholder, *name);
        }
        for (placeholder, value) in condition.values {
            request = request.expression_attribute_values(placeholder, value);
        }
        match request.send().await {
            Ok(answer) if is_from_store(&answer) => Ok(ConditionalPut::Done),
            Ok(_) => Err(StoreError::not_from_store()),
            Err(error) => match error.as_service_error() {
                Some(PutItemError::ConditionalCheckFailedException(refusal)) => {
                    Ok(ConditionalPut::Refused(refusal.item.clone()))
                }
                _ => Err(error.into()),
            },
        }
    }
}
