import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';

jest.setTimeout(120_000);

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
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', PROGRAM, '--serve', '--scenario', 'region-loss'],
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
