//! Whatever is asked of the catalogues, they answer.

use naisen_cause::{Reasons, Translation, search};
use proptest::prelude::*;

const HEAD: &str = "# name: n\n# title: t\n# source: s\n# standing: read\n\
                    direction,from,to,condition,standing\n";

proptest! {
    #[test]
    fn any_line_is_read_as_reasons_and_what_is_written_is_read_again(
        line in "((Q\\.850|SIP|X)?(;cause=[0-9]{0,4}|;text=\"[^\"]{0,5}\"|;location=[A-Z0-9-]{0,5}|,|\\PC){0,6}){0,4}"
    ) {
        let reasons = Reasons::parse(&line);
        let written = reasons.to_string();
        let again = Reasons::parse(&written);
        prop_assert_eq!(&again.q850, &reasons.q850);
        prop_assert_eq!(&again.sip, &reasons.sip);
        prop_assert_eq!(&again.others, &reasons.others);
        for table in Translation::builtins() {
            let _ = reasons.mismatch(table);
        }
    }

    #[test]
    fn any_text_may_be_searched_for(query in "\\PC{0,12}") {
        let hits = search(&query);
        prop_assert!(hits.is_sorted_by_key(|hit| hit.rank));
    }

    #[test]
    fn any_rows_are_a_table_or_an_error(
        rows in "((status-to-cause|cause-to-status|x),([0-9]{0,5}|\\*|[0-9]xx|4xx-6xx|BYE),[0-9]{0,4},(location=user)?,(read)?\n|\\PC{0,9}\n){0,4}"
    ) {
        if let Ok(table) = Translation::parse(&format!("{HEAD}{rows}")) {
            prop_assert!(table.rows() <= rows.lines().count());
        }
    }
}
