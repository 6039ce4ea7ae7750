// npm @graphql-codegen/cli types the operations, tsc --strict compiles an @apollo/client application of them, and that runs against the server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { until } from './helpers.mjs';
import { Server, eventually } from './server.mjs';
import { clear, tool } from './tools.mjs';

let application;
test('@graphql-codegen/cli makes TypeScript of all operations', () => {
  clear('apollo/__generated__', 'apollo/__built__');
  tool('graphql-codegen', ['--config', 'apollo/codegen.mjs']);
});

test('tsc --strict compiles the application, and its types know the answers', async () => {
  tool('tsc', ['--project', 'apollo']);
  application = await import('./apollo/__built__/client.js');
});

describe('@apollo/client', () => {
  let server, ann, bob, post, client, cache, close;
  before(async () => {
    server = await Server.start();
    [ann, bob] = [server.person('ann'), server.person('bob')];
    post = await ann.post('To be talked of');
    for (let i = 1; i <= 5; i++) await bob.comment(post, `${i}`);
    ({ client, cache, close } = application.connect(server.graphql, ann.headers.authorization));
  });
  after(async () => {
    client?.stop();
    await close?.();
    await server.stop();
  });

  const query = (variables) => ({ query: application.PostDocument, variables: { id: post, ...variables } });

  test('keeps every node once, by its type and id', async () => {
    const { data } = await client.query(query({ first: 2 }));
    const { nodes } = (await client.query({ query: application.ThingsDocument, variables: { ids: [post, data.post.author.id] } })).data;

    const kept = cache.extract();
    assert.deepEqual(kept[`Post:${post}`].author, { __ref: `User:${data.post.author.id}` });
    assert.equal(kept[`User:${data.post.author.id}`].username, 'ann');
    assert.deepEqual(nodes.map((node) => node.__typename), ['Post', 'User']);
    assert.equal(Object.keys(kept).filter((key) => key.startsWith('User:')).length, 2, 'ann and bob');
  });

  test('pages through a connection with relayStylePagination', async () => {
    const shown = watch(({ post: { comments } }) => comments.edges.map((edge) => edge.node.body).join());
    await shown.become('1,2');
    await shown.more();
    await shown.become('1,2,3,4');
    await shown.more();
    await shown.become('1,2,3,4,5');
    assert.equal(shown.query.getCurrentResult().data.post.comments.pageInfo.hasNextPage, false);
    shown.end();
  });

  test('shows an optimistic like at once, and then what the server says', async () => {
    const shown = watch(({ post: { likeCount, viewerHasLiked } }) => `${likeCount} ${viewerHasLiked}`);
    await shown.become('0 false');
    await application.like(client, post, 41);
    await shown.become('1 true');
    assert.deepEqual(shown.all, ['0 false', '41 true', '1 true']);
    shown.end();
  });

  test('takes an optimistic like back that is refused', async () => {
    const shown = watch(({ post: { likeCount } }) => likeCount);
    await shown.become(1);
    const author = cache.extract()[`Post:${post}`].author.__ref.slice('User:'.length);
    const optimisticResponse = { __typename: 'Mutation', like: { __typename: 'LikePayload', subject: { __typename: 'Post', id: post, likeCount: 2, viewerHasLiked: true }, errors: null } };
    const { data } = await client.mutate({ mutation: application.LikeItDocument, variables: { input: { subjectId: author } }, optimisticResponse });
    assert.equal(data.like.subject, null);
    assert.equal(data.like.errors[0].__typename, 'NotFoundError');
    await shown.become(1);
    assert.deepEqual(shown.all, [1, 2, 1]);
    shown.end();
  });

  test('hears of a comment over its WebSocket, and every query shows it', async () => {
    const shown = watch(({ post: { commentCount } }) => commentCount);
    await shown.become(5);
    const heard = new Promise((resolve, reject) => {
      client.subscribe({ query: application.CommentsOfDocument, variables: { postId: post } }).subscribe({ next: resolve, error: reject });
    });
    // A subscription is not acknowledged; comments go on until one is heard.
    const { data } = await until(heard, () => bob.comment(post, 'live'));
    const { edge } = data.onCommentAdded;

    assert.equal(edge.node.body, 'live');
    assert.deepEqual(cache.extract()[`Comment:${edge.node.id}`].author, { __ref: `User:${edge.node.author.id}` });
    await shown.become(data.onCommentAdded.post.commentCount);
    shown.end();
  });

  /** What a component would show of the post, each time that it changes. */
  function watch(view) {
    const all = [];
    const watched = client.watchQuery(query({ first: 2 }));
    const subscription = watched.subscribe(({ data, dataState }) => {
      if (dataState === 'complete' && all.at(-1) !== view(data)) all.push(view(data));
    });
    return {
      all,
      query: watched,
      become: (value) => eventually(() => all.at(-1) === value),
      more: () => watched.fetchMore({ variables: { after: watched.getCurrentResult().data.post.comments.pageInfo.endCursor } }),
      end: () => subscription.unsubscribe(),
    };
  }
});
