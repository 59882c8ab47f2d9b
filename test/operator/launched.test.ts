import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

jest.setTimeout(60_000);

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
  [['restore'], 2, "missing required argument 'store'"],
  [['status', '--plan', 'nowhere.yaml'], 2, 'nowhere.yaml: 1 problem'],
  [['failover'], 2, 'nobody can type it here; expected a terminal, or --yes'],
  [['status', '--json'], 3, 'no AWS credentials'],
  [['doctor'], 3, 'no AWS credentials'],
] as const)('%j ends with %i, its reason on standard error, and nothing else', (args, status, expected) => {
  const ended = launched(args);
  expect(ended).toMatchObject({ status, stdout: '', stderr: expect.stringContaining(expected) });
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
