// The command-line tools of this folder's packages.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('./', import.meta.url));

/** Runs a tool to its end, which must be a good one; what it said is in the failure. */
export function tool(name, args, cwd = here) {
  const { status, stdout, stderr, error } = spawnSync(join(here, 'node_modules/.bin', name), args, { cwd, encoding: 'utf8' });
  assert.equal(status, 0, `${name} ${args.join(' ')} ended with ${status}: ${error ?? ''}${stdout}${stderr}`);
}

/** Removes what an earlier run made, so that nothing old is taken for new. */
export function clear(...folders) {
  for (const folder of folders) rmSync(join(here, folder), { recursive: true, force: true });
}
