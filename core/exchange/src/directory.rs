//! The directory: which numbers there are, and where their phones can be reached.

use ahash::AHashMap;
use naisen_node::{Alarm, Random, Time, Wheel};
use naisen_sip::digest::{Algorithm, Ha1};
use slab::Slab;
use smallvec::SmallVec;

use crate::keyed::keyed_map;
use crate::{Binding, DigestSecrets, Extension};

/// The most extensions: an enterprise of a million lines.
pub const MAX_EXTENSIONS: usize = 1 << 20;

/// The most bindings of one AoR, whatever is configured: a call to it is that many INVITEs.
pub const MAX_CONTACTS: usize = 32;

/// Extensions by number, with their bindings.
#[derive(Debug)]
pub(crate) struct Directory {
    numbers: AHashMap<Box<str>, u32>,
    entries: Slab<Entry>,
    lapses: Wheel<Lapse>,
    serial: u64,
    bindings: usize,
}

/// A number.
#[derive(Debug)]
struct Entry {
    extension: Extension,
    /// The secrets that are well-formed, one an algorithm at most.
    secrets: SmallVec<[Ha1; 3]>,
    bindings: SmallVec<[Bound; 1]>,
}

#[derive(Debug)]
struct Bound {
    binding: Binding,
    serial: u64,
    alarm: Alarm,
}

/// The binding whose time is over, if it is still the same one.
#[derive(Clone, Copy, Debug)]
struct Lapse {
    entry: u32,
    serial: u64,
}

impl Directory {
    pub(crate) fn new(now: Time, random: &mut Random) -> Self {
        Self {
            numbers: keyed_map(random),
            entries: Slab::new(),
            lapses: Wheel::new(now),
            serial: 0,
            bindings: 0,
        }
    }

    /// Adds an extension or replaces the one of its number, whose bindings stay. False if the
    /// directory is full.
    pub(crate) fn put_extension(&mut self, extension: Extension) -> bool {
        if let Some(entry) = self.entry_mut(&extension.number) {
            entry.secrets = secrets(&extension.secrets);
            entry.extension = extension;
            return true;
        }
        if self.entries.len() >= MAX_EXTENSIONS {
            return false;
        }
        let number = extension.number.clone();
        let index = self.entries.insert(Entry {
            secrets: secrets(&extension.secrets),
            extension,
            bindings: SmallVec::new(),
        });
        let index = u32::try_from(index).expect("fewer than MAX_EXTENSIONS");
        self.numbers.insert(number, index);
        true
    }

    /// Removes an extension and its bindings.
    pub(crate) fn remove_extension(&mut self, number: &str) -> bool {
        self.remove_bindings(number);
        let Some(index) = self.numbers.remove(number) else {
            return false;
        };
        self.entries.remove(index as usize);
        true
    }

    pub(crate) fn extension(&self, number: &str) -> Option<&Extension> {
        self.entry(number).map(|entry| &entry.extension)
    }

    /// What the phones of a number prove that they know.
    pub(crate) fn secret(&self, number: &str, algorithm: Algorithm) -> Option<&Ha1> {
        let secrets = &self.entry(number)?.secrets;
        secrets.iter().find(|ha1| ha1.algorithm() == algorithm)
    }

    /// The bindings of a number, none if there is no such number.
    pub(crate) fn bindings(&self, number: &str) -> impl ExactSizeIterator<Item = &Binding> + Clone {
        self.entry(number)
            .map_or(&[][..], |entry| &entry.bindings)
            .iter()
            .map(|bound| &bound.binding)
    }

    /// Adds a binding, or replaces the one with exactly its Contact. False if there is no such
    /// number.
    pub(crate) fn put_binding(&mut self, binding: Binding) -> bool {
        let Some(&index) = self.numbers.get(&binding.number) else {
            return false;
        };
        let Some(entry) = self.entries.get_mut(index as usize) else {
            return false;
        };
        self.serial += 1;
        let serial = self.serial;
        let lapse = Lapse {
            entry: index,
            serial,
        };
        let alarm = self.lapses.set(binding.expires_at, lapse);
        let bound = Bound {
            binding,
            serial,
            alarm,
        };
        let same = entry
            .bindings
            .iter_mut()
            .find(|known| known.binding.contact == bound.binding.contact);
        match same {
            Some(known) => {
                self.lapses.cancel(known.alarm);
                *known = bound;
            }
            None => {
                entry.bindings.push(bound);
                self.bindings += 1;
            }
        }
        true
    }

    /// Removes the binding with exactly this Contact.
    pub(crate) fn remove_binding(&mut self, number: &str, contact: &str) -> bool {
        let Some(entry) = self.entry_mut(number) else {
            return false;
        };
        let position = entry
            .bindings
            .iter()
            .position(|bound| &*bound.binding.contact == contact);
        let Some(position) = position else {
            return false;
        };
        let bound = entry.bindings.remove(position);
        self.lapses.cancel(bound.alarm);
        self.bindings -= 1;
        true
    }

    /// Removes all bindings of a number; how many there were.
    pub(crate) fn remove_bindings(&mut self, number: &str) -> usize {
        let Some(entry) = self.entry_mut(number) else {
            return 0;
        };
        let removed = std::mem::take(&mut entry.bindings);
        for bound in &removed {
            self.lapses.cancel(bound.alarm);
        }
        self.bindings -= removed.len();
        removed.len()
    }

    /// Takes out one binding whose time is over; call until it gives `None` (R-4.1.6-4).
    pub(crate) fn lapse(&mut self, now: Time) -> Option<Binding> {
        while let Some(lapse) = self.lapses.fire(now) {
            let Some(entry) = self.entries.get_mut(lapse.entry as usize) else {
                continue;
            };
            let position = entry
                .bindings
                .iter()
                .position(|bound| bound.serial == lapse.serial);
            if let Some(position) = position {
                self.bindings -= 1;
                return Some(entry.bindings.remove(position).binding);
            }
        }
        None
    }

    /// When [`Directory::lapse`] has something to do.
    pub(crate) fn poll_timeout(&self) -> Option<Time> {
        self.lapses.next_due()
    }

    pub(crate) fn extension_count(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn binding_count(&self) -> usize {
        self.bindings
    }

    fn entry(&self, number: &str) -> Option<&Entry> {
        let index = *self.numbers.get(number)?;
        self.entries.get(index as usize)
    }

    fn entry_mut(&mut self, number: &str) -> Option<&mut Entry> {
        let index = *self.numbers.get(number)?;
        self.entries.get_mut(index as usize)
    }
}

fn secrets(stored: &DigestSecrets) -> SmallVec<[Ha1; 3]> {
    [
        (Algorithm::Md5, &stored.md5),
        (Algorithm::Sha256, &stored.sha256),
        (Algorithm::Sha512_256, &stored.sha512_256),
    ]
    .into_iter()
    .filter_map(|(algorithm, hex)| Ha1::from_hex(algorithm, hex))
    .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::samples::{START, binding, extension};

    #[test]
    fn a_binding_lapses_once_and_not_before_its_time() {
        let mut directory = Directory::new(START, &mut Random::from_number(1));
        assert!(directory.put_extension(extension("102")));
        assert!(directory.put_binding(binding("102", "sip:a@10.0.0.2", 60)));
        assert!(directory.put_binding(binding("102", "sip:b@10.0.0.2", 90)));
        // A refresh moves the time.
        assert!(directory.put_binding(binding("102", "sip:a@10.0.0.2", 120)));
        let at = |seconds| START + Duration::from_secs(seconds);
        assert_eq!(directory.lapse(at(89)), None);
        let lapsed = directory.lapse(at(91)).map(|it| it.contact);
        assert_eq!(lapsed.as_deref(), Some("sip:b@10.0.0.2"));
        assert_eq!(directory.lapse(at(91)), None);
        assert_eq!(directory.binding_count(), 1);
        assert!(directory.remove_extension("102"));
        assert_eq!(directory.lapse(at(200)), None);
        assert_eq!(directory.binding_count(), 0);
    }

    #[test]
    fn a_binding_needs_its_extension() {
        let mut directory = Directory::new(START, &mut Random::from_number(1));
        assert!(!directory.put_binding(binding("102", "sip:a@10.0.0.2", 60)));
        assert_eq!(directory.bindings("102").len(), 0);
    }
}
