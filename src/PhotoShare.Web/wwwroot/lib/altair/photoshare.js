// Opens Altair on this server's own graph. It sends the cookie of whoever is signed in on the web; a program's token goes into the headers.
const graph = new URL('/graphql', location.origin);
const live = new URL(graph);
live.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

const tab = (initialName, initialQuery, variables = {}) => ({
  initialName, initialQuery, initialVariables: JSON.stringify(variables, null, 2),
  endpointURL: graph.href, subscriptionsEndpoint: live.href, initialSubscriptionRequestHandlerId: 'graphql-ws',
});

/** The same subscription goes over server-sent events, where a proxy lets no WebSocket through. */
const byEvents = (example) => ({ ...example, subscriptionsEndpoint: graph.href, initialSubscriptionRequestHandlerId: 'graphql-sse' });

const watch = (name, postId) => tab(name, `# Send, then comment on the post in another window: the comment appears here.
# After a break, pass the last cursor as "after": what was missed comes first.
subscription Watch($postId: ID!, $after: String) {
  onCommentAdded(postId: $postId, after: $after) {
    edge {
      cursor
      node {
        body
        author { username }
      }
    }
  }
}
`, { postId });

const comment = (postId) => tab('Comment', `# What goes wrong for a reason is in "errors", typed; the same clientMutationId makes the comment once.
mutation Comment($input: AddCommentInput!) {
  addComment(input: $input) {
    comment {
      id
      body
    }
    errors {
      __typename
      ... on Error { code message path }
    }
  }
}
`, { input: { postId, body: 'What a light!', clientMutationId: crypto.randomUUID?.() ?? String(Math.random()) } });

const explore = tab('Explore', `# A page of posts for everybody. For the next, pass pageInfo.endCursor as "after".
query Explore($first: Int, $after: String) {
  explore(first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      caption
      author { username }
      likeCount
      photos { image(width: 640) { url } }
    }
  }
}
`, { first: 3 });

const whoAmI = tab('Who am I', `# PhotoShare's graph. Ctrl+Enter sends; the whole schema is under "Docs".
# You are whoever is signed in on the web; a program sends a token: Authorization: Bearer psp_…
{
  viewer {
    user {
      id
      username
      posts(first: 3) { totalCount nodes { id caption } }
    }
  }
}
`);

/** Who is signed in, and a post to try things on. */
async function ask() {
  const answer = await fetch(graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query: '{ viewer { user { username } } explore(first: 1) { nodes { id } } }' }),
  });
  const { data } = await answer.json();
  return { username: data?.viewer?.user.username, postId: data?.explore.nodes[0]?.id ?? '' };
}

function show(username) {
  const badge = document.createElement('a');
  badge.className = 'photoshare-viewer';
  badge.href = username ? `/@${username}` : '/signin?returnUrl=%2Fgraphql';
  badge.textContent = username ? `Signed in as ${username}` : 'Not signed in · Sign in';
  document.body.append(badge);
}

// Altair notes here that it has shown its banner for a paid plug-in, which this server would not let it load.
localStorage.setItem('altair:db:ai-plugin-showcased', JSON.stringify({ value: true }));

const { username, postId } = await ask();
show(username);

AltairGraphQL.init({
  endpointURL: graph.href,
  subscriptionsEndpoint: live.href,
  initialSubscriptionRequestHandlerId: 'graphql-ws',
  instanceStorageNamespace: 'photoshare_',
  disableAccount: true,
  // The last one is the one that is shown.
  initialWindows: [explore, comment(postId), watch('Watch (WebSocket)', postId), byEvents(watch('Watch (events)', postId)), whoAmI],
});
