import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '../../lambdas/runtime/contract';
import { functionsOf } from '../../lib/bundling/make-bundles';
import { theBundles } from '../helpers/bundles';

/**
 * Of `index.js`, the map of its source aside. A function that asks nobody has 67 to 83 kB (zod, logger, Middy, its own
 * code), one that asks the ledger alone 211 to 229, the ledger and RDS 244 to 255, the ledger and S3 264 to 291. The largest
 * starts restores: four services in three protocols.
 */
const LIMIT_BYTES = 300_000;

const tooLarge = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const { size } = statSync(join(folder, name, 'index.js'));
    return size > LIMIT_BYTES ? [`${name} has ${size} bytes, expected at most ${LIMIT_BYTES}`] : [];
  });

test('every function has a bundle', () => {
  expect(readdirSync(theBundles()).sort()).toEqual(Object.keys(functionsOf(process.cwd())).sort());
});

test('every bundle is small', () => {
  expect(tooLarge(theBundles())).toEqual([]);
});

test('a bundle that is too large is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firebackup-planted-'));
  for (const [name, bytes] of [
    ['take-lease', 300_000],
    ['judge-wal', 300_001],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), 'x'.repeat(bytes));
  }
  const found = tooLarge(folder);
  rmSync(folder, { recursive: true });
  expect(found).toEqual(['judge-wal has 300001 bytes, expected at most 300000']);
});

/** By the name of a client of the SDK, where it is another. */
const IN_POLICIES: Readonly<Record<string, string>> = {
  'route-53': 'route53',
  sfn: 'states',
};

test('a bundle holds no client of a service that its function may not call', async () => {
  const idle: string[] = [];
  for (const name of readdirSync(theBundles())) {
    const { sources } = JSON.parse(readFileSync(join(theBundles(), name, 'index.js.map'), 'utf8'));
    const clients = new Set(
      (sources as readonly string[]).flatMap(
        (file) => /@aws-sdk\/client-([\w-]+)\/dist-es\/commands\//.exec(file)?.[1] ?? [],
      ),
    );
    const { contract } = (await import(`../../lambdas/${name}/contract`)) as { contract: Contract };
    for (const client of clients) {
      const service = `${IN_POLICIES[client] ?? client}:`;
      if (!contract.calls.some((call) => call.startsWith(service))) idle.push(`${name} holds ${client}`);
    }
  }
  expect(idle).toEqual([]);
});
