//! `naisen phone`: a terminal on the command line, for people and for scripts.

mod file;
mod keys;
mod node;
mod recording;
mod script;
mod settings;
mod told;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use clap::{Args, ValueEnum};
use naisen_cause::Language;
use naisen_jj2211::{Role, Watched};
use naisen_net::{Driver, Handle};
use naisen_node::{Random, Time};
use naisen_terminal::{Event, Hears, Terminal};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::language;
use keys::RawMode;
use node::{Ask, Phone, Told};
use recording::Recording;
use script::{Outcome, Script};
use settings::Server;

/// Be a telephone: register, call, answer, play and record.
#[derive(Debug, Args)]
#[command(
    after_help = "On a terminal it is worked with keys: d NUMBER enter dials, a answers, r refuses, \
                  h hangs up, o holds, 0-9 * # are digits, q quits.\n\n\
                  Exit codes: 0 every call was done as asked, 1 a call failed or was refused, 2 wrong \
                  usage or a local error, 3 not registered.\n\n\
                  Examples:\n  \
                  naisen phone 101 --server 127.0.0.1 --password-file secret\n  \
                  naisen phone 101 --server 127.0.0.1 --dial 102 --play hello.wav --record heard.wav\n  \
                  naisen phone 102 --server 127.0.0.1 --answer --ring-time 2s --calls 1 --json"
)]
pub(crate) struct PhoneArgs {
    /// The extension that this phone is.
    number: String,
    /// The exchange: a name or an address, with a port if it is not 5060.
    #[arg(long, value_name = "HOST[:PORT]")]
    server: String,
    /// The registrar, if it is not the server of calls.
    #[arg(long, value_name = "HOST[:PORT]")]
    registrar: Option<String>,
    /// The domain of our address of record; by default the host of the server.
    #[arg(long, value_name = "NAME")]
    domain: Option<String>,
    /// The user name for authentication; by default the extension.
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The password. Other users of this machine may see it: better use --password-file or the
    /// environment variable NAISEN_PASSWORD.
    #[arg(long, value_name = "PASSWORD", conflicts_with = "password_file")]
    password: Option<String>,
    /// A file whose first line is the password.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// The options of the standard; see naisen-phone.example.toml.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Our address; by default the one that the way to the server begins at, with a free port.
    #[arg(long, value_name = "ADDRESS[:PORT]")]
    local: Option<String>,
    /// The transport.
    #[arg(long, value_enum, default_value = "udp")]
    transport: TransportArg,
    /// Call this number or URI.
    #[arg(long, value_name = "NUMBER")]
    dial: Option<String>,
    /// Answer calls without being asked.
    #[arg(long)]
    answer: bool,
    /// How long it rings before that.
    #[arg(long, value_name = "TIME", default_value = "1s", value_parser = settings::span)]
    ring_time: Duration,
    /// What to say: a WAV file (8000 Hz, 16 bit, one channel), `tone` or `silence`.
    #[arg(long, value_name = "FILE|tone|silence")]
    play: Option<String>,
    /// Record what is heard.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Hang up so long after the answer.
    #[arg(long, value_name = "TIME", value_parser = settings::span)]
    hangup_after: Option<Duration>,
    /// Press these keys after the answer.
    #[arg(long, value_name = "KEYS")]
    digits: Option<String>,
    /// Without reliable provisional responses (RFC 3262).
    #[arg(long = "no-100rel")]
    no_100rel: bool,
    /// Without session timer (RFC 4028).
    #[arg(long)]
    no_timer: bool,
    /// The session interval to ask for, in seconds.
    #[arg(long, value_name = "SECONDS", conflicts_with = "no_timer")]
    session_expires: Option<u32>,
    /// Without UPDATE (RFC 3311).
    #[arg(long)]
    no_update: bool,
    /// Without registration.
    #[arg(long)]
    no_register: bool,
    /// Do not let our number be shown.
    #[arg(long)]
    withhold: bool,
    /// The language in which the end of a call is explained: en, ja, nl or zh; by default that of
    /// the locale.
    #[arg(long, value_name = "LANG", value_parser = language::parse)]
    lang: Option<Language>,
    /// Hold each message that we send against the standard (JJ-22.11 §1.3.3); standard error gets
    /// what breaks it, and how often.
    #[arg(long)]
    watch: bool,
    /// Tell events as lines of JSON.
    #[arg(long)]
    json: bool,
    /// End after so many calls; with --dial one, otherwise never.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    calls: Option<u32>,
}

/// The transports there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TransportArg {
    Udp,
    Tcp,
}

/// Runs until the plan is done, or the user quits.
pub(crate) fn run(args: &PhoneArgs) -> anyhow::Result<ExitCode> {
    let interactive = !args.json && std::io::stdin().is_terminal();
    let server = Server::find(&args.server)?;
    let local = settings::local(args, &server)?;
    let mut plan = settings::plan(args, interactive)?;
    let voice = Voice {
        json: args.json,
        language: args.lang.unwrap_or_else(language::of_locale),
        raw: interactive,
    };

    let driver: Driver<Ask> = Driver::bind(&settings::listen(args, local))?;
    let local = match args.transport {
        TransportArg::Udp => driver.udp_addresses().next(),
        TransportArg::Tcp => driver.tcp_addresses().next(),
    };
    let local = local.with_context(|| match driver.tcp_failures().first() {
        Some(failure) => failure.to_string(),
        None => "there is no address to speak from".to_owned(),
    })?;
    let config = settings::terminal(args, &server, local, interactive)?;
    plan.register = config.registration.is_some();
    let mut recording = args.record.as_deref().map(Recording::create).transpose()?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).context("the operating system gives no random numbers")?;
    let now = driver.now();
    let settled = config.settled();
    let terminal = Terminal::new(now, config, Random::from_seed(seed))?;
    let phone = Phone::new(terminal, Script::new(now, plan));
    let mut phone = if args.watch {
        Watched::new(phone, Role::Terminal, settled, |violation| {
            eprint!("breaks {}: {violation}\r\n", violation.clause());
        })
    } else {
        Watched::not(phone)
    };

    let handle = driver.handle();
    watch_signals(handle.clone())?;
    let raw_mode = interactive.then(RawMode::begin).transpose()?;
    if interactive {
        voice.say(keys::HELP);
        keys::watch(handle.clone(), move |number| voice.echo(number))?;
    }

    let mut outcome = Outcome::Done;
    let mut trouble = None;
    let result = driver.run(&mut phone, |now, told| match told {
        Told::Terminal(event) => {
            voice.tell(now, &event);
            if let Err(error) = record(recording.as_mut(), &event) {
                trouble.get_or_insert(error);
                handle.stop();
            }
        }
        Told::Finished(how) => {
            outcome = how;
            handle.stop();
        }
    });
    drop(raw_mode);
    if args.watch {
        eprintln!("{} messages of ours broke the standard", phone.violations());
    }
    result.context("the network loop ended")?;
    if let Some(recording) = recording {
        recording.finish()?;
    }
    if let Some(trouble) = trouble {
        return Err(trouble);
    }
    Ok(ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::CallFailed => 1,
        Outcome::NotRegistered => 3,
    }))
}

/// Writes what the peer is heard to say.
fn record(recording: Option<&mut Recording>, event: &Event) -> anyhow::Result<()> {
    match (recording, event) {
        (
            Some(recording),
            Event::Heard {
                hears: Hears::Talk | Hears::EarlyMedia,
                samples,
                ..
            },
        ) => recording.write(samples),
        _ => Ok(()),
    }
}

/// SIGINT and SIGTERM are what `q` is.
fn watch_signals(handle: Handle<Ask>) -> anyhow::Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM]).context("signals cannot be received")?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            for _ in signals.forever() {
                if handle.send(Ask::Quit).is_err() {
                    return;
                }
            }
        })
        .context("no thread for signals")?;
    Ok(())
}

/// What speaks to the user.
#[derive(Clone, Copy, Debug)]
struct Voice {
    json: bool,
    language: Language,
    /// Keys come one by one: a line begins with the removal of what is being typed, and ends with
    /// a carriage return of its own.
    raw: bool,
}

impl Voice {
    fn tell(self, now: Time, event: &Event) {
        let line = if self.json {
            told::object(now, event, self.language).map(|object| object.to_string())
        } else {
            told::line(now, event, self.language)
        };
        if let Some(line) = line {
            self.say(&line);
        }
    }

    fn say(self, line: &str) {
        let mut out = std::io::stdout().lock();
        let (begin, end) = if self.raw {
            ("\r\x1b[K", "\r\n")
        } else {
            ("", "\n")
        };
        // Who closed our output does not want to know.
        let _ = write!(out, "{begin}{line}{end}").and_then(|()| out.flush());
    }

    /// Shows the number that is being typed, over what was shown of it before.
    fn echo(self, number: &str) {
        let mut out = std::io::stdout().lock();
        let _ = write!(out, "\r\x1b[Kdial {number}").and_then(|()| out.flush());
    }
}
