//! The logs of this server while it runs: one store, one intake and at most one spool follower for each connected Matomo.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread::JoinHandle;

use activity_log_core::Event;
use anyhow::{Context, Result};

use crate::capture::quarantine::Quarantine;
use crate::capture::spool::{self, Progress, Spool};
use crate::capture::{self, LineReceipt};
use crate::config::{Instance, Paths};
use crate::inventory::Inventories;
use crate::ops::clock::Clock;
use crate::serve::metrics::{Metrics, OfInstance};
use crate::serve::{InstanceLog, Intake, IntakeError, ItemReceipt, Key, Logs, SavedViews, SharedLinks};
use crate::store::sqlite::{Mode, SqliteStore};
use crate::store::views::ViewCounts;

/// Name of the log that is there before any Matomo is connected.
const FIRST_LOG: &str = "main";

/// All logs of a running server.
pub struct Running {
    paths: Paths,
    clock: Clock,
    logs: RwLock<BTreeMap<String, Arc<InstanceLog>>>,
    workers: Mutex<BTreeMap<String, Worker>>,
    metrics: Mutex<Option<Metrics>>,
    /// What is wrong with files of instances, as it was told the last time: once is enough.
    told: Mutex<BTreeSet<String>>,
}

/// The folder of this file is made; a failure is told, and whoever opens the file says what it means.
fn with_its_folder(path: PathBuf) -> PathBuf {
    if let Some(Err(error)) = path.parent().map(Paths::make) {
        tracing::error!("{} cannot be kept: {error}", path.display());
    }
    path
}

/// What runs for one instance.
struct Worker {
    /// `None` when it is no longer connected.
    instance: Option<Instance>,
    intake: capture::Intake,
    progress: Arc<Progress>,
    follower: Option<Follower>,
}

struct Follower {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

impl Follower {
    fn start(path: &std::path::Path, intake: &capture::Intake, progress: &Arc<Progress>) -> Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let (spool, intake, progress, stopped) =
            (Spool::new(path), intake.clone(), progress.clone(), stop.clone());
        let thread = std::thread::Builder::new()
            .name(format!("spool {}", intake.instance()))
            .spawn(move || spool::follow(&spool, &intake, &progress, &stopped))?;
        Ok(Follower { stop, thread })
    }

    fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.join();
    }
}

/// Makes the HTTP room's door out of capture's.
struct Door(capture::Intake);

impl Intake for Door {
    fn submit(&self, lines: Vec<Vec<u8>>) -> Result<Vec<ItemReceipt>, IntakeError> {
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        let receipts = self.0.submit(&lines, "http").map_err(|error| match error {
            capture::IntakeError::Store(error) => error.into(),
            capture::IntakeError::Quarantine(_) | capture::IntakeError::Inventory(_) => {
                IntakeError::Busy(error.to_string())
            }
        })?;
        let item = |receipt| match receipt {
            LineReceipt::Stored(seq) => ItemReceipt::Stored(seq),
            LineReceipt::Duplicate(seq) => ItemReceipt::Duplicate(seq),
            LineReceipt::Kept => ItemReceipt::Kept,
            LineReceipt::Counted => ItemReceipt::Counted,
            LineReceipt::Quarantined(reason) => ItemReceipt::Quarantined(reason),
        };
        Ok(receipts.into_iter().map(item).collect())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Running {
    /// Opens every connected Matomo's log; with none yet, makes one, so that there is something to look at and connect to.
    ///
    /// # Errors
    /// When the data directory or a log in it cannot be used.
    pub fn start(paths: &Paths, clock: Clock) -> Result<Self> {
        Paths::make(paths.data()).with_context(|| format!("data directory {}", paths.data().display()))?;
        let instances: Vec<Instance> = Instance::all(paths).into_iter().collect::<Result<_, _>>()?;
        let running = Running {
            paths: paths.clone(),
            clock,
            logs: RwLock::default(),
            workers: Mutex::default(),
            metrics: Mutex::default(),
            told: Mutex::default(),
        };
        if instances.is_empty() {
            let instance = Instance {
                name: FIRST_LOG.to_owned(),
                shared_secret: crate::config::Secret::new()?,
                spool_dir: None,
                matomo_dir: None,
                matomo_url: None,
            };
            instance.write(paths)?;
            running.apply(instance)?;
        }
        for instance in Instance::all(paths).into_iter().flatten() {
            running.apply(instance)?;
        }
        for wrong in running.look_for_imported() {
            tracing::warn!("{wrong}");
        }
        Ok(running)
    }

    /// Reads the instances again: `connect` may have added or changed one.
    pub fn reload(&self) {
        let instances = Instance::all(&self.paths);
        self.disconnect_missing();
        let mut wrong = BTreeSet::new();
        for instance in instances {
            let applied = instance.map_err(anyhow::Error::from).and_then(|instance| self.apply(instance));
            if let Err(error) = applied {
                wrong.insert(format!("{error:#}"));
            }
        }
        wrong.extend(self.look_for_imported());
        wrong.extend(self.compare_inventories());
        let mut told = locked(&self.told);
        for what in wrong.difference(&told) {
            tracing::warn!("{what}");
        }
        *told = wrong;
        drop(told);
        self.report();
    }

    /// A Matomo whose file is gone is connected no more: its spool is left alone and its key and its links are worth nothing. Its log stays.
    fn disconnect_missing(&self) {
        for (name, worker) in locked(&self.workers).iter_mut() {
            if worker.instance.is_none() || self.paths.instance(name).exists() {
                continue;
            }
            if let Some(follower) = worker.follower.take() {
                follower.end();
            }
            worker.instance = None;
            match Key::random() {
                Ok(key) => self.show(name, &worker.intake, key),
                Err(error) => tracing::error!("{error}"),
            }
            tracing::info!("“{name}” is no longer connected; its log stays");
        }
    }

    /// History that was imported since, or taken away. Answers what went wrong; the next reload tries again.
    fn look_for_imported(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for log in self.all() {
            match super::imported::of(&self.paths, &log.name, log.imported.as_ref()) {
                Ok(found) if found.is_some() == log.imported.is_some() => {}
                Ok(imported) => {
                    let log = InstanceLog { imported, ..(*log).clone() };
                    let mut logs = self.logs.write().unwrap_or_else(PoisonError::into_inner);
                    logs.insert(log.name.clone(), Arc::new(log));
                }
                Err(error) => wrong.push(format!("{error:#}")),
            }
        }
        wrong
    }

    /// Inventories whose time has come, each in its own log. Answers what went wrong; the next reload tries again.
    fn compare_inventories(&self) -> Vec<String> {
        let intakes: Vec<capture::Intake> =
            locked(&self.workers).values().map(|worker| worker.intake.clone()).collect();
        let compare = |intake: capture::Intake| {
            let error = intake.compare_inventories().err()?;
            Some(format!("“{}”: {error}", intake.instance()))
        };
        intakes.into_iter().filter_map(compare).collect()
    }

    fn show(&self, name: &str, intake: &capture::Intake, secret: Key) {
        let shared = self.instance(name).map_or_else(|| self.shared(name), |log| log.shared.clone());
        let log = InstanceLog {
            name: name.to_owned(),
            store: intake.store().clone(),
            imported: self.instance(name).and_then(|log| log.imported.clone()),
            views: intake.views().clone(),
            shared: shared.of_matomo(&secret),
            secret,
            intake: Arc::new(Door(intake.clone())),
            inventories: Inventories::new(self.paths.inventory(name)),
            saved: self.instance(name).map_or_else(|| self.saved(name), |log| log.saved.clone()),
        };
        self.logs.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), Arc::new(log));
    }

    /// Opened once while the server runs: what is in memory is the truth.
    fn saved(&self, name: &str) -> SavedViews {
        SavedViews::open(with_its_folder(self.paths.saved(name)))
    }

    /// The same.
    fn shared(&self, name: &str) -> SharedLinks {
        SharedLinks::open(with_its_folder(self.paths.links(name)))
    }

    fn apply(&self, instance: Instance) -> Result<()> {
        let mut workers = locked(&self.workers);
        let name = instance.name.clone();
        let (intake, progress, old) = match workers.remove(&name) {
            Some(worker) if worker.instance.as_ref() == Some(&instance) => {
                workers.insert(name, worker);
                return Ok(());
            }
            Some(worker) => (worker.intake, worker.progress, worker.follower),
            None => {
                let directory = self.paths.log(&name);
                let store = SqliteStore::open(&directory, Mode::Write { clock: self.clock.clone() })
                    .with_context(|| format!("log {}", directory.display()))?;
                // After the store, which holds the directory for this process.
                let views = Arc::new(ViewCounts::open(&directory)?);
                let quarantine = Quarantine::new(self.paths.quarantine(&name));
                let clock = self.clock.clone();
                let intake = capture::Intake::new(&name, Arc::new(store), views, quarantine, clock)
                    .with_inventories(Inventories::new(self.paths.inventory(&name)));
                (intake, Arc::default(), None)
            }
        };
        if let Some(old) = old {
            old.end();
        }
        let follower = instance
            .spool_dir
            .as_deref()
            .map(|path| Follower::start(path, &intake, &progress))
            .transpose()?;
        self.show(&name, &intake, Key::new(instance.shared_secret.expose()));
        workers.insert(name, Worker { instance: Some(instance), intake, progress, follower });
        Ok(())
    }

    /// Where figures go from now on.
    pub fn report_to(&self, metrics: Metrics) {
        *locked(&self.metrics) = Some(metrics);
        self.report();
    }

    fn report(&self) {
        let metrics = locked(&self.metrics);
        let Some(metrics) = metrics.as_ref() else { return };
        for (name, worker) in locked(&self.workers).iter() {
            let label = OfInstance { instance: name.clone() };
            metrics.spool_behind.get_or_create(&label).set(worker.progress.behind.load(Ordering::Relaxed));
            let quarantined = worker.intake.counters().quarantined.load(Ordering::Relaxed);
            metrics.quarantined.get_or_create(&label).set(quarantined);
        }
    }

    /// The log that is shown when nobody names one.
    ///
    /// # Errors
    /// Never after [`Running::start`].
    pub fn default_log(&self) -> Result<Arc<InstanceLog>> {
        self.all().into_iter().next().context("no log is open")
    }

    /// The door to the log that is shown when nobody names one.
    ///
    /// # Errors
    /// Never after [`Running::start`].
    pub fn default_intake(&self) -> Result<capture::Intake> {
        let name = &self.default_log()?.name;
        locked(&self.workers).get(name).map(|worker| worker.intake.clone()).context("no log is open")
    }

    /// Stores an entry that the server makes about itself, in the log that it names or else the one that is shown when nobody names one. A failure is told
    /// in the server's own log output: there is nobody to answer.
    pub fn append_own(&self, event: Event) {
        let named = locked(&self.workers).get(&event.instance).map(|worker| worker.intake.clone());
        let kept = named.map_or_else(|| self.default_intake(), Ok).and_then(|intake| {
            let event = Event { instance: intake.instance().to_owned(), ..event };
            Ok(intake.keep(vec![event], None)?)
        });
        if let Err(error) = kept {
            tracing::error!("an entry about the log itself could not be stored: {error:#}");
        }
    }

    /// Ends all followers; what is in the spools stays there.
    pub fn stop(&self) {
        let workers = std::mem::take(&mut *locked(&self.workers));
        for worker in workers.into_values() {
            if let Some(follower) = worker.follower {
                follower.end();
            }
        }
    }
}

impl Logs for Running {
    fn instance(&self, name: &str) -> Option<Arc<InstanceLog>> {
        self.logs.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }

    fn all(&self) -> Vec<Arc<InstanceLog>> {
        let logs = self.logs.read().unwrap_or_else(PoisonError::into_inner);
        // The first log first, then by name.
        let first = logs.get(FIRST_LOG).into_iter();
        first.chain(logs.values().filter(|log| log.name != FIRST_LOG)).cloned().collect()
    }
}
