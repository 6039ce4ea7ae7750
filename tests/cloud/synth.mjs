// Synthesizes the CDK app as an operator does, without a network or credentials, in the shapes that differ most.
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const cdk = join(here, 'node_modules', '.bin', 'cdk');
const app = join(here, '..', '..', 'src', 'PhotoShare.Cloud');
const project = join(app, 'PhotoShare.Cloud.csproj');

/** Gone when the tests end. */
const temporary = mkdtempSync(join(tmpdir(), 'photoshare-cdk-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

const certificate = (region) => `arn:aws:acm:${region}:111122223333:certificate/00000000-0000-0000-0000-000000000000`;
const publicKey = join(temporary, 'media.pem');
writeFileSync(publicKey, generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }));

const always = { domain: 'photos.example.org', certificateArn: certificate('eu-central-1'), imageTag: '0.1.0', alarmEmail: 'operator@example.org' };

/** The context that an operator gives: the smallest shape has nothing that can be left out, the largest all of it. */
export const shapes = {
  smallest: { zones: 2, waf: false, cloudFront: false, readReplica: false, valkey: false },
  largest: {
    zones: 3, waf: true, readReplica: true, valkey: true,
    cloudFront: true, mediaDomain: 'media.example.org', mediaCertificateArn: certificate('us-east-1'), mediaPublicKey: publicKey,
  },
};

/** @returns {Promise<Map<string, { file: string, template: object }>>} templates by the names of their stacks */
export async function synthesize(shape) {
  const out = join(temporary, shape);
  const settings = Object.entries({ ...always, ...shapes[shape] }).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  await promisify(execFile)(cdk, ['synth', '--quiet', '--output', out, '--app', `dotnet run --no-build --project ${project}`, ...settings], {
    cwd: app,
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
    maxBuffer: 1 << 26,
  });
  const suffix = '.template.json';
  const templates = new Map();
  for (const name of (await readdir(out)).filter((file) => file.endsWith(suffix)).sort())
    templates.set(name.slice(0, -suffix.length), { file: join(out, name), template: JSON.parse(await readFile(join(out, name), 'utf8')) });
  return templates;
}
