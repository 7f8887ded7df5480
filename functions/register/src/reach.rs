//! Whether the table can be written to, found out without writing.

use crate::Register;
use crate::conditional_put::{Condition, ConditionalPut};
use crate::item::{ENTRY, REFERENCE, named, text};
use crate::store::StoreError;

impl Register {
    /// Whether a complaint could be kept now: the table is there, its key is on, and this program may write.
    ///
    /// A write like that of a complaint, under a condition that nothing fulfils: it leaves nothing, whatever is there.
    ///
    /// # Errors
    /// The store did not do even that.
    pub async fn reach(&self) -> Result<(), StoreError> {
        let nothing = named([(REFERENCE, text("K-0000-0000")), (ENTRY, text("nothing"))]);
        let never = Condition {
            expression: "attribute_exists(#reference) AND attribute_not_exists(#reference)",
            names: &[("#reference", REFERENCE)],
            values: Vec::new(),
        };
        match self.put_if(nothing, never).await? {
            ConditionalPut::Refused(_) => Ok(()),
            ConditionalPut::Done => Err(StoreError::not_from_store()),
        }
    }
}
