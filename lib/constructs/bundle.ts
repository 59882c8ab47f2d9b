import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';

/** The code of a function, as `lib/bundling/make-bundles.ts` makes it. */
export const bundleOf = (name: string): Code =>
  Code.fromAsset(join('lambdas', name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: NEVER_USED,
      local: {
        tryBundle: (directory) => {
          cpSync(join(bundles(), name), directory, { recursive: true });
          return true;
        },
      },
    },
  });

/** CDK wants an image for the case that local bundling declines, which it never does. */
const NEVER_USED = DockerImage.fromRegistry('none');

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
