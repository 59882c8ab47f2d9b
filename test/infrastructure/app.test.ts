import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'firebackup-app-'));
});
afterEach(() => rmSync(scratch, { recursive: true }));

/** The app as the CDK CLI runs it, bundling for no stack but these, with an environment that has no credentials and no home. */
const runApp = (plan?: string, bundled: readonly string[] = []) =>
  spawnSync(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), 'bin/app.ts'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: scratch,
      CDK_OUTDIR: join(scratch, 'out'),
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': bundled, ...(plan && { plan }) }),
    },
  });

const withReplaced = (from: string, to: string): string => {
  const reference = readFileSync(join(root, 'firebackup.yaml'), 'utf8');
  if (!reference.includes(from)) throw new Error(`firebackup.yaml has no ${from}`);
  const file = join(scratch, 'plan.yaml');
  writeFileSync(file, reference.replace(from, to));
  return file;
};

test('the reference plan becomes four stacks, without credentials and without a warning', () => {
  const { status, stderr } = runApp();
  expect([status, stderr]).toEqual([0, '']);
  expect(
    readdirSync(join(scratch, 'out'))
      .filter((name) => name.endsWith('.template.json'))
      .sort(),
  ).toEqual(['ledger', 'primary', 'recovery', 'witness'].map((stack) => `firebackup-${stack}.template.json`));
});

test('the plan of a built workload becomes seven stacks, without credentials and without a warning', () => {
  const { status, stderr } = runApp('firebackup.reference.yaml');
  expect([status, stderr]).toEqual([0, '']);
  const stacks = [
    'ledger',
    'primary',
    'recovery',
    'traffic',
    'witness',
    'workload-primary',
    'workload-recovery',
  ];
  expect(
    readdirSync(join(scratch, 'out'))
      .filter((name) => name.endsWith('.template.json'))
      .sort(),
  ).toEqual(stacks.map((stack) => `firebackup-${stack}.template.json`));
});

/** What a stack uploads as archives: the names in each folder. */
const foldersOf = (stack: string): readonly (readonly string[])[] => {
  const out = join(scratch, 'out');
  const { files } = JSON.parse(readFileSync(join(out, `firebackup-${stack}.assets.json`), 'utf8'));
  return Object.values<{ source: { path: string; packaging: string } }>(files)
    .filter(({ source }) => source.packaging === 'zip')
    .map(({ source }) => readdirSync(join(out, source.path)).sort());
};

test('functions of a stack that is asked for are bundles, those of another are none, and nobody says so line by line', () => {
  const { status, stderr } = runApp(undefined, ['firebackup-witness']);
  expect([status, stderr]).toEqual([0, '']);
  const [witness, primary] = [foldersOf('witness'), foldersOf('primary')];
  expect(witness.length).toBeGreaterThan(3);
  for (const names of witness) expect(names).toEqual(['index.js', 'index.js.map']);
  expect(primary.length).toBeGreaterThan(50);
  for (const names of primary) expect(names).not.toContain('index.js');
}, 120_000);

test('another plan is deployed by its name', () => {
  expect(runApp(withReplaced('name: firebackup\n', 'name: staging\n')).status).toBe(0);
  expect(readdirSync(join(scratch, 'out'))).toContain('staging-ledger.template.json');
});

test('a plan that is wrong is answered with what is wrong, and nothing else', () => {
  const plan = withReplaced('mode: approval', 'mode: maybe');
  const { status, stderr, stdout } = runApp(plan);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toBe(
    `${plan}: 1 problem\n` +
      '  failover.mode: found "maybe"; expected automatic (alarms fail over), approval (a named person decides) or off\n',
  );
});

test('a plan that is not there is answered with its name', () => {
  const { status, stderr } = runApp('elsewhere.yaml');
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^elsewhere\.yaml: 1 problem\n {2}cannot be read .* expected a plan file, such as firebackup init writes\n$/,
  );
});
