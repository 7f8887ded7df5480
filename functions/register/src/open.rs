//! The complaints that are not closed.

use crate::Register;
use crate::item::{self, DUE, Item, OPEN, OPEN_BY_DUE, REFERENCE, text};
use crate::store::{StoreError, is_from_store};
use chrono::NaiveDate;
use complaint::Reference;

/// A complaint that is not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenComplaint {
    /// What it is called.
    pub reference: Reference,
    /// The next day on which something must have been done.
    pub due: NaiveDate,
    /// Whether it looks like the work of a program. Those of before this was told apart count as others.
    pub is_suspect: bool,
}

impl Register {
    /// Every complaint that is not closed, those that look like the work of a program last; of each kind the most urgent first.
    /// An index says so, which may be a moment behind, and holds nothing else of a complaint.
    ///
    /// # Errors
    /// See [`StoreError`].
    pub async fn open_complaints(&self) -> Result<Vec<OpenComplaint>, StoreError> {
        let mut open = Vec::new();
        for is_suspect in [false, true] {
            let mut pages = self
                .client
                .query()
                .table_name(&self.table)
                .index_name(OPEN_BY_DUE)
                .key_condition_expression("#open = :open")
                .expression_attribute_names("#open", OPEN)
                .expression_attribute_values(":open", text(item::open(is_suspect)))
                .into_paginator()
                .send();
            while let Some(page) = pages.next().await {
                let page = page?;
                if !is_from_store(&page) {
                    return Err(StoreError::not_from_store());
                }
                let items = page.items.unwrap_or_default();
                open.extend(items.iter().filter_map(|item| read(item, is_suspect)));
            }
        }
        Ok(open)
    }
}

/// What is no reference is none of ours.
fn read(item: &Item, is_suspect: bool) -> Option<OpenComplaint> {
    let reference = item.get(REFERENCE).and_then(item::parsed)?;
    let due = item.get(DUE).and_then(item::parsed)?;
    Some(OpenComplaint { reference, due, is_suspect })
}
