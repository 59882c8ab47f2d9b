import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/**
 * The code of a function, as `lib/bundling/make-bundles.ts` makes it. A folder that is ready, and not CDK's `bundling`, which says so in
 * a line for each function. CDK hashes what is in it, so what did not change is not uploaded again. A stack that is not asked for needs
 * no bundles: there the source stands for them.
 */
export const bundleOf = (scope: Construct, name: string): Code =>
  Code.fromAsset(join(Stack.of(scope).bundlingRequired ? bundles() : 'lambdas', name));

let made: string | undefined;

/**
 * Bundles of all functions, made when the first is asked for. By a process of their own: CDK asks in the middle of a
 * constructor, which cannot wait, and esbuild takes plugins only from somebody who waits.
 */
function bundles(): string {
  if (made) return made;
  const directory = mkdtempSync(join(tmpdir(), 'firebackup-bundles-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  makeBundlesIn(directory);
  made = directory;
  return made;
}

/** Bundles every function, or what is named, into a folder, and waits for it. */
export function makeBundlesIn(directory: string, entries: Readonly<Record<string, string>> = {}): void {
  const root = join(import.meta.dirname, '..', '..');
  const named = Object.entries(entries).map(([name, file]) => `${name}=${file}`);
  const main = join(root, 'lib', 'bundling', 'main.ts');
  execFileSync(process.execPath, ['--import', 'tsx', main, directory, ...named], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
