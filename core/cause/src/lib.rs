//! The interpreter's knowledge: SIP status codes (RFC 3261 §21) and causes of ITU-T Q.850, named,
//! decoded, translated into each other and explained to caller and technician in four languages.
//!
//! | file | what |
//! | --- | --- |
//! | `language`, `text` | the four languages; a text that exists in all of them |
//! | `explanation`, `place` | what is said of a code, and where the trouble most likely lies |
//! | `status` | the catalogue of SIP status codes |
//! | `cause`, `class`, `diagnostic_kind` | the catalogue of causes, with the names of older lists |
//! | `location`, `coding` | who generated a cause, and by whose standard it is coded |
//! | `element`, `recommendation`, `diagnostic` | the Cause element as octets, and its diagnostics by cause |
//! | `q931`, `octets` | causes inside whole messages, and octets as people paste them |
//! | `standing` | how well a fact is known: not every source could be read |
//! | `rule` | why a call ended as it did: what the exchange and the reader of traces can tell |
//! | `translation` | statuses into causes and back: one table a source, in `mappings/` |
//! | `reason` | the Reason headers of a message, and what they contradict each other in |
//! | `search` | entries of the catalogues by a phrase in any language |
//!
//! The catalogues are constants of the program: an explanation that lacks a language does not
//! compile. A table of translations is read from text, so that another is a matter of one file.

#![forbid(unsafe_code)]

mod cause;
mod class;
mod coding;
mod diagnostic;
mod diagnostic_kind;
pub mod element;
mod explanation;
mod language;
mod location;
pub mod octets;
mod place;
pub mod q931;
mod reason;
mod recommendation;
mod rule;
mod search;
mod standing;
mod status;
mod text;
mod translation;

pub use cause::{Cause, CauseEntry, CauseMeaning};
pub use class::CauseClass;
pub use coding::CodingStandard;
pub use diagnostic::{
    Attribute, CallCompletion, Condition, Diagnostic, IsupNames, Lasting, Reading, Rejection,
    RejectionReason,
};
pub use diagnostic_kind::DiagnosticKind;
pub use element::{CauseElement, Complaint, Decoded};
pub use explanation::Explanation;
pub use language::Language;
pub use location::Location;
pub use place::Place;
pub use reason::{Contradiction, MAX_REASONS, Mismatch, Q850Reason, Reasons, SipReason};
pub use recommendation::Recommendation;
pub use rule::{Bearing, Rule};
pub use search::{Hit, Rank, Subject, nearest, search};
pub use standing::Standing;
pub use status::Status;
pub use text::Text;
pub use translation::{
    Answer, CauseKey, CauseRow, Circumstances, Comparison, StatusKey, StatusRow, Translation,
    TranslationError, TranslationRow, When,
};
