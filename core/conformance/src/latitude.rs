//! Messages that the receive columns allow and the send columns do not (JJ-22.11 §1.3.3).

use naisen_jj2211::{Context, Role, send_faults_of_bytes};

/// In requests and responses alike: the line, or part of a line, that is missing, and further lines.
pub const LATITUDES: [(&str, &str); 8] = [
    ("Content-Length", ""),
    ("Max-Forwards", ""),
    ("Reason-Phrase", ""),
    ("", "Content-Disposition: session\r\n"),
    ("", "Content-Language: ja\r\n"),
    ("", "MIME-Version: 1.0\r\n"),
    ("", "P-Asserted-Identity: <sip:102@192.0.2.2>\r\n"),
    ("", "Privacy: none\r\n"),
];

/// A usual message of a peer, changed by one of [`LATITUDES`]: it was fit to be sent, and if that changes
/// it (there are parts that only requests or only responses have), it is no longer.
#[track_caller]
pub fn only_receivable(usual: &str, (missing, more): (&str, &str)) -> String {
    let faults = |text: &str| {
        let context = Context::new();
        send_faults_of_bytes(Role::Terminal, text.as_bytes(), &context)
    };
    assert_eq!(faults(usual), [], "{usual}");
    let text = usual.replacen("Content-Length:", &format!("{more}Content-Length:"), 1);
    let text = match missing {
        "" => text,
        "Reason-Phrase" => text.replace("SIP/2.0 200 OK\r\n", "SIP/2.0 200 \r\n"),
        name => text
            .split_inclusive("\r\n")
            .filter(|line| !line.starts_with(name))
            .collect(),
    };
    assert_eq!(faults(&text).is_empty(), text == usual, "{text}");
    text
}
