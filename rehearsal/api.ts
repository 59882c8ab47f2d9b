import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Check = () => Promise<void>;

/**
 * Stands for the protected API in one region: `/health` in the shape that the real one has, with its checks really
 * made. It answers 503 when a check fails, and nothing at all once its region is gone.
 */
export class Api {
  #server: Server | undefined;
  #port = 0;

  constructor(private readonly checks: Readonly<Record<string, Check>>) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}/health`;
  }

  async start(): Promise<void> {
    const server = createServer((_request, response) => {
      void this.#health().then(({ healthy, body }) => {
        response
          .writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' })
          .end(JSON.stringify(body));
      });
    });
    this.#server = server;
    await new Promise<void>((listening) => server.listen(this.#port, '127.0.0.1', listening));
    this.#port = (server.address() as AddressInfo).port;
  }

  kill(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
    this.#server = undefined;
  }

  async #health() {
    const outcomes = await Promise.all(
      Object.entries(this.checks).map(
        async ([name, check]): Promise<[string, string]> => [
          name,
          await check().then(
            () => 'healthy',
            () => 'unhealthy',
          ),
        ],
      ),
    );
    const healthy = outcomes.every(([, outcome]) => outcome === 'healthy');
    const status = healthy ? 'healthy' : 'unhealthy';
    return {
      healthy,
      body: { status, timestamp: new Date().toISOString(), checks: Object.fromEntries(outcomes) },
    };
  }
}
