//! A log in memory for these tests, and somebody who signs assertions like the plugin.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use activity_log::inventory::Inventories;
use activity_log::ops::clock::Hands;
use activity_log::serve::listen::Peer;
use activity_log::serve::{
    App, InstanceLog, Intake, IntakeError, ItemReceipt, Key, LogSet, Role, SavedViews, Setup, SharedLinks,
    Via, Viewer, router,
};
use activity_log::store::memory::MemoryStore;
use activity_log::store::tally::{Tallied, Tally};
use activity_log::store::views::ViewCounts;
use activity_log::store::{Count, Figures, Found, Position, Scope, Search, Store, StoreError};
use activity_log_core::fact::Fact;
use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Event, Receipt, Seq, Time};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

pub const NOW: &str = "2026-11-22T20:41:21Z";
pub const MAIN_SECRET: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
pub const OTHER_SECRET: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// A log in memory that can be made to fail.
pub struct FakeStore {
    pub memory: MemoryStore,
    /// Makes every search stop early.
    pub is_exhausted: bool,
    /// Makes every call fail for now.
    pub is_busy: bool,
}

impl Default for FakeStore {
    fn default() -> Self {
        FakeStore { memory: MemoryStore::new(Arc::new(Time::default)), is_exhausted: false, is_busy: false }
    }
}

impl FakeStore {
    pub fn of(events: Vec<Event>) -> FakeStore {
        FakeStore::received(events, "1970-01-01T00:00:00Z")
    }

    /// All received at that time.
    pub fn received(events: Vec<Event>, time: &str) -> FakeStore {
        let time: Time = time.parse().unwrap();
        let store = FakeStore { memory: MemoryStore::new(Arc::new(move || time)), ..FakeStore::default() };
        for batch in events.chunks(10_000) {
            store.append(batch.to_vec(), None).unwrap();
        }
        store
    }

    fn memory(&self) -> Result<&MemoryStore, StoreError> {
        if self.is_busy { Err(StoreError::Busy("test".into())) } else { Ok(&self.memory) }
    }
}

impl Store for FakeStore {
    fn append(&self, events: Vec<Event>, position: Option<Position>) -> Result<Vec<Receipt>, StoreError> {
        self.memory()?.append(events, position)
    }

    fn search(&self, search: &Search) -> Result<Found, StoreError> {
        let mut found = self.memory()?.search(search)?;
        if self.is_exhausted {
            found.exhausted = true;
            found.older = found.older.or(found.entries.last().map(|entry| entry.seq));
        }
        Ok(found)
    }

    fn count(&self, query: &Query, scope: &Scope, budget: u64) -> Result<Count, StoreError> {
        let count = self.memory()?.count(query, scope, budget)?;
        Ok(Count { complete: !self.is_exhausted, ..count })
    }

    fn tally(&self, tally: &Tally) -> Result<Tallied, StoreError> {
        let tallied = self.memory()?.tally(tally)?;
        Ok(Tallied { complete: !self.is_exhausted, ..tallied })
    }

    fn range(&self, from: Seq, limit: usize, scope: &Scope) -> Result<Vec<Entry>, StoreError> {
        self.memory()?.range(from, limit, scope)
    }

    fn head(&self) -> Result<Seq, StoreError> {
        self.memory()?.head()
    }

    fn position(&self, source: &str) -> Result<Option<u64>, StoreError> {
        self.memory()?.position(source)
    }

    fn values(
        &self,
        field: Field,
        prefix: &str,
        limit: usize,
        scope: &Scope,
    ) -> Result<Vec<String>, StoreError> {
        self.memory()?.values(field, prefix, limit, scope)
    }

    fn figures(&self) -> Result<Figures, StoreError> {
        self.memory()?.figures()
    }

    fn wait_beyond(&self, seq: Seq, at_most: Duration) -> Result<Seq, StoreError> {
        self.memory()?.wait_beyond(seq, at_most)
    }
}

/// Takes facts and makes plain events of them.
pub struct FakeIntake(pub Arc<dyn Store>);

impl Intake for FakeIntake {
    fn submit(&self, lines: Vec<Vec<u8>>) -> Result<Vec<ItemReceipt>, IntakeError> {
        let mut receipts = Vec::new();
        for line in lines {
            receipts.push(match Fact::parse(&line) {
                Err(error) => ItemReceipt::Quarantined(error.to_string()),
                Ok(fact) => {
                    let mut event = crate::sample::event("alice", "goal.created");
                    event.id = fact.id;
                    match self.0.append(vec![event], None)?[0] {
                        Receipt::Stored(seq) => ItemReceipt::Stored(seq),
                        Receipt::Duplicate(seq) => ItemReceipt::Duplicate(seq),
                    }
                }
            });
        }
        Ok(receipts)
    }
}

/// A server without a socket.
pub struct Server {
    pub app: App,
    pub hands: Hands,
    pub refused: Arc<Mutex<Vec<Event>>>,
    /// Where inventories of `main` would be: `main` in there.
    pub inventories: tempfile::TempDir,
    pub views: Arc<ViewCounts>,
    pub looks: Arc<Mutex<Vec<Event>>>,
    /// What was witnessed.
    store: Arc<dyn Store>,
    router: axum::Router,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

impl Server {
    pub fn with(events: Vec<Event>) -> Server {
        Server::over(FakeStore::of(events))
    }

    pub fn over(store: FakeStore) -> Server {
        Server::set_up(store, |_| {})
    }

    /// With a history that was imported beside it.
    pub fn with_imported(events: Vec<Event>, imported: Vec<Event>) -> Server {
        Server::made(FakeStore::of(events), Some(FakeStore::received(imported, NOW)), |_| {})
    }

    pub fn set_up(store: FakeStore, change: impl FnOnce(&mut Setup)) -> Server {
        Server::made(store, None, change)
    }

    fn made(store: FakeStore, imported: Option<FakeStore>, change: impl FnOnce(&mut Setup)) -> Server {
        let inventories = tempfile::tempdir().unwrap();
        let views = Arc::new(ViewCounts::in_memory().unwrap());
        let log =
            |name: &str, secret: &str, store: Arc<dyn Store>, imported: Option<FakeStore>| InstanceLog {
                name: name.into(),
                store: store.clone(),
                imported: imported.map(|store| Arc::new(store) as Arc<dyn Store>),
                views: views.clone(),
                secret: Key::new(secret),
                intake: Arc::new(FakeIntake(store)),
                inventories: Inventories::new(inventories.path().join(name)),
                saved: SavedViews::default(),
                shared: SharedLinks::default(),
            };
        let mut elsewhere = crate::sample::event("alice", "goal.deleted");
        elsewhere.target.as_mut().unwrap().name = Some("of another Matomo".into());
        let history = Some(FakeStore::of(vec![elsewhere.clone()]));
        let other = log("other", OTHER_SECRET, Arc::new(FakeStore::of(vec![elsewhere])), history);
        let store: Arc<dyn Store> = Arc::new(store);
        let logs = LogSet::new(log("main", MAIN_SECRET, store.clone(), imported), [other]);
        let hands = Hands::default();
        hands.set(NOW.parse().unwrap());
        let refused: Arc<Mutex<Vec<Event>>> = Arc::default();
        let looks: Arc<Mutex<Vec<Event>>> = Arc::default();
        let sink = refused.clone();
        let mut setup = Setup::new(Arc::new(logs), Key::random().unwrap(), "http://127.0.0.1:8740");
        setup.clock = hands.clock();
        setup.on_refused = Arc::new(move |event| sink.lock().unwrap().push(event));
        let sink = looks.clone();
        setup.on_viewed = Arc::new(move |event| sink.lock().unwrap().push(event));
        change(&mut setup);
        let app = App::new(setup);
        Server { router: router::router(app.clone()), app, hands, refused, inventories, views, looks, store }
    }

    /// Something that happens now.
    pub fn append(&self, event: Event) {
        self.store.append(vec![event], None).unwrap();
    }

    /// What is answered, as it is.
    pub async fn bytes(&self, request: Request<Body>) -> Vec<u8> {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        to_bytes(response.into_body(), 64 << 20).await.unwrap().to_vec()
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, who: &Who, path: &str) -> Answer {
        self.ask(who.request(self, "GET", path, "")).await
    }

    pub async fn post(&self, who: &Who, path: &str, body: &str) -> Answer {
        self.ask(who.request(self, "POST", path, body)).await
    }

    /// Signs in with a link; the cookie as the browser would send it.
    pub async fn cookie(&self, viewer: Viewer) -> String {
        let link = self.app.issue_link(viewer, Duration::from_secs(60));
        let path = &link[link.find("/sign-in").unwrap()..];
        let answer = self.get(&Who::Anonymous, path).await;
        assert_eq!(answer.status, StatusCode::OK);
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }
}

/// Somebody who asks.
#[derive(Clone, Debug)]
pub enum Who {
    Anonymous,
    /// Inside Matomo.
    Matomo(Claims),
    /// With a cookie.
    Console(String),
    /// With a shared secret.
    Bearer(String),
}

/// What an assertion says, with ways to spoil it.
#[derive(Clone, Debug)]
pub struct Claims {
    pub instance: String,
    pub login: String,
    pub role: String,
    pub lang: String,
    pub tz: String,
    pub secret: String,
    pub seconds_off: i64,
    pub other_path: bool,
    pub other_method: bool,
    pub other_body: bool,
    pub nonce: Option<String>,
}

impl Who {
    pub fn claims(login: &str, role: &str) -> Claims {
        Claims {
            instance: "main".into(),
            login: login.into(),
            role: role.into(),
            lang: "en".into(),
            tz: "Europe/Berlin".into(),
            secret: MAIN_SECRET.into(),
            seconds_off: 0,
            other_path: false,
            other_method: false,
            other_body: false,
            nonce: None,
        }
    }

    pub fn superuser() -> Who {
        Who::Matomo(Who::claims("root", "superuser"))
    }

    pub fn user(login: &str) -> Who {
        Who::Matomo(Who::claims(login, "user"))
    }

    pub fn request(&self, server: &Server, method: &str, path: &str, body: &str) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:8740");
        if method == "POST" && !path.starts_with("/api/") {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        match self {
            Who::Anonymous => {}
            Who::Matomo(claims) => {
                let now = server.hands.clock()().micros() / 1_000_000;
                request = request.header("X-Activity-Log-Assertion", claims.sign(now, method, path, body));
            }
            Who::Console(cookie) => request = request.header("cookie", cookie),
            Who::Bearer(secret) => request = request.header("authorization", format!("Bearer {secret}")),
        }
        let peer: std::net::SocketAddr = "203.0.113.99:5555".parse().unwrap();
        request.extension(Peer::Tcp(peer)).body(Body::from(body.to_owned())).unwrap()
    }
}

impl Claims {
    pub fn sign(&self, now: i64, method: &str, path: &str, body: &str) -> String {
        let hash = |body: &str| -> String {
            if body.is_empty() {
                return String::new();
            }
            Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect()
        };
        let nonce = || -> String {
            Key::random().unwrap().mac(b"nonce")[..16].iter().map(|byte| format!("{byte:02x}")).collect()
        };
        let payload = json!({
            "instance": self.instance, "login": self.login, "role": self.role, "lang": self.lang, "tz": self.tz,
            "method": if self.other_method { "PUT" } else { method },
            "path": if self.other_path { "/log?fragment=1&q=other" } else { path },
            "body": if self.other_body { hash("other") } else { hash(body) },
            "time": now + self.seconds_off,
            "nonce": self.nonce.clone().unwrap_or_else(nonce),
            "plugin": "0.1.0",
        });
        let text = format!("v1.{}", URL_SAFE_NO_PAD.encode(payload.to_string()));
        let mac = Key::new(&self.secret).mac(text.as_bytes());
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(mac))
    }
}

/// Somebody with a browser of their own.
pub fn console(login: &str, role: Role) -> Viewer {
    Viewer {
        instance: "main".into(),
        login: login.into(),
        role,
        lang: "en".into(),
        tz: "UTC".into(),
        via: Via::Console,
        since: None,
        avatars: false,
    }
}
