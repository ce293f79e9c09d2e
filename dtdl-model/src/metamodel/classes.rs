//! Material classes, their members and their structural rules.

use crate::hash::HashMap;

use super::{fact, flag, lines, list};

/// A fact that may differ by DTDL version; the index is the version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PerVersion<T: Copy>([Option<T>; 5]);

impl<T: Copy> PerVersion<T> {
    fn none() -> Self {
        Self([None; 5])
    }

    fn set(&mut self, version: u8, value: T) {
        if let Some(slot) = self.0.get_mut(usize::from(version)) {
            *slot = Some(value);
        }
    }

    pub(crate) fn get(&self, version: u8) -> Option<T> {
        self.0.get(usize::from(version)).copied().flatten()
    }

    fn read(text: Option<&'static str>, convert: impl Fn(&'static str) -> Option<T>) -> Self {
        let mut out = Self::none();
        let Some(text) = text else { return out };
        for part in text.split(',') {
            match part.split_once(':') {
                Some((version, value)) => {
                    if let (Ok(version), Some(value)) = (version.parse(), convert(value)) {
                        out.set(version, value);
                    }
                }
                None => {
                    if let Some(value) = convert(part) {
                        for version in 2..=4 {
                            out.set(version, value);
                        }
                    }
                }
            }
        }
        out
    }
}

/// A limit, with the values that limit extensions give it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    base: u32,
    onvif: Option<u32>,
    aio: Option<u32>,
}

impl Limit {
    fn read(text: &'static str) -> Option<Self> {
        let mut parts = text.split('/');
        let base = parts.next()?.parse().ok()?;
        let mut limit = Self {
            base,
            onvif: None,
            aio: None,
        };
        for part in parts {
            match part.split_once('~') {
                Some(("onvif", value)) => limit.onvif = value.parse().ok(),
                Some(("aio", value)) => limit.aio = value.parse().ok(),
                _ => {}
            }
        }
        Some(limit)
    }

    /// The limit under a limit extension (empty: none).
    pub(crate) fn under(self, extension: &str) -> u32 {
        match extension {
            "onvif" => self.onvif.unwrap_or(self.base),
            "aio" => self.aio.unwrap_or(self.base),
            _ => self.base,
        }
    }
}

/// What the value of a member is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum MemberKind {
    String,
    LangString,
    Integer,
    Boolean,
    /// A string, an integer or a boolean.
    Literal,
    /// An identifier that need not be defined.
    Dtmi,
    /// An element of a class, by version.
    Element(PerVersion<&'static str>),
}

/// What texts may look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// Letters, digits and underscores, starting with a letter, not ending with an underscore.
    Name,
    /// An identifier.
    Dtmi,
    /// An MQTT topic with tokens in braces.
    Topic,
    /// One level of an MQTT topic.
    Label,
}

impl Pattern {
    pub(super) fn read(text: &str) -> Option<Self> {
        Some(match text {
            "name" => Self::Name,
            "dtmi" => Self::Dtmi,
            "topic" => Self::Topic,
            "label" => Self::Label,
            _ => return None,
        })
    }
}

/// A member that a class defines.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) kind: MemberKind,
    pub(crate) required: bool,
    pub(crate) plural: bool,
    pub(crate) id_required: bool,
    pub(crate) untyped: bool,
    pub(crate) older: bool,
    pub(crate) segment: Option<&'static str>,
    pub(crate) unique: Vec<&'static str>,
    pub(crate) min: PerVersion<u32>,
    pub(crate) max: PerVersion<u32>,
    pub(crate) length: PerVersion<Limit>,
    pub(crate) low: PerVersion<i32>,
    pub(crate) high: PerVersion<i32>,
    pub(crate) values: Vec<&'static str>,
    pub(crate) pattern: Option<Pattern>,
    pub(crate) language: &'static str,
    versions: Option<Vec<u8>>,
}

impl Member {
    fn read(words: &[&'static str]) -> Option<Self> {
        let (name, kind) = (*words.first()?, *words.get(1)?);
        let number = |text: &'static str| text.parse::<u32>().ok();
        let signed = |text: &'static str| text.parse::<i32>().ok();
        Some(Self {
            name,
            kind: match kind {
                "string" => MemberKind::String,
                "langString" => MemberKind::LangString,
                "integer" => MemberKind::Integer,
                "boolean" => MemberKind::Boolean,
                "literal" => MemberKind::Literal,
                "dtmi" => MemberKind::Dtmi,
                class => MemberKind::Element(PerVersion::read(Some(class), Some)),
            },
            required: flag(words, "required"),
            plural: flag(words, "plural"),
            id_required: flag(words, "id"),
            untyped: flag(words, "untyped"),
            older: flag(words, "older"),
            segment: fact(words, "seg"),
            unique: list(fact(words, "unique"), '+'),
            min: PerVersion::read(fact(words, "min"), number),
            max: PerVersion::read(fact(words, "max"), number),
            length: PerVersion::read(fact(words, "len"), Limit::read),
            low: PerVersion::read(fact(words, "low"), signed),
            high: PerVersion::read(fact(words, "high"), signed),
            values: list(fact(words, "values"), '+'),
            pattern: fact(words, "pattern").and_then(Pattern::read),
            language: fact(words, "lang").unwrap_or("en"),
            versions: fact(words, "in").map(versions),
        })
    }

    /// The class that values have in a version.
    pub(crate) fn class(&self, version: u8) -> Option<&'static Class> {
        match self.kind {
            MemberKind::Element(classes) => super::metamodel().classes.get(classes.get(version)?),
            _ => None,
        }
    }

    pub(crate) fn is_in(&self, version: u8) -> bool {
        self.versions
            .as_ref()
            .is_none_or(|versions| versions.contains(&version))
    }
}

fn versions(text: &str) -> Vec<u8> {
    text.split(',').filter_map(|version| version.parse().ok()).collect()
}

/// A material class.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) parent: Option<&'static str>,
    pub(crate) versions: Vec<u8>,
    pub(crate) is_abstract: bool,
    pub(crate) rootable: bool,
    pub(crate) partition: bool,
    pub(crate) augments: bool,
    /// The members of the class and its parents, the nearest first.
    pub(crate) members: Vec<&'static Member>,
    /// Concrete classes that are this one, itself included, in the order of the table.
    pub(crate) concrete: Vec<&'static str>,
    /// The rules about elements of the class.
    pub(crate) rules: Vec<&'static Rule>,
    ancestors: Vec<&'static str>,
    concrete_in: Option<Vec<u8>>,
}

impl Class {
    /// Whether it is `name` or below it.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name || self.ancestors.contains(&name)
    }

    /// Whether elements of a version may be just this.
    pub(crate) fn is_concrete(&self, version: u8) -> bool {
        !self.augments && self.has_elements(version)
    }

    /// The same, also if extensions alone define such elements.
    pub(crate) fn has_elements(&self, version: u8) -> bool {
        !self.is_abstract
            && self.versions.contains(&version)
            && self
                .concrete_in
                .as_ref()
                .is_none_or(|versions| versions.contains(&version))
    }

    pub(crate) fn member(&self, name: &str, version: u8) -> Option<&'static Member> {
        self.members
            .iter()
            .copied()
            .find(|member| member.name == name && member.is_in(version))
    }
}

/// A rule about what stands below elements of a class.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Its position among all rules.
    pub(crate) number: usize,
    pub(crate) version: u8,
    pub(crate) root: &'static str,
    pub(crate) narrow: bool,
    pub(crate) along: Vec<&'static str>,
    pub(crate) depth: Option<Limit>,
    pub(crate) count: Option<Limit>,
    pub(crate) exclude: Option<&'static str>,
    pub(crate) import: Option<&'static str>,
    pub(crate) datatype: Option<&'static str>,
    pub(crate) allow_self: bool,
}

/// The classes by name, and the rules.
#[derive(Debug)]
pub(crate) struct Classes {
    by_name: HashMap<&'static str, &'static Class>,
    pub(crate) rules: Vec<&'static Rule>,
}

impl Classes {
    pub(super) fn read(table: &'static str) -> Self {
        let mut raw: Vec<(Class, Vec<&'static Member>)> = Vec::new();
        let mut rules: Vec<&'static Rule> = Vec::new();
        for (indent, line) in lines(table) {
            let words: Vec<&'static str> = line.split_whitespace().collect();
            if indent > 0 {
                if let (Some((_, own)), Some(member)) = (raw.last_mut(), Member::read(&words)) {
                    own.push(Box::leak(Box::new(member)));
                }
            } else if words.first() == Some(&"rule") {
                rules.extend(read_rule(&words, rules.len()).map(|rule| &*Box::leak(Box::new(rule))));
            } else {
                raw.extend(read_class(&words).map(|class| (class, Vec::new())));
            }
        }
        let parents: HashMap<&str, Option<&'static str>> =
            raw.iter().map(|(class, _)| (class.name, class.parent)).collect();
        let own: HashMap<&str, Vec<&'static Member>> = raw
            .iter()
            .map(|(class, members)| (class.name, members.clone()))
            .collect();
        for (class, _) in &mut raw {
            let mut next = Some(class.name);
            while let Some(name) = next {
                if name != class.name {
                    class.ancestors.push(name);
                }
                class.members.extend(own.get(name).into_iter().flatten().copied());
                next = parents.get(name).copied().flatten();
            }
        }
        let concrete: Vec<(&'static str, Vec<&'static str>)> = raw
            .iter()
            .filter(|(class, _)| !class.is_abstract && !class.augments)
            .map(|(class, _)| (class.name, class.ancestors.clone()))
            .collect();
        for (class, _) in &mut raw {
            class.rules = rules.iter().copied().filter(|rule| class.is(rule.root)).collect();
            class.concrete = concrete
                .iter()
                .filter(|(name, ancestors)| *name == class.name || ancestors.contains(&class.name))
                .map(|(name, _)| *name)
                .collect();
        }
        Self {
            by_name: raw
                .into_iter()
                .map(|(class, _)| (class.name, &*Box::leak(Box::new(class))))
                .collect(),
            rules,
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'static Class> {
        self.by_name.get(name).copied()
    }

    /// The class that a term or an identifier names in a version.
    pub(crate) fn named(&self, text: &str, version: u8) -> Option<&'static Class> {
        let name = match text.strip_prefix("dtmi:dtdl:class:") {
            Some(rest) => {
                let (name, of) = rest.split_once(';')?;
                (of.parse() == Ok(version)).then_some(name)?
            }
            None => text,
        };
        self.get(name).filter(|class| class.versions.contains(&version))
    }

    /// Whether a text names a material class of any version.
    pub(crate) fn is_material(&self, text: &str) -> bool {
        (2..=4).any(|version| self.named(text, version).is_some())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'static Class> {
        self.by_name.values().copied()
    }
}

fn read_class(words: &[&'static str]) -> Option<Class> {
    let name = *words.first()?;
    let (parent, rest) = match words.get(1) {
        Some(&":") => (words.get(2).copied(), words.get(3..)?),
        _ => (None, words.get(1..)?),
    };
    Some(Class {
        name,
        parent,
        versions: versions(rest.first()?),
        is_abstract: flag(rest, "abstract"),
        rootable: flag(rest, "rootable"),
        partition: flag(rest, "partition"),
        augments: flag(rest, "augments"),
        members: Vec::new(),
        concrete: Vec::new(),
        rules: Vec::new(),
        ancestors: Vec::new(),
        concrete_in: fact(rest, "concrete").map(versions),
    })
}

fn read_rule(words: &[&'static str], number: usize) -> Option<Rule> {
    Some(Rule {
        number,
        version: words.get(1)?.parse().ok()?,
        root: words.get(2)?,
        narrow: words.get(3) == Some(&"narrow"),
        along: words.get(4)?.split('+').collect(),
        depth: fact(words, "depth").and_then(Limit::read),
        count: fact(words, "count").and_then(Limit::read),
        exclude: fact(words, "exclude"),
        import: fact(words, "import"),
        datatype: fact(words, "datatype"),
        allow_self: flag(words, "self"),
    })
}
