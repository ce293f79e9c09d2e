//! Resolves a path to the modules that define its item, through imports and re-exports.

use std::collections::BTreeSet;

use super::krate::Crate;
use super::scan::Path;

/// Modules by number, each with whether the path leads to the module itself instead of an item in it.
type Definitions = BTreeSet<(usize, bool)>;

/// The imports that were followed: each module with the index of the path in it.
type Seen = BTreeSet<(usize, usize)>;

impl Crate {
    /// The modules that a path of `module` leads to. Alternatives under different features give several; a path into
    /// another crate gives none, and so does one that starts with an imported item, whose import leads there already.
    pub(super) fn targets(&self, module: usize, path: &Path) -> BTreeSet<usize> {
        let here = self.module(module);
        let resolved = |segments: &[String]| self.resolve(module, segments, &mut Seen::new());
        if let Some((head, rest)) = path.segments.split_first()
            && here.paths.iter().any(|import| import.name.as_ref() == Some(head))
            && !here.children.contains_key(head)
        {
            let head = resolved(core::slice::from_ref(head));
            if rest.is_empty() || !head.iter().any(|(_, is_module)| *is_module) {
                return BTreeSet::new();
            }
        }
        resolved(&path.segments).into_iter().map(|(module, _)| module).collect()
    }

    /// Resolves a path from its first segment on.
    fn resolve(&self, module: usize, path: &[String], seen: &mut Seen) -> Definitions {
        match path.split_first() {
            Some((first, rest)) if first == "crate" => self.in_module(0, rest, seen),
            Some((first, _)) if first == "self" || first == "super" => self.in_module(module, path, seen),
            _ => self.by_name(module, path, seen),
        }
    }

    /// Resolves the rest of a path in a module that its beginning leads to. An unknown name, such as that of an item of
    /// another crate or of one that a macro defines, counts as an item of the module.
    fn in_module(&self, module: usize, path: &[String], seen: &mut Seen) -> Definitions {
        match path.split_first() {
            None => Definitions::from([(module, true)]),
            Some((first, rest)) if first == "self" => self.in_module(module, rest, seen),
            Some((first, rest)) if first == "super" => {
                let parent = self.module(module).parent;
                parent.map_or_else(Definitions::new, |parent| self.in_module(parent, rest, seen))
            }
            _ => {
                let found = self.by_name(module, path, seen);
                let unknown = found.is_empty().then_some((module, false));
                found.into_iter().chain(unknown).collect()
            }
        }
    }

    /// Resolves a path that starts with a name of the module: of a child, an item or an import, or by a glob.
    fn by_name(&self, module: usize, path: &[String], seen: &mut Seen) -> Definitions {
        let (here, Some((name, rest))) = (self.module(module), path.split_first()) else {
            return Definitions::new();
        };
        if let Some(child) = here.children.get(name) {
            return self.in_module(*child, rest, seen);
        }
        if here.items.contains(name) {
            return Definitions::from([(module, false)]);
        }
        let mut found = Definitions::new();
        for (ix, import) in here.paths.iter().enumerate() {
            if import.name.as_ref() == Some(name) && seen.insert((module, ix)) {
                found.extend(self.resolve(module, &[&import.segments, rest].concat(), seen));
            }
        }
        for (ix, glob) in here.paths.iter().enumerate().filter(|(_, path)| path.glob) {
            if found.is_empty() && seen.insert((module, ix)) {
                // A glob of an enum brings nothing that leads elsewhere.
                let sources = self.resolve(module, &glob.segments, seen).into_iter();
                for (source, _) in sources.filter(|(_, is_module)| *is_module) {
                    found.extend(self.by_name(source, path, seen));
                }
            }
        }
        found
    }
}
