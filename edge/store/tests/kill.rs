//! What is left when the process is killed.

mod scratch;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use naisen_store::{Reader, Store};
use scratch::{Scratch, binding, extension, record};

/// Where the child finds the directory; without it, it does nothing.
const DIRECTORY: &str = "NAISEN_STORE_TEST_DIRECTORY";
const READY: &str = "flushed";

/// Not a test of its own: the process that is killed.
#[test]
#[ignore = "run by the test below"]
fn child_that_writes_and_waits() {
    let Some(directory) = std::env::var_os(DIRECTORY) else {
        return;
    };
    let (store, _) = Store::open(Path::new(&directory)).unwrap();
    store.put_realm("naisen", vec![extension("101")]).unwrap();
    store
        .put_binding(binding("101", "sip:a@192.0.2.1"))
        .unwrap();
    store.add_record(record("0000000000000001", 1)).unwrap();
    store.flush().unwrap();
    // By itself on a line: the test harness has printed something before it.
    writeln!(std::io::stderr(), "\n{READY}").unwrap();
    loop {
        std::thread::park();
    }
}

#[test]
fn what_was_flushed_survives_the_kill_of_the_process_and_the_directory_is_free_again() {
    let scratch = Scratch::new();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "child_that_writes_and_waits",
            "--ignored",
            "--nocapture",
        ])
        .env(DIRECTORY, scratch.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let is_ready = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .any(|line| line.unwrap() == READY);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(is_ready);

    let (_store, contents) = Store::open(scratch.path()).unwrap();
    assert_eq!(contents.extensions, [extension("101")]);
    assert_eq!(contents.bindings, [binding("101", "sip:a@192.0.2.1")]);
    assert_eq!(contents.realm.as_deref(), Some("naisen"));
    let mut reader = Reader::open(scratch.path()).unwrap();
    assert_eq!(reader.records(10).unwrap(), [record("0000000000000001", 1)]);
}
