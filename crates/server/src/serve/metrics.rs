//! Figures for monitoring, in OpenMetrics text (`GET /metrics`).

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Label: which log.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct OfInstance {
    /// Name of the instance.
    pub instance: String,
}

/// Labels of a request. Routes are those of the table, never addresses as typed.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct OfRequest {
    /// HTTP method of the route.
    pub method: &'static str,
    /// Pattern of the route.
    pub route: &'static str,
    /// HTTP status.
    pub status: u16,
}

/// A gauge per log.
pub type PerInstance = Family<OfInstance, Gauge<u64, AtomicU64>>;

/// Handles of all figures. Clones share their values.
#[derive(Clone)]
pub struct Metrics {
    registry: std::sync::Arc<Registry>,
    /// Entries kept; set at each scrape.
    pub entries: PerInstance,
    /// Last `seq` given; set at each scrape.
    pub head: PerInstance,
    /// Bytes on disk; set at each scrape.
    pub bytes: PerInstance,
    /// Lines in the spool that are not yet stored; set by capture.
    pub spool_behind: PerInstance,
    /// Lines kept aside since the start; set by capture.
    pub quarantined: PerInstance,
    /// Answers by route and status.
    pub requests: Family<OfRequest, Counter>,
    /// Requests refused because they did not prove who asks.
    pub refusals: Counter,
}

impl Default for Metrics {
    fn default() -> Self {
        Metrics::new()
    }
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Metrics {
        let mut registry = Registry::with_prefix("activity_log");
        let (entries, head, bytes) = (PerInstance::default(), PerInstance::default(), PerInstance::default());
        let (spool_behind, quarantined) = (PerInstance::default(), PerInstance::default());
        let (requests, refusals) = (Family::<OfRequest, Counter>::default(), Counter::default());
        registry.register("entries", "Entries kept", entries.clone());
        registry.register("head", "Last sequence number given", head.clone());
        registry.register("disk_bytes", "Bytes on disk, indexes included", bytes.clone());
        registry.register(
            "spool_behind_lines",
            "Lines in the spool that are not yet stored",
            spool_behind.clone(),
        );
        registry.register("quarantined_lines", "Lines kept aside since the start", quarantined.clone());
        registry.register("http_requests", "Answers by route and status", requests.clone());
        registry.register("refused_requests", "Requests that did not prove who asks", refusals.clone());
        let registry = std::sync::Arc::new(registry);
        Metrics { registry, entries, head, bytes, spool_behind, quarantined, requests, refusals }
    }

    /// All figures as text.
    pub(crate) fn text(&self) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
