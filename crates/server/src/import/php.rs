//! Reads what PHP's `serialize` wrote, without ever making an object: arrays and scalars become JSON, everything else a mark.
//!
//! The grammar is bounded in depth and in the number of elements, and a length that the text claims is never trusted.

use serde_json::{Map, Number, Value, json};
use sha2::{Digest, Sha256};

use crate::ops::random::to_hex;

/// Deepest nesting that is read.
pub const DEPTH_MAX: usize = 32;
/// Most elements of all arrays and objects together.
pub const ELEMENTS_MAX: usize = 20_000;
/// Longest number in characters, sign included.
const NUMBER_CHARS_MAX: usize = 64;

/// Why a text is not what `serialize` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhpError {
    /// Another byte was expected here.
    #[error("the parameters are not PHP-serialised: wrong at byte {0}")]
    Syntax(usize),
    /// See [`DEPTH_MAX`].
    #[error("the parameters are nested deeper than {DEPTH_MAX}")]
    TooDeep,
    /// See [`ELEMENTS_MAX`].
    #[error("the parameters have more than {ELEMENTS_MAX} elements")]
    TooMany,
}

/// The value as JSON. A list (keys 0, 1, 2 … in order) becomes an array; texts that are no UTF-8 become `$binary`, objects and
/// references `$object`: they are marked and not looked into.
///
/// # Errors
/// When it is anything but exactly one serialised value.
pub fn unserialize(bytes: &[u8]) -> Result<Value, PhpError> {
    let mut reader = Reader { bytes, at: 0, elements: 0 };
    let value = reader.value(0)?;
    if reader.at == bytes.len() { Ok(value) } else { Err(reader.wrong()) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    elements: usize,
}

impl<'a> Reader<'a> {
    fn wrong(&self) -> PhpError {
        PhpError::Syntax(self.at)
    }

    fn byte(&mut self) -> Result<u8, PhpError> {
        let byte = *self.bytes.get(self.at).ok_or(self.wrong())?;
        self.at += 1;
        Ok(byte)
    }

    fn expect(&mut self, text: &[u8]) -> Result<(), PhpError> {
        if !self.bytes[self.at..].starts_with(text) {
            return Err(self.wrong());
        }
        self.at += text.len();
        Ok(())
    }

    /// The text up to `end`, which is passed.
    fn until(&mut self, end: u8) -> Result<&'a str, PhpError> {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(NUMBER_CHARS_MAX + 1).position(|byte| *byte == end);
        let text = length.and_then(|length| std::str::from_utf8(&rest[..length]).ok()).ok_or(self.wrong())?;
        self.at += text.len() + 1;
        Ok(text)
    }

    fn integer(&mut self, end: u8) -> Result<i64, PhpError> {
        let wrong = self.wrong();
        self.until(end)?.parse().map_err(|_| wrong)
    }

    fn length(&mut self) -> Result<usize, PhpError> {
        let wrong = self.wrong();
        let text = self.until(b':')?;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits).ok_or(wrong)
    }

    /// `LENGTH:"BYTES"`
    fn quoted(&mut self) -> Result<&'a [u8], PhpError> {
        let length = self.length()?;
        self.expect(b"\"")?;
        let end = self.at.checked_add(length).filter(|end| *end <= self.bytes.len()).ok_or(self.wrong())?;
        let text = &self.bytes[self.at..end];
        self.at = end;
        self.expect(b"\"")?;
        Ok(text)
    }

    fn value(&mut self, depth: usize) -> Result<Value, PhpError> {
        if depth > DEPTH_MAX {
            return Err(PhpError::TooDeep);
        }
        let kind = self.byte()?;
        if kind == b'N' {
            self.expect(b";")?;
            return Ok(Value::Null);
        }
        self.expect(b":")?;
        match kind {
            b'b' => match self.until(b';')? {
                "0" => Ok(Value::Bool(false)),
                "1" => Ok(Value::Bool(true)),
                _ => Err(self.wrong()),
            },
            b'i' => Ok(self.integer(b';')?.into()),
            b'd' => {
                let wrong = self.wrong();
                let text = self.until(b';')?;
                match text {
                    "INF" | "-INF" | "NAN" => Ok(text.into()),
                    _ => text.parse().ok().and_then(Number::from_f64).map(Value::Number).ok_or(wrong),
                }
            }
            b's' => {
                let text = self.quoted()?;
                self.expect(b";")?;
                Ok(text_or_binary(text))
            }
            b'a' => self.array(depth),
            b'O' => {
                let class = self.class()?;
                self.array(depth)?;
                Ok(class)
            }
            // Classes that serialise themselves: the length of something of their own, then that.
            b'C' => {
                let class = self.class()?;
                let length = self.length()?;
                self.expect(b"{")?;
                let rest = self.bytes.len() - self.at;
                self.at += Some(length).filter(|length| *length <= rest).ok_or(self.wrong())?;
                self.expect(b"}")?;
                Ok(class)
            }
            b'E' => {
                let name = mark(self.quoted()?);
                self.expect(b";")?;
                Ok(name)
            }
            b'R' | b'r' => {
                self.integer(b';')?;
                Ok(mark(b"reference"))
            }
            _ => Err(self.wrong()),
        }
    }

    fn class(&mut self) -> Result<Value, PhpError> {
        let class = self.quoted()?;
        self.expect(b":")?;
        Ok(mark(class))
    }

    /// `COUNT:{KEY VALUE …}`
    fn array(&mut self, depth: usize) -> Result<Value, PhpError> {
        let count = self.length()?;
        self.expect(b"{")?;
        self.elements = self.elements.saturating_add(count);
        if self.elements > ELEMENTS_MAX {
            return Err(PhpError::TooMany);
        }
        let mut map = Map::new();
        let mut is_list = true;
        for index in 0..count {
            let key = match self.byte()? {
                b'i' => {
                    self.expect(b":")?;
                    let key = self.integer(b';')?;
                    is_list &= usize::try_from(key) == Ok(index);
                    key.to_string()
                }
                b's' => {
                    self.expect(b":")?;
                    let key = self.quoted()?;
                    self.expect(b";")?;
                    is_list = false;
                    String::from_utf8_lossy(key).into_owned()
                }
                _ => return Err(self.wrong()),
            };
            let value = self.value(depth + 1)?;
            map.insert(key, value);
        }
        self.expect(b"}")?;
        if !is_list || count == 0 {
            return Ok(Value::Object(map));
        }
        // The map orders its keys as texts.
        let items = (0..count).filter_map(|index| map.remove(&index.to_string())).collect();
        Ok(Value::Array(items))
    }
}

fn text_or_binary(bytes: &[u8]) -> Value {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => {
            json!({ "$binary": true, "bytes": bytes.len(), "sha256": to_hex(&Sha256::digest(bytes)) })
        }
    }
}

fn mark(class: &[u8]) -> Value {
    json!({ "$object": String::from_utf8_lossy(class) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Result<Value, PhpError> {
        unserialize(text.as_bytes())
    }

    #[test]
    fn what_php_writes() {
        let text = r#"a:6:{s:4:"site";a:2:{s:7:"site_id";i:3;s:9:"site_name";s:5:"Caf"#.to_owned()
            + "\u{e9}"
            + r#"";}s:4:"list";a:2:{i:0;b:1;i:1;N;}s:1:"d";d:-1.5E+25;i:7;b:0;s:1:"e";a:0:{}s:1:"s";s:3:"a"b";}"#;
        assert_eq!(
            read(&text).unwrap(),
            json!({"site": {"site_id": 3, "site_name": "Café"}, "list": [true, null], "d": -1.5e25, "7": false, "e": {}, "s": "a\"b"})
        );
        assert_eq!(read("d:NAN;").unwrap(), json!("NAN"));
        assert_eq!(read("i:-9223372036854775808;").unwrap(), json!(i64::MIN));
    }

    #[test]
    fn objects_and_references_are_marked_and_not_looked_into() {
        let text =
            r#"a:4:{i:0;O:3:"Foo":1:{s:6:"secret";s:1:"x";}i:1;C:3:"Bar":5:{a:b}c}i:2;R:2;i:3;E:5:"A:One";}"#;
        assert_eq!(
            read(text).unwrap(),
            json!([{"$object": "Foo"}, {"$object": "Bar"}, {"$object": "reference"}, {"$object": "A:One"}])
        );
        assert_eq!(unserialize(b"s:2:\"\xff\xfe\";").unwrap()["$binary"], json!(true));
    }

    #[test]
    fn hostile_texts_are_refused() {
        for text in [
            "",
            "x",
            "N",
            "a:1:{}",
            "a:-1:{}",
            "s:5:\"ab\";",
            "s:18446744073709551615:\"a\";",
            "s:+1:\"a\";",
            "i:1",
            "i:1;i:2;",
            "a:1:{a:0:{}N;}",
            "d:;",
            "b:2;",
            "C:1:\"a\":99:{}",
            "O:1:\"a\":1:{}",
            "a:99999999999999999999:{}",
            "S:1:\"a\";",
        ] {
            assert!(matches!(read(text), Err(PhpError::Syntax(_))), "{text}");
        }
        assert_eq!(read("a:20001:{").unwrap_err(), PhpError::TooMany);
        let deep = "a:1:{i:0;".repeat(1_000_000);
        assert_eq!(read(&deep).unwrap_err(), PhpError::TooDeep);
    }

    /// As PHP writes it.
    fn serialize(value: &Value, out: &mut String) {
        match value {
            Value::Null => out.push_str("N;"),
            Value::Bool(yes) => out.push_str(&format!("b:{};", u8::from(*yes))),
            Value::Number(number) if number.is_i64() => out.push_str(&format!("i:{number};")),
            Value::Number(number) => out.push_str(&format!("d:{number};")),
            Value::String(text) => out.push_str(&format!("s:{}:\"{text}\";", text.len())),
            Value::Array(list) => {
                out.push_str(&format!("a:{}:{{", list.len()));
                for (index, item) in list.iter().enumerate() {
                    out.push_str(&format!("i:{index};"));
                    serialize(item, out);
                }
                out.push('}');
            }
            Value::Object(map) => {
                out.push_str(&format!("a:{}:{{", map.len()));
                for (key, item) in map {
                    out.push_str(&format!("s:{}:\"{key}\";", key.len()));
                    serialize(item, out);
                }
                out.push('}');
            }
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 1..6).prop_map(Value::from),
                prop::collection::btree_map("[a-z;\"{}:]{1,8}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn everything_written_is_read(value in values()) {
            let mut text = String::new();
            serialize(&value, &mut text);
            prop_assert_eq!(read(&text).unwrap(), value);
        }

        #[test]
        fn nothing_makes_it_fall_over(text in "[abdiNsOCrR0-9:;{}\"]{0,60}", bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = read(&text);
            let _ = unserialize(&bytes);
        }
    }
}
