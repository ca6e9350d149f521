//! The keys of the phone: what each means, and the thread that reads them.

use std::thread;

use anyhow::Context;
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::terminal;
use naisen_net::Handle;

use super::node::Ask;

/// What the keys mean, for the user.
pub(super) const HELP: &str = "keys: d NUMBER enter = dial, a = answer, r = refuse, h = hang up, o = hold, 0-9 * # = digits, q = quit";

/// The most characters of a number that is being typed.
const MAX_NUMBER: usize = 128;

/// A key, as far as the phone cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    Char(char),
    Enter,
    Backspace,
    Escape,
    Interrupt,
}

/// What a key led to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    /// Something to be done.
    Ask(Ask),
    /// A number is being typed; it is shown.
    Number(String),
    /// Nothing.
    Nothing,
}

/// Reads keys one after the other.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    number: Option<String>,
}

impl Keyboard {
    pub(super) fn press(&mut self, key: Key) -> Typed {
        if key == Key::Interrupt {
            return Typed::Ask(Ask::Quit);
        }
        if let Some(mut number) = self.number.take() {
            match key {
                Key::Enter => return Typed::Ask(Ask::Dial(number.trim().into())),
                Key::Escape => return Typed::Nothing,
                Key::Backspace => {
                    number.pop();
                }
                Key::Char(c) if number.len() < MAX_NUMBER && !c.is_control() => number.push(c),
                Key::Char(_) | Key::Interrupt => {}
            }
            self.number = Some(number.clone());
            return Typed::Number(number);
        }
        match key {
            Key::Char('a') => Typed::Ask(Ask::Answer),
            Key::Char('r') => Typed::Ask(Ask::Refuse),
            Key::Char('h') => Typed::Ask(Ask::HangUp),
            Key::Char('o') => Typed::Ask(Ask::Hold),
            Key::Char('q') => Typed::Ask(Ask::Quit),
            Key::Char('d') => {
                self.number = Some(String::new());
                Typed::Number(String::new())
            }
            Key::Char(digit @ ('0'..='9' | '*' | '#' | 'A'..='D')) => Typed::Ask(Ask::Digit(digit)),
            _ => Typed::Nothing,
        }
    }
}

/// Keys come one by one, without echo, until it is dropped.
pub(super) struct RawMode(());

impl RawMode {
    pub(super) fn begin() -> anyhow::Result<Self> {
        terminal::enable_raw_mode().context("the keyboard cannot be read")?;
        Ok(Self(()))
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that is gone.
        let _ = terminal::disable_raw_mode();
    }
}

/// Reads the keyboard on a thread of its own, for as long as the process lives.
pub(super) fn watch(
    handle: Handle<Ask>,
    show: impl Fn(&str) + Send + 'static,
) -> anyhow::Result<()> {
    thread::Builder::new()
        .name("keys".to_owned())
        .spawn(move || {
            let mut keyboard = Keyboard::default();
            while let Ok(event) = event::read() {
                let Some(key) = key(&event) else {
                    continue;
                };
                match keyboard.press(key) {
                    Typed::Ask(ask) => {
                        if handle.send(ask).is_err() {
                            return;
                        }
                    }
                    Typed::Number(number) => show(&number),
                    Typed::Nothing => {}
                }
            }
        })
        .context("no thread for the keyboard")?;
    Ok(())
}

fn key(event: &Event) -> Option<Key> {
    let Event::Key(key) = event else {
        return None;
    };
    if key.kind == KeyEventKind::Release {
        return None;
    }
    match key.code {
        KeyCode::Char('c' | 'd') if key.modifiers.contains(KeyModifiers::CONTROL) => {
            Some(Key::Interrupt)
        }
        KeyCode::Char(c) => Some(Key::Char(c)),
        KeyCode::Enter => Some(Key::Enter),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Esc => Some(Key::Escape),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_keys_act_at_once_and_a_number_waits_for_enter() {
        let mut keyboard = Keyboard::default();
        for (key, expected) in [
            ('a', Ask::Answer),
            ('r', Ask::Refuse),
            ('h', Ask::HangUp),
            ('o', Ask::Hold),
            ('q', Ask::Quit),
            ('#', Ask::Digit('#')),
        ] {
            assert_eq!(keyboard.press(Key::Char(key)), Typed::Ask(expected));
        }
        assert_eq!(keyboard.press(Key::Char('x')), Typed::Nothing);
        for key in [
            Key::Char('d'),
            Key::Char('1'),
            Key::Char('a'),
            Key::Backspace,
        ] {
            assert!(matches!(keyboard.press(key), Typed::Number(_)));
        }
        keyboard.press(Key::Char('0'));
        let dialled = keyboard.press(Key::Enter);
        assert_eq!(dialled, Typed::Ask(Ask::Dial("10".into())));
        keyboard.press(Key::Char('d'));
        assert_eq!(keyboard.press(Key::Escape), Typed::Nothing);
        assert_eq!(keyboard.press(Key::Char('h')), Typed::Ask(Ask::HangUp));
        keyboard.press(Key::Char('d'));
        assert_eq!(keyboard.press(Key::Interrupt), Typed::Ask(Ask::Quit));
    }
}
