// The contract as a client's own tools read it: the schema is whole, the same however it is asked for, and the operations that the pages send are valid.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { buildClientSchema, buildSchema, getIntrospectionQuery, lexicographicSortSchema, parse, printSchema, validate, validateSchema } from 'graphql';
import { Server } from './server.mjs';

const folder = new URL('../../schema/', import.meta.url);
const read = (name) => readFileSync(new URL(name, folder), 'utf8');
const approved = buildSchema(read('schema.graphql'));

test('graphql-js accepts the schema', () => {
  assert.deepEqual(validateSchema(approved), []);
});

for (const name of readdirSync(new URL('operations/', folder))) {
  test(`${name} is valid`, () => {
    const errors = validate(approved, parse(read(`operations/${name}`)));
    assert.deepEqual(errors.map((error) => error.message), []);
  });
}

describe('the running server', () => {
  let server, ann;
  before(async () => {
    server = await Server.start();
    ann = server.person('ann');
  });
  after(async () => { await server.stop(); });

  test('serves the schema that was approved', async () => {
    const response = await fetch(`${server.graphql}?sdl`, { headers: ann.headers });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), read('schema.graphql'));
  });

  // Introspection carries everything but the directives that are applied, save @deprecated, @specifiedBy and @oneOf, which have fields of
  // their own. So @cost, @listSize and @requiresOptIn are read from the SDL alone; graphql-js leaves them out when it prints either schema.
  test('tells by introspection what its SDL tells, descriptions and all', async () => {
    const introspection = await ann.graph(getIntrospectionQuery({
      descriptions: true, schemaDescription: true, specifiedByUrl: true, directiveIsRepeatable: true, inputValueDeprecation: true, oneOf: true,
    }));
    const introspected = buildClientSchema(introspection);

    assert.deepEqual(validateSchema(introspected), []);
    assert.equal(printed(introspected), printed(approved));
  });
});

function printed(schema) { return printSchema(lexicographicSortSchema(schema)); }
