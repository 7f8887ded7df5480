//! What a REST API can carry to whom.

use lambda_http::Request;
use lambda_http::http::header::{ACCEPT, ACCEPT_ENCODING};

/// `request`, without a wish for compression if it has no `Accept`.
///
/// # Source
/// Lambda hands on what is no text as Base64. A REST API turns that back into bytes only if the `Accept` of the request is
/// among its binary media types, and one that is not there never is: the client would get Base64 for gzip.
#[must_use]
pub fn plain_without_accept(mut request: Request) -> Request {
    if !request.headers().contains_key(ACCEPT) {
        request.headers_mut().remove(ACCEPT_ENCODING);
    }
    request
}
