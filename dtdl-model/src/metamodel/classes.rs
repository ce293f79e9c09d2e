//! Material classes, their members and their structural rules.

use crate::dtmi;
use crate::hash::HashMap;

use super::limits::{Limit, PerVersion, VERSIONS};
use super::{fact, flag, lines, list};

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
    Element(PerVersion<ClassNumber>),
}

/// The position of a class in the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClassNumber(usize);

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
    /// See [`dtmi::infix`].
    pub(crate) infix: String,
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
    fn read(words: &[&'static str], classes: &[&'static str]) -> Option<Self> {
        let (name, kind) = (*words.first()?, *words.get(1)?);
        let number = |class: &'static str| classes.iter().position(|known| *known == class).map(ClassNumber);
        let unsigned = |text: &'static str| text.parse::<u32>().ok();
        let signed = |text: &'static str| text.parse::<i32>().ok();
        let segment = fact(words, "seg");
        Some(Self {
            name,
            kind: match kind {
                "string" => MemberKind::String,
                "langString" => MemberKind::LangString,
                "integer" => MemberKind::Integer,
                "boolean" => MemberKind::Boolean,
                "literal" => MemberKind::Literal,
                "dtmi" => MemberKind::Dtmi,
                class => MemberKind::Element(PerVersion::read(Some(class), number)),
            },
            required: flag(words, "required"),
            plural: flag(words, "plural"),
            id_required: flag(words, "id"),
            untyped: flag(words, "untyped"),
            older: flag(words, "older"),
            segment,
            infix: dtmi::infix(name, segment.is_some()),
            unique: list(fact(words, "unique"), '+'),
            min: PerVersion::read(fact(words, "min"), unsigned),
            max: PerVersion::read(fact(words, "max"), unsigned),
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
            MemberKind::Element(classes) => super::metamodel().classes.at(classes.get(version)?),
            _ => None,
        }
    }

    /// Whether values in an element of a version may be of a class.
    pub(crate) fn takes_class(&self, class: &Class, version: u8) -> bool {
        let expected = self.class(version);
        expected.is_some_and(|expected| class.is(expected.name) && class.versions.contains(&version))
    }

    /// Whether values in an element of a version may be those of a version.
    pub(crate) fn takes_version(&self, of: u8, version: u8) -> bool {
        of == version || (self.older && of < version)
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
    rules: Vec<&'static Rule>,
    /// By version, the classes that an element may say it is where this one is expected, with their numbers.
    stated: [Vec<(&'static str, ClassNumber)>; VERSIONS],
    /// By version, the names of the members, with their positions in `members` as bits.
    numbered: [Vec<(&'static str, Positions, &'static Member)>; VERSIONS],
    /// By version, the positions in `members` of those that an element must have, as bits.
    required: [Positions; VERSIONS],
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
        self.numbered(name, version).map(|(_, member)| member)
    }

    /// The rules about elements of a version.
    pub(crate) fn rules(&self, version: u8) -> impl Iterator<Item = &'static Rule> {
        self.rules.iter().copied().filter(move |rule| rule.version == version)
    }

    /// The versions in which elements may say that they are this. What the language alone defines, nobody says.
    fn stated_in(&self) -> Vec<u8> {
        let reserved = self.is("PrimitiveSchema") || self.is("CommandType");
        let versions = self.versions.iter().copied();
        versions
            .filter(|version| !reserved && self.is_concrete(*version))
            .collect()
    }

    /// Fills `numbered` and `required`.
    fn number_members(&mut self) {
        for ((version, required), numbered) in (0..).zip(&mut self.required).zip(&mut self.numbered) {
            let members = self.members.iter().enumerate();
            for (at, member) in members.filter(|(_, member)| member.is_in(version)) {
                numbered.push((member.name, 1 << at, *member));
                if member.required || member.min.get(version).is_some_and(|min| min > 0) {
                    *required |= 1 << at;
                }
            }
        }
    }

    /// A member, and its bit among those of the class.
    pub(crate) fn numbered(&self, name: &str, version: u8) -> Option<(Positions, &'static Member)> {
        let mut members = self.numbered.get(usize::from(version))?.iter();
        let (_, bit, member) = members.find(|(known, ..)| *known == name)?;
        Some((*bit, member))
    }

    /// Members that an element must have, without those that it has.
    pub(crate) fn required(&self, version: u8, without: Positions) -> impl Iterator<Item = &'static Member> {
        let required = self.required.get(usize::from(version)).copied().unwrap_or_default();
        let missing = required & !without;
        let members = self.members.iter().enumerate();
        members
            .take(if missing == 0 { 0 } else { usize::MAX })
            .filter(move |(at, _)| missing & (1 << at) != 0)
            .map(|(_, member)| *member)
    }

    /// The class that an element of a version says it is, by name, where this one is expected.
    pub(crate) fn stated(&self, name: &str, version: u8) -> Option<&'static Self> {
        let stated = self.stated.get(usize::from(version))?;
        let (_, number) = stated.iter().find(|(known, _)| *known == name)?;
        super::metamodel().classes.at(*number)
    }
}

/// A set of positions among the members of a class.
pub(crate) type Positions = u32;

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
    list: Vec<&'static Class>,
    by_name: HashMap<&'static str, &'static Class>,
    pub(crate) rules: Vec<&'static Rule>,
}

impl Classes {
    pub(super) fn read(table: &'static str) -> Self {
        let mut raw: Vec<(Class, Vec<&'static Member>)> = Vec::new();
        let mut rules: Vec<&'static Rule> = Vec::new();
        let heads = lines(table).filter(|(indent, line)| *indent == 0 && !line.starts_with("rule "));
        let names: Vec<&'static str> = heads.filter_map(|(_, line)| line.split_whitespace().next()).collect();
        for (indent, line) in lines(table) {
            let words: Vec<&'static str> = line.split_whitespace().collect();
            if indent > 0 {
                if let (Some((_, own)), Some(member)) = (raw.last_mut(), Member::read(&words, &names)) {
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
        let said: Vec<(&'static str, Vec<&'static str>, Vec<u8>)> = raw
            .iter()
            .map(|(class, _)| (class.name, class.ancestors.clone(), class.stated_in()))
            .collect();
        for (class, _) in &mut raw {
            let below =
                |name: &&'static str, ancestors: &[&str]| *name == class.name || ancestors.contains(&class.name);
            for (number, (name, _, versions)) in said
                .iter()
                .enumerate()
                .filter(|(_, (name, ancestors, _))| below(name, ancestors))
            {
                for version in versions {
                    if let Some(stated) = class.stated.get_mut(usize::from(*version)) {
                        stated.push((name, ClassNumber(number)));
                    }
                }
            }
            class.number_members();
            class.rules = rules.iter().copied().filter(|rule| class.is(rule.root)).collect();
            class.concrete = concrete
                .iter()
                .filter(|(name, ancestors)| *name == class.name || ancestors.contains(&class.name))
                .map(|(name, _)| *name)
                .collect();
        }
        let list: Vec<&'static Class> = raw.into_iter().map(|(class, _)| &*Box::leak(Box::new(class))).collect();
        Self {
            by_name: list.iter().map(|class| (class.name, *class)).collect(),
            list,
            rules,
        }
    }

    pub(crate) fn at(&self, number: ClassNumber) -> Option<&'static Class> {
        self.list.get(number.0).copied()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'static Class> {
        self.by_name.get(name).copied()
    }

    /// The class that a term or an identifier names in a version.
    pub(crate) fn named(&self, text: &str, version: u8) -> Option<&'static Class> {
        let (class, of) = self.stated(text)?;
        (of.unwrap_or(version) == version && class.versions.contains(&version)).then_some(class)
    }

    /// Whether a text names a material class of any version.
    pub(crate) fn is_material(&self, text: &str) -> bool {
        self.stated(text)
            .is_some_and(|(class, of)| of.is_none_or(|of| class.versions.contains(&of)))
    }

    /// The class that a term or an identifier names, and the version that it says.
    fn stated(&self, text: &str) -> Option<(&'static Class, Option<u8>)> {
        let Some(rest) = text.strip_prefix("dtmi:dtdl:class:") else {
            return Some((self.get(text)?, None));
        };
        let (name, of) = rest.split_once(';')?;
        Some((self.get(name)?, Some(of.parse().ok()?)))
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
        stated: Default::default(),
        numbered: Default::default(),
        required: Default::default(),
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
