// npm openid-client, certified for OpenID Connect, from discovery to a subscription; the person's browser is played by plain forms.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from 'graphql-ws';
import * as oauth from 'openid-client';
import WebSocket from 'ws';
import { Browser } from './browser.mjs';
import { until } from './helpers.mjs';
import { Server, eventually } from './server.mjs';

const REDIRECT = 'http://127.0.0.1:9123/callback';
const SCOPE = 'openid profile email offline_access read write';
const insecure = { execute: [oauth.allowInsecureRequests] };

let server, ann, browser, phone, backend;
before(async () => {
  server = await Server.start();
  ann = server.person('ann');
  browser = new Browser(server.url);
  await browser.signIn('ann');
  phone = await register(false);
  backend = await register(true);
});
after(() => server.stop());

/** Registers an app on the developers' page, and finds the server by discovery. */
async function register(keepsSecret) {
  const values = { name: 'Postcards', website: 'https://postcards.example', redirects: REDIRECT };
  if (keepsSecret) values.keepsSecret = 'true';
  const first = await browser.go('/developers');
  const form = (await first.text()).match(/<form[^>]*>(?:(?!<\/form>).)*name="redirects".*?<\/form>/s)[0];
  const body = new URLSearchParams();
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) body.append(input.match(/name="([^"]*)"/)[1], input.match(/value="([^"]*)"/)[1]);
  for (const [name, value] of Object.entries(values)) body.set(name, value);
  for (const scope of ['Read', 'Write', 'Email']) body.append('scopes', scope);
  const page = await (await browser.go('/developers', { method: 'POST', body })).text();
  const id = page.match(/id="client-id" value="([^"]+)"/)[1];
  const secret = page.match(/id="client-secret" value="([^"]+)"/)?.[1];
  return oauth.discovery(new URL(server.url), id, secret, secret ? oauth.ClientSecretPost(secret) : oauth.None(), insecure);
}

/** All of the authorization code flow, as an app on a phone does it. */
async function letIn(config, scope = SCOPE) {
  const verifier = oauth.randomPKCECodeVerifier();
  const checks = { pkceCodeVerifier: verifier, expectedState: oauth.randomState(), expectedNonce: oauth.randomNonce() };
  const ask = oauth.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT, scope, state: checks.expectedState, nonce: checks.expectedNonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  });
  const answer = await browser.submit(ask.href, 'decision', { decision: 'allow' });
  assert.equal(answer.status, 302);
  return oauth.authorizationCodeGrant(config, new URL(answer.headers.get('location')), checks);
}

const graph = async (token, query) => fetch(server.graphql, {
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query }),
});

test('discovery says what the server speaks', () => {
  const told = phone.serverMetadata();
  assert.equal(told.issuer, `${server.url}/`);
  assert.deepEqual(told.code_challenge_methods_supported, ['S256']);
  assert.deepEqual(told.response_types_supported, ['code']);
  assert.ok(!told.grant_types_supported.includes('password') && !told.grant_types_supported.includes('implicit'));
});

test('an app is let in, knows who came, asks the graph, and hears a subscription', async () => {
  const tokens = await letIn(phone);
  const claims = tokens.claims();
  const info = await oauth.fetchUserInfo(phone, tokens.access_token, claims.sub);
  assert.deepEqual([info.preferred_username, info.email], ['ann', 'ann@example.org']);
  assert.equal(claims.preferred_username, 'ann');

  const answer = await (await graph(tokens.access_token, '{ viewer { user { username } } }')).json();
  assert.equal(answer.data.viewer.user.username, 'ann');
  const refused = await graph(tokens.access_token, 'mutation { followUser(input: { userId: "x" }) { clientMutationId } }');
  assert.deepEqual([refused.status, refused.headers.get('www-authenticate')], [403, 'Bearer error="insufficient_scope", scope="follow"']);

  const post = await ann.post('To be commented on');
  const client = createClient({ url: server.graphql.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { Authorization: `Bearer ${tokens.access_token}` }, retryAttempts: 0 });
  const events = client.iterate({ query: 'subscription ($post: ID!) { onCommentAdded(postId: $post) { edge { node { body } } } }', variables: { post } });
  const heard = await until(events.next(), () => ann.comment(post, 'Hello, app'));
  assert.equal(heard.value.data.onCommentAdded.edge.node.body, 'Hello, app');
  await client.dispose();
});

test('a refresh token is renewed by each use, and one that comes twice ends all of them', async () => {
  const first = await letIn(phone);
  const second = await oauth.refreshTokenGrant(phone, first.refresh_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.equal((await graph(second.access_token, '{ viewer { user { username } } }')).status, 200);
  await assert.rejects(oauth.refreshTokenGrant(phone, first.refresh_token), { error: 'invalid_grant' });
  await assert.rejects(oauth.refreshTokenGrant(phone, second.refresh_token), { error: 'invalid_grant' });
  assert.equal((await graph(second.access_token, '{ viewer { user { username } } }')).status, 401);
});

test('a server introspects and revokes', async () => {
  const tokens = await letIn(backend);
  assert.equal((await oauth.tokenIntrospection(backend, tokens.access_token)).active, true);
  await oauth.tokenRevocation(backend, tokens.refresh_token);
  assert.equal((await oauth.tokenIntrospection(backend, tokens.access_token)).active, false);
  assert.equal((await graph(tokens.access_token, '{ __typename }')).status, 401);
});

test('a device is let in by its code', async () => {
  const shown = await oauth.initiateDeviceAuthorization(phone, { scope: 'read' });
  const polling = oauth.pollDeviceAuthorizationGrant(phone, shown);
  const answer = await browser.submit(shown.verification_uri_complete, 'decision', { decision: 'allow' });
  assert.equal(answer.status, 302);
  const tokens = await polling;
  assert.equal((await (await graph(tokens.access_token, '{ viewer { user { username } } }')).json()).data.viewer.user.username, 'ann');
});

test('a server comes by itself and sees what a visitor sees', async () => {
  const tokens = await oauth.clientCredentialsGrant(backend, { scope: 'read' });
  assert.equal((await (await graph(tokens.access_token, '{ viewer { user { username } } }')).json()).data.viewer, null);
});

test('a person puts an app out on the settings page, and it is out', async () => {
  const tokens = await letIn(phone);
  const page = await (await browser.go('/settings')).text();
  for (const [form, action] of page.matchAll(/<form[^>]*action="(\/apps\/[^"]+\/revoke)".*?<\/form>/gs)) {
    const body = new URLSearchParams([...form.matchAll(/<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    await browser.go(action, { method: 'POST', body });
  }
  await eventually(async () => (await graph(tokens.access_token, '{ __typename }')).status === 401);
  await assert.rejects(oauth.refreshTokenGrant(phone, tokens.refresh_token), { error: 'invalid_grant' });
});

test('a new key is shown beside the old one, and what the old one sealed holds on', async () => {
  const tokens = await letIn(phone);
  const keys = async () => (await (await fetch(phone.serverMetadata().jwks_uri)).json()).keys.map((key) => key.kid);
  const before = await keys();
  process.env.PhotoShare__Apps__KeyLifetime = '00:00:00.001';
  // Short enough for the next test to see it.
  process.env.PhotoShare__Apps__AccessTokenLifetime = '00:00:08';
  await server.restart('SIGINT');
  const after = await keys();
  assert.equal(after.length, before.length + 1);
  assert.ok(before.every((key) => after.includes(key)));
  const renewed = await oauth.refreshTokenGrant(phone, tokens.refresh_token);
  assert.equal((await graph(renewed.access_token, '{ viewer { user { username } } }')).status, 200);
});

test('a token expires, and with it the socket that came in by it', async () => {
  const tokens = await letIn(phone);
  assert.ok(tokens.expires_in <= 8);
  const closed = await new Promise((resolve) => {
    const client = createClient({
      url: server.graphql.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { Authorization: `Bearer ${tokens.access_token}` },
      retryAttempts: 0, lazy: false, onNonLazyError: () => {}, on: { closed: (event) => { resolve(event.code); void client.dispose(); } },
    });
  });
  assert.equal(closed, 4403);
  await eventually(async () => (await graph(tokens.access_token, '{ __typename }')).status === 401);
  assert.ok((await oauth.refreshTokenGrant(phone, tokens.refresh_token)).access_token);
});
