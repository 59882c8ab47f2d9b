import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Region } from './region';

/** What is asked of a region over HTTPS, and the function that answers it. */
const SERVED: Readonly<Record<string, string>> = {
  '/role': 'serve-role',
  '/health': 'serve-health',
  '/metrics': 'serve-health',
  '/status': 'serve-health',
  '/status.json': 'serve-health',
};

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Stands for the function URLs of a region: the shipped functions behind an HTTP server of this machine. A signature is asked
 * of nobody, since only this machine can ask. As on AWS a function that fails is a 502, and a region that is gone says nothing.
 */
export class Endpoints {
  readonly #server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = SERVED[pathname];
    if (!this.region.alive) return void response.destroy();
    if (name === undefined) return void response.writeHead(404).end();
    this.region.invoke(name, { rawPath: pathname, headers: request.headers }).then(
      (answer) => {
        const { statusCode, headers, body } = answer as Answer;
        response.writeHead(statusCode, headers).end(body);
      },
      () => response.writeHead(502).end(),
    );
  });

  private constructor(private readonly region: Pick<Region, 'alive' | 'invoke'>) {}

  static async open(region: Pick<Region, 'alive' | 'invoke'>): Promise<Endpoints> {
    const endpoints = new Endpoints(region);
    endpoints.#server.listen(0, '127.0.0.1');
    await once(endpoints.#server, 'listening');
    return endpoints;
  }

  /** Host and port. */
  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
