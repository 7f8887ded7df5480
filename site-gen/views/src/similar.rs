//! Which known name somebody probably meant.

/// A longer name is not a slip of the pen, and comparing two texts takes as long as the product of their lengths.
///
/// # Units
/// Bytes.
const LONGEST_NAME_BYTES: usize = 200;

/// The name among `known` that is most similar to `written`, if it is more similar than `least_similarity`.
///
/// # Units
/// Similarity after Jaro and Winkler, from 0 (nothing alike) to 1 (equal).
pub fn most_similar<'a>(
    written: &str,
    least_similarity: f64,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let is_name = |name: &str| name.len() <= LONGEST_NAME_BYTES;
    let similarity = |name: &'a str| (strsim::jaro_winkler(written, name), name);
    let names = known.into_iter().filter(|name| is_name(written) && is_name(name));
    let similar = names.map(similarity).filter(|(similarity, _)| *similarity > least_similarity);
    similar.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, name)| name)
}
