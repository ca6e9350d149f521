//! The store as the exchange and the command line use it.

mod scratch;

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, Instant};

use naisen_cause::{Cause, Rule};
use naisen_exchange::{Binding, CallRecord, DecidingLeg, Extension, Releaser};
use naisen_node::{Flow, Time, Transport};
use naisen_store::{Reader, Store, StoreError};
use scratch::{Scratch, binding, extension, record};

/// A directory that a store with one extension, one binding and one record was closed in.
fn used(scratch: &Scratch) -> std::path::PathBuf {
    let (store, _) = Store::open(scratch.path()).unwrap();
    store.put_realm("naisen", vec![extension("101")]).unwrap();
    store
        .put_binding(binding("101", "sip:a@192.0.2.1"))
        .unwrap();
    store.add_record(record("0000000000000001", 1)).unwrap();
    store.close().unwrap();
    scratch.path().join("naisen.db")
}

fn refused(directory: &Path) -> StoreError {
    Store::open(directory).expect_err("this must be refused")
}

#[test]
fn a_new_directory_is_made_and_holds_nothing() {
    let scratch = Scratch::new();
    let directory = scratch.path().join("deeper/data");
    let (store, contents) = Store::open(&directory).unwrap();
    assert_eq!(contents.extensions, []);
    assert_eq!(contents.bindings, []);
    assert_eq!(contents.realm, None);
    store.put_extension(extension("101")).unwrap();
    store.flush().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&directory), 0o700);
    for entry in fs::read_dir(&directory).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[test]
fn everything_put_is_there_after_reopening() {
    let scratch = Scratch::new();
    let extensions = [
        Extension {
            name: None,
            ..extension("101")
        },
        extension("102"),
    ];
    let bindings = [
        binding("101", "sip:a@192.0.2.1"),
        Binding {
            q_thousandths: 0,
            cseq: u32::MAX,
            expires_at: Time::from_micros(1),
            flow: Flow {
                transport: Transport::Tcp,
                local: "[fe80::1%2]:5060".parse().unwrap(),
                remote: "[2001:db8::7]:40000".parse().unwrap(),
            },
            user_agent: None,
            ..binding("101", "sip:b@[2001:db8::7]")
        },
        binding("102", "sip:a@192.0.2.1"),
    ];
    let records = [
        CallRecord {
            answered_by: None,
            rang_at: None,
            answered_at: None,
            status: 486,
            cause: Cause::new(17).unwrap(),
            released_by: Releaser::Callee,
            leg: Some(DecidingLeg::Phone(3)),
            rule: Rule::Busy,
            callee_call_id: None,
            packets_from_caller: 0,
            ..record("0000000000000002", 2)
        },
        record("0000000000000001", 1),
    ];
    let (store, _) = Store::open(scratch.path()).unwrap();
    store.put_realm("naisen", extensions.to_vec()).unwrap();
    for binding in &bindings {
        store.put_binding(binding.clone()).unwrap();
    }
    for record in records.iter().rev() {
        store.add_record(record.clone()).unwrap();
    }
    store.close().unwrap();

    let (store, contents) = Store::open(scratch.path()).unwrap();
    assert_eq!(contents.extensions, extensions);
    assert_eq!(contents.bindings, bindings);
    assert_eq!(contents.realm.as_deref(), Some("naisen"));
    assert_eq!((store.undelivered(), store.refused()), (0, 0));
    let mut reader = Reader::open(scratch.path()).unwrap();
    assert_eq!(reader.records(10).unwrap(), records);
}

#[test]
fn a_later_put_replaces_an_earlier_one_and_removals_remove_what_they_name() {
    let scratch = Scratch::new();
    let (store, _) = Store::open(scratch.path()).unwrap();
    for number in ["101", "102", "103"] {
        store.put_extension(extension(number)).unwrap();
        store
            .put_binding(binding(number, "sip:a@192.0.2.1"))
            .unwrap();
        store
            .put_binding(binding(number, "sip:b@192.0.2.1"))
            .unwrap();
    }
    let renamed = Extension {
        name: Some("Reception".into()),
        ..extension("101")
    };
    let refreshed = Binding {
        cseq: 9,
        ..binding("101", "sip:a@192.0.2.1")
    };
    store.put_extension(renamed.clone()).unwrap();
    store.put_binding(refreshed.clone()).unwrap();
    store.remove_binding("101", "sip:b@192.0.2.1").unwrap();
    store.remove_bindings("102").unwrap();
    store.remove_extension("103").unwrap();
    store.close().unwrap();

    let (_, contents) = Store::open(scratch.path()).unwrap();
    assert_eq!(contents.extensions, [renamed, extension("102")]);
    assert_eq!(contents.bindings, [refreshed]);
}

#[test]
fn changes_that_their_values_make_impossible_are_counted_and_the_others_are_stored() {
    let scratch = Scratch::new();
    let (store, _) = Store::open(scratch.path()).unwrap();
    store.add_record(record("0000000000000001", 1)).unwrap();
    store
        .put_binding(binding("999", "sip:nobody@192.0.2.1"))
        .unwrap();
    store.add_record(record("0000000000000001", 1)).unwrap();
    store.add_record(record("0000000000000002", 2)).unwrap();
    store.flush().unwrap();
    assert_eq!(store.refused(), 2);
    let mut reader = Reader::open(scratch.path()).unwrap();
    assert_eq!(reader.records(10).unwrap().len(), 2);
    assert_eq!(reader.bindings().unwrap(), []);
}

#[test]
fn a_reader_beside_a_running_exchange_sees_what_is_committed_newest_first() {
    let scratch = Scratch::new();
    let (store, _) = Store::open(scratch.path()).unwrap();
    store.put_realm("naisen", vec![extension("101")]).unwrap();
    store.flush().unwrap();
    let mut reader = Reader::open(scratch.path()).unwrap();
    assert_eq!(reader.extensions().unwrap(), [extension("101")]);
    assert_eq!(reader.realm().unwrap().as_deref(), Some("naisen"));
    for second in [3, 1, 2] {
        store
            .add_record(record(&format!("{second:016}"), second))
            .unwrap();
    }
    store.flush().unwrap();
    let started: Vec<_> = reader
        .records(2)
        .unwrap()
        .iter()
        .map(|record| record.started_at.unix_seconds())
        .collect();
    assert_eq!(started, [3, 2]);
}

#[test]
fn a_reader_works_while_no_exchange_runs_and_says_so_when_there_is_nothing() {
    let scratch = Scratch::new();
    let error = Reader::open(scratch.path()).unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }), "{error}");
    used(&scratch);
    let mut reader = Reader::open(scratch.path()).unwrap();
    assert_eq!(reader.records(10).unwrap().len(), 1);
}

#[test]
fn a_second_exchange_is_refused_until_the_first_has_closed() {
    let scratch = Scratch::new();
    let (store, _) = Store::open(scratch.path()).unwrap();
    let error = refused(scratch.path());
    let StoreError::Locked { process_id, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(*process_id, Some(std::process::id()));
    assert!(
        error
            .to_string()
            .contains(&format!("(process {})", std::process::id()))
    );
    store.close().unwrap();
    Store::open(scratch.path()).unwrap();
}

#[test]
fn a_damaged_or_foreign_file_is_refused_and_left_as_it_is() {
    type Harm = fn(&Path);
    type Expected = fn(&StoreError) -> bool;
    let cases: [(&str, Harm, Expected); 5] = [
        (
            "text",
            |path| fs::write(path, "call me at 101\n".repeat(500)).unwrap(),
            |error| matches!(error, StoreError::NotADatabase { .. }),
        ),
        (
            "pages overwritten",
            |path| {
                let length = fs::metadata(path).unwrap().len();
                let file = OpenOptions::new().write(true).open(path).unwrap();
                file.write_all_at(&vec![0xff; length as usize - 4096], 4096)
                    .unwrap();
            },
            |error| matches!(error, StoreError::Damaged { .. }),
        ),
        (
            "cut short",
            |path| {
                let file = File::options().write(true).open(path).unwrap();
                file.set_len(3 * 4096).unwrap();
            },
            |error| matches!(error, StoreError::Damaged { .. }),
        ),
        (
            "a later version",
            // The big-endian user_version of the file header.
            |path| {
                let file = OpenOptions::new().write(true).open(path).unwrap();
                file.write_all_at(&99_u32.to_be_bytes(), 60).unwrap();
            },
            |error| matches!(error, StoreError::Newer { found: 99, .. }),
        ),
        (
            "another program's",
            // The application_id of the file header.
            |path| {
                let file = OpenOptions::new().write(true).open(path).unwrap();
                file.write_all_at(&7_u32.to_be_bytes(), 68).unwrap();
            },
            |error| matches!(error, StoreError::Foreign { .. }),
        ),
    ];
    for (name, harm, expected) in cases {
        let scratch = Scratch::new();
        let path = used(&scratch);
        harm(&path);
        let before = fs::read(&path).unwrap();
        let error = refused(scratch.path());
        assert!(expected(&error), "{name}: {error}");
        let sentence = error.to_string();
        assert!(
            sentence.contains(path.to_str().unwrap()),
            "{name}: {sentence}"
        );
        assert!(!sentence.contains('\n'), "{name}: {sentence}");
        assert!(
            fs::read(&path).unwrap() == before,
            "{name}: the file was changed"
        );
    }
}

#[test]
fn a_directory_that_cannot_be_made_is_named() {
    let scratch = Scratch::new();
    let file = scratch.path().join("file");
    fs::write(&file, "").unwrap();
    let error = refused(&file);
    assert!(matches!(error, StoreError::Directory { .. }), "{error}");
    assert!(error.to_string().starts_with(file.to_str().unwrap()));
}

#[test]
fn another_realm_is_refused_unless_every_password_is_new() {
    let scratch = Scratch::new();
    let (store, contents) = Store::open(scratch.path()).unwrap();
    contents.require_realm("anything", |_| false).unwrap();
    let extensions = (101..108)
        .map(|number| extension(&number.to_string()))
        .collect();
    store.put_realm("naisen", extensions).unwrap();
    store.close().unwrap();

    let (_, contents) = Store::open(scratch.path()).unwrap();
    contents.require_realm("naisen", |_| false).unwrap();
    contents.require_realm("other", |_| true).unwrap();
    let error = contents
        .require_realm("other", |number| number == "101")
        .unwrap_err();
    let sentence = error.to_string();
    assert!(
        sentence.ends_with("102, 103, 104, 105, 106 and 1 more"),
        "{sentence}"
    );
}

#[test]
fn ten_thousand_bindings_are_taken_at_once_and_written_quickly() {
    let scratch = Scratch::new();
    let (store, _) = Store::open(scratch.path()).unwrap();
    store.put_extension(extension("101")).unwrap();
    let started = Instant::now();
    for number in 0..10_000 {
        store
            .put_binding(binding("101", &format!("sip:{number}@192.0.2.1")))
            .unwrap();
    }
    store.flush().unwrap();
    let taken = started.elapsed();
    assert!(taken < Duration::from_secs(5), "{taken:?}");
    let mut reader = Reader::open(scratch.path()).unwrap();
    assert_eq!(reader.bindings().unwrap().len(), 10_000);
}

#[test]
fn a_store_is_a_handle_that_threads_can_share() {
    fn shared<T: Send + Sync>() {}
    shared::<Store>();
}
