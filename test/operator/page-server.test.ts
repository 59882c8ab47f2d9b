import { connect } from 'node:net';
import type { Known } from '../../lib/status-page/answer-page';
import { PageServer } from '../../operator/page/page-server';
import { portOf } from '../../operator/page/port';
import { at } from '../helpers/at';

const silence: Known = { silence: 'nothing is built yet', at: at(0) };

async function served(body: (server: PageServer) => Promise<void>) {
  const server = await PageServer.open({
    port: 0,
    everySeconds: 1,
    read: async () => silence,
    readFrom: () => '',
  });
  try {
    await body(server);
  } finally {
    server.close();
  }
}

test.each(['/', '/status', '/status.json'])('%s is the status', (path) =>
  served(async ({ address }) => {
    const answer = await fetch(new URL(path, address));
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('nothing is built yet');
  }),
);

test('nothing else is there, and nothing can be done', () =>
  served(async ({ address }) => {
    expect((await fetch(new URL('/favicon.ico', address))).status).toBe(404);
    expect((await fetch(address, { method: 'POST' })).status).toBe(405);
  }));

/** The first line of what is answered to a request that no client of Node would send. */
const askedAs = (address: string, host: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(address);
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`GET /status.json HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    );
    let text = '';
    socket.on('data', (part) => {
      text += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text.split('\r\n')[0] ?? ''));
  });

test('a page of elsewhere that had its own name lead here is told nothing', () =>
  served(async ({ address }) => {
    expect(await askedAs(address, 'evil.example.com')).toContain('421');
    expect(await askedAs(address, new URL(address).host)).toContain('503');
  }));

test('it listens to this machine alone', () =>
  served(async ({ address }) => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  }));

test('a port that is taken is said, and not waited for', () =>
  served(async ({ address }) => {
    const port = Number(new URL(address).port);
    await expect(
      PageServer.open({ port, everySeconds: 1, read: async () => silence, readFrom: () => '' }),
    ).rejects.toThrow('EADDRINUSE');
  }));

test.each(['x', '-1', '65536', '1.5', ''])('%j is no port', (text) => {
  expect(() => portOf(text)).toThrow(/expected a port, from 0 \(any that is free\) to 65535/);
});
