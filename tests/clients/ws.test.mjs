// npm graphql-ws, the reference client of graphql-transport-ws, and the protocol's close codes by hand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { all, until } from './helpers.mjs';
import { Server } from './server.mjs';

const PROTOCOL = 'graphql-transport-ws';
const COMMENTS = 'subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body author { username } } } } }';

let server, ann, post, url, client;
before(async () => {
  server = await Server.start();
  ann = server.person('ann');
  post = await ann.post('To be commented on');
  url = server.graphql.replace('http', 'ws');
  client = createClient({ url, webSocketImpl: WebSocket, connectionParams: { Authorization: ann.headers.authorization }, retryAttempts: 0 });
});
after(async () => {
  await client.dispose();
  await server.stop();
});

test('a query is answered for the person whose token came with the connection', async () => {
  const results = await all(client.iterate({ query: '{ viewer { user { username } } }' }));
  assert.deepEqual(results.map(({ data }) => data), [{ viewer: { user: { username: 'ann' } } }]);
});

test('a mutation works, and a subscription on the same socket hears of it', async () => {
  const events = client.iterate({ query: COMMENTS, variables: { post } });
  // A subscription is not acknowledged; comments go on until one is heard.
  const heard = await until(events.next(), () => all(client.iterate({
    query: 'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id } errors { ... on Error { code message } } } }',
    variables: { input: { postId: post, body: 'live' } },
  })));
  assert.deepEqual(heard.value.data.onCommentAdded.edge.node, { body: 'live', author: { username: 'ann' } });
  await events.return();
});

test('what is not in the schema is an error message of its own', async () => {
  await assert.rejects(all(client.iterate({ query: '{ nope }' })), (errors) => Array.isArray(errors) && errors.length === 1);
});

const closes = {
  'an operation before the connection is acknowledged': [4401, (send) => send({ type: 'subscribe', id: '1', payload: { query: '{ __typename }' } })],
  'a second connection_init': [4429, (send) => { send({ type: 'connection_init' }); send({ type: 'connection_init' }); }],
  'what is not JSON': [4400, (send) => send('garbage')],
  'an unknown type of message': [4400, (send) => send({ type: 'what' })],
  'an id that is in use': [4409, (send) => {
    send({ type: 'connection_init' });
    for (let i = 0; i < 2; i++) send({ type: 'subscribe', id: '1', payload: { query: COMMENTS, variables: { post } } });
  }],
  'no connection_init in time': [4408, () => {}],
};
for (const [what, [code, act]] of Object.entries(closes)) {
  test(`${what} closes the socket with ${code}`, async () => { assert.equal((await talk([PROTOCOL], act)).code, code); });
}

test('a client without the protocol is closed with 4406', async () => { assert.equal((await talk([], () => {})).code, 4406); });

test('a ping is answered, and a client that leaves is let go', async () => {
  const { code, types } = await talk([PROTOCOL], (send, socket) => {
    send({ type: 'connection_init' });
    send({ type: 'ping' });
    socket.on('message', (message) => { if (JSON.parse(message).type === 'pong') socket.close(1000); });
  });
  assert.equal(code, 1000);
  assert.deepEqual(types, ['connection_ack', 'pong']);
});

/** Opens a socket, lets the test say something, and tells how it was closed and which types of message came. */
function talk(protocols, act) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols);
    const types = [];
    socket.on('message', (message) => types.push(JSON.parse(message).type));
    socket.on('open', () => act((message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)), socket));
    socket.on('close', (code) => resolve({ code, types }));
    socket.on('error', reject);
  });
}
