// A post wherever it stands: refetchable by its id, likable through the interface.
import { graphql } from 'relay-runtime';

export const post = graphql`
  fragment PostCard_post on Post @refetchable(queryName: "PostCardRefetchQuery") @argumentDefinitions(width: { type: "Int", defaultValue: 640 }) {
    captionHTML
    createdAt
    author {
      ...PersonCard_user
    }
    photos {
      altText
      aspectRatio
      placeholder
      image(width: $width) {
        url
        width
        height
      }
    }
    viewerCanUpdate
    viewerCanDelete
    ...PostCard_likeable
  }
`;

export const likeable = graphql`
  fragment PostCard_likeable on Likeable @refetchable(queryName: "PostCardLikesQuery") @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    likeCount
    viewerHasLiked
    likes(first: $count, after: $cursor) @connection(key: "PostCard_likes") {
      totalCount
      edges {
        likedAt
        node {
          ...PersonCard_user
        }
      }
    }
  }
`;

export const like = graphql`
  mutation PostCardLikeMutation($input: LikeInput!) @raw_response_type {
    like(input: $input) {
      subject {
        id
        likeCount
        viewerHasLiked
      }
    }
  }
`;

export const remove = graphql`
  mutation PostCardDeleteMutation($input: DeletePostInput!, $connections: [ID!]!) {
    deletePost(input: $input) {
      deletedPostId @deleteEdge(connections: $connections) @deleteRecord
      errors {
        ... on Error {
          message
        }
      }
    }
  }
`;
