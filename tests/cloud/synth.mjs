// Synthesizes the CDK app as an operator does, without a network or credentials, in the shapes that differ most: into cdk.out/<shape>.
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { out, shapes } from './shapes.mjs';

const here = import.meta.dirname;
const app = join(here, '..', '..', 'src', 'PhotoShare.Cloud');

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const publicKey = join(out, 'media.pem');
writeFileSync(publicKey, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }));

await Promise.all(Object.entries(shapes(publicKey)).map(async ([shape, context]) => {
  const settings = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  await promisify(execFile)(
    join(here, 'node_modules', '.bin', 'cdk'),
    ['synth', '--quiet', '--output', join(out, shape), '--app', `dotnet run --no-build --project ${join(app, 'PhotoShare.Cloud.csproj')}`, ...settings],
    { cwd: app, env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' }, maxBuffer: 1 << 26 });
}));
