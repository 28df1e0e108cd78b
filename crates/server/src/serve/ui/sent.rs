//! A form that was sent by POST.

use axum::extract::{Form, FromRequest, Request};

use crate::serve::error::ServeError;

/// Most fields of a form.
const FIELDS_MAX: usize = 100;

/// Its fields. The route's limit of the body is the limit of their lengths.
#[derive(Clone, Debug, Default)]
pub struct Sent(Vec<(String, String)>);

impl Sent {
    /// The first field of this name, without spaces at its ends; empty when there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.trim())
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = ServeError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ServeError> {
        let wrong = |_| ServeError::Wrong("This is no form that this page could have sent.".into());
        let Form(fields) =
            Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(wrong)?;
        if fields.len() > FIELDS_MAX {
            return Err(ServeError::Wrong(format!("A form has at most {FIELDS_MAX} fields.")));
        }
        Ok(Sent(fields))
    }
}
