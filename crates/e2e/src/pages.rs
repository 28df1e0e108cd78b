//! The list of our pages. A new page is one line here; every test over pages goes through the list.

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A super user of Matomo.
    SuperUser,
    /// Somebody who sees their own entries only.
    Plain,
    /// Whoever runs the server.
    Operator,
}

/// All of them.
pub const READERS: [Reader; 3] = [Reader::SuperUser, Reader::Plain, Reader::Operator];

/// One page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Name of its pictures.
    pub name: &'static str,
    /// Address in the console. `{QUERY}` in braces stands for the number of the newest entry that the reader finds with it.
    pub console: &'static str,
    /// What stands behind `action=index` inside Matomo; `None` where it is no page there. `{login}`, `{site}` and `{today}` stand for the
    /// super user, the website and the day of the test.
    pub matomo: Option<&'static str>,
    /// An element that must be seen.
    pub seen: &'static str,
    /// HTTP status for a plain user, 200 for everybody else but where the page is an error.
    pub plain: u16,
    /// HTTP status for everybody else.
    pub status: u16,
}

const fn page(
    name: &'static str,
    console: &'static str,
    matomo: Option<&'static str>,
    seen: &'static str,
) -> Page {
    Page { name, console, matomo, seen, plain: 200, status: 200 }
}

/// Every page.
pub const PAGES: &[Page] = &[
    Page { plain: 403, ..page("overview", "/overview", Some("&page=overview"), ".oal-tiles") },
    Page { plain: 403, ..page("people", "/people", Some("&page=people"), ".oal-list") },
    Page {
        plain: 404,
        ..page("person", "/person?login=admin", Some("&page=person&login={login}"), ".oal-facts")
    },
    Page { plain: 403, ..page("websites", "/websites", Some("&page=websites"), ".oal-list") },
    page("website", "/website?site=1", Some("&page=website&site={site}"), ".oal-facts"),
    Page {
        plain: 403,
        ..page("usage", "/usage?show=changes", Some("&page=usage&show=changes"), ".oal-matrix")
    },
    page("log", "/log", Some(""), ".oal-row"),
    page(
        "log-all",
        "/log?q=nested%3A%2A&limit=100&fold=0",
        Some("&q=nested%3A%2A&limit=100&fold=0"),
        ".oal-row",
    ),
    page("log-wrong", "/log?q=outcome%3Adone", Some("&q=outcome%3Adone"), ".oal-wrong"),
    page(
        "log-nothing",
        "/log?q=text%3Anothing-of-this-name",
        Some("&q=text%3Anothing-of-this-name"),
        ".oal-query",
    ),
    page("entry", "/log/{activity:auth.login.succeeded}", None, ".oal-facts"),
    page("entry-newest", "/log/{}", None, ".oal-facts"),
    page(
        "object",
        "/object?type=goal&id=1&site=1",
        Some("&page=object&type=goal&id=1&site={site}"),
        ".oal-row",
    ),
    Page {
        plain: 404,
        ..page(
            "replay",
            "/replay?login=admin&from=2026-11-01&to=2026-11-30",
            Some("&page=replay&login={login}&from={today}&to={today}"),
            ".oal-step",
        )
    },
    Page {
        plain: 404,
        ..page(
            "guide",
            "/replay?login=admin&from=2026-11-01&to=2026-11-30&guide=undo",
            Some("&page=replay&login={login}&from={today}&to={today}&guide=undo"),
            ".oal-guide-steps",
        )
    },
    page("exports", "/exports?q=user%3Aadmin", Some("&page=exports&q=user%3A{login}"), ".oal-export-forms"),
    page("links", "/links?q=user%3Aadmin", Some("&page=links&q=user%3A{login}"), ".oal-links-page"),
    page("recorded", "/recorded", Some("&page=recorded"), ".oal-table"),
    page("widget", "/widget", None, ".oal-row"),
    page("sign-in", "/sign-in", None, ".oal-message"),
    Page { plain: 404, status: 404, ..page("missing", "/log/99999999", None, ".oal-message") },
];
