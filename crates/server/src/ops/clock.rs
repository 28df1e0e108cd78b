//! The only place that asks what time it is, so that tests can say it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use activity_log_core::Time;

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Time + Send + Sync>;

/// The machine's clock.
pub fn system() -> Clock {
    Arc::new(|| jiff::Timestamp::now().into())
}

/// A clock that stands still until somebody moves it.
#[derive(Clone, Default)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    /// Sets the time.
    pub fn set(&self, time: Time) {
        self.0.store(time.micros(), Ordering::SeqCst);
    }

    /// A clock that shows it.
    pub fn clock(&self) -> Clock {
        let hands = self.0.clone();
        Arc::new(move || Time::from_micros(hands.load(Ordering::SeqCst)))
    }
}
