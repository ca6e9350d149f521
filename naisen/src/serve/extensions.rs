//! The directory at the start: what the database holds, what the configuration adds, and, the first
//! time, extensions made up and printed once.

use std::io::{self, Write};

use anyhow::Context;
use naisen_exchange::{DigestSecrets, Extension};
use naisen_node::Random;
use naisen_store::{Contents, Store};

use crate::config::ServeConfig;

/// The extensions of a first start without configuration.
const FIRST_NUMBERS: [&str; 5] = ["101", "102", "103", "104", "105"];

/// Brings the database up to the configuration and gives the whole directory.
pub(super) fn prepare(
    store: &Store,
    contents: &Contents,
    config: &ServeConfig,
    random: &mut Random,
) -> anyhow::Result<Vec<Extension>> {
    let realm = &*config.sip.realm;
    let mut changed: Vec<Extension> = config
        .extensions
        .iter()
        .map(|entry| {
            let password = entry.password.expose();
            Extension {
                number: entry.number.clone(),
                name: entry.name.clone(),
                secrets: DigestSecrets::of_password(&entry.number, realm, password),
            }
        })
        .collect();
    contents.require_realm(realm, |number| {
        changed.iter().any(|extension| &*extension.number == number)
    })?;
    if contents.extensions.is_empty() && changed.is_empty() {
        changed = make_first(realm, random).context("the passwords cannot be printed")?;
    }
    if contents.realm.as_deref() == Some(realm) {
        changed.retain(|extension| !contents.extensions.contains(extension));
        for extension in &changed {
            store.put_extension(extension.clone())?;
        }
    } else {
        store.put_realm(realm, changed.clone())?;
    }
    store.flush()?;
    let mut extensions = contents.extensions.clone();
    extensions.retain(|known| changed.iter().all(|new| new.number != known.number));
    extensions.extend(changed);
    extensions.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(extensions)
}

/// Makes the first extensions and prints their passwords: only their hashes are kept.
fn make_first(realm: &str, random: &mut Random) -> io::Result<Vec<Extension>> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "First start: these extensions were made. Their passwords are not shown again.\n\n  \
         extension  password"
    )?;
    let mut extensions = Vec::new();
    for number in FIRST_NUMBERS {
        let token = random.token::<12>();
        let password = String::from_utf8_lossy(&token);
        writeln!(out, "  {number:<9}  {password}")?;
        extensions.push(Extension {
            number: number.into(),
            name: None,
            secrets: DigestSecrets::of_password(number, realm, &password),
        });
    }
    writeln!(
        out,
        "\nAlso: 900 echoes, 901 plays the milliwatt tone, 902 answers and hangs up."
    )?;
    Ok(extensions)
}
