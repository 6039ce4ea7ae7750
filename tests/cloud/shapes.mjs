// The shapes in which the app is looked at, and their templates once synth.mjs has made them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const out = join(import.meta.dirname, 'cdk.out');

const certificate = (region) => `arn:aws:acm:${region}:111122223333:certificate/00000000-0000-0000-0000-000000000000`;

const always = { domain: 'photos.example.org', certificateArn: certificate('eu-central-1'), imageTag: '0.1.0', alarmEmail: 'operator@example.org' };

/** The context that an operator gives: the smallest shape has nothing that can be left out, the largest all of it. */
export const shapes = (mediaPublicKey) => ({
  smallest: { ...always, zones: 2, waf: false, cloudFront: false, readReplica: false, valkey: false },
  largest: {
    ...always, zones: 3, waf: true, readReplica: true, valkey: true,
    cloudFront: true, mediaDomain: 'media.example.org', mediaCertificateArn: certificate('us-east-1'), mediaPublicKey,
  },
});

const suffix = '.template.json';

/** @returns {Map<string, { file: string, template: object }>} the templates of a shape by the names of their stacks */
export function templatesOf(shape) {
  const folder = join(out, shape);
  return new Map(readdirSync(folder).filter((name) => name.endsWith(suffix)).sort().map((name) => {
    const file = join(folder, name);
    return [name.slice(0, -suffix.length), { file, template: JSON.parse(readFileSync(file, 'utf8')) }];
  }));
}
