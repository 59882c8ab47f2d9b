import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range that Linux (32768–60999) and macOS (49152–65535) hand to outgoing connections: an engine
 * that was killed must find its port free when it comes back, and a client that polls a dead engine's port
 * must not, by chance, be connected to itself.
 */
const LOWEST = 20_000;
const HIGHEST = 32_767;
const ATTEMPTS = 100;

/** A port of 127.0.0.1 on which nobody listens at the moment of asking; nothing is reserved. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port on 127.0.0.1: tried ${ATTEMPTS} between ${LOWEST} and ${HIGHEST}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
