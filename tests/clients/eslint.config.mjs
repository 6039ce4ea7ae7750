// Every rule that @graphql-eslint has for schemas and for operations. What is off, or has an exception, says why.
import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';

const root = fileURLToPath(new URL('../../', import.meta.url));
const schema = 'schema/schema.graphql';
const documents = 'schema/operations/*.graphql';

/** What the specification itself demands; the plugin brings graphql-js's rules under these names. */
const validation = {
  schema: ['known-argument-names', 'known-directives', 'known-type-names', 'lone-schema-definition', 'possible-type-extension',
    'provided-required-arguments', 'unique-directive-names', 'unique-directive-names-per-location', 'unique-field-definition-names',
    'unique-operation-types', 'unique-type-names'],
  operations: ['executable-definitions', 'fields-on-correct-type', 'fragments-on-composite-type', 'known-argument-names', 'known-directives',
    'known-fragment-names', 'known-type-names', 'lone-anonymous-operation', 'no-fragment-cycles', 'no-undefined-variables', 'no-unused-fragments',
    'no-unused-variables', 'one-field-subscriptions', 'overlapping-fields-can-be-merged', 'possible-fragment-spread', 'provided-required-arguments',
    'scalar-leafs', 'unique-argument-names', 'unique-directive-names-per-location', 'unique-input-field-names', 'unique-variable-names',
    'value-literals-of-correct-type', 'variables-are-input-types', 'variables-in-allowed-position'],
};

const schemaRules = {
  ...errors(validation.schema),
  ...errors(['no-hashtag-description', 'no-scalar-result-type-on-mutation', 'no-typename-prefix', 'no-unreachable-types', 'relay-page-info',
    'relay-connection-types', 'require-deprecation-reason', 'require-field-of-type-query-in-mutation-result',
    'require-nullable-fields-with-oneof', 'require-type-pattern-with-oneof', 'unique-enum-value-names']),
  'description-style': ['error', { style: 'inline' }],
  'input-name': ['error', { checkInputType: true, caseSensitiveInputType: false, checkMutations: true }],
  'naming-convention': ['error', {
    types: 'PascalCase',
    FieldDefinition: 'camelCase',
    InputValueDefinition: 'camelCase',
    Argument: 'camelCase',
    DirectiveDefinition: 'camelCase',
    EnumValueDefinition: 'UPPER_CASE',
    'FieldDefinition[parent.name.value=Query]': { style: 'camelCase', forbiddenPrefixes: ['query', 'get', 'list'], forbiddenSuffixes: ['Query'] },
    'FieldDefinition[parent.name.value=Mutation]': { style: 'camelCase', forbiddenPrefixes: ['mutation', 'set'], forbiddenSuffixes: ['Mutation'] },
    'FieldDefinition[parent.name.value=Subscription]': { style: 'camelCase', requiredPrefixes: ['on'], forbiddenSuffixes: ['Subscription'] },
    EnumTypeDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Enum'], forbiddenSuffixes: ['Enum'] },
    InterfaceTypeDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Interface'], forbiddenSuffixes: ['Interface'] },
    UnionTypeDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Union'], forbiddenSuffixes: ['Union'] },
    ObjectTypeDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Type'], forbiddenSuffixes: ['Type', 'Node'] },
    InputObjectTypeDefinition: { style: 'PascalCase', requiredPattern: /(Input|By)$/ },
    // "URL" and "HTML" are the words of the web for them.
    'ScalarTypeDefinition[name.value=/^(URL|HTML)$/]': 'UPPER_CASE',
  }],
  // Beside its edges a connection has its nodes, and short lists that have an end need no pages.
  'relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
  // Feeds, searches and notifications are read from the newest on and page forward only.
  'relay-arguments': ['error', { includeBoth: false }],
  'require-description': ['error', {
    types: true, rootField: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true, DirectiveDefinition: true,
  }],
  'strict-id-in-types': ['error', {
    acceptedIdNames: ['id'],
    acceptedIdTypes: ['ID'],
    exceptions: {
      // What is said of things, once: pages, answers, refusals, events.
      suffixes: ['Connection', 'Edge', 'Payload', 'Error', 'Event'],
      types: [
        'PageInfo',
        // There is one of each, the caller's.
        'Viewer', 'Settings', 'RateLimit', 'StorageUsage',
        // Parts and values of the one thing that has them; a client keeps them inside it.
        'Camera', 'GeoPoint', 'HttpHeader', 'Image', 'ImportCounts', 'ImportFile', 'PhotoFailure', 'UploadPart', 'UploadTicket',
      ],
    },
  }],
  alphabetize: ['error', {
    fields: ['ObjectTypeDefinition', 'InterfaceTypeDefinition', 'InputObjectTypeDefinition'], values: true, arguments: ['FieldDefinition', 'DirectiveDefinition'],
  }],
  // For an API that only reads. This one is written to and watched, too.
  'no-root-type': 'off',
  // The operations here are the web app's own; other people's clients use the rest.
  'no-unused-fields': 'off',
  // It wants an argument of its own with a date that is no ISO date. Ours stands in the reason, for everybody to read; DescriptionTests hold it there.
  'require-deprecation-date': 'off',
  // The contract promises its lists, payloads and events; a client need not ask whether they are there. One that fails is a failed request.
  'require-nullable-result-in-root': 'off',
};

const operationRules = {
  ...errors(validation.operations),
  ...errors(['lone-executable-definition', 'no-anonymous-operations', 'no-deprecated', 'no-duplicate-fields', 'no-one-place-fragments',
    'require-import-fragment', 'require-selections', 'unique-fragment-name', 'unique-operation-name']),
  'match-document-filename': ['error', { fileExtension: '.graphql', query: 'PascalCase', mutation: 'PascalCase', subscription: 'PascalCase', fragment: 'PascalCase' }],
  'naming-convention': ['error', {
    VariableDefinition: 'camelCase',
    OperationDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Query', 'Mutation', 'Subscription', 'Get'], forbiddenSuffixes: ['Query', 'Mutation', 'Subscription'] },
    FragmentDefinition: { style: 'PascalCase', forbiddenPrefixes: ['Fragment'], forbiddenSuffixes: ['Fragment'] },
  }],
  // The server's own limit.
  'selection-set-depth': ['error', { maxDepth: 12 }],
  // Selections stand in the order in which they are read.
  alphabetize: 'off',
};

/** What a rule without options finds and is right all the same, by rule. */
export const granted = {
  // To set up is one verb, and not the prefix of a setter.
  'naming-convention': ['Field "setUpTwoFactor" should not have "set" prefix'],
  // The schema is printed by code points, where "_" comes after the letters.
  alphabetize: ['enum value "NOT_A_PHOTO" should be before enum value "NOT_AS_IN_MANIFEST"', 'enum value "NO_PHOTOS" should be before enum value "NOT_PROCESSED"'],
  // One word, and the contract's.
  'no-typename-prefix': ['Field "username" starts with the name of the parent type "User"'],
  // Known to clients before the first thing needs it.
  'no-unreachable-types': ['Directive `requiresOptIn` is unreachable.'],
};

function errors(names) { return Object.fromEntries(names.map((name) => [name, 'error'])); }

const config = (files, rules) => ({
  files: [files],
  languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: root + schema, documents: root + documents } } },
  plugins: { '@graphql-eslint': graphql },
  rules: Object.fromEntries(Object.entries(rules).map(([name, setting]) => [`@graphql-eslint/${name}`, setting])),
});

export default [config(schema, schemaRules), config(documents, operationRules)];
