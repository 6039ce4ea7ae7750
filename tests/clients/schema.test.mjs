// The contract as a client's own tools read it: the schema is whole, and the operations that the pages send are valid.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { buildSchema, parse, validate, validateSchema } from 'graphql';

const folder = new URL('../../schema/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), 'utf8');

test('graphql-js accepts the schema', () => {
  assert.deepEqual(validateSchema(buildSchema(read('schema.graphql'))), []);
});

for (const name of readdirSync(new URL('operations/', folder))) {
  test(`${name} is valid`, () => {
    const errors = validate(buildSchema(read('schema.graphql')), parse(read(`operations/${name}`)));
    assert.deepEqual(errors.map((error) => error.message), []);
  });
}
