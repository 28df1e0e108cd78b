//! A user agent in plain words: browser and system. Only what most people use is known; the rest is shown as it is.

/// Browsers: what their user agent has, and their name. The first that fits: most pretend to be others too.
const BROWSERS: [(&str, &str); 12] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python-requests/", "Python"),
    ("MatomoMobile", "MatomoMobile"),
];
/// Systems, likewise.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];
/// Longest agent that is shown as it is.
const SHOWN_CHARS: usize = 80;

/// Browser and system, such as “Firefox, Linux”.
pub(super) fn words(agent: &str) -> String {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(part, _)| agent.contains(part)).map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser}, {system}"),
        (Some(one), None) => one.to_owned(),
        _ => super::show::name(&super::show::cut(agent, SHOWN_CHARS)),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn common_ones_have_names_and_others_stay_text() {
        assert_eq!(
            words("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"),
            "Firefox, Linux"
        );
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 \
                    Safari/537.36 Edg/131.0.0.0";
        assert_eq!(words(edge), "Edge, Windows");
        assert_eq!(words("curl/8.5.0"), "curl");
        assert_eq!(words("made up \u{202e}"), super::super::show::name("made up \u{202e}"));
    }
}
