//! Every page of the list (crates/e2e/src/pages.rs) that is one inside Matomo: there or refused, and in order.

use e2e::axe;
use e2e::pages::PAGES;

use crate::ground::{Ground, READERS};

/// Paragraphs whose size is neither ours nor that of what they stand in.
const SIZES: &str = "const size = element => getComputedStyle(element).fontSize;
    const own = {'oal-big': '17px', 'oal-lead': '17px', 'oal-legend': '12px'};
    return [...document.querySelectorAll('.oal p')].filter(p => {
        const name = [...p.classList].find(name => own[name]);
        return size(p) !== (name ? own[name] : size(p.parentElement));
    }).map(p => size(p) + ': ' + p.outerHTML.slice(0, 100));";

pub async fn are_whole(ground: &Ground) {
    let mut wrong = Vec::new();
    for reader in READERS {
        let browser = ground.browser(reader).await;
        for page in PAGES {
            let Some(parameters) = page.matomo else { continue };
            let mut say = |line: String| wrong.push(format!("{} as {reader:?}: {line}", page.name));
            browser.console_errors();
            browser.requested();
            browser.go(&ground.address(parameters)).await;
            let status = if reader == e2e::pages::Reader::Plain { page.plain } else { page.status };
            let said = browser.text(".oal-notice").await;
            if status == 200 {
                if !browser.has(page.seen).await {
                    say(format!("no {}; {said}", page.seen));
                }
                if !browser.has(".oal-tabs").await
                    && !browser.has(".oal a[href*='module=OpenActivityLog']").await
                {
                    say("no way on".into());
                }
            } else if said.is_empty() || browser.has(page.seen).await {
                say(format!("not refused: {said:?}"));
            } else if !browser.has(".oal-notice a[href*='module=OpenActivityLog']").await {
                say(format!("no way back: {said:?}"));
            }
            let sizes = browser.run(SIZES).await;
            sizes.as_array().unwrap().iter().map(ToString::to_string).for_each(&mut say);
            for (width, height) in [(1440, 900), (390, 844)] {
                browser.size(width, height);
                if browser.overhang() > 0 {
                    say(format!("{} px too wide at {width}", browser.overhang()));
                }
                let found = axe::violations(&browser, Some(".oal")).await;
                found.into_iter().map(|line| format!("axe {width}: {line}")).for_each(&mut say);
                browser.shot(&format!("inside-{}-{reader:?}-{width}", page.name)).await;
            }
            browser.size(1440, 900);
            browser.console_errors().into_iter().for_each(&mut say);
            ground.asked_elsewhere(&browser).iter().map(|url| format!("asks {url}")).for_each(&mut say);
        }
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
}
