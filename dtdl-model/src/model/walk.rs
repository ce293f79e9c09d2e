//! Which interfaces belong together.

use std::collections::BTreeSet;

use super::{ContentKind, InterfaceId, Model};

impl Model {
    /// The given interfaces that no other given one extends or has as a component: those that are devices of their own.
    ///
    /// ```
    /// use dtdl_model::{NoResolver, Options, Source, parse};
    ///
    /// let text = r#"[
    ///   { "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Lamp;1", "@type": "Interface" },
    ///   {
    ///     "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Room;1", "@type": "Interface",
    ///     "contents": [{ "@type": "Component", "name": "lamp", "schema": "dtmi:test:Lamp;1" }]
    ///   }
    /// ]"#;
    /// let parsed = parse(vec![Source::new("room.json", text)], &mut NoResolver, &Options::default());
    /// let devices = parsed.model.devices();
    /// assert_eq!(devices.len(), 1);
    /// assert_eq!(parsed.model[devices[0]].named.id.as_str(), "dtmi:test:Room;1");
    /// ```
    #[must_use]
    pub fn devices(&self) -> Vec<InterfaceId> {
        let used: BTreeSet<InterfaceId> = self.roots.iter().flat_map(|id| self.parts(*id)).collect();
        self.roots.iter().copied().filter(|id| !used.contains(id)).collect()
    }

    /// These interfaces and all that they extend or have as components, directly or not: first these, then the others
    /// in the order of [`Model::interfaces`].
    #[must_use]
    pub fn closure(&self, roots: &[InterfaceId]) -> Vec<InterfaceId> {
        let mut reached = BTreeSet::new();
        let mut open = roots.to_vec();
        while let Some(id) = open.pop() {
            if reached.insert(id) {
                open.extend(self.parts(id));
            }
        }
        let rest = reached.iter().copied().filter(|id| !roots.contains(id));
        roots.iter().copied().chain(rest).collect()
    }

    fn parts(&self, id: InterfaceId) -> impl Iterator<Item = InterfaceId> {
        let interface = &self[id];
        let components = interface.contents().filter_map(|content| match &content.kind {
            ContentKind::Component(component) => Some(component.schema),
            _ => None,
        });
        interface.extends.iter().copied().chain(components)
    }
}
