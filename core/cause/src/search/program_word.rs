//! Words that a telephony program prints of its own where others print a code.

use super::Key::{self, C, R, S};
use super::folded::folded;
use crate::Rule;

/// A word of a program.
pub(super) struct ProgramWord {
    /// The word as the program prints it.
    pub(super) word: &'static str,
    /// The program, and what it prints it as.
    pub(super) program: &'static str,
    /// What it stands for, the nearest first.
    pub(super) keys: &'static [Key],
}

const fn dial(word: &'static str, keys: &'static [Key]) -> ProgramWord {
    let program = "Asterisk DIALSTATUS";
    ProgramWord {
        word,
        program,
        keys,
    }
}

const fn asterisk(word: &'static str, keys: &'static [Key]) -> ProgramWord {
    let program = ASTERISK;
    ProgramWord {
        word,
        program,
        keys,
    }
}

const fn freeswitch(word: &'static str, keys: &'static [Key]) -> ProgramWord {
    let program = "FreeSWITCH";
    ProgramWord {
        word,
        program,
        keys,
    }
}

const ASTERISK: &str = "Asterisk";

/// The words that are no name of the catalogue with another dress.
pub(super) const PROGRAM_WORDS: &[ProgramWord] = &[
    dial(
        "CHANUNAVAIL",
        &[R(Rule::NotRegistered), R(Rule::NoResponse)],
    ),
    dial("CONGESTION", &[R(Rule::Congestion), C(34)]),
    dial("NOANSWER", &[R(Rule::NoAnswer), C(19)]),
    dial("BUSY", &[R(Rule::Busy), C(17)]),
    dial("ANSWER", &[R(Rule::Completed), C(16)]),
    dial("ANSWERED", &[R(Rule::Completed), C(16)]),
    dial("CANCEL", &[R(Rule::CallerGaveUp), S(487)]),
    dial("DONTCALL", &[R(Rule::Rejected)]),
    dial("TORTURE", &[R(Rule::Rejected)]),
    asterisk("AST_CAUSE_UNALLOCATED", &[C(1)]),
    asterisk("AST_CAUSE_PRE_EMPTED", &[C(8)]),
    asterisk("AST_CAUSE_NUMBER_PORTED_NOT_HERE", &[C(14)]),
    asterisk("AST_CAUSE_NORMAL", &[C(16)]),
    asterisk("AST_CAUSE_BUSY", &[C(17)]),
    asterisk("AST_CAUSE_NOANSWER", &[C(19)]),
    asterisk("AST_CAUSE_UNREGISTERED", &[C(20)]),
    asterisk("AST_CAUSE_REDIRECTED_TO_NEW_DESTINATION", &[C(23)]),
    asterisk("AST_CAUSE_CONGESTION", &[C(34)]),
    asterisk("AST_CAUSE_FAILURE", &[C(38)]),
    asterisk("AST_CAUSE_INTERWORKING", &[C(127)]),
    freeswitch("ORIGINATOR_CANCEL", &[R(Rule::CallerGaveUp), S(487)]),
    freeswitch("CRASH", &[R(Rule::ServerFailure)]),
    freeswitch("SYSTEM_SHUTDOWN", &[R(Rule::Stopped)]),
    freeswitch("LOSE_RACE", &[R(Rule::Forked), C(26)]),
    freeswitch("PICKED_OFF", &[R(Rule::Forked), C(26)]),
    freeswitch("MANAGER_REQUEST", &[R(Rule::Completed)]),
    freeswitch("BLIND_TRANSFER", &[R(Rule::Completed)]),
    freeswitch("ATTENDED_TRANSFER", &[R(Rule::Completed)]),
    freeswitch("BOWOUT", &[R(Rule::Completed)]),
    freeswitch("ALLOTTED_TIMEOUT", &[R(Rule::TimeLimit)]),
    freeswitch("USER_CHALLENGE", &[R(Rule::NoCredentials), S(407)]),
    freeswitch("MEDIA_TIMEOUT", &[R(Rule::NoAudio), R(Rule::LegLost)]),
    freeswitch("SRTP_READ_ERROR", &[R(Rule::NoAudio)]),
    freeswitch("USER_NOT_REGISTERED", &[R(Rule::NotRegistered), C(20)]),
    freeswitch("PROGRESS_TIMEOUT", &[R(Rule::NoResponse), C(18)]),
    freeswitch("GATEWAY_DOWN", &[R(Rule::NoResponse)]),
    freeswitch("INVALID_GATEWAY", &[C(3)]),
    freeswitch("INVALID_PROFILE", &[C(3)]),
    freeswitch("INVALID_URL", &[R(Rule::WrongRequestUri)]),
    freeswitch("NO_IDENTITY", &[S(428)]),
    freeswitch("UNSUPPORTED_CERTIFICATE", &[S(437)]),
    freeswitch("INVALID_IDENTITY", &[S(438)]),
];

/// The word of a program that `query` is, when folded.
pub(super) fn of(query: &str) -> impl Iterator<Item = &'static ProgramWord> {
    PROGRAM_WORDS
        .iter()
        .filter(move |entry| folded(entry.word) == query)
}

/// The name that Asterisk dresses as one of its constants, `AST_CAUSE_NO_ANSWER`, and the program.
pub(super) fn undressed(query: &str) -> Option<(&str, &'static str)> {
    Some((query.strip_prefix("ast cause ")?, ASTERISK))
}
