//! Sorting lists as people expect: case and accents do not matter at first sight.

use super::Locale;

/// Letters with marks and what they sort as; whatever is not here sorts by its code point.
const FOLDED: [(&str, &str); 22] = [
    ("a", "àáâãäåāăą"),
    ("ae", "æ"),
    ("c", "çćĉċč"),
    ("d", "ďđð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ńņňŉ"),
    // A letter of its own in Spanish, behind every other n.
    ("n~", "ñ"),
    ("o", "òóôõöøōŏő"),
    ("oe", "œ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("u", "ùúûüũūŭůűų"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
];

impl Locale {
    /// What a list is sorted by: `labels.sort_by_cached_key(|label| l.sort_key(label))`. Equal keys stay apart by the text itself.
    pub fn sort_key(&self, text: &str) -> (String, String) {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars().flat_map(char::to_lowercase) {
            match FOLDED.iter().find(|(_, letters)| !c.is_ascii() && letters.contains(c)) {
                Some((plain, _)) => folded.push_str(plain),
                None => folded.push(c),
            }
        }
        (folded, text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_do_not_tear_lists_apart() {
        let mut words =
            ["zebra", "Straße", "éclair", "Äpfel", "Ziel", "apfel", "ñu", "nube", "Strasse", "eben"];
        words.sort_by_cached_key(|word| Locale::complete().sort_key(word));
        assert_eq!(
            words,
            ["apfel", "Äpfel", "eben", "éclair", "nube", "ñu", "Strasse", "Straße", "zebra", "Ziel"]
        );
    }
}
