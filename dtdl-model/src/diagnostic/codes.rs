//! The catalogue of codes.

use core::fmt;

/// The rule that a text breaks: the reference parser's validation id without its prefix, or one of this crate's own
/// ([`Code::OWN`]) for files, JSON and warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

macro_rules! codes {
    (
        reference { $($name:ident = $id:literal)* }
        own { $($(#[$doc:meta])+ $own:ident = $own_id:literal)* }
    ) => {
        impl Code {
            $(
                #[doc = concat!("The reference's `", $id, "`.")]
                pub const $name: Self = Self($id);
            )*
            $(
                $(#[$doc])+
                pub const $own: Self = Self($own_id);
            )*

            /// Every code that the reference has, too.
            pub const OF_REFERENCE: &'static [Self] = &[$(Self::$name),*];

            /// Every code that is this crate's own.
            pub const OWN: &'static [Self] = &[$(Self::$own),*];
        }
    };
}

codes! {
    reference {
        ABSTRACT_SUPPLEMENTAL_TYPE = "abstractSupplementalType"
        BAD_DTMI_OR_TERM = "badDtmiOrTerm"
        BAD_TYPE = "badType"
        BOOLEAN_COUNT_BELOW_MIN = "booleanCountBelowMin"
        BOOLEAN_MULTIPLE_VALUES = "booleanMultipleValues"
        BOOLEAN_NOT_BOOLEAN = "booleanNotBoolean"
        BOOLEAN_OBJECT_NO_VALUE = "booleanObjectNoValue"
        BOOLEAN_TYPE_NOT_BOOLEAN = "booleanTypeNotBoolean"
        BOOLEAN_VALUE_NOT_BOOLEAN = "booleanValueNotBoolean"
        CONFLICTING_SUPPLEMENTAL_TYPES = "conflictingSupplementalTypes"
        CROSS_PARTITION_REFERENCE = "crossPartitionReference"
        DISALLOWED_COCOTYPE = "disallowedCocotype"
        DISALLOWED_CONTEXT_FRAGMENT = "disallowedContextFragment"
        DISALLOWED_CONTEXT_VERSION = "disallowedContextVersion"
        DISALLOWED_ID_FRAGMENT = "disallowedIdFragment"
        DISALLOWED_LIMIT_CONTEXT = "disallowedLimitContext"
        DISALLOWED_LOCAL_CONTEXT = "disallowedLocalContext"
        DISALLOWED_TYPE = "disallowedType"
        DISALLOWED_VERSION_DEFINITION = "disallowedVersionDefinition"
        DISALLOWED_VERSION_REFERENCE = "disallowedVersionReference"
        DTDL_CONTEXT_FOLLOWS_AFFILIATE = "dtdlContextFollowsAffiliate"
        DTMI_SEG_PROPERTY_NOT_STRING_OR_NUMBER = "dtmiSegPropertyNotStringOrNumber"
        DUPLICATE_DEFINITION = "duplicateDefinition"
        DUPLICATE_TERM_IN_CONTEXT_OBJECT = "duplicateTermInContextObject"
        DUPLICATE_PROPERTY_NAME = "duplicatePropertyName"
        DURATION_COUNT_BELOW_MIN = "durationCountBelowMin"
        DURATION_INVALID = "durationInvalid"
        DURATION_MULTIPLE_VALUES = "durationMultipleValues"
        DURATION_NOT_STRING = "durationNotString"
        DURATION_OBJECT_NO_VALUE = "durationObjectNoValue"
        DURATION_TYPE_NOT_DURATION = "durationTypeNotDuration"
        DURATION_VALUE_NOT_STRING = "durationValueNotString"
        EMPTY_CONTEXT = "emptyContext"
        EXCESSIVE_COUNT = "excessiveCount"
        EXCESSIVE_DEPTH_NARROW = "excessiveDepthNarrow"
        EXCESSIVE_DEPTH_WIDE = "excessiveDepthWide"
        EXCLUDED_TYPE = "excludedType"
        EXTENSION_NOT_JSON_OBJECT = "extensionNotJsonObject"
        GRAPH_DISALLOWED = "graphDisallowed"
        GRAPH_NOT_OBJECT = "graphNotObject"
        ID_NOT_STRING = "idNotString"
        ID_REF_BAD_DTMI_OR_TERM = "idRefBadDtmiOrTerm"
        ID_REFERENCE = "idReference"
        ID_TOO_LONG = "idTooLong"
        ID_TOO_LONG_FOR_TYPE = "idTooLongForType"
        IDENTIFIER_COUNT_ABOVE_MAX = "identifierCountAboveMax"
        IDENTIFIER_COUNT_BELOW_MIN = "identifierCountBelowMin"
        IDENTIFIER_INVALID = "identifierInvalid"
        IDENTIFIER_MULTIPLE_VALUES = "identifierMultipleValues"
        IDENTIFIER_NOT_DTMI = "identifierNotDtmi"
        IDENTIFIER_NOT_STRING = "identifierNotString"
        IDENTIFIER_NOT_URI = "identifierNotUri"
        IDENTIFIER_TOO_LONG = "identifierTooLong"
        INCOMPATIBLE_TYPE = "incompatibleType"
        INCONSISTENT_BOOLEAN_VALUES = "inconsistentBooleanValues"
        INCONSISTENT_CONTEXT = "inconsistentContext"
        INCONSISTENT_IDENTIFIER_VALUES = "inconsistentIdentifierValues"
        INCONSISTENT_INTEGER_VALUES = "inconsistentIntegerValues"
        INCONSISTENT_JSON_VALUES = "inconsistentJsonValues"
        INCONSISTENT_LANG_STRING_VALUES = "inconsistentLangStringValues"
        INCONSISTENT_LITERAL_VALUES = "inconsistentLiteralValues"
        INCONSISTENT_NUMERIC_VALUES = "inconsistentNumericValues"
        INCONSISTENT_OBJECT_VALUES = "inconsistentObjectValues"
        INCONSISTENT_PARENT = "inconsistentParent"
        INCONSISTENT_PARTITION = "inconsistentPartition"
        INCONSISTENT_STRING_VALUES = "inconsistentStringValues"
        INCORRECT_PROPERTY_VALUE = "incorrectPropertyValue"
        INFERRED_TYPE_DOES_NOT_ALLOW = "inferredTypeDoesNotAllow"
        INTEGER_COUNT_BELOW_MIN = "integerCountBelowMin"
        INTEGER_MULTIPLE_VALUES = "integerMultipleValues"
        INTEGER_NOT_INTEGER = "integerNotInteger"
        INTEGER_OBJECT_NO_VALUE = "integerObjectNoValue"
        INTEGER_TYPE_NOT_INTEGER = "integerTypeNotInteger"
        INTEGER_VALUE_NOT_INTEGER = "integerValueNotInteger"
        INVALID_CONTEXT = "invalidContext"
        INVALID_CONTEXT_FRAGMENT = "invalidContextFragment"
        INVALID_CONTEXT_SPECIFIER = "invalidContextSpecifier"
        INVALID_CONTEXT_SPECIFIER_FOR_VERSION = "invalidContextSpecifierForVersion"
        INVALID_COTYPE = "invalidCotype"
        INVALID_COTYPE_VERSION = "invalidCotypeVersion"
        INVALID_ID = "invalidId"
        INVALID_ID_FOR_TYPE = "invalidIdForType"
        KEYWORD_DISALLOWED = "keywordDisallowed"
        LANG_MAP_OBJ_KEYWORD = "langMapObjKeyword"
        LANG_STRING_CODE_NOT_UNIQUE = "langStringCodeNotUnique"
        LANG_STRING_ELEMENT_CODE_NOT_STRING = "langStringElementCodeNotString"
        LANG_STRING_ELEMENT_CODE_NOT_UNIQUE = "langStringElementCodeNotUnique"
        LANG_STRING_ELEMENT_CONTEXT = "langStringElementContext"
        LANG_STRING_ELEMENT_GRAPH = "langStringElementGraph"
        LANG_STRING_ELEMENT_ID = "langStringElementId"
        LANG_STRING_ELEMENT_INVALID_CODE = "langStringElementInvalidCode"
        LANG_STRING_ELEMENT_INVALID_PROP = "langStringElementInvalidProp"
        LANG_STRING_ELEMENT_KEYWORD = "langStringElementKeyword"
        LANG_STRING_ELEMENT_NO_VALUE = "langStringElementNoValue"
        LANG_STRING_ELEMENT_NOT_STRING_OR_OBJECT = "langStringElementNotStringOrObject"
        LANG_STRING_ELEMENT_TYPE = "langStringElementType"
        LANG_STRING_ELEMENT_VALUE_NOT_STRING = "langStringElementValueNotString"
        LANG_STRING_INVALID_CODE = "langStringInvalidCode"
        LANG_STRING_VALUE_INVALID = "langStringValueInvalid"
        LANG_STRING_VALUE_NOT_STRING = "langStringValueNotString"
        LANG_STRING_VALUE_TOO_LONG = "langStringValueTooLong"
        LANG_TAG_VALUE_IN_LANG_MAP = "langTagValueInLangMap"
        LAYER_MISSING_MATERIAL_TYPE = "layerMissingMaterialType"
        LITERAL_COUNT_BELOW_MIN = "literalCountBelowMin"
        LITERAL_MULTIPLE_VALUES = "literalMultipleValues"
        LITERAL_NOT_VALID = "literalNotValid"
        LITERAL_OBJECT_NO_VALUE = "literalObjectNoValue"
        LITERAL_TYPE_NOT_SINGULAR = "literalTypeNotSingular"
        LOCAL_CONTEXT_NOT_LAST = "localContextNotLast"
        LOCAL_TERM_DEFINITION_INVALID_DTMI = "localTermDefinitionInvalidDtmi"
        LOCAL_TERM_DEFINITION_INVALID_URI = "localTermDefinitionInvalidUri"
        LOCAL_TERM_EMPTY = "localTermEmpty"
        LOCAL_TERM_INVALID = "localTermInvalid"
        LOCAL_TERM_RESERVED = "localTermReserved"
        LOCAL_TERM_SCHEME_PREFIX = "localTermSchemePrefix"
        MATCHING_PROPERTY_NOT_SUPPLEMENTAL = "matchingPropertyNotSupplemental"
        MISMATCHED_LAYERS = "mismatchedLayers"
        MISPLACED_LIMIT_CONTEXT = "misplacedLimitContext"
        MISSING_COCOTYPE = "missingCocotype"
        MISSING_CONTEXT = "missingContext"
        MISSING_CONTEXT_VERSION = "missingContextVersion"
        MISSING_DICT_KEY_PROPERTY_VALUE = "missingDictKeyPropertyValue"
        MISSING_DTDL_CONTEXT = "missingDtdlContext"
        MISSING_DTMI_SEG_PROPERTY_VALUE = "missingDtmiSegPropertyValue"
        MISSING_IDENTIFIER_PROPERTY = "missingIdentifierProperty"
        MISSING_LIMIT_CONTEXT = "missingLimitContext"
        MISSING_LITERAL_PROPERTY = "missingLiteralProperty"
        MISSING_OBJECT_PROPERTY = "missingObjectProperty"
        MISSING_REQUIRED_ID = "missingRequiredId"
        MISSING_SUPPLEMENTAL_IDENTIFIER_PROPERTY = "missingSupplementalIdentifierProperty"
        MISSING_SUPPLEMENTAL_LITERAL_PROPERTY = "missingSupplementalLiteralProperty"
        MISSING_SUPPLEMENTAL_OBJECT_PROPERTY = "missingSupplementalObjectProperty"
        MISSING_TOP_LEVEL_ID = "missingTopLevelId"
        MULTIPLE_MATERIAL_TYPES = "multipleMaterialTypes"
        MULTIPLE_REFERENCE = "multipleReference"
        NO_MATCHING_SUPPLEMENTAL_PROPERTY = "noMatchingSupplementalProperty"
        NO_TYPE_THAT_ALLOWS = "noTypeThatAllows"
        NON_CONFORMANT_DATATYPE = "nonConformantDatatype"
        NON_CONFORMANT_PROPERTY_VALUE = "nonConformantPropertyValue"
        NON_DTMI_CONTEXT_SPECIFIER = "nonDtmiContextSpecifier"
        NON_UNIQUE_ADJUNCT_TYPE = "nonUniqueAdjunctType"
        NON_UNIQUE_IMPORTED_PROPERTY_VALUE = "nonUniqueImportedPropertyValue"
        NON_UNIQUE_PROPERTY_VALUE = "nonUniquePropertyValue"
        NOT_JSON_OBJECT = "notJsonObject"
        NOT_REQUIRED_BOOLEAN_VALUE = "notRequiredBooleanValue"
        NOT_REQUIRED_IDENTIFIER_VALUE = "notRequiredIdentifierValue"
        NOT_REQUIRED_INTEGER_VALUE = "notRequiredIntegerValue"
        NOT_REQUIRED_JSON_VALUE = "notRequiredJsonValue"
        NOT_REQUIRED_LANG_STRING_VALUE = "notRequiredLangStringValue"
        NOT_REQUIRED_LITERAL_VALUE = "notRequiredLiteralValue"
        NOT_REQUIRED_NUMERIC_VALUE = "notRequiredNumericValue"
        NOT_REQUIRED_STRING_VALUE = "notRequiredStringValue"
        NOT_REQUIRED_TYPE = "notRequiredType"
        NOT_REQUIRED_VALUE = "notRequiredValue"
        NOT_SIBLING_REQUIRED_TYPE = "notSiblingRequiredType"
        NUMERIC_COUNT_BELOW_MIN = "numericCountBelowMin"
        NUMERIC_MULTIPLE_VALUES = "numericMultipleValues"
        NUMERIC_NOT_NUMERIC = "numericNotNumeric"
        NUMERIC_OBJECT_NO_VALUE = "numericObjectNoValue"
        NUMERIC_TYPE_NOT_NUMERIC = "numericTypeNotNumeric"
        NUMERIC_VALUE_NOT_NUMERIC = "numericValueNotNumeric"
        OBJECT_COUNT_ABOVE_MAX = "objectCountAboveMax"
        OBJECT_COUNT_BELOW_MIN = "objectCountBelowMin"
        OBJECT_MULTIPLE_VALUES = "objectMultipleValues"
        PARENT_MISSING_COTYPE = "parentMissingCotype"
        PARTITION_TOO_LARGE = "partitionTooLarge"
        PROPERTY_INVALID_DTMI = "propertyInvalidDtmi"
        PROPERTY_IRRELEVANT_DTMI_OR_TERM = "propertyIrrelevantDtmiOrTerm"
        PROPERTY_NOT_DTMI_NOR_TERM = "propertyNotDtmiNorTerm"
        PROPERTY_UNDEFINED_TERM = "propertyUndefinedTerm"
        RECURSIVE_STRUCTURE_NARROW = "recursiveStructureNarrow"
        RECURSIVE_STRUCTURE_WIDE = "recursiveStructureWide"
        REF_NOT_STRING_OR_OBJECT = "refNotStringOrObject"
        REF_OBJECT_NOT_ALLOWED = "refObjectNotAllowed"
        REPEATED_CONTEXT_PROPERTY = "repeatedContextProperty"
        REPEATED_GRAPH_PROPERTY = "repeatedGraphProperty"
        REPEATED_ID_PROPERTY = "repeatedIdProperty"
        REPEATED_KEYWORD = "repeatedKeyword"
        REPEATED_LANGUAGE_PROPERTY = "repeatedLanguageProperty"
        REPEATED_TYPE_PROPERTY = "repeatedTypeProperty"
        REPEATED_VALUE_PROPERTY = "repeatedValueProperty"
        RESERVED_ID = "reservedId"
        SIBLING_DUPLICATES_COTYPE = "siblingDuplicatesCotype"
        SIBLING_MISSING_COTYPE = "siblingMissingCotype"
        SIBLING_PROPERTY_MISMATCH = "siblingPropertyMismatch"
        STRING_COUNT_BELOW_MIN = "stringCountBelowMin"
        STRING_INVALID = "stringInvalid"
        STRING_MULTIPLE_VALUES = "stringMultipleValues"
        STRING_NOT_STRING = "stringNotString"
        STRING_OBJECT_NO_VALUE = "stringObjectNoValue"
        STRING_TOO_LONG = "stringTooLong"
        STRING_TYPE_NOT_STRING = "stringTypeNotString"
        STRING_VALUE_NOT_STRING = "stringValueNotString"
        TERM_DEFINITION_ID_PROPERTY_NOT_STRING = "termDefinitionIdPropertyNotString"
        TERM_DEFINITION_MISSING_ID_PROPERTY = "termDefinitionMissingIdProperty"
        TERM_DEFINITION_NOT_STRING_OR_OBJECT = "termDefinitionNotStringOrObject"
        TOP_LEVEL_GRAPH_DISALLOWED = "topLevelGraphDisallowed"
        TOP_LEVEL_KEYWORD_DISALLOWED = "topLevelKeywordDisallowed"
        TYPE_INVALID_DTMI = "typeInvalidDtmi"
        TYPE_IRRELEVANT_DTMI_OR_TERM = "typeIrrelevantDtmiOrTerm"
        TYPE_NOT_DTMI_NOR_TERM = "typeNotDtmiNorTerm"
        TYPE_NOT_ROOTABLE = "typeNotRootable"
        TYPE_UNDEFINED_TERM = "typeUndefinedTerm"
        UNDEFINED_RESERVED_ID = "undefinedReservedId"
        UNRECOGNIZED_CONTEXT_VERSION = "unrecognizedContextVersion"
        UNRESOLVABLE_CONTEXT_SPECIFIER = "unresolvableContextSpecifier"
        UNRESOLVABLE_CONTEXT_VERSION = "unresolvableContextVersion"
        VALUE_ABOVE_MAX = "valueAboveMax"
        VALUE_ABOVE_RANGE = "valueAboveRange"
        VALUE_BELOW_MIN = "valueBelowMin"
        VALUE_BELOW_RANGE = "valueBelowRange"
        VALUE_NOT_EXACT = "valueNotExact"
        VALUE_OBJECT_CONTEXT = "valueObjectContext"
        VALUE_OBJECT_GRAPH = "valueObjectGraph"
        VALUE_OBJECT_ID = "valueObjectId"
        VALUE_OBJECT_INVALID_PROP = "valueObjectInvalidProp"
        VALUE_OBJECT_KEYWORD = "valueObjectKeyword"
        VALUE_OBJECT_LANGUAGE = "valueObjectLanguage"
        WRONG_PARENT = "wrongParent"
    }
    own {
        /// A file is missing or cannot be read.
        UNREADABLE_FILE = "unreadableFile"
        /// A file is not UTF-8.
        INVALID_UTF8 = "invalidUtf8"
        /// A text is not JSON.
        INVALID_JSON = "invalidJson"
        /// A text nests arrays and objects too deeply.
        TOO_DEEPLY_NESTED = "tooDeeplyNested"
        /// A text is larger than the limit.
        TEXT_TOO_LARGE = "textTooLarge"
        /// A text has more mistakes than are shown.
        MORE_MISTAKES = "moreMistakes"
        /// A type that nobody defines, which is allowed, is close to one that is known.
        PERHAPS_MISSPELT = "perhapsMisspelt"
        /// Something refers to what no text defines.
        UNRESOLVED_REFERENCE = "unresolvedReference"
        /// A reference leads out of the repository.
        UNSAFE_PATH = "unsafePath"
        /// Azure IoT Central does not fully support a schema.
        IOT_CENTRAL_SCHEMA = "iotCentralSchema"
        /// Azure IoT Central does not take a name.
        IOT_CENTRAL_NAME = "iotCentralName"
        /// Azure IoT Central does not read a version of the language.
        IOT_CENTRAL_VERSION = "iotCentralVersion"
        /// The properties of a device do not fit into its twin.
        IOT_CENTRAL_SIZE = "iotCentralSize"
    }
}

impl Code {
    /// The code as text, for example `missingObjectProperty`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}
