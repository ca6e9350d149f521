//! What credentials have to prove, computed anew from RFC 2617 §3.2.2 and not by the code under test.

use md5::{Digest, Md5};
use naisen_sip::{Credentials, Message};

/// The response that user name and password give for a request with these credentials; MD5, with and
/// without quality of protection.
pub fn expected_response(
    request: &Message<'_>,
    credentials: &Credentials<'_>,
    username: &str,
    password: &str,
) -> String {
    let method = request.method().expect("a request");
    let uri = request.request_uri().expect("a request");
    let ha1 = md5(format!("{username}:{}:{password}", credentials.realm()).as_bytes());
    let mut a2 = format!("{}:{uri}", method.as_str());
    if credentials.qop() == Some("auth-int") {
        a2 = format!("{a2}:{}", md5(request.body()));
    }
    let ha2 = md5(a2.as_bytes());
    let nonce = credentials.nonce();
    let protected = match credentials.qop() {
        Some(qop) => format!(
            "{ha1}:{nonce}:{}:{}:{qop}:{ha2}",
            credentials.nc().expect("nc beside qop"),
            credentials.cnonce().expect("cnonce beside qop"),
        ),
        None => format!("{ha1}:{nonce}:{ha2}"),
    };
    md5(protected.as_bytes())
}

fn md5(octets: &[u8]) -> String {
    let sum = Md5::digest(octets);
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}
