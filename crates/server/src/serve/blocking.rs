//! Keeps calls that block (the store's) away from the threads that answer, few at a time and not for ever.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::error::ServeError;

/// Most calls that block at the same time.
const CALLS_MAX: usize = 32;
/// How long a request waits for its turn.
const WAIT_MAX: Duration = Duration::from_secs(5);
/// How long a call may take before its request is given up. The call itself goes on and keeps its place until it ends.
const CALL_MAX: Duration = Duration::from_secs(15);

/// The threads on which calls may block.
pub(crate) struct Blocking(Arc<Semaphore>);

impl Default for Blocking {
    fn default() -> Self {
        Blocking(Arc::new(Semaphore::new(CALLS_MAX)))
    }
}

impl Blocking {
    /// Runs `call` there.
    pub(crate) async fn run<T, E>(
        &self,
        call: impl FnOnce() -> Result<T, E> + Send + 'static,
    ) -> Result<T, ServeError>
    where
        T: Send + 'static,
        E: Into<ServeError> + Send + 'static,
    {
        let turn = tokio::time::timeout(WAIT_MAX, self.0.clone().acquire_owned());
        let place = turn.await.map_err(|_| ServeError::Busy)?.map_err(|_| ServeError::Busy)?;
        let task = tokio::task::spawn_blocking(move || {
            let result = call();
            drop(place);
            result
        });
        match tokio::time::timeout(CALL_MAX, task).await {
            Err(_) => Err(ServeError::Busy),
            Ok(Err(panic)) => Err(ServeError::Internal(panic.to_string())),
            Ok(Ok(result)) => result.map_err(Into::into),
        }
    }
}
