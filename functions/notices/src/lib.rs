//! The notices: a new entry in the register -> mail to the office and to the resident.
