// npm relay-compiler compiles an application's operations against the schema, tsc --strict what it made, and relay-runtime runs them.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { Server, eventually } from './server.mjs';
import { clear, tool } from './tools.mjs';

const folder = fileURLToPath(new URL('relay/', import.meta.url));
let application;

test('relay-compiler takes @connection, @refetchable, @appendEdge and their kin', () => {
  clear('relay/__generated__', 'relay/__built__');
  mkdirSync(`${folder}__generated__`);
  tool('relay-compiler', ['relay.config.json'], folder);

  const sources = readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(folder + name, 'utf8')).join();
  const made = readdirSync(`${folder}__generated__`).map((name) => name.slice(0, -'.graphql.ts'.length));
  const written = [...sources.matchAll(/^  (?:query|mutation|subscription|fragment) (\w+)|queryName: "(\w+)"/gm)].map(([, named, page]) => named ?? page);
  assert.deepEqual(made.sort(), written.sort());
});

test('tsc --strict compiles them', () => {
  tool('tsc', ['--project', 'relay']);
  // The compiler's artifacts know of CommonJS alone.
  writeFileSync(`${folder}__built__/package.json`, '{ "type": "commonjs" }');
  application = createRequire(import.meta.url)('./relay/__built__/client.js');
});

test('what the compiler sends is valid', () => {
  const schema = buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8'));
  const texts = readdirSync(`${folder}__built__/__generated__`)
    .map((name) => createRequire(import.meta.url)(`./relay/__built__/__generated__/${name}`).default.params?.text)
    .filter((text) => text);
  assert.ok(texts.length >= 15, `${texts.length} operations`);
  for (const text of texts) assert.deepEqual(validate(schema, parse(text)).map((error) => error.message), [], text);
});

describe('relay-runtime', () => {
  let server, ann, bob, post, environment, close, thread;
  before(async () => {
    server = await Server.start();
    [ann, bob] = [server.person('ann'), server.person('bob')];
    post = await ann.post('To be talked of');
    for (let i = 1; i <= 5; i++) await bob.comment(post, `${i}`);
    ({ environment, close } = application.connect(server.graphql, ann.headers.authorization));
    thread = new application.Thread(environment, post, 2);
  });
  after(async () => {
    await close?.();
    await server.stop();
  });

  const said = () => thread.comments.map((comment) => comment.bodyHTML).join();

  test('reads a page from the end, and the page before it', async () => {
    await thread.fetch();
    assert.equal(said(), '4,5');
    assert.equal(thread.post.comments.pageInfo.hasPreviousPage, true);
    await thread.fetch(thread.post.comments.pageInfo.startCursor);
    assert.equal(said(), '2,3,4,5');
  });

  test('appends the edge that addComment answers, and takes away what deleteComment names', async () => {
    await thread.add('mine');
    assert.equal(said(), '2,3,4,5,mine');
    assert.equal(thread.post.commentCount, 6);
    await thread.remove(thread.comments.at(-1).id);
    assert.equal(said(), '2,3,4,5');
  });

  test('shows why a comment was refused', async () => {
    const { addComment } = await thread.add(' ');
    assert.equal(addComment.edge, null);
    assert.equal(addComment.errors[0].code, 'COMMENT_BODY');
    assert.equal(said(), '2,3,4,5');
  });

  test('appends the edges of a subscription from the last cursor on, each once', async () => {
    await bob.comment(post, 'missed');
    const listening = thread.listen(thread.post.comments.edges.at(-1).cursor);
    await eventually(() => said() === '2,3,4,5,missed');
    await bob.comment(post, 'live');
    await eventually(() => said() === '2,3,4,5,missed,live');
    listening.dispose();
  });
});
