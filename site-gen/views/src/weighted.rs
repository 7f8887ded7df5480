//! What a client prefers, as headers such as `Accept-Language` and `Accept-Encoding` list it.

/// The items of a header, each with its weight; one without a weight weighs 1. An item whose weight is not a number from 0 to 1 is
/// passed over.
///
/// ```
/// let items: Vec<_> = views::weighted("br;q=0.5, gzip, deflate;q=much").collect();
/// assert_eq!(items, [("br", 0.5), ("gzip", 1.0)]);
/// ```
///
/// # Source
/// RFC 9110, 12.4.2.
pub fn weighted(header: &str) -> impl Iterator<Item = (&str, f32)> {
    header.split(',').filter_map(|item| {
        let (item, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let (name, weight) = weight.split_once('=')?;
        let weight = weight.trim().parse().ok().filter(|weight| (0.0..=1.0).contains(weight))?;
        name.trim().eq_ignore_ascii_case("q").then_some((item.trim(), weight))
    })
}
