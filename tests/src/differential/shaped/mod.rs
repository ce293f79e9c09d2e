//! Texts in the shape of the language: made from the reference's digest of it, mostly right.

mod digest;
mod identifiers;
mod literal;
mod pattern;
mod shape;
mod types;

use std::path::Path;

use digest::Digest;
use shape::{Place, Shape};

use super::mutate::{Stock, mutate};
use super::tree::Tree;
use crate::random::Random;

/// Makes texts.
#[derive(Debug)]
pub(super) struct Shaper(Digest);

/// From so many texts comes what mistakes are made of.
const LEARNT: u64 = 300;

impl Shaper {
    /// From the digest in a file.
    pub(super) fn read(path: &Path) -> Result<Self, String> {
        let shaper = Self(Digest::read(path)?);
        match shaper.0.dtdl_versions.is_empty() {
            true => Err(format!("{} knows no version", path.display())),
            false => Ok(shaper),
        }
    }

    /// Shows what texts are made of.
    pub(super) fn teach(&self, stock: &mut Stock) {
        for seed in 0..LEARNT {
            stock.learn(&self.interfaces(0, &mut Random::seeded(seed)).0);
        }
    }

    /// A text; with none to three deviations, in its making or afterwards, if it may have any.
    pub(super) fn text(&self, stock: &Stock, deviates: bool, random: &mut Random) -> Tree {
        let slips = if deviates { random.below(4) as usize } else { 0 };
        let (mut tree, left) = self.interfaces(slips, random);
        for _ in 0..left {
            if random.below(3) > 0 {
                mutate(&mut tree, stock, random);
            }
        }
        tree
    }

    /// One to three interfaces, or as many as may extend each other, or one more; and how many deviations are left.
    fn interfaces(&self, slips: usize, random: &mut Random) -> (Tree, usize) {
        let digest = &self.0;
        let versions = &digest.dtdl_versions;
        let version_of = |random: &mut Random| {
            let at = random.below(versions.len() as u64) as usize;
            versions.get(at).copied().unwrap_or_default()
        };
        let version = version_of(random);
        let ladder = random.below(60) == 0;
        let count = match digest.depth("Interface", version, "").filter(|_| ladder) {
            Some(depth) => depth + 1 + random.below(2) as usize,
            None => 1 + random.below(3) as usize,
        };
        let mixed = !ladder && random.below(5) == 0;
        let mut shape = Shape {
            digest,
            random,
            version,
            key: version.to_string(),
            restricted: digest.dtdl_versions_restricting_keywords.contains(&version),
            contexts: Vec::new(),
            limits: String::new(),
            slips,
            interfaces: Vec::new(),
            number: 0,
            schemas: Vec::new(),
            ids: Vec::new(),
            names: Vec::new(),
            datatype: String::new(),
            chain: 0,
            count: 0,
        };
        // Other versions must be able to name them.
        shape.restricted = shape.restricted && !mixed;
        for number in 0..count {
            let id = shape.interface_id(number);
            shape.interfaces.push(id);
        }
        shape.restricted = digest.dtdl_versions_restricting_keywords.contains(&version);
        let mut values = Vec::new();
        for number in 0..count {
            if mixed {
                let version = version_of(shape.random);
                shape.version = version;
                shape.key = version.to_string();
                shape.restricted = digest.dtdl_versions_restricting_keywords.contains(&version);
            }
            shape.number = number;
            values.push(shape.interface(ladder));
        }
        if shape.slip(60) {
            values.extend(values.first().cloned());
        }
        let left = shape.slips;
        let tree = match values.len() {
            1 if shape.random.below(5) > 0 => values.swap_remove(0),
            _ => Tree::Array(values),
        };
        (tree, left)
    }
}

impl Shape<'_> {
    /// The contexts, and the interface itself.
    fn interface(&mut self, ladder: bool) -> Tree {
        let context = self.choose_contexts();
        self.names.clear();
        self.schemas.clear();
        self.count = 0;
        for index in 0..self.random.below(3) {
            let classes = ["Array", "Enum", "Map", "Object"];
            let class = self.pick(&classes).to_owned();
            self.schemas
                .push((format!("dtmi:shape:I{}:s{index};1", self.number), class));
        }
        if self.one_in(25) {
            let deepest = self.digest.depth("ComplexSchema", self.version, &self.limits);
            self.chain = deepest.unwrap_or_default() + self.random.below(3) as usize;
            self.schemas.clear();
        }
        let mut members = vec![("@context".to_owned(), context)];
        let id = self.interfaces.get(self.number).cloned().unwrap_or_default();
        if !self.slip(80) {
            members.push(("@id".to_owned(), Tree::String(id)));
        }
        let place = Place {
            class: "",
            member: "",
            depth: 0,
        };
        let roots = self.digest.rootable_classes.get(&self.key).cloned().unwrap_or_default();
        let class = self.choose(&roots).cloned().unwrap_or_default();
        if ladder {
            members.push(("@type".to_owned(), Tree::String(class)));
            let next = self.interfaces.get(self.number + 1).cloned();
            members.extend(next.map(|id| ("extends".to_owned(), Tree::String(id))));
            return Tree::Object(members);
        }
        if let Tree::Object(rest) = self.element(&class, None, place) {
            members.extend(rest.into_iter().filter(|(name, _)| name != "@id"));
        }
        Tree::Object(members)
    }

    /// The language, up to three extensions, and limits where the version has such.
    fn choose_contexts(&mut self) -> Tree {
        let digest = self.digest;
        self.limits.clear();
        let language = format!("dtmi:dtdl:context;{}", self.version);
        self.contexts = vec![language];
        let fits = |id: &str| {
            let mut cotypes = digest.supplemental_types.values();
            cotypes.any(|cotype| cotype.extension_context == id && cotype.cotype_versions.contains(&self.version))
        };
        let extensions: Vec<&String> = digest
            .contexts
            .keys()
            .filter(|id| !id.starts_with("dtmi:dtdl:context;") && !digest.limit_contexts.contains_key(*id) && fits(id))
            .collect();
        for _ in 0..self.random.below(4) {
            let Some(id) = self.choose(&extensions).copied() else {
                continue;
            };
            if !self.contexts.contains(id) || self.slip(3) {
                self.contexts.push(id.clone());
            }
        }
        if self.slip(50) {
            let all: Vec<&String> = digest.contexts.keys().collect();
            let one = self.choose(&all).copied().cloned();
            self.contexts.extend(one);
        }
        if self.slip(60) {
            let odd = [
                "dtmi:odd:context;1",
                "dtmi:dtdl:context;5",
                "dtmi:dtdl:extension:annotation;9",
                "odd",
                "",
                "dtmi:odd:Limits;1",
            ];
            let one = self.pick(&odd).to_owned();
            self.contexts.push(one);
        }
        let limits = digest
            .limit_contexts
            .iter()
            .filter(|(_, limited)| limited.dtdl_version == self.version);
        let limits: Vec<(&String, &digest::Limited)> = limits.collect();
        // The reference accepts no limits unless it is told to, so that they are worth little more than a slip.
        if self.one_in(40)
            && let Some((id, limited)) = self.choose(&limits).copied()
        {
            self.limits.clone_from(&limited.spec);
            self.contexts.push(id.clone());
        }
        if self.slip(60) {
            let last = self.contexts.len() - 1;
            self.contexts.swap(0, last);
        }
        let mut list: Vec<String> = self.contexts.clone();
        let limitless = if self.limits.is_empty() {
            self.slip(40)
        } else {
            !self.one_in(4)
        };
        if let Some(language) = list.first_mut().filter(|_| limitless) {
            language.push_str("#limitless");
        }
        let alone = !self.one_in(4);
        match list.as_slice() {
            [one] if alone => Tree::String(one.clone()),
            _ => Tree::Array(list.into_iter().map(Tree::String).collect()),
        }
    }
}
