//! The stage of an HTTP API, which is no part of an address of the site.

use lambda_http::http::Uri;
use lambda_http::http::uri::PathAndQuery;
use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt};

/// `request`, with `/formulier/versturen` where a stage named `prod` made it `/prod/formulier/versturen`.
///
/// The stage `$default` and function URLs put nothing in front.
///
/// # Source
/// An HTTP API leaves the name of a stage in `rawPath` (payload 2.0), and `lambda_http` adds it where it is not, as
/// behind a domain of one's own. `AWS_LAMBDA_HTTP_IGNORE_STAGE_IN_PATH` stops only the adding.
#[must_use]
pub fn without_stage(mut request: Request) -> Request {
    if let Some(shorter) = shortened(&request) {
        *request.uri_mut() = shorter;
    }
    request
}

fn shortened(request: &Request) -> Option<Uri> {
    let RequestContext::ApiGatewayV2(context) = request.request_context_ref()? else { return None };
    let stage = context.stage.as_deref()?;
    let rest = request.uri().path_and_query()?.as_str().strip_prefix('/')?.strip_prefix(stage)?;
    let shorter: PathAndQuery = rest.starts_with('/').then(|| rest.parse().ok()).flatten()?;
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = Some(shorter);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(stage: &str, raw_path: &str) -> String {
        let event = serde_json::json!({
            "version": "2.0", "routeKey": "$default", "rawPath": raw_path, "rawQueryString": "a=1",
            "headers": { "host": "test.execute-api.example" }, "isBase64Encoded": false,
            "requestContext": { "stage": stage, "http": { "method": "GET", "path": raw_path } },
        });
        let request = without_stage(lambda_http::request::from_str(&event.to_string()).unwrap());
        request.uri().path_and_query().unwrap().to_string()
    }

    #[test]
    fn a_named_stage_is_taken_off_whether_it_stood_in_the_path_or_was_added() {
        assert_eq!(path("prod", "/prod/formulier/versturen"), "/formulier/versturen?a=1");
        assert_eq!(path("prod", "/formulier/versturen"), "/formulier/versturen?a=1");
    }

    #[test]
    fn without_a_named_stage_the_path_is_as_it_was() {
        assert_eq!(path("$default", "/formulier/versturen"), "/formulier/versturen?a=1");
        assert_eq!(path("$default", "/prod/formulier"), "/prod/formulier?a=1");
    }

    #[test]
    fn a_path_that_only_begins_with_the_same_letters_is_as_it_was() {
        assert_eq!(path("form", "/formulier"), "/formulier?a=1");
    }
}
