//! Changes by API with a token, as scripts make them: who, what, from what to what.

use std::time::Instant;

use serde_json::json;

use crate::scene::{Scene, change};

pub async fn by_api(scene: &mut Scene) {
    goals(scene).await;
    websites(scene).await;
    users(scene).await;
    segments(scene).await;
    privacy(scene).await;
}

async fn goals(scene: &mut Scene) {
    let (site, name) = (scene.matomo.site.to_string(), format!("E2E goal {}", scene.matomo.suffix));
    let goal = scene.matomo.must(
        "Goals.addGoal",
        &[
            ("idSite", &site),
            ("name", &name),
            ("matchAttribute", "url"),
            ("pattern", "thanks"),
            ("patternType", "contains"),
        ],
    );
    let entry = scene
        .one("goal added by API", Instant::now(), &format!("activity:goal.created \"{name}\""), "token")
        .await;
    assert_eq!(entry["target"], json!({"type": "goal", "id": goal.to_string(), "name": name}));
    assert_eq!(entry["site"]["id"], scene.matomo.site);
    assert_eq!(entry["actor"]["token"]["description"], "end-to-end tests");

    let goal = goal.to_string();
    scene.matomo.must(
        "Goals.updateGoal",
        &[
            ("idSite", &site),
            ("idGoal", &goal),
            ("name", &name),
            ("matchAttribute", "url"),
            ("pattern", "thank-you"),
            ("patternType", "contains"),
        ],
    );
    let entry = scene
        .one("goal changed by API", Instant::now(), &format!("activity:goal.updated \"{name}\""), "token")
        .await;
    assert_eq!(entry["changes"], json!([{"field": "pattern", "old": "thanks", "new": "thank-you"}]));

    scene.matomo.must("Goals.deleteGoal", &[("idSite", &site), ("idGoal", &goal)]);
    let entry = scene
        .one("goal deleted by API", Instant::now(), &format!("activity:goal.deleted \"{name}\""), "token")
        .await;
    assert_eq!(entry["target"]["name"], name.as_str(), "a deleted thing keeps its name");
}

async fn websites(scene: &mut Scene) {
    let name = format!("E2E site {}", scene.matomo.suffix);
    let site = scene
        .matomo
        .must("SitesManager.addSite", &[("siteName", &name), ("urls[0]", "https://e2e.example.org")]);
    let entry = scene
        .one("website added by API", Instant::now(), &format!("activity:website.created \"{name}\""), "token")
        .await;
    assert_eq!(entry["target"], json!({"type": "website", "id": site.to_string(), "name": name}));

    let site = site.to_string();
    scene.matomo.must(
        "SitesManager.updateSite",
        &[
            ("idSite", &site),
            ("siteName", &name),
            ("urls[0]", "https://e2e.example.org"),
            ("urls[1]", "https://www.e2e.example.org"),
            ("timezone", "Europe/Berlin"),
        ],
    );
    let entry = scene
        .one(
            "website changed by API",
            Instant::now(),
            &format!("activity:website.updated \"{name}\""),
            "token",
        )
        .await;
    assert_eq!(change(&entry, "timezone").1, "Europe/Berlin");
    assert_eq!(change(&entry, "alias_urls").1, json!(["https://www.e2e.example.org"]));

    let password = scene.matomo.admin.password.clone();
    scene.matomo.must("SitesManager.deleteSite", &[("idSite", &site), ("passwordConfirmation", &password)]);
    let entry = scene
        .one(
            "website deleted by API",
            Instant::now(),
            &format!("activity:website.deleted \"{name}\""),
            "token",
        )
        .await;
    assert_eq!(entry["target"]["name"], name.as_str());
}

async fn users(scene: &mut Scene) {
    let login = format!("e2e-user-{}", scene.matomo.suffix);
    let (site, password) = (scene.matomo.site.to_string(), scene.matomo.admin.password.clone());
    let confirmed = ("passwordConfirmation", password.as_str());
    let mail = format!("{login}@example.org");
    scene.matomo.must(
        "UsersManager.addUser",
        &[("userLogin", &login), ("password", "A-new-secret-of-e2e-1"), ("email", &mail), confirmed],
    );
    let entry = scene
        .one(
            "user added by API",
            Instant::now(),
            &format!("activity:user.created object:user/{login}"),
            "token",
        )
        .await;
    assert_eq!(change(&entry, "email"), (json!(null), json!(mail)));

    scene.matomo.must(
        "UsersManager.setUserAccess",
        &[("userLogin", &login), ("access", "view"), ("idSites", &site), confirmed],
    );
    let entry = scene
        .one(
            "access given by API",
            Instant::now(),
            &format!("activity:user.access_changed object:user/{login}"),
            "token",
        )
        .await;
    let name = entry["site"]["name"].as_str().unwrap_or_default().to_owned();
    assert!(!name.is_empty(), "{entry:#}");
    assert_eq!(change(&entry, &format!("access.{name} ({site})")), (json!(null), json!("view")));

    scene.matomo.must(
        "UsersManager.setSuperUserAccess",
        &[("userLogin", &login), ("hasSuperUserAccess", "1"), confirmed],
    );
    let query = format!("activity:user.superuser_changed object:user/{login}");
    let entry = scene.one("super user made by API", Instant::now(), &query, "token").await;
    assert_eq!(entry["severity"], "critical");

    scene.matomo.must("UsersManager.deleteUser", &[("userLogin", &login), confirmed]);
    let entry = scene
        .one(
            "user deleted by API",
            Instant::now(),
            &format!("activity:user.deleted object:user/{login}"),
            "token",
        )
        .await;
    assert_eq!(change(&entry, "email"), (json!(mail), json!(null)));
}

async fn segments(scene: &mut Scene) {
    let (site, name) = (scene.matomo.site.to_string(), format!("E2E segment {}", scene.matomo.suffix));
    let id = scene.matomo.must(
        "SegmentEditor.add",
        &[("name", &name), ("definition", "deviceType==smartphone"), ("idSite", &site)],
    );
    let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let entry = scene
        .one("segment added by API", Instant::now(), &format!("activity:segment.created \"{name}\""), "token")
        .await;
    assert_eq!(entry["target"], json!({"type": "segment", "id": id, "name": name}));

    scene.matomo.must(
        "SegmentEditor.update",
        &[("idSegment", &id), ("name", &name), ("definition", "deviceType==tablet"), ("idSite", &site)],
    );
    let entry = scene
        .one(
            "segment changed by API",
            Instant::now(),
            &format!("activity:segment.updated \"{name}\""),
            "token",
        )
        .await;
    assert_eq!(change(&entry, "definition"), (json!("deviceType==smartphone"), json!("deviceType==tablet")));

    scene.matomo.must("SegmentEditor.delete", &[("idSegment", &id)]);
    let entry = scene
        .one(
            "segment deleted by API",
            Instant::now(),
            &format!("activity:segment.deleted \"{name}\""),
            "token",
        )
        .await;
    assert_eq!(entry["target"]["name"], name.as_str());
}

async fn privacy(scene: &mut Scene) {
    scene.matomo.must("PrivacyManager.activateDoNotTrack", &[]);
    let query = format!("activity:privacy.dnt.activated user:{}", scene.matomo.admin.login);
    scene.one("privacy setting by API", Instant::now(), &query, "token").await;
}
