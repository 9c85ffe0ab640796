//! Reading values of JSON into types of ours: the serialised article above all.
//!
//! A text of JSON becomes a [`Value`], which borrows from it, and values become the types of the
//! model, each by one list of its members ([`object!`]) or of its kinds ([`node!`]). serde's own
//! derived readers would be made once for every source of values and once more for whatever stands
//! inside of a tagged enum, which holds its members in a buffer first: that was a third of the
//! WebAssembly module, and took twice the time. Writing is derived from serde as usual; the same
//! names stand in both, and `tests/schema.rs` holds the one against the other.
//!
//! What is wrong is told with the way to it: ``children[2].title: it is missing``.

mod fault;
mod value;

use std::collections::BTreeMap;

use serde::de::value::StrDeserializer;
use serde::{Deserialize, Deserializer};

pub(crate) use fault::{Fault, Step};
pub(crate) use value::{Object, Value};

/// The member that holds what stands inside of a node.
pub(crate) const CHILDREN: &[&str] = &["children"];

/// What is read from a value.
pub(crate) trait Read: Sized {
    /// Takes what a value says.
    fn read(value: Value<'_>) -> Result<Self, Fault>;
}

/// What is read from the members of an object.
pub(crate) trait ReadObject: Sized {
    /// Takes the members that belong to it, and leaves others. What is wrong is kept by the object,
    /// and something empty stands in its place: a way out at each member would have to drop all
    /// that was read before it.
    fn of(object: &mut Object<'_>) -> Self;
}

impl<T: ReadObject> Read for T {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        let mut object = value.object()?;
        let made = T::of(&mut object);
        object.end().map(|()| made)
    }
}

impl Read for String {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        match value {
            Value::Text(text) => Ok(text.into_owned()),
            other => Err(other.is_not("a text")),
        }
    }
}

impl Read for bool {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        match value {
            Value::Bool(is) => Ok(is),
            other => Err(other.is_not("true or false")),
        }
    }
}

impl Read for u8 {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        whole(&value)
    }
}

impl Read for u32 {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        whole(&value)
    }
}

impl Read for i32 {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        whole(&value)
    }
}

impl Read for usize {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        whole(&value)
    }
}

/// A whole number, as far as its type holds it.
fn whole<T: TryFrom<i64>>(value: &Value<'_>) -> Result<T, Fault> {
    let Value::Number(number) = value else {
        return Err(value.is_not("a whole number"));
    };
    let number = number.as_i64().and_then(|number| T::try_from(number).ok());
    number.ok_or_else(|| Fault::new("a whole number is wanted, and one that is not out of bounds"))
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        match value {
            Value::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        let values = match value {
            Value::List(values) => values,
            other => return Err(other.is_not("a list")),
        };
        let mut all = Self::with_capacity(values.len());
        for (at, value) in values.into_iter().enumerate() {
            all.push(T::read(value).map_err(|fault| fault.inside(Step::Item(at)))?);
        }
        Ok(all)
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        let mut all = Self::new();
        for (name, value) in value.object()? {
            all.insert(name.into_owned(), T::read(value)?);
        }
        Ok(all)
    }
}

/// One of the words that an enum of words derives from serde.
pub(crate) fn read_word<'v, T: Deserialize<'v>>(value: &'v Value<'_>) -> Result<T, Fault> {
    let Value::Text(text) = value else {
        return Err(value.is_not("a text"));
    };
    let word: StrDeserializer<'v, serde::de::value::Error> = StrDeserializer::new(text);
    T::deserialize(word).map_err(|error| Fault::new(error.to_string()))
}

/// Everything that has not been taken.
pub(crate) type Rest = BTreeMap<String, serde_json::Value>;

/// Reads one of our types for whoever asks by serde.
pub(crate) fn read_by_serde<'de, T: Read, D: Deserializer<'de>>(source: D) -> Result<T, D::Error> {
    T::read(Value::deserialize(source)?).map_err(serde::de::Error::custom)
}

/// Implements serde's `Deserialize` by [`Read`].
macro_rules! deserialize {
    ($type:ty) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                $crate::form::read_by_serde(source)
            }
        }
    };
}

/// Reads a struct: each field with the name of its member and how it is taken: `required`,
/// `optional` (its default where it is left out), `inside` (from members of
/// the same object), `rest` (all that is left), `unsaid` (no member).
macro_rules! object {
    ($type:ident { $($field:ident: $how:ident $($name:literal)|*),+ $(,)? }) => {
        impl $crate::form::ReadObject for $type {
            fn of(object: &mut $crate::form::Object<'_>) -> Self {
                Self { $($field: object.$how(&[$($name),*])),+ }
            }
        }
        $crate::form::deserialize!($type);
    };
}

/// Reads an enum by the `type` of an object; what stands in for one that is not known comes last.
macro_rules! node {
    ($type:ident($object:ident) { $($name:literal => $make:expr,)+ _ => $none:expr $(,)? }) => {
        impl $crate::form::ReadObject for $type {
            fn of($object: &mut $crate::form::Object<'_>) -> Self {
                let kind: String = $object.required(&["type"]);
                match kind.as_str() {
                    $($name => $make,)+
                    _ => {
                        $object.fail($crate::form::Fault::unknown(&kind, &[$($name),+]));
                        $none
                    }
                }
            }
        }
        $crate::form::deserialize!($type);
    };
}

/// Reads an enum that is a word.
macro_rules! word {
    ($type:ident) => {
        impl $crate::form::Read for $type {
            fn read(value: $crate::form::Value<'_>) -> Result<Self, $crate::form::Fault> {
                $crate::form::read_word(&value)
            }
        }
    };
}

/// Reads a struct that is a text.
macro_rules! text {
    ($type:ident) => {
        impl $crate::form::Read for $type {
            fn read(value: $crate::form::Value<'_>) -> Result<Self, $crate::form::Fault> {
                $crate::form::Read::read(value).map(Self)
            }
        }
        $crate::form::deserialize!($type);
    };
}

pub(crate) use {deserialize, node, object, text, word};
