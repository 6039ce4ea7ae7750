// People who do what people do, one thing after the other, in an instance that is empty: what is recorded of a release is what this makes its server do.
//   node visit.mjs http://127.0.0.1:5080        prints ann's token at the end
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const server = process.argv[2];
const password = 'a fine day at the lake';
const photos = fileURLToPath(new URL('../../fixtures/photos/', import.meta.url));
const cards = `nodes { id caption captionHTML publishedAt likeCount commentCount viewerHasLiked viewerHasSaved viewerCanComment viewerSeesLikes url
  author { id username avatar { url } viewerFollowStatus } photos { id image(width: 640) { url } } place { name } topComments { id body author { username } } }`;
const page = 'pageInfo { hasNextPage endCursor }';

class Person {
  static async signUp(username) {
    const person = new Person();
    const { token, viewer } = await person.act('signUp', { username, email: `${username}@example.org`, password, displayName: `${username} of the lake`, accessTokenName: 'visit' }, 'token viewer { user { id } }');
    return Object.assign(person, { username, token, id: viewer.user.id });
  }

  /** Does one thing by the mutation of that name, and gives what was selected. */
  async act(name, input, selection = '') {
    const type = `${name[0].toUpperCase()}${name.slice(1)}Input!`;
    const payload = (await this.ask(`mutation ($input: ${type}) { ${name}(input: $input) { ${selection} errors { ... on Error { code message } } } }`, { input }))[name];
    if (payload.errors?.length) throw new Error(`${name}: ${JSON.stringify(payload.errors)}`);
    return payload;
  }

  async ask(query, variables) {
    return this.send(JSON.stringify({ query, variables }), { 'content-type': 'application/json' });
  }

  /** A photo in one request. */
  async upload(file) {
    const form = new FormData();
    form.set('operations', JSON.stringify({ query: 'mutation ($input: UploadPhotoInput!) { uploadPhoto(input: $input) { photo { id } errors { ... on Error { code message } } } }', variables: { input: { file: null, altText: `the file ${file}` } } }));
    form.set('map', JSON.stringify({ 0: ['variables.input.file'] }));
    form.set('0', new Blob([readFileSync(photos + file)], { type: 'image/jpeg' }), file);
    return (await this.send(form, { 'graphql-preflight': '1' })).uploadPhoto.photo.id;
  }

  /** A photo in parts. */
  async uploadInParts(file) {
    const bytes = readFileSync(photos + file);
    const { ticket } = await this.act('requestUpload', { fileName: file, contentType: 'image/jpeg', byteSize: bytes.length }, 'ticket { photo { id } partSize parts { number url received headers { name value } } }');
    for (const part of ticket.parts) {
      const body = bytes.subarray((part.number - 1) * ticket.partSize, part.number * ticket.partSize);
      const sent = await fetch(new URL(part.url, server), { method: 'PUT', body, headers: Object.fromEntries(part.headers.map(({ name, value }) => [name, value])) });
      if (!sent.ok) throw new Error(`The part ${part.number} was answered with ${sent.status}: ${await sent.text()}`);
    }
    return (await this.act('completeUpload', { photoId: ticket.photo.id }, 'photo { id }')).photo.id;
  }

  async send(body, headers) {
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    const answer = await (await fetch(`${server}/graphql`, { method: 'POST', headers, body })).json();
    if (answer.errors) throw new Error(`${typeof body === 'string' ? body : 'a form'}: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  }

  /** Signs in by the form of the site, and looks at its pages. */
  async browse(paths) {
    const cookies = new Map();
    const get = (path, options = {}) => this.#fetch(cookies, path, options);
    const html = await (await get('/signin')).text();
    const form = html.slice(html.indexOf('<form', html.indexOf('<main')));
    const fields = new URLSearchParams([...form.slice(0, form.indexOf('</form>')).matchAll(/<input[^>]*type="hidden"[^>]*>/g)]
      .map(([input]) => [/name="([^"]*)"/.exec(input)[1], /value="([^"]*)"/.exec(input)?.[1] ?? '']));
    fields.set('login', this.username);
    fields.set('password', password);
    const signedIn = await get('/signin', { method: 'POST', body: fields, headers: { origin: server } });
    if (signedIn.status >= 400 || cookies.size < 2) throw new Error(`The sign-in was answered with ${signedIn.status}: ${await signedIn.text()}`);
    for (const path of paths) {
      const answer = await get(path);
      if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
      await answer.text();
    }
  }

  async #fetch(cookies, path, options) {
    const answer = await fetch(new URL(path, server), { redirect: 'manual', ...options, headers: { accept: 'text/html', cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...options.headers } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      cookies.set(name, value);
    }
    return answer;
  }
}

async function eventually(ask, what) {
  for (const deadline = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Not within a minute: ${what}`);
  }
}

const [ann, bob, carol, dora] = [await Person.signUp('ann'), await Person.signUp('bob'), await Person.signUp('carol'), await Person.signUp('dora')];
await new Person().act('signIn', { login: 'ann@example.org', password, accessTokenName: 'second' }, 'token');

// Photos and posts.
const [one, two, three, four] = [await ann.upload('gray.jpg'), await ann.uploadInParts('camera.jpg'), await carol.upload('gray.jpg'), await ann.upload('gray.jpg')];
for (const [person, id] of [[ann, one], [ann, two], [carol, three], [ann, four]])
  await eventually(async () => (await person.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Photo { id status image(width: 160, crop: SQUARE) { url } failure { code } } } }', { ids: [id] })).nodes[0].status === 'READY', 'a photo is ready');
await ann.act('updatePhoto', { photoId: two, altText: 'A boat', showCamera: true, showLocation: true }, 'photo { id altText camera { model } location { latitude } }');
await ann.act('updateProfile', { bio: 'Boats, with @bob #lake', avatarPhotoId: four }, 'user { bioHTML }');
await carol.act('updateSettings', { isPrivate: true }, 'viewer { settings { isPrivate } }');
const create = async (person, input) => (await person.act('createPost', input, 'post { id url }')).post;
const first = await create(ann, { photoIds: [one], caption: 'The first one #lake #boats with @bob', place: { new: { name: 'Old Harbour', latitude: 47.5, longitude: 9.5 } } });
const second = await create(ann, { photoIds: [two], caption: 'The second one #lake', contentWarning: 'Waves' });
const hidden = await create(carol, { photoIds: [three], caption: 'For those who follow me' });
await ann.act('updatePost', { postId: second.id, caption: 'The second one, again #lake @carol' }, 'post { id captionHTML }');

// Follows.
await bob.act('followUser', { userId: ann.id }, 'user { id followerCount viewerFollowStatus }');
for (const person of [ann, bob, dora]) await person.act('followUser', { userId: carol.id }, 'user { viewerFollowStatus }');
await carol.ask('{ viewer { followRequests(first: 5) { nodes { username } } } }');
for (const person of [ann, bob]) await carol.act('acceptFollowRequest', { userId: person.id }, 'user { id }');
await carol.act('declineFollowRequest', { userId: dora.id }, 'user { id }');
await dora.act('followUser', { userId: ann.id }, 'user { id }');
await dora.act('unfollowUser', { userId: ann.id }, 'user { viewerFollowStatus }');
const { hashtag } = await bob.ask('{ hashtag(name: "lake") { id name postCount viewerIsFollowing } }');
await bob.act('followHashtag', { hashtagId: hashtag.id }, 'hashtag { id }');

// Likes, comments, what is saved.
const comment = (await bob.act('addComment', { postId: first.id, body: 'What a boat, @ann!' }, 'comment { id bodyHTML }')).comment;
const reply = (await ann.act('addComment', { postId: first.id, body: 'Thanks', parentId: comment.id }, 'comment { id parent { id } }')).comment;
await ann.act('updateComment', { commentId: reply.id, body: 'Thank you' }, 'comment { id editedAt }');
for (const subjectId of [first.id, second.id, comment.id]) await carol.act('like', { subjectId }, 'subject { id likeCount viewerHasLiked }');
await bob.act('like', { subjectId: first.id }, 'subject { id likeCount viewerHasLiked }');
await carol.act('unlike', { subjectId: second.id }, 'subject { id likeCount viewerHasLiked }');
const { collection } = await bob.act('createCollection', { name: 'Boats' }, 'collection { id }');
await bob.act('savePost', { postId: first.id, collectionId: collection.id }, 'post { id }');
await bob.act('updateCollection', { collectionId: collection.id, name: 'Boats and more', addPostIds: [second.id] }, 'collection { id name cover { id } posts(first: 3) { nodes { id } } }');
await bob.act('unsavePost', { postId: second.id }, 'post { id }');

// Who keeps whom away.
await ann.act('muteUser', { userId: dora.id }, 'user { id }');
await ann.act('restrictUser', { userId: dora.id }, 'user { id }');
const held = (await dora.act('addComment', { postId: second.id, body: 'Hm' }, 'comment { id }')).comment;
await ann.act('approveComment', { commentId: held.id }, 'comment { id }');
await carol.act('blockUser', { userId: dora.id }, 'user { id }');
await bob.act('report', { subjectId: held.id, reason: 'SPAM', note: 'Short' }, 'subject { __typename }');

// Looking.
await eventually(async () => (await ann.ask('{ viewer { unreadNotificationCount } }')).viewer.unreadNotificationCount > 3, 'ann is told');
await ann.ask(`{ notifications(first: 10) { nodes { id kind isRead actorCount actors { username } subject { __typename ... on Post { id } ... on Comment { body post { id } } ... on User { username } } } ${page} } }`);
await ann.act('markNotificationsRead', {}, 'unreadCount');
for (const person of [ann, bob]) {
  const { feed } = await person.ask(`{ feed(first: 2) { edges { cursor reason } ${cards} ${page} } }`);
  await person.ask(`query ($after: String!) { feed(first: 2, after: $after) { ${cards} newSince(cursor: $after) } }`, { after: feed.edges[0].cursor });
}
for (const person of [bob, new Person()]) {
  await person.ask(`{ explore(first: 5) { ${cards} } trendingHashtags { name postCount } suggestedUsers { username } }`);
  await person.ask(`{ user(by: { username: "ann" }) { id displayName bioHTML followerCount followingCount postCount followsViewer viewerCanFollow viewerHasBlocked viewerHasMuted viewerHasRestricted
    posts(first: 5) { ${cards} totalCount } followers(first: 5) { nodes { username } totalCount } following(first: 5) { nodes { username } } mutualFollowers(first: 3) { nodes { username } } } }`);
  await person.ask('query ($id: ID!) { post(id: $id) { id comments(first: 5) { nodes { body author { username } likeCount viewerHasLiked viewerCanDelete replies(first: 3) { nodes { body } } } totalCount } likes(first: 5) { nodes { username } } hashtags { name } mentions { username } } }', { id: first.id });
  for (const type of ['ALL', 'USER', 'POST', 'HASHTAG', 'PLACE'])
    await person.ask(`query ($type: SearchType!) { search(query: "lak", type: $type, first: 5) { nodes { __typename ... on User { username } ... on Post { caption } ... on Hashtag { name } ... on Place { name } } } }`, { type });
  await person.ask(`{ hashtag(name: "lake") { postCount posts(first: 5) { ${cards} } } }`);
}
await bob.ask('query ($id: ID!) { post(id: $id) { place { name posts(first: 3) { nodes { id } } } } }', { id: first.id });
await bob.ask('query ($id: ID!) { post(id: $id) { id author { username } } }', { id: hidden.id });
await ann.ask(`{ viewer { email emailConfirmed twoFactorEnabled storage { bytesUsed photoCount } settings { whoCanComment hidesLikes } accessTokens { name lastUsedAt } sessions { client }
  photos(first: 5) { nodes { id status } totalCount } mutedUsers(first: 3) { nodes { username } } restrictedUsers(first: 3) { nodes { username } } authorizedApps { __typename } passkeys { __typename } latestExport { id } latestImport { id } } }`);
await bob.ask(`{ viewer { collections(first: 3) { nodes { name posts(first: 3) { nodes { id } } } } savedPosts(first: 3) { ${cards} } blockedUsers(first: 3) { nodes { username } } } }`);
await ann.browse(['/', '/explore', '/@bob', new URL(first.url).pathname, '/search?q=lake', '/notifications', '/saved', '/settings', '/tags/lake', '/@ann/followers', '/upload', `${new URL(first.url).pathname}/edit`]);

// What goes.
await ann.act('deleteComment', { commentId: reply.id }, 'deletedCommentId');
const spare = await create(carol, { photoIds: [await carol.upload('gray.jpg')], caption: 'Not for long' });
await carol.act('deletePost', { postId: spare.id });
const draft = await dora.upload('gray.jpg');
await dora.act('deletePhoto', { photoId: draft });
await ann.act('unmuteUser', { userId: dora.id }, 'user { id }');
await carol.act('unblockUser', { userId: dora.id }, 'user { id }');
await bob.act('unfollowHashtag', { hashtagId: hashtag.id }, 'hashtag { id }');
await dora.act('deleteAccount', { password }, 'deletedUserId');

// The workers have something to do still.
await new Promise((resolve) => setTimeout(resolve, 5_000));
console.log(ann.token);
