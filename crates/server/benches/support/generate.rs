//! Entries such as a busy Matomo makes, always the same for the same seed: 300 people, 200 websites, few things done
//! often and many seldom, changes with before and after, requests with consequences, some attacks.

use std::net::Ipv4Addr;

use activity_log_core::event::{
    Actor, ActorKind, Auth, Change, Client, Outcome, Request, Severity, Site, Target, Token,
};
use activity_log_core::{Event, Time};
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// People.
pub const USERS: u64 = 300;
/// Websites.
pub const SITES: u64 = 200;

const FIRST: &[&str] = &[
    "anna", "ben", "carla", "david", "elena", "felix", "greta", "hamid", "ines", "jonas", "karin", "liam",
    "mira", "noah", "olga", "paul", "quentin", "rosa", "samir", "tanja", "ugo", "vera", "wim", "xenia",
    "yusuf", "zoe", "aiko", "bruno", "chloe", "dmitri",
];
const LAST: &[&str] =
    &["berg", "costa", "dubois", "evans", "fischer", "garcia", "hansen", "ito", "jansen", "kim"];
const WORDS: &[&str] = &[
    "Signup",
    "Checkout",
    "Newsletter",
    "Campaign",
    "Spring",
    "Summer",
    "Mobile",
    "Desktop",
    "Returning",
    "New",
    "Visitors",
    "Weekly",
    "Monthly",
    "Report",
    "Germany",
    "France",
    "Japan",
    "Brazil",
    "Landing",
    "Page",
    "Cart",
    "Order",
    "Download",
    "Whitepaper",
    "Contact",
    "Form",
    "Video",
    "Search",
    "Partner",
    "Affiliate",
    "Social",
    "Organic",
    "Paid",
    "Trial",
    "Premium",
    "Support",
    "Docs",
    "Blog",
    "Shop",
    "Portal",
    "Intranet",
    "Careers",
    "Press",
    "Events",
    "Webinar",
    "Beta",
    "Legacy",
    "Main",
    "Test",
    "Staging",
];
const PLACES: &[&str] = &["north", "south", "east", "west", "central", "online", "retail", "service"];
const AGENTS: &[&str] = &[
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{v}.0) Gecko/20100101 Firefox/{v}.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.{w} Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{v}.0.0.0 Safari/537.36 Edg/{v}.0.0.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_{w} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.{w} Mobile/15E148 Safari/604.1",
];
const ZONES: &[&str] = &["UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo"];

/// activity, category, verb, severity, method, target type; in order of frequency.
type Kind = (&'static str, &'static str, &'static str, Severity, &'static str, &'static str);
const KINDS: &[Kind] = &[
    (
        "auth.login.completed",
        "authentication",
        "succeeded",
        Severity::Info,
        "Login.authenticate.processSuccessfulSession.end",
        "user",
    ),
    ("goal.updated", "goal", "updated", Severity::Info, "Goals.updateGoal", "goal"),
    ("segment.updated", "segment", "updated", Severity::Info, "SegmentEditor.update", "segment"),
    ("auth.login.failed", "authentication", "failed", Severity::Warning, "Login.authenticate.failed", "user"),
    ("auth.logout", "authentication", "succeeded", Severity::Info, "Login.logout", "user"),
    ("report.exported", "report", "exported", Severity::Notice, "ScheduledReports.generateReport", "report"),
    ("annotation.created", "annotation", "created", Severity::Info, "Annotations.add", "annotation"),
    ("dashboard.updated", "dashboard", "updated", Severity::Info, "Dashboard.saveLayout", "dashboard"),
    ("user.access.changed", "user", "updated", Severity::Warning, "UsersManager.setUserAccess", "user"),
    ("website.updated", "website", "updated", Severity::Notice, "SitesManager.updateSite", "website"),
    ("goal.created", "goal", "created", Severity::Info, "Goals.addGoal", "goal"),
    ("segment.created", "segment", "created", Severity::Info, "SegmentEditor.add", "segment"),
    (
        "archive.invalidated",
        "archive",
        "invalidated",
        Severity::Notice,
        "CoreAdminHome.invalidateArchivedReports",
        "website",
    ),
    ("user.updated", "user", "updated", Severity::Notice, "UsersManager.updateUser", "user"),
    ("api.denied", "access", "denied", Severity::Warning, "UsersManager.getUsers", "api"),
    ("report.updated", "report", "updated", Severity::Info, "ScheduledReports.updateReport", "report"),
    ("task.executed", "task", "executed", Severity::Info, "CoreAdminHome.runScheduledTasks", "task"),
    (
        "token.created",
        "token",
        "created",
        Severity::Warning,
        "UsersManager.createAppSpecificTokenAuth",
        "token",
    ),
    ("goal.deleted", "goal", "deleted", Severity::Notice, "Goals.deleteGoal", "goal"),
    ("segment.deleted", "segment", "deleted", Severity::Notice, "SegmentEditor.delete", "segment"),
    ("user.invited", "user", "created", Severity::Notice, "UsersManager.inviteUser", "user"),
    ("website.created", "website", "created", Severity::Notice, "SitesManager.addSite", "website"),
    (
        "setting.changed",
        "setting",
        "updated",
        Severity::Warning,
        "CorePluginsAdmin.setSystemSettings",
        "setting",
    ),
    ("annotation.deleted", "annotation", "deleted", Severity::Info, "Annotations.delete", "annotation"),
    (
        "tagmanager.version.published",
        "tagmanager",
        "published",
        Severity::Notice,
        "TagManager.publishContainerVersion",
        "container",
    ),
    (
        "tagmanager.tag.updated",
        "tagmanager",
        "updated",
        Severity::Info,
        "TagManager.updateContainerTag",
        "tag",
    ),
    (
        "customdimension.updated",
        "dimension",
        "updated",
        Severity::Info,
        "CustomDimensions.configureExistingCustomDimension",
        "dimension",
    ),
    ("plugin.activated", "plugin", "enabled", Severity::Warning, "PluginManager.pluginActivated", "plugin"),
    ("user.deleted", "user", "deleted", Severity::Warning, "UsersManager.deleteUser", "user"),
    ("auth.2fa.disabled", "authentication", "disabled", Severity::Critical, "TwoFactorAuth.disabled", "user"),
    ("website.deleted", "website", "deleted", Severity::Critical, "SitesManager.deleteSite", "website"),
    (
        "privacy.data.deleted",
        "privacy",
        "deleted",
        Severity::Critical,
        "PrivacyManager.deleteDataSubjects",
        "website",
    ),
];

struct Session {
    user: u64,
    id: String,
    ip: Ipv4Addr,
    agent: String,
}

/// Makes events, one after the other.
pub struct Generator {
    state: u64,
    now: i64,
    step: i64,
    sessions: Vec<Session>,
    /// Consequences of the last root that are still to come.
    nested: Option<(Event, u32)>,
}

impl Generator {
    /// From `start` on, `step` microseconds apart in the mean.
    pub fn new(seed: u64, start: Time, step: i64) -> Generator {
        Generator { state: seed, now: start.micros(), step, sessions: Vec::new(), nested: None }
    }

    /// Where its clock stands: no event made so far is later.
    pub fn now(&self) -> Time {
        Time::from_micros(self.now)
    }

    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.state;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^ (x >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.random() % end
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// Small numbers often, great ones seldom.
    fn zipf(&mut self, end: u64) -> u64 {
        let unit = (self.random() >> 11) as f64 / (1u64 << 53) as f64;
        let rank = ((end as f64 + 1.0).powf(unit) - 1.0) as u64;
        rank.min(end - 1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len() as u64) as usize]
    }

    fn id(&mut self) -> Uuid {
        let millis = (self.now / 1_000) as u128;
        let random = u128::from(self.random()) << 64 | u128::from(self.random());
        let bits = millis << 80 | (random & 0x0fff_ffff_ffff_ffff_ffff) | 0x7 << 76;
        Uuid::from_u128(bits & !(0x3 << 62) | 0x2 << 62)
    }

    fn session(&mut self) -> usize {
        if self.sessions.len() < 120 || self.chance(4) {
            let user = self.zipf(USERS);
            let (office, home) = (self.below(4), self.below(60_000));
            let ip = if self.chance(60) {
                Ipv4Addr::new(203, 0, 113, (user % 40 + office) as u8)
            } else {
                Ipv4Addr::new(81 + (user % 90) as u8, (user * 7 % 256) as u8, (home >> 8) as u8, home as u8)
            };
            let agent = AGENTS[(user % AGENTS.len() as u64) as usize];
            let agent =
                agent.replace("{v}", &(118 + user % 9).to_string()).replace("{w}", &(user % 5).to_string());
            let session = Session { user, id: format!("{:08x}", self.random() as u32), ip, agent };
            if self.sessions.len() < 120 {
                self.sessions.push(session);
            } else {
                let place = self.below(120) as usize;
                self.sessions[place] = session;
            }
        }
        self.below(self.sessions.len() as u64) as usize
    }

    fn name(&mut self) -> String {
        let count = 1 + self.below(3);
        let mut name = self.pick(WORDS).to_owned();
        for _ in 0..count {
            name = format!("{name} {}", self.pick(WORDS));
        }
        if self.chance(30) { format!("{name} {}", self.below(2_000)) } else { name }
    }

    /// The next event.
    pub fn event(&mut self) -> Event {
        if let Some((root, left)) = self.nested.take() {
            let event = self.consequence(&root);
            if left > 1 {
                self.nested = Some((root, left - 1));
            }
            return event;
        }
        self.now += self.below(self.step as u64 * 2 + 1) as i64;
        let event = self.root();
        if self.chance(7) {
            let count = 1 + self.below(3) as u32;
            self.nested = Some((event.clone(), count));
        }
        event
    }

    fn consequence(&mut self, root: &Event) -> Event {
        self.now += self.below(900) as i64;
        let mut event = root.clone();
        event.id = self.id();
        event.time = Time::from_micros(self.now);
        event.cause = Some(root.id);
        event.activity = "archive.invalidated".into();
        event.category = "archive".into();
        event.verb = "invalidated".into();
        event.severity = Severity::Info;
        event.changes.clear();
        event.request.method = Some("CoreAdminHome.invalidateArchivedReports".into());
        event
    }

    fn root(&mut self) -> Event {
        let rank = self.zipf(KINDS.len() as u64) as usize;
        let (activity, category, verb, severity, method, target) = KINDS[rank];
        let place = self.session();
        let Session { user, id, ip, agent } = &self.sessions[place];
        let (user, session, ip, agent) = (*user, id.clone(), ip.to_string(), agent.clone());
        let login = login(user);
        let site = if matches!(category, "authentication" | "user" | "token" | "plugin" | "setting")
            && !self.chance(20)
        {
            None
        } else {
            let id = self.zipf(SITES) as i64 + 1;
            Some(Site { id, name: Some(site_name(id as u64)) })
        };
        let failed = activity == "auth.login.failed";
        let outcome = match activity {
            "auth.login.failed" => Outcome::Failure,
            "api.denied" => Outcome::Denied,
            _ if self.chance(3) => Outcome::Failure,
            _ => Outcome::Success,
        };
        let system = category == "task";
        let by_token = !system && category != "authentication" && self.chance(25);
        let number = self.zipf(2_000) + 1;
        let (target_id, target_name) = match target {
            "user" if category == "authentication" => (login.clone(), None),
            "user" => (self::login(number % USERS), None),
            "website" => (
                site.as_ref().map_or(1, |site| site.id).to_string(),
                site.as_ref().and_then(|site| site.name.clone()),
            ),
            "plugin" => (format!("{}{}", self.pick(WORDS), self.pick(WORDS)), None),
            _ => (number.to_string(), Some(self.name())),
        };
        let mut params = Map::new();
        if let Some(site) = &site {
            params.insert("idSite".into(), json!(site.id.to_string()));
        }
        if category != "authentication" {
            params.insert(format!("id{target}"), json!(target_id));
            if let Some(name) = &target_name {
                params.insert("name".into(), json!(name));
            }
            if self.chance(40) {
                params.insert(
                    "segment".into(),
                    json!(format!(
                        "countryCode=={};visitCount>{}",
                        ["de", "fr", "jp", "br"][self.below(4) as usize],
                        self.below(20)
                    )),
                );
            }
            if self.chance(30) {
                params.insert("password".into(), json!({"$hidden": true}));
            }
        }
        let mut changes = Vec::new();
        if matches!(verb, "updated" | "created" | "deleted") {
            for _ in 0..1 + self.below(3) {
                changes.push(self.change());
            }
        }
        Event {
            id: self.id(),
            time: Time::from_micros(self.now),
            instance: "main".into(),
            source: "plugin".into(),
            activity: activity.into(),
            category: category.into(),
            verb: verb.into(),
            severity,
            outcome,
            reason: match outcome {
                Outcome::Success => None,
                Outcome::Failure if failed => Some("wrong password".into()),
                Outcome::Failure => Some("An unexpected website was found in the request".into()),
                Outcome::Denied => {
                    Some("You can't access this resource as it requires superuser access.".into())
                }
            },
            also: Vec::new(),
            actor: Actor {
                kind: if system {
                    ActorKind::System
                } else if failed {
                    ActorKind::Anonymous
                } else {
                    ActorKind::User
                },
                login: (!system).then(|| login.clone()),
                acting_as: None,
                role: (!system).then(|| ["superuser", "admin", "write", "view"][(user % 4) as usize].into()),
                auth: match (system, failed, by_token) {
                    (true, ..) => Auth::Scheduler,
                    (_, true, _) => Auth::None,
                    (_, _, true) => Auth::Token,
                    _ => Auth::Session,
                },
                token: by_token.then(|| Token {
                    id: user as i64 + 1,
                    description: format!("{} export", PLACES[(user % 8) as usize]),
                }),
                os_user: None,
                session: (!system && !by_token && !failed).then_some(session),
            },
            client: if system {
                Client::default()
            } else {
                Client { ip: Some(ip), peer: Some("10.0.0.2".into()), country: None, agent: Some(agent) }
            },
            target: Some(Target { kind: target.into(), id: Some(target_id), name: target_name }),
            site,
            changes,
            told: Vec::new(),
            request: Request {
                id: Some(format!("{:05x}", self.random() & 0xf_ffff)),
                method: Some(method.into()),
                params,
            },
            cause: None,
        }
    }

    fn change(&mut self) -> Change {
        match self.below(6) {
            0 => Change { field: "name".into(), old: json!(self.name()), new: json!(self.name()) },
            1 => Change { field: "revenue".into(), old: json!(0), new: json!(self.below(500)) },
            2 => Change {
                field: "description".into(),
                old: Value::Null,
                new: json!(format!("{} for {}", self.name(), self.pick(PLACES))),
            },
            3 => Change {
                field: "timezone".into(),
                old: json!(self.pick(ZONES)),
                new: json!(self.pick(ZONES)),
            },
            4 => Change {
                field: "pattern".into(),
                old: json!(format!("/{}", self.pick(WORDS).to_lowercase())),
                new: json!(format!("/{}/{}", self.pick(PLACES), self.pick(WORDS).to_lowercase())),
            },
            _ => Change {
                field: "access".into(),
                old: json!("view"),
                new: json!(["write", "admin", "noaccess"][self.below(3) as usize]),
            },
        }
    }
}

/// The login of a person.
pub fn login(user: u64) -> String {
    let first = FIRST[(user % FIRST.len() as u64) as usize];
    let last = LAST[(user / FIRST.len() as u64 % LAST.len() as u64) as usize];
    format!("{first}.{last}")
}

/// The name of a website.
pub fn site_name(site: u64) -> String {
    let word = WORDS[(site * 7 % WORDS.len() as u64) as usize];
    format!("{word} {}", PLACES[(site / 7 % PLACES.len() as u64) as usize])
}
