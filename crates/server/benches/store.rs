//! The bars of the store, measured: `cargo bench -p activity-log --bench store -- --entries 1000000`.
//!
//! Prints how fast entries become durable (beside the same rows in an unindexed SQLite table with the same fsyncs, in
//! the same run), bytes per entry, memory, and the first page of every question the design names. `--dir DIR` keeps the
//! files; `--months N` spreads the entries; `--queries-only` asks a log that is there, `--only QUERY` one thing.
#![allow(clippy::unwrap_used)]

#[path = "support/generate.rs"]
mod generate;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use activity_log::store::sqlite::{Mode, Sizes, SqliteStore};
use activity_log::store::tally::Tally;
use activity_log::store::{Scope, Search, Store};
use activity_log_core::query::{Context, Field, Query};
use activity_log_core::{Event, Time};
use generate::Generator;

const START: i64 = 1_788_220_800_000_000; // 2026-09-01
const PAGE: usize = 50;
/// As pages give it: what reads more than this stops and offers to go on.
const BUDGET: u64 = 100_000;

#[derive(Clone, Copy, PartialEq)]
enum Part {
    All,
    Rates,
    Fill,
    Queries,
    Tsv,
}

struct Options {
    entries: u64,
    batch: usize,
    block: usize,
    months: i64,
    dir: Option<PathBuf>,
    part: Part,
    only: Option<String>,
    rounds: usize,
}

fn options() -> Options {
    let mut found = Options {
        entries: 1_000_000,
        batch: 1_000,
        block: Sizes::default().block,
        months: 1,
        dir: None,
        part: Part::All,
        only: None,
        rounds: 40,
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut number = || words.next().unwrap().parse::<u64>().unwrap();
        match word.as_str() {
            "--entries" => found.entries = number(),
            "--batch" => found.batch = number() as usize,
            "--block" => found.block = number() as usize,
            "--months" => found.months = number() as i64,
            "--rounds" => found.rounds = number() as usize,
            "--dir" => found.dir = words.next().map(PathBuf::from),
            "--only" => found.only = words.next(),
            "--queries-only" => found.part = Part::Queries,
            "--rates-only" => found.part = Part::Rates,
            "--fill-only" => found.part = Part::Fill,
            "--tsv" => found.part = Part::Tsv,
            _ => {}
        }
    }
    found
}

fn main() {
    let options = options();
    let passing = tempfile::tempdir().unwrap();
    let dir = options.dir.clone().unwrap_or_else(|| passing.path().join("log"));
    match options.part {
        Part::Rates => rates(passing.path()),
        Part::Fill => fill(&options, &dir),
        Part::Queries => queries(&options, &dir),
        Part::Tsv => tsv(&options),
        Part::All => {
            if options.dir.is_none() || !dir.exists() {
                rates(passing.path());
            }
            fill(&options, &dir);
            // A process of its own, so that what it keeps in memory is what the store keeps.
            let mut again = std::process::Command::new(std::env::current_exe().unwrap());
            again.arg("--queries-only").arg("--rounds").arg(options.rounds.to_string());
            assert!(again.arg("--dir").arg(&dir).status().unwrap().success());
        }
    }
}

fn open(dir: &Path, now: &Arc<AtomicI64>) -> SqliteStore {
    open_with(dir, now, Sizes::default())
}

fn open_with(dir: &Path, now: &Arc<AtomicI64>, sizes: Sizes) -> SqliteStore {
    let now = Arc::clone(now);
    let clock = Arc::new(move || Time::from_micros(now.load(Ordering::Relaxed)));
    SqliteStore::open_with(dir, Mode::Write { clock }, sizes).unwrap()
}

/// Both sides begin with events and end with durable rows: the JSON is made in both.
fn rates(dir: &Path) {
    println!(
        "durable append, entries/s\n{:>8} {:>12} {:>18} {:>6}",
        "batch", "store", "unindexed table", "ratio"
    );
    for (batch, total) in
        [(1usize, 1_000usize), (10, 5_000), (100, 20_000), (1_000, 100_000), (10_000, 200_000)]
    {
        let mut generator = Generator::new(7, Time::from_micros(START), 1_000_000);
        let batches: Vec<Vec<Event>> =
            (0..total / batch).map(|_| (0..batch).map(|_| generator.event()).collect()).collect();
        let now = Arc::new(AtomicI64::new(generator.now().micros()));
        let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
        let store = open(&dir.join(format!("rate-{batch}")), &now);
        let table = rusqlite::Connection::open(dir.join(format!("plain-{batch}.db"))).unwrap();
        table.pragma_update(None, "journal_mode", "WAL").unwrap();
        table.pragma_update(None, "synchronous", "FULL").unwrap();
        table
            .execute_batch("CREATE TABLE entry (seq INTEGER PRIMARY KEY, received INTEGER, body BLOB)")
            .unwrap();
        // Side by side: slice after slice, so that both meet the same disk.
        for slice in batches.chunks(batches.len().div_ceil(10)) {
            let copy = slice.to_vec();
            let begin = Instant::now();
            for events in copy {
                store.append(events, None).unwrap();
            }
            ours += begin.elapsed();
            let begin = Instant::now();
            for events in slice {
                let tx = table.unchecked_transaction().unwrap();
                let mut insert =
                    tx.prepare_cached("INSERT INTO entry (received, body) VALUES (?1, ?2)").unwrap();
                for event in events {
                    insert.execute(rusqlite::params![START, serde_json::to_vec(event).unwrap()]).unwrap();
                }
                drop(insert);
                tx.commit().unwrap();
            }
            theirs += begin.elapsed();
        }
        let rate = |time: Duration| total as f64 / time.as_secs_f64();
        println!("{batch:>8} {:>12.0} {:>18.0} {:>6.2}", rate(ours), rate(theirs), rate(ours) / rate(theirs));
    }
}

/// The entries of a log, always the same for the same number and months.
fn entries(options: &Options) -> Generator {
    let step = (options.months * 30 * 86_400_000_000 / options.entries as i64).max(1);
    Generator::new(42, Time::from_micros(START), step)
}

/// The same entries as lines for `LOAD DATA`, `seq` being the number of the line.
fn tsv(options: &Options) {
    let mut out = std::io::BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    let mut generator = entries(options);
    for seq in 1..=options.entries {
        let event = generator.event();
        let body = serde_json::to_string(&event).unwrap().replace('\\', "\\\\");
        let site = event.site.as_ref().map_or("\\N".into(), |site| site.id.to_string());
        writeln!(
            out,
            "{seq}\t{}\t{}\t{}\t{}\t{}\t{site}\t{}\t{}\t{}\t{}\t{body}",
            event.id.simple(),
            event.time.timestamp().strftime("%F %T%.6f"),
            event.actor.login.as_deref().unwrap_or("\\N"),
            event.activity,
            event.category,
            event.client.ip.as_deref().unwrap_or("\\N"),
            word(&event.outcome),
            word(&event.severity),
            u8::from(event.cause.is_some()),
        )
        .unwrap();
    }
}

/// A value as JSON has it, without its quotes.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap().trim_matches('"').to_owned()
}

fn fill(options: &Options, dir: &Path) {
    let mut generator = entries(options);
    let now = Arc::new(AtomicI64::new(START));
    let store = open_with(dir, &now, Sizes { block: options.block, ..Sizes::default() });
    let (mut spent, mut worst, mut json) = (Duration::ZERO, Duration::ZERO, 0usize);
    let mut done = 0;
    while done < options.entries {
        let count = (options.batch as u64).min(options.entries - done);
        let events: Vec<Event> = (0..count).map(|_| generator.event()).collect();
        json += events.iter().take(2).map(|event| serde_json::to_vec(event).unwrap().len()).sum::<usize>();
        now.store(generator.now().micros(), Ordering::Relaxed);
        let begin = Instant::now();
        store.append(events, None).unwrap();
        worst = worst.max(begin.elapsed());
        spent += begin.elapsed();
        done += count;
        if done % 1_000_000 < count {
            eprintln!(
                "{done} entries, {:.0}/s, {} MB resident",
                done as f64 / spent.as_secs_f64(),
                resident()
            );
        }
    }
    let batches = options.entries.div_ceil(options.batch as u64);
    println!(
        "\nfilled {done} entries at {:.0}/s in batches of {}; slowest batch {:.0} ms; mean JSON {} bytes",
        done as f64 / spent.as_secs_f64(),
        options.batch,
        worst.as_secs_f64() * 1e3,
        json as u64 / (2 * batches)
    );
    drop(store);
}

/// Resident memory in MB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("");
    line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()).unwrap_or(0) / 1_024
}

/// Time this thread had a processor, in ms: what the wall clock would say on a machine of its own.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|number| number.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// What takes the room, in the oldest month.
fn sizes(dir: &Path) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().flatten().map(|file| file.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "db"));
    files.sort();
    let conn = rusqlite::Connection::open(&files[0]).unwrap();
    let sql = "SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 5";
    let mut statement = conn.prepare(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (name, bytes): (String, i64) = (row.get(0).unwrap(), row.get(1).unwrap());
        let unused: i64 = row.get(2).unwrap();
        println!("  {name:<12} {bytes:>12} bytes, {unused:>11} of them unused");
    }
    let sql = "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size";
    let free: i64 = conn.query_row(sql, [], |row| row.get(0)).unwrap();
    println!("  {:<12} {free:>12} bytes", "free pages");
}

fn queries(options: &Options, dir: &Path) {
    let before = resident();
    let now = Arc::new(AtomicI64::new(START));
    let store = open(dir, &now);
    std::thread::sleep(Duration::from_millis(200));
    let figures = store.figures().unwrap();
    println!(
        "{} entries in {} segments, {:.1} bytes per entry; memory: {} MB before opening, {} MB idle",
        figures.entries,
        figures.segments,
        figures.bytes as f64 / figures.entries as f64,
        before,
        resident()
    );
    if options.rounds > 0 {
        sizes(dir);
    }
    let (often, seldom) = (generate::login(1), generate::login(250));
    let list = [
        String::new(),
        format!("user:{often}"),
        format!("user:{seldom}"),
        "activity:goal.updated".into(),
        "activity:goal.*".into(),
        "activity:privacy.data.deleted".into(),
        "site:3".into(),
        "site:180".into(),
        "ip:203.0.113.7".into(),
        "ip:203.0.113.0/28".into(),
        "outcome:denied".into(),
        "outcome:success".into(),
        "severity:warning".into(),
        "severity:critical".into(),
        "-severity:info".into(),
        format!("user:{seldom} activity:goal.updated"),
        format!("user:{often} site:150"),
        format!("user:{seldom} ip:203.0.113.0/24"),
        format!("user:{often} outcome:denied"),
        format!("user:{often} severity:critical"),
        "activity:segment.updated site:120".into(),
        "activity:goal.deleted ip:203.0.113.9".into(),
        "activity:goal.updated outcome:failure".into(),
        "activity:auth.login.failed severity:warning".into(),
        "site:77 ip:203.0.113.12".into(),
        "site:9 outcome:failure".into(),
        "site:9 severity:critical".into(),
        "ip:203.0.113.20 outcome:denied".into(),
        "ip:203.0.113.20 severity:critical".into(),
        "outcome:failure severity:critical".into(),
        // Never meet, though each is frequent.
        "activity:goal.updated severity:warning".into(),
        "outcome:denied activity:segment.updated".into(),
        "severity:info outcome:denied".into(),
        "user:nobody".into(),
        "request:zzzzz".into(),
        format!("after:2026-09-03 before:2026-09-04 user:{often}"),
        // Text.
        "checkout".into(),
        "\"spring campaign\"".into(),
        "whitep".into(),
        "careers webinar 1234".into(),
        "nowherefound".into(),
        "\"gecko chrome\" anna".into(),
        "goal -chrome severity:notice".into(),
    ];
    println!(
        "\nfirst page of {PAGE}\n{:<52} {:>8} {:>8} {:>9} {:>9} {:>6}",
        "query", "cpu ms", "p50 ms", "p99 ms", "first ms", "found"
    );
    let context = Context::utc(Time::from_micros(START).timestamp());
    for text in list.iter().filter(|text| options.only.as_ref().is_none_or(|only| only == *text)) {
        let query = Query::parse(text, &context).unwrap();
        let search =
            Search { query, scope: Scope::All, before: None, after: None, limit: PAGE, budget: BUDGET };
        ask(options, text, &store, &search);
    }
    let own = Search {
        query: Query::default(),
        scope: Scope::Own(seldom),
        before: None,
        after: None,
        limit: PAGE,
        budget: BUDGET,
    };
    ask(options, "(scope: own entries of one person)", &store, &own);
    for text in ["", "outcome:denied", "user:anna.berg severity:warning"] {
        let query = Query::parse(text, &context).unwrap();
        let begin = Instant::now();
        let count = store.count(&query, &Scope::All, BUDGET).unwrap();
        println!(
            "count of “{text}”: {} ({}) in {:.1} ms",
            count.entries,
            count.complete,
            begin.elapsed().as_secs_f64() * 1e3
        );
    }
    tallies(options, &store, &context);
    let begin = Instant::now();
    let read: usize = (0..50).map(|at| store.range(at * 1_000, 1_000, &Scope::All).unwrap().len()).sum();
    println!(
        "range: {:.0} entries/s; memory after all: {} MB",
        read as f64 / begin.elapsed().as_secs_f64(),
        resident()
    );
}

fn everything(context: &Context) -> Search {
    let query = Query::parse("", context).unwrap();
    Search { query, scope: Scope::All, before: None, after: None, limit: PAGE, budget: BUDGET }
}

/// What pages count: by day or hour, and by the values of a field.
fn tallies(options: &Options, store: &SqliteStore, context: &Context) {
    let first = START;
    let last =
        store.search(&Search { limit: 1, ..everything(context) }).unwrap().entries[0].event.time.micros();
    println!(
        "\ncounts over the whole log\n{:<52} {:>8} {:>8} {:>9} {:>9} {:>6}",
        "by", "cpu ms", "p50 ms", "p99 ms", "first ms", "values"
    );
    let rest = format!("user:{}", generate::login(1));
    for (text, by, spans) in [
        ("nested:no", Some(Field::Category), 30),
        ("nested:no", Some(Field::Category), 365),
        ("nested:no", Some(Field::Category), 720),
        ("nested:no", Some(Field::User), 2),
        ("nested:no", Some(Field::Site), 2),
        ("nested:no", Some(Field::Activity), 2),
        ("nested:no", Some(Field::Ip), 1),
        ("nested:no outcome:failure,denied category:authentication", None, 365),
        (rest.as_str(), Some(Field::Category), 30),
    ] {
        let query = Query::parse(text, context).unwrap();
        // Whole seconds, as hours and days are.
        let step = (last - first) / SECOND / spans * SECOND;
        let edges = (0..=spans).map(|n| Time::from_micros(first + n * step)).collect();
        let tally = Tally { query, scope: Scope::All, by, edges, values_max: 1_000, budget: u64::MAX };
        let name = format!("{text} by {by:?}, {spans} spans");
        measure(options, &name, || store.tally(&tally).unwrap().rows.len());
    }
}

const SECOND: i64 = 1_000_000;

fn measure(options: &Options, name: &str, mut question: impl FnMut() -> usize) {
    let mut times = Vec::new();
    let mut found = 0;
    let before = processor();
    for _ in 0..options.rounds.max(1) {
        let begin = Instant::now();
        found = question();
        times.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    let spent = (processor() - before) / times.len() as f64;
    let first = times[0];
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
    println!("{name:<52} {spent:>8.2} {:>8.2} {:>9.2} {first:>9.2} {found:>6}", at(0.5), at(0.99));
}

fn ask(options: &Options, text: &str, store: &SqliteStore, search: &Search) {
    let mut times = Vec::new();
    let mut found = None;
    let before = processor();
    for _ in 0..options.rounds.max(1) {
        let begin = Instant::now();
        found = Some(store.search(search).unwrap());
        times.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    let spent = (processor() - before) / times.len() as f64;
    let first = times[0];
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part).round() as usize];
    let found = found.unwrap();
    println!(
        "{text:<52} {:>8.2} {:>8.2} {:>9.2} {first:>9.2} {:>6}{}",
        spent,
        at(0.5),
        at(0.99),
        found.entries.len(),
        if found.exhausted { " (budget)" } else { "" }
    );
}
