// npm graphql-sse, the reference client of GraphQL over server-sent events, in both of its modes.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createClient } from 'graphql-sse';
import { all, until } from './helpers.mjs';
import { Server } from './server.mjs';

const COMMENTS = 'subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body author { username } } } } }';

let server, ann, post;
before(async () => {
  server = await Server.start();
  ann = server.person('ann');
  post = await ann.post('To be commented on');
});
after(async () => { assert.equal(await server.stop(), 0, 'the server ends well when it is interrupted'); });

for (const singleConnection of [false, true]) {
  describe(singleConnection ? 'one connection for all' : 'a connection for each', () => {
    // The client writes the stream's token into the headers it is given.
    const clientOf = (person) => createClient({ url: server.graphql, headers: { ...person.headers }, singleConnection, retryAttempts: 0 });

    test('a query is answered and completed', async () => {
      const client = clientOf(ann);
      const results = await all(client.iterate({ query: '{ viewer { user { username } } }' }));
      assert.deepEqual(results.map(({ data }) => data), [{ viewer: { user: { username: 'ann' } } }]);
      client.dispose();
    });

    test('a comment arrives as it is made', async () => {
      const client = clientOf(ann);
      const events = client.iterate({ query: COMMENTS, variables: { post } });
      const next = events.next();
      // The server says nothing when a subscription stands; comments go on until one is heard.
      const heard = await until(next, () => ann.comment(post, 'live'));
      assert.deepEqual(heard.value.data.onCommentAdded.edge.node, { body: 'live', author: { username: 'ann' } });
      await events.return();
      client.dispose();
    });

    test('what is not in the schema is an error and ends', async () => {
      const client = clientOf(ann);
      await assert.rejects(async () => {
        const results = await all(client.iterate({ query: '{ nope }' }));
        if (results[0]?.errors) throw results[0].errors[0];
      });
      client.dispose();
    });
  });
}
