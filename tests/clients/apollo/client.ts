// A client as an application would set it up: typed operations, a normalised cache, subscriptions over a WebSocket.
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition, relayStylePagination } from '@apollo/client/utilities';
import { createClient } from 'graphql-ws';
import { OperationTypeNode } from 'graphql';
import WebSocket from 'ws';
import generated, { type LikeItMutation, LikeItDocument } from './__generated__/graphql.js';

export * from './__generated__/graphql.js';

export function connect(url: string, authorization: string) {
  const sockets = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { Authorization: authorization } });
  const link = ApolloLink.split(
    ({ query }) => {
      const definition = getMainDefinition(query);
      return definition.kind === 'OperationDefinition' && definition.operation === OperationTypeNode.SUBSCRIPTION;
    },
    new GraphQLWsLink(sockets),
    new HttpLink({ uri: url, headers: { authorization } }),
  );
  const cache = new InMemoryCache({
    possibleTypes: generated.possibleTypes,
    typePolicies: { Post: { fields: { comments: relayStylePagination(['order']) } } },
  });
  return { client: new ApolloClient({ link, cache }), cache, close: () => sockets.dispose() };
}

/** Likes a post, and shows at once what it guesses will be answered. */
export function like(client: ApolloClient, id: string, guess: number) {
  const optimisticResponse: LikeItMutation = {
    __typename: 'Mutation',
    like: { __typename: 'LikePayload', subject: { __typename: 'Post', id, likeCount: guess, viewerHasLiked: true }, errors: null },
  };
  return client.mutate({ mutation: LikeItDocument, variables: { input: { subjectId: id } }, optimisticResponse });
}
