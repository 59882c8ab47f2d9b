import { execFile } from 'node:child_process';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBundlesIn } from '../../lib/constructs/bundle';

const ROOT = join(import.meta.dirname, '..', '..');
/** What Lambda runs, whatever runs the tests. */
const NODE = join(ROOT, 'node_modules', '.bin', 'node');

/** The bundles as the stacks deploy them; whoever asks first in a test run makes them for all. */
export function theBundles(): string {
  const kept = process.env.SYNTHESIZED;
  if (!kept) throw new Error('SYNTHESIZED is not set: run this with jest and its globalSetup');
  const folder = join(kept, 'bundles');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  makeBundlesIn(unfinished);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another file of the test run was as quick, and has made the same.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

export interface Outcome {
  readonly answer?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
}

const CALL = `
  const [bundle, event] = process.argv.slice(1);
  const context = { functionName: 'under-test', awsRequestId: 'request-1', getRemainingTimeInMillis: () => 30000 };
  const say = (outcome) => process.stdout.write(JSON.stringify(outcome), () => process.exit());
  require(bundle).handler(JSON.parse(event), context).then(
    (answer) => say({ answer }),
    ({ name, message }) => say({ error: { name, message } }),
  );`;

/** Calls a function's bundle as Lambda does: a fresh Node 24, the handler of its file, an environment. */
export async function callBundle(
  name: string,
  event: unknown,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return runInNode(CALL, [join(theBundles(), name, 'index.js'), JSON.stringify(event)], env);
}

/** Runs a script whose last line is JSON; figures for CloudWatch come before it. */
export async function runInNode<Said>(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const { stdout } = await promisify(execFile)(NODE, ['-e', script, ...args], {
    env: { POWERTOOLS_LOG_LEVEL: 'SILENT', ...env },
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout.split('\n').at(-1) ?? '');
}
