// Typed TypeScript of the web app's operations and of those beside this file.
export default {
  schema: '../../schema/schema.graphql',
  documents: ['../../schema/operations/*.graphql', 'apollo/operations/*.graphql'],
  silent: true,
  generates: {
    'apollo/__generated__/graphql.ts': {
      plugins: ['typescript', 'typescript-operations', 'typed-document-node', 'fragment-matcher'],
      config: {
        strictScalars: true,
        scalars: { DateTime: 'string', HTML: 'string', URL: 'string', Upload: 'File' },
        enumsAsTypes: true,
        useTypeImports: true,
        nonOptionalTypename: true,
      },
    },
  },
};
