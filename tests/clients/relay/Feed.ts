// The home feed: a connection at the root, refetched page by page.
import { graphql } from 'relay-runtime';

export const page = graphql`
  query FeedQuery($count: Int = 10) {
    viewer {
      user {
        ...PersonCard_user
      }
    }
    ...Feed_query @arguments(count: $count)
  }
`;

export const feed = graphql`
  fragment Feed_query on Query @refetchable(queryName: "FeedPageQuery") @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    feed(first: $count, after: $cursor) @connection(key: "Feed_feed") {
      edges {
        reason
        node {
          ...PostCard_post
        }
      }
    }
  }
`;

export const create = graphql`
  mutation FeedCreatePostMutation($input: CreatePostInput!, $connections: [ID!]!) {
    createPost(input: $input) {
      post @prependNode(connections: $connections, edgeTypeName: "FeedEdge") {
        ...PostCard_post
      }
      errors {
        __typename
        ... on Error {
          code
          message
          path
        }
      }
    }
  }
`;
