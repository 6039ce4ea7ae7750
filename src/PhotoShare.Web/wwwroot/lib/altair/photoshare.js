// Opens Altair on this server's own graph. It sends the cookie of whoever is signed in on the web; a program's token goes into the headers.
const graph = new URL('/graphql', location.origin);
const live = new URL(graph);
live.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';

const tab = (initialName, initialQuery, initialVariables = '{}') => ({
  initialName, initialQuery, initialVariables, endpointURL: graph.href, subscriptionsEndpoint: live.href, initialSubscriptionRequestHandlerId: 'graphql-ws',
});

// Altair notes here that it has shown its banner for a paid plug-in, which this server would not let it load.
localStorage.setItem('altair:db:ai-plugin-showcased', JSON.stringify({ value: true }));

AltairGraphQL.init({
  endpointURL: graph.href,
  subscriptionsEndpoint: live.href,
  initialSubscriptionRequestHandlerId: 'graphql-ws',
  instanceStorageNamespace: 'photoshare_',
  disableAccount: true,
  initialWindows: [
    // The last one is the one that is shown.
    tab('Watch a post', `# Put a post's id into the variables, send, and comment on the post in another window.
subscription Watch($postId: ID!) {
  onCommentAdded(postId: $postId) {
    edge {
      cursor
      node {
        body
        author { username }
      }
    }
  }
}
`, '{ "postId": "" }'),
    tab('Look around', `# PhotoShare's graph. Ctrl+Enter sends; the whole schema is under "Docs".
{
  viewer {
    user { username }
  }
  explore(first: 3) {
    nodes {
      id
      caption
      author { username }
      likeCount
      photos { image(width: 640) { url } }
    }
  }
}
`),
  ],
});
