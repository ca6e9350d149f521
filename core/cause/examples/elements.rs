//! Reads octets of Cause elements in hex, one a line, and writes what they say as JSON, one object a
//! line. `cargo run -p naisen-cause --example elements`, then type `08 02 81 90`.

use std::fmt::Write as _;
use std::io::{self, BufRead, Write as _};

use naisen_cause::octets::parse;
use naisen_cause::{CauseElement, Complaint};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line?;
        writeln!(out, "{}", object(&line))?;
    }
    out.flush()
}

/// What is said of one line. Its text is put into JSON by the escapes of Rust's `{:?}`, which are
/// JSON's for ASCII that can be printed.
fn object(line: &str) -> String {
    let mut json = format!("{{\"input\":{:?},\"element\":", line.trim());
    let Ok(octets) = parse(line) else {
        json += "null,\"complaints\":[]}";
        return json;
    };
    let decoded = CauseElement::decode(&octets);
    match &decoded.element {
        None => json += "null",
        Some(element) => {
            let recommendation = element
                .recommendation
                .map_or("null".into(), |it| it.value().to_string());
            let diagnostic = element
                .diagnostic()
                .map_or("null".into(), |it| format!("{:?}", it.reading.to_string()));
            // Writing into a String cannot fail.
            let _ = write!(
                json,
                "{{\"coding\":{},\"location\":{},\"recommendation\":{recommendation},\
                 \"cause\":{},\"diagnostic\":{diagnostic}}}",
                element.coding.bits(),
                element.location.value(),
                element.cause,
            );
        }
    }
    let complaints: Vec<String> = decoded.complaints.iter().map(complaint).collect();
    let _ = write!(json, ",\"complaints\":[{}]}}", complaints.join(","));
    json
}

fn complaint(complaint: &Complaint) -> String {
    let (octet, what) = (complaint.octet, complaint.what.id());
    format!("{{\"octet\":\"{octet}\",\"what\":\"{what}\"}}")
}
