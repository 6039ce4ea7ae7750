// @graphql-eslint over the schema and the web app's operations: each rule a test of its own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import graphql from '@graphql-eslint/eslint-plugin';
import { ESLint } from 'eslint';
import config, { granted } from './eslint.config.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const eslint = new ESLint({ cwd: root, overrideConfigFile: fileURLToPath(new URL('eslint.config.mjs', import.meta.url)) });
const prefix = '@graphql-eslint/';

for (const [category, { files, rules }] of Object.entries({ Schema: config[0], Operations: config[1] })) {
  describe(files[0], () => {
    let messages;
    before(async () => { messages = (await eslint.lintFiles(files)).flatMap((file) => file.messages.map((message) => ({ ...message, file: file.filePath }))); });

    test('is read', () => { assert.deepEqual(messages.filter((message) => message.fatal), []); });

    for (const id of Object.keys(rules).filter((rule) => rules[rule] !== 'off')) {
      const name = id.slice(prefix.length);
      test(name, () => {
        const found = messages.filter((message) => message.ruleId === id);
        const expected = category === 'Schema' ? granted[name] ?? [] : [];
        assert.deepEqual(found.filter((one) => !expected.includes(one.message)).map((one) => `${one.file}:${one.line} ${one.message}`), []);
        assert.equal(found.length, expected.length, 'what was granted is still there');
      });
    }

    test('no rule was forgotten', () => {
      const all = Object.entries(graphql.rules).filter(([, rule]) => [rule.meta.docs.category].flat().includes(category)).map(([name]) => prefix + name);
      assert.deepEqual(Object.keys(rules).sort(), all.sort());
    });
  });
}

test('the rules see what is wrong', async () => {
  const wrong = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')
    .replace('"How many people like it."\n  likeCount: Int!', 'like_count: Int!')
    .replace('node: Comment!', 'item: Comment!')
    .replace('hasNextPage: Boolean!', 'hasNextPage: Boolean');
  const [{ messages }] = await eslint.lintText(wrong, { filePath: 'schema/schema.graphql' });

  const found = new Set(messages.map((message) => message.ruleId.slice(prefix.length)));
  for (const rule of ['naming-convention', 'require-description', 'relay-edge-types', 'relay-page-info']) assert.ok(found.has(rule), rule);
});
