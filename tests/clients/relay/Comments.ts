// A thread that grows at its end: by one's own comments, by everybody's, and page by page at its beginning.
import { graphql } from 'relay-runtime';

export const thread = graphql`
  fragment Comments_post on Post @refetchable(queryName: "CommentsPageQuery") @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    commentCount
    comments(last: $count, before: $cursor, order: OLDEST) @connection(key: "Comments_comments", filters: ["order"]) {
      edges {
        cursor
        node {
          ...Comments_comment
        }
      }
      pageInfo {
        startCursor
        hasPreviousPage
      }
    }
  }
`;

export const comment = graphql`
  fragment Comments_comment on Comment {
    id
    bodyHTML
    createdAt
    author {
      ...PersonCard_user
    }
    replies(first: 3) {
      nodes {
        id
        body
      }
    }
  }
`;

export const add = graphql`
  mutation CommentsAddMutation($input: AddCommentInput!, $connections: [ID!]!) @raw_response_type {
    addComment(input: $input) {
      edge @appendEdge(connections: $connections) {
        node {
          post {
            commentCount
          }
          ...Comments_comment
        }
      }
      errors {
        ... on ValidationError {
          message
          path
        }
        ... on Error {
          code
        }
      }
    }
  }
`;

export const addFirst = graphql`
  mutation CommentsAddFirstMutation($input: AddCommentInput!, $connections: [ID!]!) {
    addComment(input: $input) {
      edge @prependEdge(connections: $connections) {
        node {
          ...Comments_comment
        }
      }
    }
  }
`;

export const remove = graphql`
  mutation CommentsDeleteMutation($input: DeleteCommentInput!, $connections: [ID!]!) {
    deleteComment(input: $input) {
      deletedCommentId @deleteEdge(connections: $connections)
    }
  }
`;

export const added = graphql`
  subscription CommentsAddedSubscription($postId: ID!, $after: String, $connections: [ID!]!) {
    onCommentAdded(postId: $postId, after: $after) {
      edge @appendEdge(connections: $connections) {
        cursor
        node {
          ...Comments_comment
        }
      }
    }
  }
`;
