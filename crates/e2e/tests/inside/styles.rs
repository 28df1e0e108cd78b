//! Nothing of our styles reaches Matomo's own pages, and nothing outside our part of a page.

use std::collections::BTreeMap;
use std::fs;

use e2e::browser::Browser;
use e2e::pages::{PAGES, Reader};
use e2e::php::root;
use serde_json::{Value, json};

use crate::ground::Ground;
use crate::widget::dashboard;

/// Computed styles of the first elements of each kind.
const COMPUTED: &str = "const kinds = ['html', 'body', 'a', 'p', 'h1', 'h2', 'h3', 'button', '.btn', 'input', 'select', 'label', 'form', 'table', 'thead', 'tr',
        'th', 'td', 'ul', 'ol', 'li', 'small', 'strong', 'code', 'pre', 'details', 'summary', 'dialog', 'svg', 'img', '#content', '#root',
        '#secondNavBar', '#secondNavBar a', '#secondNavBar li', 'nav', '.nav-wrapper a', '.widget', '.widgetTop', '.widgetName', '.widgetContent', '.card',
        '.card-content', '.card-title', '.form-group', '.form-help', '.alert', '[class*=icon-]'];
    const names = ['color', 'background-color', 'background-image', 'font-family', 'font-size', 'font-weight', 'font-style', 'line-height', 'text-align', 'text-decoration-line',
        'text-transform', 'white-space', 'overflow-wrap', 'list-style-type', 'display', 'position', 'float', 'box-sizing', 'opacity', 'cursor', 'padding', 'border', 'border-radius',
        'box-shadow', 'outline', 'margin-top', 'margin-bottom', 'appearance', 'visibility', 'table-layout', 'border-collapse'];
    const read = (element, pseudo) => { const style = getComputedStyle(element, pseudo); return names.map(name => name + ': ' + style.getPropertyValue(name)); };
    return Object.fromEntries(kinds.map(kind => [kind, [...document.querySelectorAll(kind)]
        .filter(element => !element.closest('.oal, #notificationContainer') && !element.closest('li')?.querySelector('[href*=OpenActivityLog]')).slice(0, 4)
        .map(element => [...read(element), ...read(element, '::before').map(line => '::before ' + line)])]).filter(([, found]) => found.length));";

/// Every selector of our style sheets, whatever the state and the pseudo-element; answers what it matches outside, and how many it is.
const REACH: &str = r#"const sheet = new CSSStyleSheet(), wrong = [];
    sheet.replaceSync(arguments[0]);
    let count = 0;
    const state = /:(?:hover|focus|active|focus-visible|focus-within|visited|link|checked|disabled|target)\b/g;
    const walk = rules => { for (const rule of rules) {
        if (rule instanceof CSSStyleRule) {
            count += 1;
            const selector = rule.selectorText.replace(/::[-a-z]+(\([^)]*\))?/g, '').replace(state, '').replace(/([\s>+~(,]|^)(?=[,)]|$)/g, '$1*');
            const out = [...document.querySelectorAll(selector)].filter(element => !element.closest('.oal'));
            if (out.length) wrong.push(rule.selectorText + ' matches ' + out[0].outerHTML.slice(0, 100));
        } else if (rule instanceof CSSMediaRule || rule instanceof CSSSupportsRule) {
            walk(rule.cssRules);
        } else {
            wrong.push('not a rule for elements: ' + rule.cssText.slice(0, 80));
        }
    } };
    walk(sheet.cssRules);
    return {count, wrong};"#;

/// Whether the style sheet that Matomo made of all plugins' has ours.
const IS_LOADED: &str = "return [...document.styleSheets].some(sheet => [...sheet.cssRules].some(rule => (rule.selectorText || '').includes('.oal')))";

fn pages_of_matomo(ground: &Ground) -> [(&'static str, String, &'static str); 3] {
    [
        ("dashboard", dashboard(ground), "#dashboardWidgetsArea .widgetTop"),
        ("users", ground.matomo.page("module=UsersManager&action=index"), ".usersManager table td"),
        ("settings", ground.matomo.page("module=CoreAdminHome&action=generalSettings"), ".form-group input"),
    ]
}

pub async fn of_matomo_stay(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    let with = computed(ground, &browser).await;
    assert_eq!(browser.run(IS_LOADED).await, true, "our styles are not in Matomo's");
    ground.matomo.console(&["plugin:deactivate", "OpenActivityLog"]);
    let without = computed(ground, &browser).await;
    let is_gone = browser.run(IS_LOADED).await == false;
    ground.matomo.console(&["plugin:activate", "OpenActivityLog"]);
    assert!(is_gone, "our styles are there without the plugin");

    let mut wrong = Vec::new();
    let mut compared = 0;
    for (place, bare) in &without {
        let ours = &with[place];
        compared += bare.len();
        for (without, with) in bare.iter().zip(ours).filter(|(without, with)| without != with) {
            wrong.push(format!("{place}: {without} became {with}"));
        }
        assert_eq!(bare.len(), ours.len(), "{place}");
    }
    assert!(with.len() == without.len() && compared > 5000, "{compared} compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// For each page and kind of element, one line for each property.
async fn computed(ground: &Ground, browser: &Browser) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for (name, address, ready) in pages_of_matomo(ground) {
        browser.go("about:blank").await;
        browser.go(&address).await;
        browser.find(ready).await;
        settled(browser).await;
        browser.shot(&format!("inside-matomo-{name}")).await;
        let found: Value = browser.run(COMPUTED).await;
        for (kind, elements) in found.as_object().unwrap() {
            for (number, lines) in elements.as_array().unwrap().iter().enumerate() {
                let lines = lines.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned());
                all.insert(format!("{name} {kind} {number}"), lines.collect());
            }
        }
    }
    all
}

/// Waits until nothing on the page is loading or moving any more.
async fn settled(browser: &Browser) {
    let script = "const [done] = arguments; let last = '', calm = 0;
        const look = () => {
            const now = document.querySelectorAll('*').length + ' ' + performance.getEntriesByType('resource').length;
            const busy = document.getAnimations().length || [...document.querySelectorAll('.loadingPiwik')].some(e => e.offsetParent);
            calm = now === last && !busy ? calm + 1 : 0;
            last = now;
            calm < 10 ? setTimeout(look, 100) : done(0);
        };
        look();";
    browser.client.execute_async(script, Vec::new()).await.unwrap();
}

pub async fn of_ours_stay_inside(ground: &Ground) {
    let browser = ground.browser(Reader::SuperUser).await;
    let mut places: Vec<(String, String)> =
        pages_of_matomo(ground).map(|(_, address, ready)| (address, ready.to_owned())).into();
    let own = PAGES.iter().filter_map(|page| Some((ground.address(page.matomo?), page.seen.to_owned())));
    places.extend(own);
    let mut wrong = Vec::new();
    for (address, ready) in places {
        browser.go("about:blank").await;
        browser.go(&address).await;
        browser.find(&ready).await;
        for file in fs::read_dir(root().join("matomo/OpenActivityLog/stylesheets")).unwrap() {
            let css = fs::read_to_string(file.unwrap().path()).unwrap();
            let reach = browser.client.execute(REACH, vec![json!(css)]).await.unwrap();
            assert!(reach["count"].as_u64().unwrap() > 5, "{css}");
            wrong.extend(reach["wrong"].as_array().unwrap().iter().map(|line| format!("{address}: {line}")));
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}
