//! The response: what proves the knowledge of the secret (RFC 7616 §3.4.1, RFC 2069 §2.1.2).

use super::{Ha1, Hex};

/// The parts of a request that a response covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// Method name.
    pub method: &'a str,
    /// Request-URI, which is the `uri` directive too (R-4.2.2-6).
    pub uri: &'a str,
    /// Body; counts with auth-int only.
    pub body: &'a [u8],
}

/// Quality of protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Qop {
    /// Method and URI are covered.
    Auth,
    /// The body too.
    AuthInt,
}

impl Qop {
    /// Reads one option.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Auth, Self::AuthInt]
            .into_iter()
            .find(|qop| text.eq_ignore_ascii_case(qop.as_str()))
    }

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auth => "auth",
            Self::AuthInt => "auth-int",
        }
    }
}

/// What a response with a quality of protection covers in addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Protection<'a> {
    /// The quality.
    pub qop: Qop,
    /// The nonce count as written, eight hexadecimal digits.
    pub nc: &'a str,
    /// The client's nonce.
    pub cnonce: &'a str,
}

/// Computes the response. Without `protection` it is that of RFC 2069, as in JJ-22.11 §i.1. The
/// texts are those between the quotes.
pub fn response(
    ha1: &Ha1,
    nonce: &str,
    request: &Request<'_>,
    protection: Option<&Protection<'_>>,
) -> Hex {
    let algorithm = ha1.algorithm();
    let (method, uri) = (request.method.as_bytes(), request.uri.as_bytes());
    let ha2 = match protection.map(|protection| protection.qop) {
        Some(Qop::AuthInt) => {
            let body = algorithm.hash(&[request.body]);
            algorithm.hash(&[method, uri, body.as_bytes()])
        }
        _ => algorithm.hash(&[method, uri]),
    };
    let (ha1, nonce, ha2) = (ha1.reveal().as_bytes(), nonce.as_bytes(), ha2.as_bytes());
    match protection {
        Some(Protection { qop, nc, cnonce }) => algorithm.hash(&[
            ha1,
            nonce,
            nc.as_bytes(),
            cnonce.as_bytes(),
            qop.as_str().as_bytes(),
            ha2,
        ]),
        None => algorithm.hash(&[ha1, nonce, ha2]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Algorithm;
    use super::*;

    const PAGE: Request<'_> = Request {
        method: "GET",
        uri: "/dir/index.html",
        body: b"",
    };

    /// RFC 2617 §3.5, RFC 7616 §3.9.1
    #[test]
    fn the_examples_of_the_rfcs_come_out() {
        let old = Ha1::new(
            Algorithm::Md5,
            "Mufasa",
            "testrealm@host.com",
            "Circle Of Life",
        );
        let protection = Protection {
            qop: Qop::Auth,
            nc: "00000001",
            cnonce: "0a4f113b",
        };
        let nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093";
        assert_eq!(
            response(&old, nonce, &PAGE, Some(&protection)).as_str(),
            "6629fae49393a05397450978507c4ef1"
        );
        let rows = [
            (Algorithm::Md5, "8ca523f5e9506fed4657c9700eebdbec"),
            (
                Algorithm::Sha256,
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
            ),
        ];
        let protection = Protection {
            cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
            ..protection
        };
        let nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        for (algorithm, expected) in rows {
            let ha1 = Ha1::new(
                algorithm,
                "Mufasa",
                "http-auth@example.org",
                "Circle of Life",
            );
            assert_eq!(
                response(&ha1, nonce, &PAGE, Some(&protection)).as_str(),
                expected
            );
        }
    }

    /// R-4.2.2-7, R-5.1.4.2-7. The values were computed with Python's hashlib.
    #[test]
    fn sip_requests_give_the_values_of_an_independent_computation() {
        let auth = Protection {
            qop: Qop::Auth,
            nc: "0000000a",
            cnonce: "c0ffee",
        };
        let int = Protection {
            qop: Qop::AuthInt,
            ..auth
        };
        let rows = [
            (Algorithm::Md5, None, "135b3a2ff4da690dd17c833b67d1c406"),
            (
                Algorithm::Md5,
                Some(&auth),
                "3251d6d2d27d6efcea816af8f132d4e4",
            ),
            (
                Algorithm::Md5,
                Some(&int),
                "b8ce25100d08ac0058063ca2c6c4b5df",
            ),
            (
                Algorithm::Sha256,
                None,
                "c565993934090114c5588c2c8bd2c75675c36d7d7c33926f909a03cd736e2cdb",
            ),
            (
                Algorithm::Sha256,
                Some(&auth),
                "90ffd228f307d51c3b4fb5f071e60f02d5a8c4c1c0afdad3d8b0b02947c2c50b",
            ),
            (
                Algorithm::Sha256,
                Some(&int),
                "b44ee606bde5a2a6d1041473883be4df1b63ce8946cd2e31c9c59f2881867314",
            ),
            (
                Algorithm::Sha512_256,
                None,
                "cbfe439a8e9ed51139abadf7c7eef3973fadf60bb0e33989642a3949f573690e",
            ),
            (
                Algorithm::Sha512_256,
                Some(&auth),
                "5d31bc26bc7a0f0cd77351ebe9e2b5cd708bf7814e7a373a262cadf9c44d48d5",
            ),
            (
                Algorithm::Sha512_256,
                Some(&int),
                "61765bace8c4ae8cbeaf3396cea8c9cecf980ee3c20a4a542f8b4d6302e27ad0",
            ),
        ];
        let request = Request {
            method: "REGISTER",
            uri: "sip:192.168.0.200:5060",
            body: b"v=0\r\n",
        };
        for (algorithm, protection, expected) in rows {
            let ha1 = Ha1::new(algorithm, "360", "RegisteredUsers", "s3cret");
            let value = response(
                &ha1,
                "6ddab56bd7ae5dba75ebd6ac58b163c7",
                &request,
                protection,
            );
            assert_eq!(value.as_str(), expected, "{algorithm} {protection:?}");
        }
    }
}
