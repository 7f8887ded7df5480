//! The stage of an API, which is no part of an address of the site.

use lambda_http::http::Uri;
use lambda_http::http::uri::PathAndQuery;
use lambda_http::request::RequestContext;
use lambda_http::{Request, RequestExt};

/// `request`, with `/formulier/versturen` where the stage named `form` made it `/form/formulier/versturen`.
///
/// # Source
/// A REST API leaves its stage out of `path`, and `lambda_http` puts it in front unless an environment variable says
/// otherwise.
#[must_use]
pub fn without_stage(mut request: Request) -> Request {
    if let Some(shorter) = shortened(&request) {
        *request.uri_mut() = shorter;
    }
    request
}

fn shortened(request: &Request) -> Option<Uri> {
    let RequestContext::ApiGatewayV1(context) = request.request_context_ref()? else { return None };
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

    fn path(stage: &str, path: &str) -> String {
        let event = serde_json::json!({
            "resource": "/{proxy+}", "path": path, "httpMethod": "GET",
            "headers": { "Host": "test.execute-api.example" }, "multiValueHeaders": { "Host": ["test.execute-api.example"] },
            "queryStringParameters": { "a": "1" }, "multiValueQueryStringParameters": { "a": ["1"] },
            "requestContext": { "stage": stage, "httpMethod": "GET" }, "isBase64Encoded": false,
        });
        let request = without_stage(lambda_http::request::from_str(&event.to_string()).unwrap());
        request.uri().path_and_query().unwrap().to_string()
    }

    #[test]
    fn the_stage_is_taken_off() {
        assert_eq!(path("form", "/formulier/versturen"), "/formulier/versturen?a=1");
        assert_eq!(path("form", "/form"), "/form?a=1");
    }
}
