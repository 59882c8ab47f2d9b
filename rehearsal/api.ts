import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export type Check = () => Promise<void>;

/** The header in which it names its region. */
export const REGION_HEADER = 'x-firebackup-region';

export interface ApiSettings {
  readonly region: string;
  readonly checks: Readonly<Record<string, Check>>;
  /** A client's write on behalf of a run. */
  readonly write: (run: string) => Promise<void>;
}

/**
 * Stands for the protected API in one region: `/health` in the shape that the real one has, with its checks really
 * made, and `POST /write`, which really writes a row. It answers 503 when that fails, and nothing at all once its region is gone.
 */
export class Api {
  #server: Server | undefined;
  #port = 0;

  constructor(private readonly settings: ApiSettings) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}/health`;
  }

  async start(): Promise<void> {
    const headers = { 'content-type': 'application/json', [REGION_HEADER]: this.settings.region };
    const server = createServer((request, response) => {
      void (request.method === 'POST' ? this.#write(request) : this.#health()).then(({ healthy, body }) => {
        response.writeHead(healthy ? 200 : 503, headers).end(JSON.stringify(body));
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

  async #write(request: IncomingMessage) {
    try {
      const { run } = (await json(request)) as { run: string };
      await this.settings.write(run);
      return { healthy: true, body: { run } };
    } catch (error) {
      return { healthy: false, body: { because: (error as Error).message } };
    }
  }

  async #health() {
    const outcomes = await Promise.all(
      Object.entries(this.settings.checks).map(
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
