//! JJ-22.11 §13.2.1: what can be set, and how long it may be (JJ-22.11 T13-7).

use naisen_conformance::digest::expected_response;
use naisen_conformance::terminal_stage::{Network, first, flow};
use naisen_sip::digest::ClientCredentials;
use naisen_sip::{Credentials, HeaderName};
use naisen_terminal::RegistrationConfig;

/// 16 letters and digits.
const SIXTEEN: &str = "abcdefgh12345678";
/// 32 characters.
const THIRTY_TWO: &str = "server-0123456789.example-pbx.jp";

/// R-13.2.1-1, R-13.2.1-2, R-13.2.1-3, R-13.2.1-4, R-13.2.1-5: server and registrar are told apart, and
/// names and numbers of the least length are written as they were set.
#[test]
fn long_names_are_used_and_registrar_and_server_are_two_places() {
    assert_eq!((SIXTEEN.len(), THIRTY_TWO.len()), (16, 32));
    let mut config = first();
    config.number = SIXTEEN.into();
    config.domain = THIRTY_TWO.into();
    let mut registration = RegistrationConfig::new(flow("192.0.2.1:5060", "192.0.2.9:5060"));
    let registrar = THIRTY_TWO.replace("server", "regist");
    registration.host = Some(registrar.as_str().into());
    config.registration = Some(registration);
    let mut network = Network::new(vec![config]);
    network.settle();
    // A host of 32 characters is one more than may be sent in From and To of an INVITE (E-25).
    network.dismiss_judge(0);
    network.dial(0, "102");
    network.settle();
    let register = &network.log[network.last("1> REGISTER")];
    assert_eq!(register.to.to_string(), "192.0.2.9:5060");
    let target = format!("sip:{registrar}");
    assert_eq!(register.message().request_uri(), Some(&*target));
    let to = register.header(HeaderName::To);
    assert_eq!(to, Some(format!("<sip:{SIXTEEN}@{THIRTY_TWO}>")));
    let invite = &network.log[network.last("1> INVITE")];
    assert_eq!(invite.to.to_string(), "192.0.2.2:5060");
    let target = format!("sip:102@{THIRTY_TWO}");
    assert_eq!(invite.message().request_uri(), Some(&*target));
    let from = invite.header(HeaderName::From).expect("From");
    assert!(
        from.contains(&format!("<sip:{SIXTEEN}@{THIRTY_TWO}>")),
        "{from}"
    );
}

/// R-13.2.1-6, R-13.2.1-7: the user name is written, and the response is that of the password.
#[test]
fn user_name_and_password_of_sixteen_characters_answer_a_challenge() {
    let (name, password) = (SIXTEEN, "ABCDEFGH87654321");
    let mut config = first();
    config.registration = Some(RegistrationConfig::new(config.server));
    config.credentials = Some(ClientCredentials::with_password(name, password));
    let mut network = Network::new(vec![config]);
    network.settle();
    let challenge = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"n\"\r\n";
    let first = network.last("1> REGISTER");
    network.respond(first, "401 Unauthorized", "p", challenge, "");
    network.settle();
    let register = &network.log[network.last("1> REGISTER")];
    let told = register
        .header(HeaderName::Authorization)
        .expect("credentials");
    let read = Credentials::parse(HeaderName::Authorization, &told).expect("legal");
    let response = expected_response(&register.message(), &read, name, password);
    assert!(told.contains(&format!("username=\"{name}\"")), "{told}");
    assert!(told.contains(&format!("response=\"{response}\"")), "{told}");
}
