use serde::{Serialize, Serializer};

/// A value that a report may leave out, may say is none now, or may give.
///
/// As JSON, `None` is null. An `Unsaid` field is left out, by `skip_serializing_if` where it stands: null and absent
/// mean different things to whoever stores a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Said<T> {
    /// The report does not mention it: what was known before still holds.
    #[default]
    Unsaid,
    /// The router says that there is none now.
    None,
    /// The router says that it is this.
    Some(T),
}

impl<T> Said<T> {
    /// Whether the report leaves it out.
    pub const fn is_unsaid(&self) -> bool {
        matches!(self, Self::Unsaid)
    }

    /// What was said, or `older` where nothing was.
    pub fn or(self, older: Self) -> Self {
        if self.is_unsaid() { older } else { self }
    }

    /// The value given, if one was.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Some(value) => Some(value),
            Self::None | Self::Unsaid => None,
        }
    }
}

impl<T: Serialize> Serialize for Said<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}
