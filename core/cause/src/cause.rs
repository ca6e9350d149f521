//! The catalogue of causes (ITU-T Q.850), with the names that older lists give them.

mod class;
mod interworking;
mod invalid;
mod normal;
mod note;
mod proprietary;
mod protocol_error;
mod unavailable_resource;
mod unavailable_service;
mod unimplemented;

use std::fmt;

use crate::{CauseClass, DiagnosticKind, Explanation, Standing, Text};
use class::*;
use interworking::*;
use invalid::*;
use normal::*;
use note::*;
use proprietary::PROPRIETARY;
use protocol_error::*;
use unavailable_resource::*;
use unavailable_service::*;
use unimplemented::*;

/// A cause value of Q.850: seven bits, 0 to 127.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cause(u8);

/// What is known of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseEntry {
    /// The cause.
    pub cause: Cause,
    /// Its name in Q.850; `None` if only older lists have it.
    pub name: Option<&'static str>,
    /// How well that name is known. The text of Q.850 is not open to read.
    pub standing: Standing,
    /// Names of older and of North American lists, and the words that exchanges use for it.
    pub other_names: &'static [&'static str],
    /// What its diagnostic octets hold, and how well that is known; `None` if it has none.
    pub diagnostic: Option<(DiagnosticKind, Standing)>,
    /// What one must know before one trusts the number or its name.
    pub note: Option<Text>,
    /// What is said of it.
    pub explanation: &'static Explanation,
}

/// What a number means that stands where a cause is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CauseMeaning {
    /// A cause of Q.850, named there or not.
    Cause(Cause),
    /// Above 127, which the seven bits of an element cannot hold: a device's own number.
    Proprietary(u16),
}

macro_rules! causes {
    (@or $none:expr;) => { $none };
    (@or $none:expr; $some:expr) => { Some($some) };
    ($($constant:ident $value:literal [$($name:literal)?] [$($other:literal),*]
       ($($kind:ident, $standing:ident)?) [$($note:ident)?] $text:ident;)*) => {
        impl Cause {
            $(
                #[doc = concat!("Cause ", stringify!($value) $(, ": ", $name)?, ".")]
                pub const $constant: Cause = Cause($value);
            )*
        }

        impl CauseEntry {
            /// Every cause that Q.850 or an older list names, in ascending order.
            pub const ALL: &'static [CauseEntry] = &[$(CauseEntry {
                cause: Cause($value),
                name: causes!(@or None; $($name)?),
                standing: Standing::SecondHand,
                other_names: &[$($other),*],
                diagnostic: causes!(@or None; $((DiagnosticKind::$kind, Standing::$standing))?),
                note: causes!(@or None; $($note)?),
                explanation: &$text,
            }),*];
        }
    };
}

causes! {
    UNALLOCATED_NUMBER 1 ["Unallocated (unassigned) number"] ["Unallocated or unassigned number", "UNALLOCATED_NUMBER"] (Condition, SecondHand) [] CAUSE_1;
    NO_ROUTE_TO_TRANSIT_NETWORK 2 ["No route to specified transit network (national use)"] ["No route to specified transit network (Transit Network Identity)", "NO_ROUTE_TRANSIT_NET"] (TransitNetwork, SecondHand) [] CAUSE_2;
    NO_ROUTE_TO_DESTINATION 3 ["No route to destination"] ["NO_ROUTE_DESTINATION"] (Condition, SecondHand) [] CAUSE_3;
    SEND_SPECIAL_INFORMATION_TONE 4 ["Send special information tone"] [] () [] CAUSE_4;
    MISDIALLED_TRUNK_PREFIX 5 ["Misdialled trunk prefix (national use)"] ["Misdialed trunk prefix"] () [] CAUSE_5;
    CHANNEL_UNACCEPTABLE 6 ["Channel unacceptable"] [] () [] CAUSE_6;
    CALL_AWARDED 7 ["Call awarded and being delivered in an established channel"] ["CALL_AWARDED_DELIVERED"] () [] CAUSE_7;
    PREEMPTION 8 ["Preemption"] ["Prefix 0 dialed but not allowed"] () [OTHER_MEANING] CAUSE_8;
    PREEMPTION_RESERVED 9 ["Preemption - circuit reserved for reuse"] ["Prefix 1 dialed but not allowed"] () [OTHER_MEANING] CAUSE_9;
    PREFIX_1_REQUIRED 10 [] ["Prefix 1 not dialed but required"] () [DIALLED_OR_NOT] CAUSE_10;
    MORE_DIGITS_THAN_ALLOWED 11 [] ["More digits received than allowed, call is proceeding"] () [NOT_IN_Q850] CAUSE_11;
    COMPLETED_ELSEWHERE 13 ["Call completed elsewhere"] [] () [ONE_SOURCE] CAUSE_13;
    PORTED_NUMBER 14 ["QoR: ported number"] [] () [] CAUSE_14;
    NORMAL_CLEARING 16 ["Normal call clearing"] ["NORMAL_CLEARING"] (Condition, Recalled) [] CAUSE_16;
    USER_BUSY 17 ["User busy"] [] (CallCompletion, Recalled) [] CAUSE_17;
    NO_USER_RESPONDING 18 ["No user responding"] ["NO_USER_RESPONSE"] () [] CAUSE_18;
    NO_ANSWER 19 ["No answer from user (user alerted)"] ["T.301 expired: – User Alerted, No answer from user", "NO_ANSWER"] () [] CAUSE_19;
    SUBSCRIBER_ABSENT 20 ["Subscriber absent"] [] () [] CAUSE_20;
    CALL_REJECTED 21 ["Call rejected"] [] (Rejection, SecondHand) [] CAUSE_21;
    NUMBER_CHANGED 22 ["Number changed"] ["Number changed to number in diagnostic field"] (Number, SecondHand) [] CAUSE_22;
    REDIRECTION 23 ["Redirection to new destination"] ["Reverse charging rejected"] (Number, SecondHand) [OTHER_MEANING] CAUSE_23;
    REJECTED_BY_FEATURE 24 ["Call rejected due to feature at the destination"] ["Call suspended"] () [OTHER_MEANING] CAUSE_24;
    EXCHANGE_ROUTING_ERROR 25 ["Exchange - routing error"] ["Call resumed", "EXCHANGE_ROUTING_ERROR"] () [OTHER_MEANING] CAUSE_25;
    NON_SELECTED_USER_CLEARING 26 ["Non-selected user clearing"] ["Answered elsewhere"] () [] CAUSE_26;
    DESTINATION_OUT_OF_ORDER 27 ["Destination out of order"] [] () [] CAUSE_27;
    INVALID_NUMBER_FORMAT 28 ["Invalid number format (address incomplete)"] ["Invalid number format or incomplete address", "INVALID_NUMBER_FORMAT"] () [] CAUSE_28;
    FACILITY_REJECTED 29 ["Facility rejected"] ["EKTS facility rejected by network"] (Facility, Recalled) [NARROWED] CAUSE_29;
    RESPONSE_TO_STATUS_ENQUIRY 30 ["Response to STATUS ENQUIRY"] ["Response to STATUS INQUIRY"] () [] CAUSE_30;
    NORMAL_UNSPECIFIED 31 ["Normal, unspecified"] ["NORMAL_UNSPECIFIED"] () [] CAUSE_31;
    CIRCUIT_OUT_OF_ORDER 33 [] ["Circuit out of order"] () [NOT_IN_Q850] CAUSE_33;
    NO_CIRCUIT_AVAILABLE 34 ["No circuit/channel available"] ["NORMAL_CIRCUIT_CONGESTION"] (CallCompletion, Recalled) [] CAUSE_34;
    DESTINATION_UNATTAINABLE 35 [] ["Destination unattainable"] () [NOT_IN_Q850] CAUSE_35;
    OUT_OF_ORDER 36 [] ["Out of order"] () [NOT_IN_Q850] CAUSE_36;
    DEGRADED_SERVICE 37 [] ["Degraded service"] () [NOT_IN_Q850] CAUSE_37;
    NETWORK_OUT_OF_ORDER 38 ["Network out of order"] [] () [] CAUSE_38;
    FRAME_MODE_OUT_OF_SERVICE 39 ["Permanent frame mode connection out of service"] ["Transit delay range cannot be achieved"] () [OTHER_MEANING] CAUSE_39;
    FRAME_MODE_OPERATIONAL 40 ["Permanent frame mode connection operational"] ["Throughput range cannot be achieved"] () [OTHER_MEANING] CAUSE_40;
    TEMPORARY_FAILURE 41 ["Temporary failure"] ["NORMAL_TEMPORARY_FAILURE"] () [] CAUSE_41;
    SWITCH_CONGESTION 42 ["Switching equipment congestion"] ["SWITCH_CONGESTION"] () [] CAUSE_42;
    ACCESS_INFORMATION_DISCARDED 43 ["Access information discarded"] ["ACCESS_INFO_DISCARDED"] (Elements, SecondHand) [] CAUSE_43;
    REQUESTED_CHANNEL_NOT_AVAILABLE 44 ["Requested circuit/channel not available"] ["Requested circuit channel not available", "REQUESTED_CHAN_UNAVAIL"] () [] CAUSE_44;
    PREEMPTED 45 [] ["Preempted", "PRE_EMPTED"] () [NOT_IN_Q850] CAUSE_45;
    PRECEDENCE_CALL_BLOCKED 46 ["Precedence call blocked"] [] () [] CAUSE_46;
    RESOURCE_UNAVAILABLE 47 ["Resource unavailable, unspecified"] [] () [] CAUSE_47;
    QUALITY_NOT_AVAILABLE 49 ["Quality of service not available"] ["Quality of service unavailable"] (Condition, SecondHand) [] CAUSE_49;
    FACILITY_NOT_SUBSCRIBED 50 ["Requested facility not subscribed"] ["FACILITY_NOT_SUBSCRIBED"] (Facility, Recalled) [] CAUSE_50;
    REVERSE_CHARGING_NOT_ALLOWED 51 [] ["Reverse charging not allowed"] () [NOT_IN_Q850] CAUSE_51;
    OUTGOING_CALLS_BARRED 52 [] ["Outgoing calls barred", "OUTGOING_CALL_BARRED"] () [NOT_IN_Q850] CAUSE_52;
    OUTGOING_BARRED_WITHIN_CUG 53 ["Outgoing calls barred within CUG"] [] () [] CAUSE_53;
    INCOMING_CALLS_BARRED 54 [] ["Incoming calls barred", "INCOMING_CALL_BARRED"] () [NOT_IN_Q850] CAUSE_54;
    INCOMING_BARRED_WITHIN_CUG 55 ["Incoming calls barred within CUG"] [] () [] CAUSE_55;
    CALL_WAITING_NOT_SUBSCRIBED 56 [] ["Call waiting not subscribed"] () [NOT_IN_Q850] CAUSE_56;
    BEARER_NOT_AUTHORIZED 57 ["Bearer capability not authorized"] ["BEARERCAPABILITY_NOTAUTH"] (Attributes, Recalled) [] CAUSE_57;
    BEARER_NOT_AVAILABLE 58 ["Bearer capability not presently available"] ["BEARERCAPABILITY_NOTAVAIL"] (Attributes, Recalled) [] CAUSE_58;
    INCONSISTENT_OUTGOING_ACCESS 62 ["Inconsistency in designated outgoing access information and subscriber class"] [] () [] CAUSE_62;
    SERVICE_NOT_AVAILABLE 63 ["Service or option not available, unspecified"] ["SERVICE_UNAVAILABLE"] () [] CAUSE_63;
    BEARER_NOT_IMPLEMENTED 65 ["Bearer capability not implemented"] ["Bearer service not implemented", "BEARERCAPABILITY_NOTIMPL"] (Attributes, Recalled) [] CAUSE_65;
    CHANNEL_TYPE_NOT_IMPLEMENTED 66 ["Channel type not implemented"] ["CHAN_NOT_IMPLEMENTED"] (ChannelType, Recalled) [] CAUSE_66;
    TRANSIT_SELECTION_NOT_IMPLEMENTED 67 [] ["Transit network selection not implemented"] () [NOT_IN_Q850] CAUSE_67;
    MESSAGE_NOT_IMPLEMENTED 68 [] ["Message not implemented"] () [NOT_IN_Q850] CAUSE_68;
    FACILITY_NOT_IMPLEMENTED 69 ["Requested facility not implemented"] ["FACILITY_NOT_IMPLEMENTED"] (Facility, Recalled) [] CAUSE_69;
    RESTRICTED_DIGITAL_ONLY 70 ["Only restricted digital information bearer capability is available (national use)"] ["Only restricted digital information bearer capability is available"] () [] CAUSE_70;
    SERVICE_NOT_IMPLEMENTED 79 ["Service or option not implemented, unspecified"] ["SERVICE_NOT_IMPLEMENTED"] () [] CAUSE_79;
    INVALID_CALL_REFERENCE 81 ["Invalid call reference value"] ["INVALID_CALL_REFERENCE"] () [] CAUSE_81;
    CHANNEL_DOES_NOT_EXIST 82 ["Identified channel does not exist"] [] (ChannelIdentification, Recalled) [] CAUSE_82;
    SUSPENDED_CALL_OF_OTHER_IDENTITY 83 ["A suspended call exists, but this call identity does not"] [] () [] CAUSE_83;
    CALL_IDENTITY_IN_USE 84 ["Call identity in use"] [] () [] CAUSE_84;
    NO_CALL_SUSPENDED 85 ["No call suspended"] [] () [] CAUSE_85;
    CALL_IDENTITY_CLEARED 86 ["Call having the requested call identity has been cleared"] [] () [] CAUSE_86;
    NOT_MEMBER_OF_CUG 87 ["User not member of CUG"] ["Called user not member of CUG"] () [] CAUSE_87;
    INCOMPATIBLE_DESTINATION 88 ["Incompatible destination"] [] (Elements, SecondHand) [] CAUSE_88;
    NO_SUCH_ABBREVIATED_ADDRESS 89 [] ["Non-existent abbreviated address entry"] () [NOT_IN_Q850] CAUSE_89;
    NON_EXISTENT_CUG 90 ["Non-existent CUG"] ["Destination address missing, and direct call not subscribed"] () [OTHER_MEANING] CAUSE_90;
    INVALID_TRANSIT_SELECTION 91 ["Invalid transit network selection (national use)"] [] (TransitNetwork, Recalled) [] CAUSE_91;
    INVALID_FACILITY_PARAMETER 92 [] ["Invalid facility parameter"] () [RUN_TOGETHER] CAUSE_92;
    MANDATORY_ELEMENT_MISSING_IN_OLD_LISTS 93 [] ["Mandatory information element is missing"] () [RUN_TOGETHER] CAUSE_93;
    INVALID_MESSAGE 95 ["Invalid message, unspecified"] ["INVALID_MSG_UNSPECIFIED"] () [] CAUSE_95;
    MANDATORY_ELEMENT_MISSING 96 ["Mandatory information element is missing"] ["MANDATORY_IE_MISSING"] (Elements, SecondHand) [] CAUSE_96;
    MESSAGE_TYPE_NON_EXISTENT 97 ["Message type non-existent or not implemented"] ["MESSAGE_TYPE_NONEXIST"] (MessageType, SecondHand) [] CAUSE_97;
    MESSAGE_NOT_COMPATIBLE 98 ["Message not compatible with call state or message type non-existent or not implemented"] ["WRONG_MESSAGE"] (MessageType, Recalled) [] CAUSE_98;
    ELEMENT_NON_EXISTENT 99 ["Information element/parameter non-existent or not implemented"] ["Information element nonexistent or not implemented", "IE_NONEXIST"] (Elements, SecondHand) [] CAUSE_99;
    INVALID_ELEMENT_CONTENTS 100 ["Invalid information element contents"] ["INVALID_IE_CONTENTS"] (Elements, SecondHand) [] CAUSE_100;
    INCOMPATIBLE_WITH_CALL_STATE 101 ["Message not compatible with call state"] ["WRONG_CALL_STATE"] (MessageType, SecondHand) [] CAUSE_101;
    TIMER_EXPIRY 102 ["Recovery on timer expiry"] ["RECOVERY_ON_TIMER_EXPIRE"] (Timer, SecondHand) [] CAUSE_102;
    PARAMETER_PASSED_ON 103 ["Parameter non-existent or not implemented - passed on (national use)"] ["Parameter non-existent or not implemented – passed on", "MANDATORY_IE_LENGTH_ERROR"] (Parameter, Recalled) [] CAUSE_103;
    MESSAGE_WITH_PARAMETER_DISCARDED 110 ["Message with unrecognized parameter discarded"] [] (MessageAndParameters, Recalled) [] CAUSE_110;
    PROTOCOL_ERROR 111 ["Protocol error, unspecified"] ["PROTOCOL_ERROR"] () [] CAUSE_111;
    INTERWORKING 127 ["Interworking, unspecified"] ["Internetworking, unspecified"] () [] CAUSE_127;
}

impl Cause {
    /// The cause of this number; `None` above 127.
    pub const fn new(value: u8) -> Option<Self> {
        if value < 0x80 {
            Some(Self(value))
        } else {
            None
        }
    }

    /// What `number` means where a cause is expected: above 127 it is a device's own.
    pub const fn meaning(number: u16) -> CauseMeaning {
        if number < 0x80 {
            CauseMeaning::Cause(Self(number as u8))
        } else {
            CauseMeaning::Proprietary(number)
        }
    }

    /// The number.
    pub const fn value(self) -> u8 {
        self.0
    }

    /// The class, by bits 7 to 5.
    pub const fn class(self) -> CauseClass {
        CauseClass::of(self.0)
    }

    /// What the catalogue has about it; `None` if no list names it.
    pub fn entry(self) -> Option<&'static CauseEntry> {
        let at = CauseEntry::ALL
            .binary_search_by_key(&self, |entry| entry.cause)
            .ok()?;
        CauseEntry::ALL.get(at)
    }

    /// Its name in Q.850.
    pub fn name(self) -> Option<&'static str> {
        self.entry()?.name
    }

    /// What is said of it; if no list names it, what is said of its class.
    pub fn explanation(self) -> &'static Explanation {
        self.entry()
            .map_or_else(|| Self::of_class(self.class()), |entry| entry.explanation)
    }

    /// What is said of a class of causes.
    pub const fn of_class(class: CauseClass) -> &'static Explanation {
        match class {
            CauseClass::Normal => &CLASS_0,
            CauseClass::NormalClearing => &CLASS_1,
            CauseClass::ResourceUnavailable => &CLASS_2,
            CauseClass::ServiceUnavailable => &CLASS_3,
            CauseClass::ServiceNotImplemented => &CLASS_4,
            CauseClass::InvalidMessage => &CLASS_5,
            CauseClass::ProtocolError => &CLASS_6,
            CauseClass::Interworking => &CLASS_7,
        }
    }
}

impl CauseMeaning {
    /// What is said of it.
    pub fn explanation(self) -> &'static Explanation {
        match self {
            CauseMeaning::Cause(cause) => cause.explanation(),
            CauseMeaning::Proprietary(_) => &PROPRIETARY,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ascends_and_is_found_by_number() {
        assert!(
            CauseEntry::ALL
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.cause < b.cause))
        );
        for entry in CauseEntry::ALL {
            assert_eq!(entry.cause.entry(), Some(entry));
            assert!(entry.name.is_some() || !entry.other_names.is_empty());
        }
    }

    #[test]
    fn the_class_is_in_the_upper_three_bits() {
        for (cause, class) in [
            (Cause::UNALLOCATED_NUMBER, CauseClass::Normal),
            (Cause::NORMAL_CLEARING, CauseClass::NormalClearing),
            (Cause::RESOURCE_UNAVAILABLE, CauseClass::ResourceUnavailable),
            (Cause::MESSAGE_NOT_COMPATIBLE, CauseClass::ProtocolError),
            (Cause::INTERWORKING, CauseClass::Interworking),
        ] {
            assert_eq!(cause.class(), class);
        }
        for value in 0..0x80 {
            let cause = Cause::new(value).expect("seven bits");
            assert_eq!(cause.class().number(), value / 16);
        }
    }

    #[test]
    fn a_cause_that_nobody_names_means_what_its_class_means() {
        let unnamed = Cause::new(60).expect("seven bits");
        assert_eq!(unnamed.entry(), None);
        assert_eq!(
            unnamed.explanation(),
            Cause::of_class(CauseClass::ServiceUnavailable)
        );
    }

    #[test]
    fn above_127_a_number_is_a_devices_own() {
        assert_eq!(Cause::new(128), None);
        assert_eq!(
            Cause::meaning(127),
            CauseMeaning::Cause(Cause::INTERWORKING)
        );
        assert_eq!(Cause::meaning(128), CauseMeaning::Proprietary(128));
        assert_eq!(Cause::meaning(487).explanation(), &PROPRIETARY);
    }
}
