// What a component library does under its hooks: an environment, a page fetched and read, edges appended by a mutation and by a subscription.
import { createClient } from 'graphql-ws';
import {
  ConnectionHandler, Environment, type IEnvironment, Network, Observable, RecordSource, Store,
  commitMutation, createOperationDescriptor, fetchQuery, getRequest, getSingularSelector, requestSubscription,
} from 'relay-runtime';
import WebSocket from 'ws';
import CommentFragment, { type Comments_comment$data } from './__generated__/Comments_comment.graphql';
import PostFragment, { type Comments_post$data } from './__generated__/Comments_post.graphql';
import AddMutation, { type CommentsAddMutation } from './__generated__/CommentsAddMutation.graphql';
import AddedSubscription, { type CommentsAddedSubscription } from './__generated__/CommentsAddedSubscription.graphql';
import DeleteMutation, { type CommentsDeleteMutation } from './__generated__/CommentsDeleteMutation.graphql';
import PageQuery, { type CommentsPageQuery } from './__generated__/CommentsPageQuery.graphql';

export function connect(url: string, authorization: string) {
  const sockets = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { Authorization: authorization } });
  const network = Network.create(
    async ({ text }, variables) => {
      const response = await fetch(url, { method: 'POST', headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify({ query: text, variables }) });
      return response.json();
    },
    ({ text }, variables) => Observable.create((sink) => sockets.subscribe({ query: text ?? '', variables }, {
      next: (result) => sink.next(result as never),
      error: (reason) => sink.error(reason instanceof Error ? reason : new Error(JSON.stringify(reason))),
      complete: () => sink.complete(),
    })),
  );
  return { environment: new Environment({ network, store: new Store(new RecordSource()) }), close: () => sockets.dispose() };
}

/** The thread of a post as it is in the store: what a component would show. */
export class Thread {
  readonly #operation;
  readonly #connections: string[];

  constructor(readonly environment: IEnvironment, readonly postId: string, readonly count: number) {
    this.#operation = createOperationDescriptor(getRequest(PageQuery), { id: postId, count });
    this.#connections = [ConnectionHandler.getConnectionID(postId, 'Comments_comments', { order: 'OLDEST' })];
    environment.retain(this.#operation);
  }

  fetch(cursor: string | null = null) {
    return fetchQuery<CommentsPageQuery>(this.environment, PageQuery, { id: this.postId, count: this.count, cursor }).toPromise();
  }

  get post(): Comments_post$data {
    const { node } = this.environment.lookup(this.#operation.fragment).data as CommentsPageQuery['response'];
    return this.environment.lookup(getSingularSelector(PostFragment, node) ?? fail('There is no post.')).data as unknown as Comments_post$data;
  }

  get comments() {
    return this.post.comments.edges.map(({ node }) =>
      this.environment.lookup(getSingularSelector(CommentFragment, node) ?? fail('There is no comment.')).data as unknown as Comments_comment$data);
  }

  add(body: string) {
    return new Promise<CommentsAddMutation['response']>((resolve, reject) => commitMutation<CommentsAddMutation>(this.environment, {
      mutation: AddMutation, variables: { input: { postId: this.postId, body }, connections: this.#connections }, onCompleted: resolve, onError: reject,
    }));
  }

  remove(commentId: string) {
    return new Promise<CommentsDeleteMutation['response']>((resolve, reject) => commitMutation<CommentsDeleteMutation>(this.environment, {
      mutation: DeleteMutation, variables: { input: { commentId }, connections: this.#connections }, onCompleted: resolve, onError: reject,
    }));
  }

  /** Appends what others say, from a cursor on. */
  listen(after: string | null) {
    return requestSubscription<CommentsAddedSubscription>(this.environment, {
      subscription: AddedSubscription, variables: { postId: this.postId, after, connections: this.#connections },
    });
  }
}

function fail(message: string): never { throw new Error(message); }
