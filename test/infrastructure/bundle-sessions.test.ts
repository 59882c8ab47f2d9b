import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundlesIn } from '../../lib/constructs/bundle';
import { runInNode } from '../helpers/bundles';

/*
 * What a function in the VPC has of the clients of caches and databases, bundled as it is bundled for it: the functions
 * themselves only speak over TLS, to servers with a certificate of Amazon's.
 */

const folder = mkdtempSync(join(tmpdir(), 'firebackup-sessions-'));
beforeAll(() =>
  makeBundlesIn(folder, { cache: 'lib/redis/connect.ts', database: 'lib/postgres/connect.ts' }),
);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a script says after it was served by a server that answers each packet. */
async function served(
  entry: string,
  script: string,
  answer: (packet: string) => string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ said: unknown; heard: string }> {
  let heard = '';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      socket.write(answer(data.toString('latin1')));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const said = await runInNode(script, [join(folder, entry, 'index.js'), String(port)], env);
    return { said, heard };
  } finally {
    server.close();
  }
}

const SAY = `
  const [bundle, port] = process.argv.slice(1);
  const say = (said) => process.stdout.write(JSON.stringify(said), () => process.exit());`;

test('a cache is spoken to in words, and its answer is understood', async () => {
  const script = `${SAY}
    require(bundle).withCacheSession({ host: '127.0.0.1', port: Number(port) }, { tls: false }, (session) =>
      session.command(['INCRBY', 'counter', '2'])).then(say, (error) => say(error.message));`;
  const { said, heard } = await served('cache', script, (packet) =>
    packet
      .split(/(?=\*\d+\r\n)/)
      .map((command) => {
        if (command.includes('HELLO')) return '%1\r\n+proto\r\n:3\r\n';
        return command.includes('INCRBY') ? ':44\r\n' : '+OK\r\n';
      })
      .join(''),
  );
  expect(said).toBe(44);
  expect(heard).toContain('*3\r\n$6\r\nINCRBY\r\n$7\r\ncounter\r\n$1\r\n2\r\n');
});

test('a refusal by a cache arrives in its words', async () => {
  const script = `${SAY}
    require(bundle).withCacheSession({ host: '127.0.0.1', port: Number(port) }, { tls: false }, (session) =>
      session.command(['SET', 'a', 'b'])).then(say, (error) => say(error.message));`;
  const { said } = await served('cache', script, (packet) =>
    packet
      .split(/(?=\*\d+\r\n)/)
      .map((command) => {
        if (command.includes('HELLO')) return '%1\r\n+proto\r\n:3\r\n';
        return /\bSET\r/.test(command)
          ? "-READONLY You can't write against a read only replica.\r\n"
          : '+OK\r\n';
      })
      .join(''),
  );
  expect(said).toContain('READONLY');
});

describe('a token for a database', () => {
  const script = `${SAY}
    require(bundle).connectWithIam('us-west-2')(
      { host: '127.0.0.1', port: Number(port), databaseName: 'main', user: 'ada' }, async () => 'inside',
    ).then(say, (error) => say(error.message));`;

  test('is signed with the credentials of the environment, and then TLS is asked for', async () => {
    const env = { AWS_ACCESS_KEY_ID: 'EXAMPLEKEY', AWS_SECRET_ACCESS_KEY: 'example-secret' };
    const { said, heard } = await served('database', script, () => 'N', env);
    expect(said).toBe('The server does not support SSL connections');
    // SSLRequest: eight bytes, and the number that stands for a version.
    expect(heard).toBe('\0\0\0\b\x04\xd2\x16/');
  });

  test('is not signed without them, and nobody is connected to', async () => {
    const { said, heard } = await served('database', script, () => 'N');
    expect(said).toBe('Unable to find environment variable credentials.');
    expect(heard).toBe('');
  });
});
