//! The widget on somebody's dashboard.

use e2e::axe;
use e2e::browser::Browser;
use e2e::pages::Reader;
use serde_json::json;

use crate::ground::{Ground, READERS};

/// Puts our widget alone on the person's dashboard, as Matomo's own script does when one is added.
const ADD: &str = "const [layout, done] = arguments;
    const form = new URLSearchParams({layout, idDashboard: '1', token_auth: piwik.token_auth, force_api_session: '1'});
    fetch('index.php?module=Dashboard&action=saveLayout&token_auth=' + piwik.token_auth + '&force_api_session=1&idSite=' + piwik.idSite, {method: 'POST', body: form})
        .then(answer => done(answer.status), error => done(String(error)));";
const LAYOUT: &str = r#"[[{"uniqueId":"widgetOpenActivityLoggetActivityLog","parameters":{"module":"OpenActivityLog","action":"getActivityLog"},"isHidden":false}],[]]"#;
const TALLEST_NAME: &str = "return Math.max(...[...document.querySelectorAll('.oal-widget .oal-name')].map(name => name.offsetHeight))";
const WIDGET: &str = "#dashboardWidgetsArea .widget .oal-widget";

pub async fn shows_what_the_person_may_see(ground: &Ground) {
    for reader in READERS {
        let browser = ground.browser(reader).await;
        open_dashboard(ground, &browser).await;
        browser.find(&format!("{WIDGET} .oal-row")).await;
        let names = browser.texts(&format!("{WIDGET} .oal-row .oal-name")).await;
        let is_of = |person: Reader| {
            let login = ground.person(person).login.as_str();
            names.iter().filter(|name| name.starts_with(login)).count()
        };
        assert!(is_of(Reader::Plain) > 0, "{reader:?}: {names:?}");
        match reader {
            Reader::Plain => assert_eq!(is_of(Reader::Plain), names.len(), "{names:?}"),
            _ => assert!(is_of(Reader::SuperUser) > 0, "{names:?}"),
        }
        let height = browser.run(TALLEST_NAME).await.as_f64().unwrap();
        assert!(height < 32.0, "a name is broken over lines: {height} px");
        let found = axe::violations(&browser, Some(".oal")).await;
        assert!(found.is_empty(), "{reader:?}: {found:#?}");
        let (errors, elsewhere) = (browser.console_errors(), ground.asked_elsewhere(&browser));
        assert!(errors.is_empty() && elsewhere.is_empty(), "{reader:?}: {errors:?} {elsewhere:?}");
        browser.shot(&format!("inside-dashboard-{reader:?}")).await;
        browser.size(390, 844);
        assert_eq!(browser.overhang(), 0, "{reader:?}: wider than a phone");
        browser.shot(&format!("inside-dashboard-{reader:?}-390")).await;
        browser.size(1440, 900);

        browser.click(&format!("{WIDGET} .oal-all a")).await;
        browser.find(".oal-log .oal-row").await;
    }
}

async fn open_dashboard(ground: &Ground, browser: &Browser) {
    let status = browser.client.execute_async(ADD, vec![json!(LAYOUT)]).await.unwrap();
    assert_eq!(status, 200);
    browser.console_errors();
    browser.requested();
    browser.go(&dashboard(ground)).await;
}

/// The address of a dashboard.
pub fn dashboard(ground: &Ground) -> String {
    let span = format!("idSite={}&period=day&date=today", ground.matomo.site);
    let page = format!("module=CoreHome&action=index&{span}");
    format!("{}#?{span}&category=Dashboard_Dashboard&subcategory=1", ground.matomo.page(&page))
}
