// Mercurius with its JIT and loaders; each list and each loader is one statement over the functions of ../peers.sql.
// node mercurius.mjs PORT CONNECTION-STRING
import Fastify from 'fastify';
import mercurius from 'mercurius';
import pg from 'pg';
import { inEachProcessor } from './workers.mjs';

const [port, connectionString] = process.argv.slice(2);

const schema = `
  type Query {
    feed(me: ID!, before: ID!): Posts!
    post(me: ID!, id: ID!): Post
    user(me: ID!, username: String!): User
    explore(me: ID!): Posts!
    search(me: ID!, words: String!): Posts!
    notifications(me: ID!): Notifications!
  }
  type Posts { nodes: [Post!]! }
  type Comments { nodes: [Comment!]! }
  type Notifications { nodes: [Notification!]! }
  type Post {
    id: ID! caption: String createdAt: String! likeCount: Int! commentCount: Int! viewerHasLiked: Boolean! viewerHasSaved: Boolean!
    author: User! photos: [Photo!]! topComments: [Comment!]! comments: Comments!
  }
  type Photo { width: Int height: Int placeholder: String image: Image! }
  type Image { url: String! }
  type User { username: String! displayName: String bio: String postCount: Int! followerCount: Int! followingCount: Int! posts: Posts! }
  type Comment { id: ID! body: String! createdAt: String! likeCount: Int! viewerHasLiked: Boolean! author: User! }
  type Notification { kind: String! createdAt: String! isRead: Boolean! actorCount: Int! actors: [User!]! subject: Post }
`;

inEachProcessor(async () => {
  const pool = new pg.Pool({ connectionString, max: 10 });
  // Each statement is prepared once for a connection.
  const rows = async (name, text, values) => (await pool.query({ name, text, values })).rows;
  const nodes = async (...query) => ({ nodes: await rows(...query) });

  // What a statement found for many keys, in the order of the keys.
  const byKey = (queries, found, key, read) => {
    const map = new Map(found.map(row => [row.key, row]));
    return queries.map(query => read(map.get(key(query))));
  };
  const grouped = (queries, found, key) => {
    const map = new Map();
    for (const row of found) map.get(row.key)?.push(row) ?? map.set(row.key, [row]);
    return queries.map(query => map.get(key(query)) ?? []);
  };
  const of = field => ({ obj }) => obj[field];
  const ids = (queries, field = 'id') => queries.map(of(field));

  const facts = (name, call) => async (queries, { reply }) =>
    byKey(queries, await rows(name, `SELECT k AS key, ${call} AS value FROM unnest($2::uuid[]) AS k`, [me(reply), ids(queries)]), of('id'), row => row.value);
  const me = reply => reply.request.headers['x-me'];
  const author = async queries =>
    byKey(queries, await rows('authors', 'SELECT id AS key, id, user_name AS username, display_name AS "displayName" FROM users WHERE id = ANY($1)', [[...new Set(ids(queries, 'author_id'))]]), of('author_id'), row => row);

  const post = 'p.id, p.caption, p.created_at AS "createdAt", p.author_id, p.comment_position';
  const comment = 'c.id, c.body, c.created_at AS "createdAt", c.author_id';
  const app = Fastify();
  app.register(mercurius, {
    schema,
    jit: 1,
    graphiql: false,
    resolvers: {
      Query: {
        feed: (_, { me, before }) => nodes('feed', `SELECT ${post} FROM peer.feed($1, $2, 20) AS p`, [me, before]),
        post: async (_, { me, id }) => (await rows('post', `SELECT ${post} FROM peer.post_by_id($1, $2) AS p`, [me, id]))[0],
        user: async (_, { me, username }) => (await rows('user', 'SELECT id, user_name AS username, display_name AS "displayName", bio FROM users WHERE normalized_user_name = upper($2) AND id NOT IN (SELECT * FROM peer.apart($1))', [me, username]))[0],
        explore: (_, { me }) => nodes('explore', `SELECT ${post} FROM peer.explore($1, 20) AS p`, [me]),
        search: (_, { me, words }) => nodes('search', `SELECT ${post} FROM peer.found($1, $2, 20) AS p`, [me, words]),
        notifications: (_, { me }) => nodes('told', 'SELECT id, kind, updated_at AS "createdAt", read_at IS NOT NULL AS "isRead", post_id FROM peer.told($1, 20)', [me]),
      },
      Photo: { image: photo => ({ url: `/i/${photo.id}/640.webp` }) },
    },
    loaders: {
      Post: {
        likeCount: facts('likes', 'peer.likes_of($1, k)'),
        commentCount: facts('comments', 'peer.comments_under($1, k)'),
        viewerHasLiked: facts('liked', 'peer.likes($1, k)'),
        viewerHasSaved: facts('saved', 'peer.saves($1, k)'),
        author,
        photos: async queries => grouped(queries, await rows('photos', 'SELECT post_id AS key, id, width, height, placeholder FROM photos WHERE post_id = ANY($1) ORDER BY position', [ids(queries)]), of('id')),
        topComments: async (queries, { reply }) => grouped(queries, await rows('top', `SELECT p.id AS key, ${comment} FROM posts AS p CROSS JOIN LATERAL peer.top_comments($1, p.id, p.comment_position, 2) AS c WHERE p.id = ANY($2)`, [me(reply), ids(queries)]), of('id')),
        comments: async (queries, { reply }) => grouped(queries, await rows('first', `SELECT k AS key, ${comment} FROM unnest($2::uuid[]) AS k CROSS JOIN LATERAL peer.comments_of($1, k, 50) AS c`, [me(reply), ids(queries)]), of('id')).map(nodes => ({ nodes })),
      },
      Comment: {
        likeCount: facts('comment_likes', 'peer.likes_of_comment($1, k)'),
        viewerHasLiked: facts('comment_liked', 'peer.likes_comment($1, k)'),
        author,
      },
      User: {
        postCount: facts('posts_count', 'peer.posts_count_of($1, k)'),
        followerCount: facts('followers', 'peer.followers_of($1, k)'),
        followingCount: facts('following', 'peer.following_of($1, k)'),
        posts: async (queries, { reply }) => grouped(queries, await rows('posts_of', `SELECT k AS key, ${post} FROM unnest($2::uuid[]) AS k CROSS JOIN LATERAL peer.posts_of($1, k, 12) AS p`, [me(reply), ids(queries)]), of('id')).map(nodes => ({ nodes })),
      },
      Notification: {
        actorCount: async (queries, { reply }) => byKey(queries, await rows('actor_count', 'SELECT k AS key, (SELECT count(*)::int FROM notification_causes WHERE notification_id = k AND actor_id NOT IN (SELECT * FROM peer.apart($1))) AS value FROM unnest($2::uuid[]) AS k', [me(reply), ids(queries)]), of('id'), row => row.value),
        actors: async (queries, { reply }) => grouped(queries, await rows('actors', 'SELECT k AS key, u.id, u.user_name AS username FROM unnest($2::uuid[]) AS k CROSS JOIN LATERAL peer.actors_of($1, k, 3) AS u', [me(reply), ids(queries)]), of('id')),
        subject: async queries => byKey(queries, await rows('subjects', `SELECT p.id AS key, ${post} FROM posts AS p WHERE p.id = ANY($1)`, [ids(queries, 'post_id')]), of('post_id'), row => row),
      },
    },
  });
  await app.listen({ port: Number(port), host: '127.0.0.1' });
});
