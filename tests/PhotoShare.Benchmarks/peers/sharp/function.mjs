// An image function for AWS Lambda in Node with sharp: one event in, renditions into the folder PHOTOSHARE_BLOBS, an answer out
// (Runtime API 2018-06-01, as functions/ImageProcessor speaks it).
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ways } from './renditions.mjs';

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation`;
const blobs = process.env.PHOTOSHARE_BLOBS;
for (;;) {
  const next = await fetch(`${api}/next`);
  const { key } = (await next.json()).Records[0].s3.object;
  const folder = join(blobs, 'renditions', key.split('/')[1]);
  await mkdir(folder, { recursive: true });
  const made = await ways.each(await readFile(join(blobs, key)));
  await Promise.all(made.map(([name, content]) => writeFile(join(folder, name), content)));
  const body = JSON.stringify({ key, renditions: made.map(([name, content]) => ({ name, bytes: content.length })) });
  await fetch(`${api}/${next.headers.get('Lambda-Runtime-Aws-Request-Id')}/response`, { method: 'POST', body });
}
