//! The messages of a language, read from its files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;

/// What one message or attribute is made of.
#[derive(Debug, Default)]
pub struct Parts {
    /// File below the language's directory.
    pub file: String,
    /// `$variables`, other messages, `-terms` and `FUNCTIONS()`.
    pub used: BTreeSet<String>,
    /// Its own words, without what is put in.
    pub words: String,
    /// What it chooses by: the variable, the keys, and the key of the default.
    pub choices: Vec<(String, Vec<String>, String)>,
}

/// A language: its parts by `message` or `message.attribute`.
#[derive(Debug)]
pub struct Language {
    pub tag: String,
    pub parts: BTreeMap<String, Parts>,
    /// Syntax that cannot be read, and messages that stand twice.
    pub faults: Vec<String>,
    /// All files as one text.
    pub text: String,
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// Files with this ending below a directory, by their path in it, in order.
pub fn below(dir: &Path, ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut dirs = vec![dir.to_owned()];
    while let Some(next) = dirs.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// Every language, English first.
pub fn languages() -> Vec<Language> {
    let dir = root().join("locales");
    let mut tags: Vec<String> = fs::read_dir(&dir)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    assert_eq!(tags.first().map(String::as_str), Some("en"));
    tags.into_iter().map(|tag| Language::read(&below(&dir.join(&tag), "ftl"), tag)).collect()
}

impl Language {
    pub fn read(files: &BTreeMap<String, String>, tag: String) -> Language {
        let mut language = Language { tag, parts: BTreeMap::new(), faults: Vec::new(), text: String::new() };
        for (file, text) in files {
            let resource = match parser::parse(text.as_str()) {
                Ok(resource) => resource,
                Err((resource, errors)) => {
                    language.faults.push(format!("{file}: {errors:?}"));
                    resource
                }
            };
            for entry in &resource.body {
                match entry {
                    Entry::Message(message) => {
                        if let Some(value) = &message.value {
                            language.add(file, message.id.name.to_owned(), value);
                        }
                        for attribute in &message.attributes {
                            let key = format!("{}.{}", message.id.name, attribute.id.name);
                            language.add(file, key, &attribute.value);
                        }
                    }
                    Entry::Term(term) => language.add(file, format!("-{}", term.id.name), &term.value),
                    Entry::Junk { content } => language.faults.push(format!("{file}: {content}")),
                    Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
                }
            }
            language.text.push_str(text);
            language.text.push('\n');
        }
        language
    }

    fn add(&mut self, file: &str, key: String, pattern: &Pattern<&str>) {
        let mut parts = Parts { file: file.to_owned(), ..Parts::default() };
        parts.pattern(pattern);
        if self.parts.insert(key.clone(), parts).is_some() {
            self.faults.push(format!("{file}: {key} stands twice"));
        }
    }
}

impl Parts {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
        self.words.push(' ');
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                let key = |key: &VariantKey<&str>| match key {
                    VariantKey::Identifier { name } => (*name).to_owned(),
                    VariantKey::NumberLiteral { value } => (*value).to_owned(),
                };
                let by = match selector {
                    InlineExpression::VariableReference { id } => id.name.to_owned(),
                    other => format!("{other:?}"),
                };
                let keys = variants.iter().map(|variant| key(&variant.key)).collect();
                let default =
                    variants.iter().find(|variant| variant.default).map(|variant| key(&variant.key));
                self.choices.push((by, keys, default.unwrap_or_default()));
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        let name = match inline {
            InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
                self.words.push_str(value);
                return;
            }
            InlineExpression::VariableReference { id } => format!("${}", id.name),
            InlineExpression::MessageReference { id, attribute } => match attribute {
                Some(attribute) => format!("{}.{}", id.name, attribute.name),
                None => id.name.to_owned(),
            },
            InlineExpression::TermReference { id, .. } => format!("-{}", id.name),
            InlineExpression::FunctionReference { id, arguments } => {
                arguments.positional.iter().for_each(|argument| self.inline(argument));
                format!("{}()", id.name)
            }
            InlineExpression::Placeable { expression } => return self.expression(expression),
        };
        self.used.insert(name);
        // Keeps the words before and after apart.
        self.words.push('\u{fffc}');
    }
}
