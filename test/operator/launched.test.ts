import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { linkSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aRun } from '../helpers/a-run';
import type { WireCall } from '../helpers/an-aws-endpoint';
import { aServedCloud, jsonError, type ServedSettings } from './a-served-cloud';

const ROOT = join(import.meta.dirname, '..', '..');
const COMMAND = join(ROOT, 'bin', 'firebackup.js');

/** No credentials anywhere: nothing of this machine's owner is found, and nobody is asked for any. */
const NOBODY = {
  PATH: process.env.PATH,
  HOME: join(ROOT, 'nowhere'),
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_LOAD_CONFIG: '0',
};

beforeAll(() => {
  const built = spawnSync('npm', ['run', '--silent', 'build:command'], { cwd: ROOT, encoding: 'utf8' });
  expect(built).toMatchObject({ status: 0 });
});

const launched = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, [COMMAND, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...NOBODY, ...env },
  });

test.each([
  [['--help'], 0, 'Exit codes: 0 fine'],
  [['run', 'show', '--help'], 0, '--document'],
  [['plan', 'check'], 0, 'firebackup.yaml is a plan'],
  [['plan', 'check', '--json'], 0, '"sound": true'],
  [['completion', 'bash'], 0, 'complete -o default -F _firebackup firebackup'],
  [['rehearse', '--help'], 0, '--wait-compression'],
] as const)('%j ends fine and tells on standard output', (args, status, expected) => {
  const ended = launched(args);
  expect(ended).toMatchObject({ status, stdout: expect.stringContaining(expected), stderr: '' });
});

test.each([
  [['status', '--jsn'], 2, "unknown option '--jsn'"],
  [['stauts'], 2, "unknown command 'stauts'"],
  [['runs', '--limit', 'x'], 2, 'expected a whole number of at least 1'],
  [['watch', '--every', '0'], 2, 'expected a number of seconds, at least 1'],
  [['size', 'many'], 2, "value 'many' is invalid"],
  [['restore', 'main', '--kind', 'tape'], 2, 'Allowed choices are snapshot, snapshot-copy'],
  [['restore', 'main', '--to', 'yesterday'], 2, 'expected a moment in UTC, such as 2026-11-23T09:59:00Z'],
  [['restore', 'mian'], 2, 'no store mian in the plan; expected one of main, queue'],
  [['drill', '--region', 'us-east-2'], 2, 'us-east-2 serves nothing; expected us-east-1 or us-west-2'],
  [['cache-backup', 'hourly'], 2, 'no policy hourly of cache-backup; expected cache-nightly'],
  [['report', 'run-1', 'run.pdf'], 2, 'expected a file that ends in .html or .md, found run.pdf'],
  [['report', 'run-1', 'no-such-folder/run.html'], 2, 'expected a file in a folder that exists'],
  [['init'], 2, 'firebackup.yaml is there already'],
  [
    ['init', '--plan', 'no-such-folder/plan.yaml'],
    2,
    'no-such-folder/plan.yaml: expected a file in a folder',
  ],
  [['rehearse', '--scenario', 'flood'], 2, 'Allowed choices are region-loss'],
  [['watch'], 3, 'no AWS credentials'],
  [['restore'], 2, "missing required argument 'store'"],
  [['status', '--plan', 'nowhere.yaml'], 2, 'nowhere.yaml: 1 problem'],
  [['failover'], 2, 'nobody can type it here; expected a terminal, or --yes <plan name>'],
  [['init', '--plan', 'not-there-yet.yaml'], 2, 'where there is none, copy firebackup.yaml and edit that'],
  [['status', '--json'], 3, 'no AWS credentials'],
  [['doctor'], 3, 'no AWS credentials'],
] as const)('%j ends with %i, its reason on standard error, and nothing else', (args, status, expected) => {
  const ended = launched(args);
  expect(ended).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(expected) });
});

test('whatever Node the command is started with, a rehearsal runs on the one of the clone', () => {
  // Beside the bundle, since a link leads to no other file system.
  const folder = mkdtempSync(join(ROOT, '.firebackup', 'node-'));
  const [another, told, tell] = ['another', 'told', 'tell.cjs'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  linkSync(process.execPath, another);
  writeFileSync(tell, `require('fs').appendFileSync(${JSON.stringify(told)}, process.execPath + '\\n')`);
  const env = { ...NOBODY, NODE_OPTIONS: `--require ${tell}` };
  const { status } = spawnSync(another, [COMMAND, 'rehearse', '--help'], { cwd: ROOT, env });
  const [first, ...later] = readFileSync(told, 'utf8').trim().split('\n');
  rmSync(folder, { recursive: true });
  expect({ status, first }).toEqual({ status: 0, first: another });
  expect(new Set(later)).toEqual(new Set([realpathSync(join(ROOT, 'node_modules', '.bin', 'node'))]));
});

test('a command that nobody reads to its end ends quietly', async () => {
  const child = spawn(process.execPath, [COMMAND, 'plan', 'explain'], {
    cwd: ROOT,
    env: NOBODY,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const [code] = await once(child, 'close');
  expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
});

test('a command that is interrupted while nobody answers ends with 130', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const env = {
    ...NOBODY,
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  };
  const child = spawn(process.execPath, [COMMAND, 'pause', 'a deployment'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // It says in whose name before it asks anybody.
  child.stderr.once('data', () => child.kill('SIGINT'));
  const [code] = await once(child, 'exit');
  silent.close();
  expect(code).toBe(130);
});

describe('a plan that is none is bad input, and says what was found and what was expected:', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plans-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each([
    ['no YAML', () => 'name: [a\n  b: 2\n', 'not valid YAML'],
    ['nothing', () => '', 'is empty; expected a plan'],
    [
      'a word',
      (plan: string) => plan.replace('mode: approval', 'mode: maybe'),
      'failover.mode: found "maybe"',
    ],
    [
      'a region that there is not',
      (plan: string) => plan.replace('recovery: us-west-2', 'recovery: us-esat-1'),
      'regions.recovery: found "us-esat-1"; expected a region that the ledger can span',
    ],
  ] as const)('%s', (_name, text, expected) => {
    const file = join(folder, 'plan.yaml');
    writeFileSync(file, text(readFileSync(join(ROOT, 'firebackup.yaml'), 'utf8')));
    expect(launched(['status', '--plan', file])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining(expected),
    });
    expect(launched(['plan', 'check', '--plan', file]).status).toBe(2);
  });
});

describe('against an AWS that answers', () => {
  /** A process beside this one, whose server it asks. */
  const ran = async (args: readonly string[], settings: Partial<ServedSettings> & { env?: object } = {}) => {
    const cloud = await aServedCloud({ planFile: join(ROOT, 'firebackup.yaml'), ...settings });
    await cloud.truth.writeRun(aRun({ id: 'run-1', outcome: 'done' }));
    try {
      const child = spawn(process.execPath, [COMMAND, ...args], {
        cwd: ROOT,
        env: { ...NOBODY, ...cloud.env, ...settings.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const said = { stdout: '', stderr: '' };
      child.stdout.on('data', (text) => {
        said.stdout += text;
      });
      child.stderr.on('data', (text) => {
        said.stderr += text;
      });
      const [code] = await once(child, 'close');
      return { code, ...said, calls: cloud.calls };
    } finally {
      await cloud.end();
    }
  };
  const ledgerSays = (type: string, message?: string) => (call: WireCall) =>
    call.signedFor === 'dynamodb' ? jsonError(type, message) : undefined;
  const to = (operation: string, type: string, message: string) => (call: WireCall) =>
    call.operation?.endsWith(operation) ? jsonError(type, message) : undefined;

  const refused: readonly [
    what: string,
    args: readonly string[],
    settings: Partial<ServedSettings> & { env?: object },
    code: number,
    expected: string,
  ][] = [
    [
      'a token that has expired',
      ['status'],
      { before: ledgerSays('ExpiredTokenException', 'the token has expired') },
      3,
      'your AWS credentials have expired (the token has expired); sign in again',
    ],
    [
      'credentials that nobody knows',
      ['runs', '--json'],
      { before: ledgerSays('UnrecognizedClientException') },
      3,
      'AWS does not know these credentials',
    ],
    [
      'an action that is not allowed',
      ['recovery-points'],
      {
        before: ledgerSays(
          'AccessDeniedException',
          'ada is not authorized to perform: dynamodb:GetItem on x',
        ),
      },
      3,
      'not allowed: dynamodb:GetItem',
    ],
    [
      'a plan that was never deployed',
      ['status'],
      { before: ledgerSays('ResourceNotFoundException') },
      3,
      "check the plan's name and regions, and whose account your credentials are of",
    ],
    [
      'an endpoint where nobody listens',
      ['status'],
      { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } },
      3,
      'the ledger answers in no region',
    ],
    [
      'an account in which nobody listens',
      ['doctor'],
      { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' } },
      3,
      'the ledger answers in no region',
    ],
    [
      'a proxy that answers for AWS',
      ['status'],
      { before: () => ({ body: '<html>sign in</html>' }) },
      3,
      'what answers is not AWS',
    ],
    ['a machine that is not deployed', ['drill'], {}, 3, 'no machine firebackup-drill'],
    [
      'a machine that may not be started',
      ['wal-check'],
      {
        machines: ['wal-check'],
        before: to(
          'StartExecution',
          'AccessDeniedException',
          'not authorized to perform: states:StartExecution on x',
        ),
      },
      3,
      'not allowed: states:StartExecution',
    ],
    [
      'a run that there is not',
      ['run', 'show', 'run-2'],
      {},
      2,
      'no run run-2 in the ledger; firebackup runs',
    ],
    ['a report of a run that there is not', ['report', 'run-2'], {}, 2, 'no run run-2 in the ledger'],
    [
      'an answer that nobody waits for',
      ['approve', 'run-2'],
      {},
      2,
      'no run run-2 has asked; firebackup status',
    ],
  ];

  test.each(refused)('%s is told in one line', async (_what, args, settings, code, expected) => {
    const ended = await ran(args, settings);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(expected) });
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
    expect(ended.stderr).not.toMatch(/this program broke|\n +at /);
  });

  test('what was asked for is answered as data, and nothing stands beside it', async () => {
    const { code, stdout, stderr } = await ran(['run', 'show', 'run-1', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ run: { id: 'run-1', outcome: 'done' } });
  });

  test('a machine that fails is bad news, with its link and its states on standard error', async () => {
    const { code, stdout, stderr } = await ran(['wal-check'], {
      machines: ['wal-check'],
      looks: [{ status: 'FAILED', error: 'WalBehind', cause: '{"errorMessage":"an hour is missing"}' }],
    });
    expect(code).toBe(1);
    expect(stdout).toContain('WalBehind: an hour is missing');
    expect(stderr).toContain('console: https://us-east-1.console.aws.amazon.com/states');
    expect(stderr).toContain('take lease');
    expect(stderr).toContain('[FAILED: WalBehind]');
  });

  test('a region that swallows every call holds the answer up for a second, and is named', async () => {
    const before = ({ region }: WireCall) => (region === 'us-east-1' ? 'silent' : undefined);
    const { code, stdout } = await ran(['runs', '--json'], { before });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ledger: { silent: [{ region: 'us-east-1', because: 'it has not answered yet' }] },
      runs: [{ id: 'run-1' }],
    });
  });

  test('whoever is interrupted while a run is watched is told that it goes on, and where', async () => {
    const running = { status: 'RUNNING' };
    const cloud = await aServedCloud({
      planFile: join(ROOT, 'firebackup.yaml'),
      machines: ['wal-check'],
      looks: [running],
    });
    const child = spawn(process.execPath, [COMMAND, 'wal-check'], {
      cwd: ROOT,
      env: { ...NOBODY, ...cloud.env },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text) => {
      if (!said.includes('take lease') && `${said}${text}`.includes('take lease')) child.kill('SIGINT');
      said += text;
    });
    const [code] = await once(child, 'close');
    await cloud.end();
    expect(code).toBe(130);
    expect(said).toMatch(/no longer watching; wal-check \S+ goes on in us-east-1. Look again: firebackup /);
  });
});

/** Of util-linux; another `script` takes other words. */
const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux');

(hasScript ? test : test.skip).each([
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
])('%s at a question ends with 130, and nothing is done', async (_name, key) => {
  const child = spawn('script', ['-qec', `"${process.execPath}" "${COMMAND}" failover`, '/dev/null'], {
    cwd: ROOT,
    env: NOBODY,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (text) => {
    if (!said.includes('to go on:') && `${said}${text}`.includes('to go on:')) child.stdin.write(key);
    said += text;
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(130);
  // This terminal says that it has no columns: 80 are taken, and not one word a line.
  expect(said).toContain('interrupted while it asked; nothing was done');
});
