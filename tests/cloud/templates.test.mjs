// What CloudFormation itself would refuse, and what AWS's own review (cdk-nag, AwsSolutions) would object to. What is meant as it is says
// so in the template, beside its resource, with the reason.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';
import { shapes, templatesOf } from './shapes.mjs';

// The validator is a part of aws-cdk-lib, in a folder of its own.
const { CelEngine, TemplateFile } = createRequire(createRequire(import.meta.url).resolve('aws-cdk-lib'))('@aws/cloudformation-validate');

const names = ['Network', 'Security', 'Data', 'Compute', 'Processing', 'Monitoring'];

/** What was accepted and came up, as <shape> <stack> <resource> <rule>. */
const met = new Set();

const acceptedAt = (resource) => resource?.Metadata?.cdk_nag?.rules_to_suppress ?? [];

for (const shape of Object.keys(shapes())) {
  describe(`the ${shape} shape`, () => {
    const stacks = templatesOf(shape);
    let engine;

    before(() => {
      engine = new CelEngine();
    });

    after(() => engine?.free());

    /** Everything that a check finds and no resource accepts. */
    function unaccepted(check) {
      const found = [];
      for (const [stack, { file, template }] of stacks)
        for (const { rule, resource, message } of check(file, stack)) {
          const entry = acceptedAt(template.Resources[resource]).find(({ id }) => id === rule || rule.startsWith(`${id}[`));
          if (entry) met.add([shape, stack, resource, entry.id].join(' '));
          else found.push(`${rule} at ${stack} ${resource}: ${message}`);
        }
      return found;
    }

    test('has the stacks that the architecture names', () => {
      for (const name of names) assert.ok([...stacks.keys()].some((stack) => stack.endsWith(name)), `There is no stack ${name} among ${[...stacks.keys()].join(', ')}.`);
    });

    test('is what CloudFormation takes', () => {
      assert.deepEqual(unaccepted((file) => engine.validateTemplate(new TemplateFile(file), { severityLevel: 'ERROR' }).diagnostics.map(
        ({ ruleId, severity, message, entity, propertyPath }) => ({ rule: ruleId, resource: entity?.logicalId, message: `${severity} ${propertyPath ?? ''} ${message}` }))), []);
    });

    test('is what AWS would build (cdk-nag, AwsSolutions)', () => {
      assert.deepEqual(unaccepted((file, stack) => {
        const included = new Stack(new App(), stack);
        new CfnInclude(included, 'Template', { templateFile: file });
        return new AwsSolutionsChecks(included).validateScope(included).violations.flatMap(({ ruleName, description, violatingResources }) =>
          violatingResources.map(({ constructPath }) => ({ rule: ruleName, resource: constructPath.split('/').at(-1), message: description })));
      }), []);
    });

    test('accepts nothing without a reason, or that nobody finds', () => {
      const idle = [];
      for (const [stack, { template }] of stacks)
        for (const [resource, made] of Object.entries(template.Resources))
          for (const { id, reason } of acceptedAt(made)) {
            assert.ok(reason?.length > 20, `${id} at ${stack} ${resource} has no reason.`);
            if (!met.has([shape, stack, resource, id].join(' '))) idle.push(`${id} at ${stack} ${resource}`);
          }
      assert.deepEqual(idle, []);
    });
  });
}
