import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fetchHealth, postJson } from '../../lambdas/runtime/fetch-health';
import type { HealthAnswer } from '../../lib/domain/health';

/** Asks an API that behaves as told, and takes it down again. */
async function asking(listener: RequestListener, timeoutSeconds = 5): Promise<HealthAnswer> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await fetchHealth({ timeoutSeconds, regionHeader: 'x-region' })(
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test('an answer is its status and its body', async () => {
  expect(await asking((_, answer) => answer.writeHead(503).end('{"checks":{"database":"down"}}'))).toEqual({
    status: 503,
    body: { checks: { database: 'down' } },
  });
});

test('a body that is no JSON is no body', async () => {
  const answer = await asking((_, response) => response.end('<html>'));
  expect(answer).toEqual({ status: 200, body: undefined });
});

test('an answer that names its region is heard', async () => {
  const answer = await asking((_, response) =>
    response.writeHead(200, { 'X-Region': 'us-west-2' }).end('{}'),
  );
  expect(answer).toEqual({ status: 200, body: {}, region: 'us-west-2' });
});

test('a write is sent as JSON, and its answer heard like any other', async () => {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      received.push([request.method, request.headers['content-type'], body]);
      response.writeHead(201).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await postJson({ timeoutSeconds: 5 })(url, { run: 'run-1' })).toMatchObject({ status: 201 });
    expect(received).toEqual([['POST', 'application/json', { run: 'run-1' }]]);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a redirection is an answer and is not followed', async () => {
  const answer = await asking((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
  expect(answer.status).toBe(302);
});

test('an API that keeps silent is given up on after the time it has', async () => {
  const answer = await asking(() => undefined, 0.1);
  expect(answer).toEqual({ failure: expect.stringContaining('timeout') });
});

test('a connection that is refused is no answer', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  expect(await fetchHealth({ timeoutSeconds: 1 })(`http://127.0.0.1:${port}`)).toEqual({
    failure: expect.stringMatching(/ECONNREFUSED|fetch failed/),
  });
});
