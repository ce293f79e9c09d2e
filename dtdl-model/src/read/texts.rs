//! Texts in several languages.

use smallvec::SmallVec;

use crate::hash::HashMap;

use super::formats::is_language;
use super::{Around, Reader};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::ld::{self, Ld};
use crate::model::Texts;
use crate::place::Place;
use crate::suggest;

/// How many texts are compared one by one.
const FEW: usize = 8;

/// Texts by language, each language once.
#[derive(Default)]
struct Collected<'j> {
    texts: SmallVec<[(&'j str, &'j str, Place); 1]>,
    /// Where a language is among them, once there are more than a few.
    known: Option<HashMap<&'j str, usize>>,
}

impl<'j> Collected<'j> {
    /// Adds a text; false if there is one in that language.
    fn insert(&mut self, code: &'j str, text: &'j str, at: Place) -> bool {
        if self.find(code).is_some() {
            return false;
        }
        self.texts.push((code, text, at));
        if self.texts.len() > FEW {
            let known = self.known.get_or_insert_default();
            let missing = self.texts.iter().enumerate().skip(known.len());
            known.extend(missing.map(|(index, (code, ..))| (*code, index)));
        }
        true
    }

    fn find(&self, code: &str) -> Option<usize> {
        match &self.known {
            Some(known) => known.get(code).copied(),
            None => self.texts.iter().position(|(known, ..)| *known == code),
        }
    }

    fn place(&self, code: &str) -> Option<Place> {
        self.texts.get(self.find(code)?).map(|(.., place)| *place)
    }
}

impl Reader<'_> {
    /// A text in several languages.
    pub(super) fn texts(
        &mut self,
        name: &str,
        default: &str,
        limit: Option<usize>,
        json: Json<'_>,
        around: &Around,
        place: Place,
    ) -> Option<Texts> {
        let before = self.report.count();
        let texts = match json {
            Json::String(text) => {
                self.length(Code::LANG_STRING_VALUE_TOO_LONG, name, text, limit, around, place);
                return (self.report.count() == before)
                    .then(|| Texts::collect([(default, text)], &mut self.elements.scratch));
            }
            Json::Object(object) => {
                let ld = Ld::new(object);
                self.language_map(name, limit, &ld, around, place)
            }
            _ => self.language_list(name, default, limit, json, around, place),
        };
        let texts = texts.texts.iter().map(|(code, text, _)| (*code, *text));
        (self.report.count() == before).then(|| Texts::collect(texts, &mut self.elements.scratch))
    }

    #[inline(never)]
    fn language_map<'j>(
        &mut self,
        name: &str,
        limit: Option<usize>,
        ld: &Ld<'j>,
        around: &Around,
        place: Place,
    ) -> Collected<'j> {
        let mut texts = Collected::default();
        if let (Some((_, code)), Some((_, Json::String(text)))) = (ld.further().language, ld.further().value)
            && ld.count() == 2
        {
            self.report
                .error(
                    Code::LANG_TAG_VALUE_IN_LANG_MAP,
                    place.value(),
                    format!("`{name}` is written as one text with its language, outside a list"),
                )
                .primary(self.elements.id(around.ix))
                .property(name)
                .value(format!("{{ \"{code}\": \"{text}\" }}"))
                .help(format!("write {{ \"{code}\": \"{text}\" }}"));
            return texts;
        }
        let further = ld.further();
        let context = ld.context.map(|(position, _)| (position, "@context"));
        let graph = further.graph.map(|position| (position, "@graph"));
        let mut found: Vec<(&str, Option<usize>)> = further
            .foreign()
            .chain(context)
            .chain(graph)
            .map(|(position, keyword)| (keyword, Some(position)))
            .collect();
        if ld.id.is_some() {
            found.push(("@id", None));
        }
        if ld.types.is_some() {
            found.push(("@type", None));
        }
        for (keyword, position) in found {
            let at = match position {
                Some(position) => self.report.nodes.below(place, position).name(),
                None if keyword == "@id" => place.id(),
                None => place.types(),
            };
            self.report
                .error(
                    Code::LANG_MAP_OBJ_KEYWORD,
                    at,
                    format!("`{keyword}` does not belong among the languages of `{name}`"),
                )
                .primary(self.elements.id(around.ix))
                .property(name)
                .value(keyword)
                .help("map language codes to texts: { \"en\": \"…\" }");
        }
        for (position, member) in ld.members() {
            let at = self.report.nodes.below(place, position);
            let code = member.name;
            if !is_language(code) {
                self.invalid_language(Code::LANG_STRING_INVALID_CODE, name, code, around, at);
            }
            let text = if let Json::String(text) = member.value {
                text
            } else {
                self.report
                    .error(
                        Code::LANG_STRING_VALUE_NOT_STRING,
                        at.value(),
                        format!("the text for `{code}` is {}", member.value.noun()),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(name)
                    .value(code)
                    .help("write a string");
                ""
            };
            self.length(Code::LANG_STRING_VALUE_TOO_LONG, name, text, limit, around, at);
            if !texts.insert(code, text, at) {
                self.report
                    .error(
                        Code::LANG_STRING_CODE_NOT_UNIQUE,
                        at.name(),
                        format!("`{name}` has two texts for `{code}`"),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(name)
                    .value(code)
                    .reference(&[at.value(), texts.place(code).unwrap_or(at).value()])
                    .help("remove one of them");
            }
        }
        texts
    }

    #[inline(never)]
    fn language_list<'j>(
        &mut self,
        name: &str,
        default: &'j str,
        limit: Option<usize>,
        json: Json<'j>,
        around: &Around,
        place: Place,
    ) -> Collected<'j> {
        let mut texts = Collected::default();
        let mut values = ld::values(json);
        while let Some(value) = values.next() {
            let at = values.place(place, &mut self.report.nodes);
            let tagged = match value {
                Json::String(text) => Some((default, text, at)),
                Json::Object(object) => {
                    let ld = Ld::new(object);
                    let position = ld.further().value.map(|(position, _)| position);
                    let value = position.map_or(at, |position| self.report.nodes.below(at, position));
                    let tagged = self.tagged(name, default, &ld, around, at);
                    tagged.map(|(code, text)| (code, text, value))
                }
                other => {
                    self.report
                        .error(
                            Code::LANG_STRING_ELEMENT_NOT_STRING_OR_OBJECT,
                            at.value(),
                            format!("`{name}` is {}, but should be a text", other.noun()),
                        )
                        .primary(self.elements.id(around.ix))
                        .property(name)
                        .help("write a string, or { \"en\": \"…\" }");
                    None
                }
            };
            let Some((code, text, value)) = tagged else { continue };
            self.length(Code::LANG_STRING_VALUE_TOO_LONG, name, text, limit, around, value);
            if !texts.insert(code, text, at) {
                self.report
                    .error(
                        Code::LANG_STRING_ELEMENT_CODE_NOT_UNIQUE,
                        at.value(),
                        format!("`{name}` has two texts for `{code}`"),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(name)
                    .reference(&[at.value(), texts.place(code).unwrap_or(at).value()])
                    .value(code)
                    .help("remove one of them");
            }
        }
        texts
    }

    /// A text with its language, in a list.
    fn tagged<'j>(
        &mut self,
        name: &str,
        default: &'j str,
        ld: &Ld<'j>,
        around: &Around,
        place: Place,
    ) -> Option<(&'j str, &'j str)> {
        let mut refuse = |code: Code, position: Option<usize>, message: String, value: Option<&str>| {
            let at = match position {
                Some(position) => self.report.nodes.below(place, position).name(),
                None => place.value(),
            };
            let mut entry = self
                .report
                .error(code, at, message)
                .primary(self.elements.id(around.ix))
                .property(name)
                .help("write { \"@language\": \"en\", \"@value\": \"…\" }");
            if let Some(value) = value {
                entry = entry.value(value);
            }
            entry.done();
        };
        let code = match ld.further().language {
            None => default,
            Some((position, "")) => {
                refuse(
                    Code::LANG_STRING_ELEMENT_CODE_NOT_STRING,
                    Some(position),
                    "`@language` is empty or not a string".to_owned(),
                    None,
                );
                return None;
            }
            Some((position, code)) => {
                if !is_language(code) {
                    refuse(
                        Code::LANG_STRING_ELEMENT_INVALID_CODE,
                        Some(position),
                        format!("`{code}` is not a language code"),
                        Some(code),
                    );
                }
                code
            }
        };
        let text = match ld.further().value {
            None => {
                refuse(
                    Code::LANG_STRING_ELEMENT_NO_VALUE,
                    None,
                    "a text has no `@value`".to_owned(),
                    None,
                );
                ""
            }
            Some((_, Json::String(text))) => text,
            Some((position, other)) => {
                refuse(
                    Code::LANG_STRING_ELEMENT_VALUE_NOT_STRING,
                    Some(position),
                    format!("`@value` is {}, but should be a text", other.noun()),
                    None,
                );
                return None;
            }
        };
        if let Some((position, _)) = ld.context {
            refuse(
                Code::LANG_STRING_ELEMENT_CONTEXT,
                Some(position),
                "`@context` does not belong here".to_owned(),
                None,
            );
        }
        if ld.id.is_some() {
            refuse(
                Code::LANG_STRING_ELEMENT_ID,
                None,
                "`@id` does not belong here".to_owned(),
                None,
            );
        }
        if let Some(position) = ld.further().graph {
            refuse(
                Code::LANG_STRING_ELEMENT_GRAPH,
                Some(position),
                "`@graph` does not belong here".to_owned(),
                None,
            );
        }
        if around.scope.restricts_keywords() {
            if ld.types.is_some() {
                refuse(
                    Code::LANG_STRING_ELEMENT_TYPE,
                    None,
                    "`@type` does not belong here".to_owned(),
                    None,
                );
            }
            for (position, keyword) in &ld.further().others {
                refuse(
                    Code::LANG_STRING_ELEMENT_KEYWORD,
                    Some(*position),
                    format!("`{keyword}` does not belong here"),
                    Some(keyword),
                );
            }
        }
        for (position, member) in ld.members() {
            refuse(
                Code::LANG_STRING_ELEMENT_INVALID_PROP,
                Some(position),
                format!("`{}` does not belong here", member.name),
                Some(member.name),
            );
        }
        Some((code, text))
    }

    fn invalid_language(&mut self, code: Code, name: &str, language: &str, around: &Around, at: Place) {
        self.report
            .error(code, at.name(), format!("`{language}` is not a language code"))
            .primary(self.elements.id(around.ix))
            .property(name)
            .value(language)
            .help(suggest::language_help(language));
    }
}
