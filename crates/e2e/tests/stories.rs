//! The questions of docs/operating/questions.md, each answered by clicking as it says there, in three clicks at most.
#![allow(clippy::unwrap_used)]

use e2e::browser::Browser;
use e2e::pages::Reader;
use e2e::rich::Rich;

/// Where a story begins, what is clicked (element and its words), and what is then seen where.
struct Story {
    question: &'static str,
    clicks: &'static [(&'static str, &'static str)],
    seen: &'static [(&'static str, &'static str)],
}

const STORIES: &[Story] = &[
    Story {
        question: "Who deleted the website?",
        clicks: &[(".oal-tabs a", "Websites"), (".oal-list th a", "Test, please delete")],
        seen: &[(".oal-facts", "admin"), (".oal-rows", "deleted the website “Test, please delete”")],
    },
    Story {
        question: "What did the leaver do last?",
        clicks: &[(".oal-tabs a", "People"), (".oal-list th a", "fatima")],
        seen: &[(".oal-headline", "Account deleted"), (".oal-person", "Newest entries")],
    },
    Story {
        question: "Who guesses passwords?",
        clicks: &[(".oal-tabs a", "Overview"), (".oal-tiles a[href*=authentication]", "")],
        seen: &[(".oal-log", "failed to sign in as"), (".oal-chips", "category:authentication")],
    },
    Story {
        question: "What changed before it became slow?",
        clicks: &[
            (".oal-tabs a", "Overview"),
            (".oal-choices a", "24 hours"),
            (".oal-overview .oal-all a", "All entries of this time"),
        ],
        seen: &[(".oal-chips", "after:"), (".oal-log", "Today")],
    },
    Story {
        question: "Who uses goals?",
        clicks: &[
            (".oal-tabs a", "Usage"),
            (".oal-choices a", "What is changed"),
            (".oal-matrix thead a", "Goals"),
        ],
        seen: &[(".oal-chips", "category:goal"), (".oal-log", "goal")],
    },
    Story {
        question: "Who has access and is not here any more?",
        clicks: &[(".oal-tabs a", "People"), (".oal-choices a", "Gone, still access")],
        seen: &[(".oal-people", "people")],
    },
    Story {
        question: "How is this session undone?",
        clicks: &[
            (".oal-rows .oal-who a", "admin"),
            (".oal-lines a", "Replay"),
            (".oal-choices a", "How to undo it"),
        ],
        seen: &[(".oal-guide", "How to undo")],
    },
];

#[tokio::test]
async fn each_question_is_three_clicks_away() {
    let rich = Rich::start();
    let browser = Browser::open().await;
    rich.sign_in(&browser, Reader::SuperUser).await;
    let text = include_str!("../../../docs/operating/questions.md");
    for story in STORIES {
        assert!(
            text.contains(&format!("## {}", story.question)),
            "not in the documentation: {}",
            story.question
        );
        assert!(story.clicks.len() <= 3, "{}", story.question);
        browser.go(&rich.address("/log?q=user:admin", Reader::SuperUser)).await;
        for (element, words) in story.clicks {
            match *words {
                "" => browser.click(element).await,
                words => browser.click_text(element, words).await,
            }
        }
        for (place, words) in story.seen {
            browser.wait_for_text(place, words).await;
        }
    }
}
