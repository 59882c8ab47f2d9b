import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlanError } from '../../lib/plan/parse-plan';
import { rehearsablePlan } from '../../operator/plan/rehearsable-plan';

const PROGRAM = join(import.meta.dirname, '..', '..', 'operator', 'rehearse.ts');

const rehearse = (...words: readonly string[]) =>
  spawnSync(process.execPath, [createRequire(import.meta.url).resolve('tsx/cli'), PROGRAM, ...words], {
    encoding: 'utf8',
  });

test.each([
  ['report.pdf', 'expected a file that ends in .html or .md, found report.pdf'],
  ['report', 'expected a file that ends in .html or .md, found report'],
  ['no-such-folder/report.html', 'expected a file in a folder that exists and can be written'],
])('a report that cannot be kept, as %s, is bad input before anything starts', (file, because) => {
  const { status, stdout, stderr } = rehearse('--report', file);

  expect(status).toBe(2);
  expect(stderr).toContain(because);
  expect(stdout).toBe('');
});

test('a port that is none is bad input before anything starts', () => {
  const { status, stdout, stderr } = rehearse('--serve', 'x');
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('expected a port, from 0 (any that is free) to 65535, found x');
});

test('a rehearsal is shown live, then its last picture, until Ctrl-C, which is no interruption any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'firebackup-rehearse-test-'));
  const kept = join(folder, 'lost.md');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', PROGRAM, '--serve', '--scenario', 'region-loss', '--report', kept],
    {
      cwd: join(import.meta.dirname, '..', '..'),
    },
  );
  let told = '';
  child.stdout.on('data', (text) => {
    told += text;
  });
  const tells = async (words: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = words.exec(told);
      if (found) return found;
      if (child.exitCode !== null) throw new Error(`it ended, and never said ${words}: ${told}`);
      await new Promise((resume) => setTimeout(resume, 20));
    }
  };
  try {
    const [address = ''] = await tells(/http:\/\/127\.0\.0\.1:\d+\//);
    const seen = new Set<string>();
    const asking = (async () => {
      while (!/last picture/.test(told)) {
        const { outlook, unknownBecause } = await dataAt(address);
        seen.add(outlook?.kind ?? unknownBecause ?? '');
      }
    })();
    await tells(/shows the last picture until Ctrl-C/);
    await asking;
    expect(told).toContain(`${kept} is written`);
    expect(readFileSync(kept, 'utf8')).toContain('region-loss');
    expect([...seen]).toEqual(expect.arrayContaining(['the two regions are being built', 'calm', 'away']));
    const { role, lastRun } = await dataAt(address);
    expect([role?.activeRegion, lastRun?.outcome]).toEqual(['us-west-2', 'done']);
    expect(await (await fetch(address)).text()).toContain('rehearsal of region-loss: ended');

    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    await expect(fetch(address)).rejects.toThrow();
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Data {
  readonly unknownBecause?: string;
  readonly outlook?: { readonly kind: string };
  readonly role?: { readonly activeRegion: string };
  readonly lastRun?: { readonly outcome: string };
}

const dataAt = async (address: string): Promise<Data> =>
  (await fetch(address, { headers: { accept: 'application/json' } })).json() as Promise<Data>;

describe('a plan to rehearse', () => {
  const at = (file: string) => join(import.meta.dirname, '..', '..', file);

  test('has names for all that AWS would name of a workload that is built, each of its own', () => {
    const plan = rehearsablePlan(at('firebackup.reference.yaml'));
    const groups = (['primary', 'recovery'] as const).flatMap((place) => [
      plan.networks[place].securityGroup,
      ...[...plan.databases, ...plan.caches].flatMap(({ [place]: side }) => [
        ...side.securityGroups,
        side.fenceSecurityGroup,
      ]),
    ]);
    expect(groups.filter((group) => !/^sg-\d+$/.test(group))).toEqual([]);
    expect(new Set(groups).size).toBe(groups.length);
    expect(plan.databases[0]?.primary.instance).toBe('firebackup-primary');
  });

  test('is the one that the file has, where the workload exists, and none where there is no file', () => {
    const plan = rehearsablePlan(at('firebackup.yaml'));
    expect(plan.networks.primary.securityGroup).toBe('sg-0a1b2c3d4e5f60021');
    expect(() => rehearsablePlan(at('nowhere.yaml'))).toThrow(PlanError);
  });
});
