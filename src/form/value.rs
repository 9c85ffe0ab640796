//! A value of JSON, which borrows its texts from where they stand if they need no decoding.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;

use super::{Fault, Read, ReadObject, Rest, Step};

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object.
    Object(Object<'a>),
}

/// The members of an object, in their order. Of two with one name the later one counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Object<'a> {
    members: Vec<(Cow<'a, str>, Value<'a>)>,
    /// The first thing that was wrong with a member that was taken.
    fault: Option<Fault>,
}

impl<'a> Value<'a> {
    /// The object, if it is one.
    pub(crate) fn object(self) -> Result<Object<'a>, Fault> {
        match self {
            Self::Object(object) => Ok(object),
            other => Err(other.is_not("an object")),
        }
    }

    /// Something else is wanted.
    pub(crate) fn is_not(&self, wanted: &str) -> Fault {
        let kind = match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        };
        Fault::new(format!("{wanted} is wanted, not {kind}"))
    }

    /// The value as serde's, for what is kept as it came.
    pub(crate) fn into_json(self) -> serde_json::Value {
        match self {
            Self::Null => serde_json::Value::Null,
            Self::Bool(is) => is.into(),
            Self::Number(number) => number.into(),
            Self::Text(text) => text.into(),
            Self::List(values) => values.into_iter().map(Self::into_json).collect(),
            Self::Object(object) => {
                let mut map = serde_json::Map::new();
                for (name, value) in object {
                    map.insert(name.into_owned(), value.into_json());
                }
                map.into()
            }
        }
    }
}

impl<'a> Object<'a> {
    /// An object of these members.
    pub(crate) fn of(members: Vec<(Cow<'a, str>, Value<'a>)>) -> Self {
        Self {
            members,
            fault: None,
        }
    }

    /// A member that has to be there.
    pub(crate) fn required<T: Read + Default>(&mut self, names: &[&'static str]) -> T {
        let (name, value) = self.take(names);
        let read = match value {
            Some(value) => T::read(value),
            None => Err(Fault::new("it is missing")),
        };
        self.settled(name, read)
    }

    /// A member that may be left out; what it is by default then.
    pub(crate) fn optional<T: Read + Default>(&mut self, names: &[&'static str]) -> T {
        match self.take(names) {
            (name, Some(value)) => self.settled(name, T::read(value)),
            (_, None) => T::default(),
        }
    }

    /// A member that may be left out; what it is then.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        allow(dead_code, reason = "settings of the widget are read by it")
    )]
    pub(crate) fn given<T: Read + Default>(&mut self, names: &[&'static str], else_: T) -> T {
        match self.take(names) {
            (name, Some(value)) => self.settled(name, T::read(value)),
            (_, None) => else_,
        }
    }

    /// What has been read of a member; where that is a fault, it is kept.
    fn settled<T: Default>(&mut self, name: &'static str, read: Result<T, Fault>) -> T {
        read.unwrap_or_else(|fault| {
            self.fail(fault.inside(Step::Member(name)));
            T::default()
        })
    }

    /// Something is wrong with this object. What was wrong first is told.
    pub(crate) fn fail(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }

    /// Everything that is wanted of it has been taken.
    pub(crate) fn end(self) -> Result<(), Fault> {
        self.fault.map_or(Ok(()), Err)
    }

    /// What is said by members of this object, beside those of the type that holds it.
    pub(crate) fn inside<T: ReadObject>(&mut self, _: &[&'static str]) -> T {
        T::of(self)
    }

    /// All members that nobody has taken.
    pub(crate) fn rest(&mut self, _: &[&'static str]) -> Rest {
        let mut rest = Rest::new();
        for (name, value) in std::mem::take(&mut self.members) {
            rest.insert(name.into_owned(), value.into_json());
        }
        rest
    }

    /// A member that nobody has taken.
    #[cfg_attr(
        not(target_arch = "wasm32"),
        allow(dead_code, reason = "settings of the widget are read by it")
    )]
    pub(crate) fn left(&self) -> Option<&str> {
        self.members.first().map(|(name, _)| &**name)
    }

    /// What no member says.
    #[allow(clippy::unused_self, reason = "the others take a member")]
    pub(crate) fn unsaid<T: Default>(&mut self, _: &[&'static str]) -> T {
        T::default()
    }

    /// Takes the member with one of these names.
    fn take(&mut self, names: &[&'static str]) -> (&'static str, Option<Value<'a>>) {
        let mut found = (names.first().copied().unwrap_or_default(), None);
        for name in names {
            let Some(at) = self.members.iter().rposition(|(given, _)| given == name) else {
                continue;
            };
            let (_, value) = self.members.remove(at);
            if found.1.is_none() {
                found = (*name, Some(value));
            }
            if self.members.iter().any(|(given, _)| given == name) {
                self.members.retain(|(given, _)| given != name);
            }
        }
        found
    }
}

impl<'a> IntoIterator for Object<'a> {
    type Item = (Cow<'a, str>, Value<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.members.into_iter()
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_any(Taker)
    }
}

/// Takes whatever comes.
struct Taker;

impl<'de> Visitor<'de> for Taker {
    type Value = Value<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value of JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, source: D) -> Result<Self::Value, D::Error> {
        Value::deserialize(source)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Self::Value, E> {
        Ok(Value::Bool(is))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = source.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Name(name), value)) = source.next_entry()? {
            members.push((name, value));
        }
        Ok(Value::Object(Object::of(members)))
    }
}

/// The name of a member.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_str(NameTaker)
    }
}

struct NameTaker;

impl<'de> Visitor<'de> for NameTaker {
    type Value = Name<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Name(Cow::Owned(text)))
    }
}
