//! The keys of an example configuration, those commented out included.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:# ?)?\[{1,2}([a-z][a-z0-9_.]*)\]{1,2}$").expect("the pattern is right")
});

static KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:# ?)?([a-z][a-z0-9_]*) = ").expect("the pattern is right"));

/// Every key of the text, as `section.key`, or `key` where no section is open.
pub(crate) fn keys(text: &str) -> BTreeSet<String> {
    let mut section = String::new();
    let mut keys = BTreeSet::new();
    for line in text.lines() {
        if let Some(found) = SECTION.captures(line.trim_end()) {
            section = format!("{}.", &found[1]);
        } else if let Some(found) = KEY.captures(line) {
            keys.insert(format!("{section}{}", &found[1]));
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_carry_their_section_and_may_be_commented_out() {
        let text = "top = 1\n# A [remark] = no key.\n[sip]\nt1_ms = 500\n# media = \"x\"\n\
                    # [[extension]]\n# number = \"101\"\n";
        let keys: Vec<_> = keys(text).into_iter().collect();
        assert_eq!(keys, ["extension.number", "sip.media", "sip.t1_ms", "top"]);
    }
}
