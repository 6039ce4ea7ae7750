// Clients that lose the server and come back by their own retries: with `after` a subscription tells all that was missed, and nothing twice.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient as createEventStreams } from 'graphql-sse';
import { createClient as createSockets } from 'graphql-ws';
import WebSocket from 'ws';
import { Server, eventually } from './server.mjs';

const COMMENTS = 'subscription ($post: ID!, $after: String) { onCommentAdded(postId: $post, after: $after) { edge { cursor node { body } } } }';

let server, ann, post;
const said = [];
const listeners = {};

/** The clients, each with a way to cut what connects it. */
const clients = {
  'graphql-ws': (on) => {
    const sockets = new Set();
    class Cuttable extends WebSocket {
      constructor(...args) {
        super(...args);
        sockets.add(this);
        this.on('close', () => sockets.delete(this));
      }
    }
    const client = createSockets({
      url: server.graphql.replace('http', 'ws'), webSocketImpl: Cuttable, connectionParams: { Authorization: ann.headers.authorization },
      retryAttempts: Infinity, retryWait: soon, shouldRetry: () => true, on,
    });
    return { client, cut: () => { for (const socket of sockets) socket.terminate(); } };
  },
  'graphql-sse, a connection for each': (on) => eventStreams(false, on),
  'graphql-sse, one connection for all': (on) => eventStreams(true, on),
};

function eventStreams(singleConnection, on) {
  const open = new Set();
  const cuttable = async (url, init) => {
    const cut = new AbortController();
    open.add(cut);
    return fetch(url, { ...init, signal: AbortSignal.any([cut.signal, init.signal].filter((signal) => signal)) });
  };
  const client = createEventStreams({
    url: server.graphql, headers: () => ({ ...ann.headers }), singleConnection, fetchFn: cuttable, retryAttempts: Infinity, retry: soon, on,
  });
  return { client, cut: () => { for (const one of open) one.abort(); open.clear(); } };
}

class Listener {
  heard = [];
  connections = 0;

  constructor(connect) {
    Object.assign(this, connect({ connected: () => { this.connections += 1; } }));
    // The client sends the same object again when it comes back, so its `after` is always the last cursor that was heard.
    const variables = { post };
    this.leave = this.client.subscribe({ query: COMMENTS, variables }, {
      next: ({ data }) => {
        this.heard.push(data.onCommentAdded.edge.node.body);
        variables.after = data.onCommentAdded.edge.cursor;
      },
      error: (reason) => { this.failure = reason; },
      complete: () => { this.failure ??= 'completed'; },
    });
  }

  /** All that was said since it began to listen, each once and in order. */
  async hearsAll() {
    await eventually(() => this.failure || this.heard.at(-1) === said.at(-1));
    assert.equal(this.failure, undefined);
    assert.deepEqual(this.heard, said.slice(said.indexOf(this.heard[0])));
  }

  async end() {
    this.leave();
    await this.client.dispose();
  }
}

before(async () => {
  server = await Server.start();
  ann = server.person('ann');
  post = await ann.post('To be talked of');
});
after(async () => {
  for (const listener of Object.values(listeners)) await listener.end();
  await server.stop();
});

for (const [name, connect] of Object.entries(clients)) {
  test(`${name} hears all, once, though it is cut again and again`, async () => {
    const listener = listeners[name] = new Listener(connect);
    // A subscription is not acknowledged; it is from the first comment heard on that nothing may be missing.
    await eventually(async () => { await say(); return listener.heard.length > 0; });
    for (let i = 0; i < 20; i++) {
      if (i % 4 === 0) listener.cut();
      await say();
      if (i % 8 === 7) await listener.hearsAll();
    }
    await listener.hearsAll();
    assert.ok(listener.connections > 2, `${listener.connections} connections`);
  });
}

for (const [how, signal] of [['restarted', 'SIGINT'], ['killed', 'SIGKILL']]) {
  test(`all clients hear all, once, though the server is ${how}`, async () => {
    await say();
    await server.restart(signal);
    await say();
    for (const listener of Object.values(listeners)) await listener.hearsAll();
    await say();
    for (const listener of Object.values(listeners)) await listener.hearsAll();
  });
}

async function say() {
  said.push(`${said.length + 1}`);
  await ann.comment(post, said.at(-1));
}

function soon() { return new Promise((resolve) => setTimeout(resolve, 100)); }
