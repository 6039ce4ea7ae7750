// The picture of the architecture says what is deployed: each of its parts is in the largest shape, and each kind of thing there is in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PNG } from 'pngjs';
import { templatesOf } from './shapes.mjs';

const architecture = join(import.meta.dirname, '..', '..', 'architecture');
const temporary = mkdtempSync(join(tmpdir(), 'photoshare-diagram-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

/** What only ties drawn parts together, or says how one is set up. */
const ties = [
  'AWS::CloudFront::PublicKey', 'AWS::CloudFront::ResponseHeadersPolicy', 'AWS::EC2::Route', 'AWS::EC2::RouteTable', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::SubnetRouteTableAssociation', 'AWS::EC2::VPCGatewayAttachment', 'AWS::ElastiCache::SubnetGroup', 'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::IAM::Policy', 'AWS::KMS::Alias', 'AWS::Lambda::Permission', 'AWS::RDS::DBSubnetGroup', 'AWS::S3::BucketPolicy', 'AWS::SNS::Subscription', 'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy', 'AWS::WAFv2::LoggingConfiguration', 'AWS::WAFv2::WebACLAssociation',
];

const resources = [...templatesOf('largest')].flatMap(([stack, { template }]) => Object.entries(template.Resources).map(([name, { Type: type }]) => ({ stack, type, name })));

/** The parts that are drawn: stack (* for any), type, and the beginning of the name. */
const parts = JSON.parse(execFileSync('dot', ['-Tdot_json', join(architecture, 'diagrams.dot')], { encoding: 'utf8' })).objects
  .filter(({ id }) => id)
  .map(({ id, label }) => {
    const [stack, type, name] = id.split(' ');
    return { stack, type, name, label };
  });

const shows = (part, resource) => (part.stack === '*' || resource.stack.endsWith(part.stack)) && part.type === resource.type && resource.name.startsWith(part.name);

test('every part that is drawn is deployed', () => {
  assert.ok(parts.length > 40, `${parts.length} parts are drawn.`);
  assert.deepEqual(parts.filter((part) => !resources.some((resource) => shows(part, resource))), []);
});

test('everything that is deployed is drawn', () => {
  assert.deepEqual(resources.filter((resource) => !ties.includes(resource.type) && !parts.some((part) => shows(part, resource))), []);
});

test('nothing is left out that is not deployed', () => {
  assert.deepEqual(ties.filter((type) => !resources.some((resource) => resource.type === type)), []);
});

test('diagrams.png is what diagrams.dot draws', () => {
  const drawn = join(temporary, 'drawn.png');
  execFileSync(join(architecture, 'draw'), [drawn]);
  const [now, kept] = [drawn, join(architecture, 'diagrams.png')].map((file) => PNG.sync.read(readFileSync(file)));
  assert.deepEqual([kept.width, kept.height], [now.width, now.height], 'Run architecture/draw.');
  let different = 0;
  for (let i = 0; i < now.data.length; i += 4) if (Math.abs(now.data[i] - kept.data[i]) > 32) different++;
  // Another version of a font may smooth its edges otherwise.
  assert.ok(different / (now.width * now.height) < 0.005, `${different} pixels differ. Run architecture/draw.`);
});
