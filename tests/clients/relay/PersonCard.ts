// A person, with the three lists that a profile has.
import { graphql } from 'relay-runtime';

export const user = graphql`
  fragment PersonCard_user on User {
    username
    displayName
    url
    viewerFollowStatus
  }
`;

export const profile = graphql`
  query PersonCardProfileQuery($by: UserBy!) {
    user(by: $by) {
      ...PersonCard_user
      ...PersonCard_posts
      ...PersonCard_followers
    }
  }
`;

export const posts = graphql`
  fragment PersonCard_posts on User @refetchable(queryName: "PersonCardPostsQuery") @argumentDefinitions(count: { type: "Int", defaultValue: 12 }, cursor: { type: "String" }) {
    posts(first: $count, after: $cursor) @connection(key: "PersonCard_posts") {
      edges {
        node {
          url
          photos {
            image(width: 320, crop: SQUARE) {
              url
            }
          }
        }
      }
    }
  }
`;

export const followers = graphql`
  fragment PersonCard_followers on User @refetchable(queryName: "PersonCardFollowersQuery") @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    followerCount
    followers(first: $count, after: $cursor) @connection(key: "PersonCard_followers") {
      edges {
        followedAt
        node {
          ...PersonCard_user
        }
      }
    }
  }
`;

export const photos = graphql`
  fragment PersonCard_viewer on Viewer @refetchable(queryName: "PersonCardPhotosQuery") @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }) {
    photos(first: $count, after: $cursor) @connection(key: "PersonCard_photos") {
      edges {
        node {
          status
          failure {
            code
            message
          }
        }
      }
    }
  }
`;

export const follow = graphql`
  mutation PersonCardFollowMutation($input: FollowUserInput!) @raw_response_type {
    followUser(input: $input) {
      user {
        viewerFollowStatus
        followerCount
      }
      errors {
        ... on Error {
          message
        }
      }
    }
  }
`;
