// The audits of the GraphQL over HTTP specification, each a test of its own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { serverAudits } from 'graphql-http';
import { Server } from './server.mjs';

let server;
before(async () => { server = await Server.start(); });
after(async () => { await server.stop(); });

// The audits take their address as they are listed; ours is known when the server is up.
for (const { id, name } of serverAudits({ url: 'http://unknown.invalid' })) {
  test(`${id} ${name}`, async () => {
    const audit = serverAudits({ url: server.graphql }).find((one) => one.id === id);
    const result = await audit.fn();
    assert.equal(result.status, 'ok', result.reason);
  });
}

test('there are as many audits as there were', () => {
  assert.equal(serverAudits({ url: server.graphql }).length, 61);
});
