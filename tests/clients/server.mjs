// A PhotoShare of our own for one test file: started as an operator starts it, with a person who has a token.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = process.env.PHOTOSHARE_PROGRAM ?? join(root, 'src/PhotoShare.Web/bin/Debug/net10.0/PhotoShare.Web.dll');

export class Server {
  static async start() {
    const server = new Server();
    server.data = mkdtempSync(join(tmpdir(), 'photoshare-clients-'));
    await server.run('http://127.0.0.1:0');
    server.graphql = `${server.url}/graphql`;
    return server;
  }

  async run(url) {
    this.process = spawn('dotnet', [program, '--data', this.data, '--urls', url], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.url = await addressOf(this.process);
  }

  /** Ends it by the signal and starts it again at the same address: SIGINT as an operator would, SIGKILL as a failing machine would. */
  async restart(signal) {
    await this.end(signal);
    await this.run(this.url);
  }

  /** Makes an account and gives its token, by the operator's commands beside the running server. */
  person(name) {
    this.command(['user', 'add', name, '--email', `${name}@example.org`, '--password-stdin'], 'a fine day at the lake\n');
    const token = this.command(['token', 'create', name]).trimEnd().split('\n').at(-1);
    return new Person(this, token);
  }

  command(args, input) {
    const { status, stdout, stderr } = spawnSync('dotnet', [program, ...args, '--data', this.data], { input, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  }

  end(signal) {
    const ended = new Promise((resolve) => this.process.once('exit', (code) => resolve(code)));
    this.process.kill(signal);
    return ended;
  }

  async stop() {
    const code = await this.end('SIGINT');
    rmSync(this.data, { recursive: true });
    return code;
  }
}

class Person {
  constructor(server, token) {
    this.server = server;
    this.headers = { authorization: `Bearer ${token}` };
  }

  async graph(query, variables) {
    const response = await fetch(this.server.graphql, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return dataOf(await response.json());
  }

  /** A post with one real photo, visible to everybody. */
  async post(caption) {
    const form = new FormData();
    form.set('operations', JSON.stringify({
      query: 'mutation ($input: UploadPhotoInput!) { uploadPhoto(input: $input) { photo { id } errors { ... on Error { code message } } } }',
      variables: { input: { file: null } },
    }));
    form.set('map', JSON.stringify({ 0: ['variables.input.file'] }));
    form.set('0', new Blob([readFileSync(join(root, 'tests/fixtures/photos/gray.jpg'))], { type: 'image/jpeg' }), 'gray.jpg');
    const response = await fetch(this.server.graphql, { method: 'POST', headers: { ...this.headers, 'graphql-preflight': '1' }, body: form });
    const { photo } = dataOf(await response.json()).uploadPhoto;
    const { post } = (await this.graph(
      'mutation ($input: CreatePostInput!) { createPost(input: $input) { post { id } errors { ... on Error { code message } } } }',
      { input: { photoIds: [photo.id], caption } })).createPost;
    // Others see it from then on.
    await eventually(async () => (await this.graph('query ($id: ID!) { post(id: $id) { publishedAt } }', { id: post.id })).post.publishedAt);
    return post.id;
  }

  async comment(postId, body) {
    const { addComment } = await this.graph(
      'mutation ($input: AddCommentInput!) { addComment(input: $input) { comment { id body } errors { ... on Error { code message } } } }',
      { input: { postId, body } });
    return addComment.comment;
  }
}

/** Asks until the answer is true, at most 30 s. */
export async function eventually(ask) {
  for (const deadline = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (await ask()) return;
    if (Date.now() > deadline) throw new Error(`Not within 30 s: ${ask}`);
  }
}

function dataOf(answer) {
  const refusals = Object.values(answer.data ?? {}).flatMap((payload) => payload?.errors ?? []);
  if (answer.errors || refusals.length > 0) throw new Error(JSON.stringify(answer));
  return answer.data;
}

/** The address that the server says when it is ready. */
function addressOf(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout.setEncoding('utf8');
    server.stdout.on('data', (text) => {
      said += text;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) resolve(address[0]);
    });
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
}
