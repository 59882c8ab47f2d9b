import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Invoke } from './functions';

/**
 * Stands for Route 53's failover records and for clients that resolve them: a health check asks `serve-role` in the
 * recovery region, and the name leads there for as long as the answer is 200, else to the primary.
 */
export class PublicName {
  #region: string;
  #checking: NodeJS.Timeout | undefined;
  readonly #server = createServer((request, response) => {
    this.#forward(request).then(
      async (answer) =>
        response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text()),
      () => response.destroy(),
    );
  });

  constructor(
    private readonly regions: { readonly primary: string; readonly recovery: string },
    private readonly healthOf: (region: string) => string,
  ) {
    this.#region = regions.primary;
  }

  /** Where the name leads now. */
  get region(): string {
    return this.#region;
  }

  get url(): string {
    return `${this.#origin}/health`;
  }

  get writeUrl(): string {
    return `${this.#origin}/write`;
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async open(): Promise<void> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
  }

  /** Begins to ask, as often as enough of Route 53's checkers do; the rehearsal more often by its compression. */
  check(serveRole: Invoke, everyMs: number): void {
    const ask = () => {
      void serveRole({}).then(follow, () => follow(undefined));
    };
    const follow = (answer: unknown) => {
      const { statusCode } = (answer ?? {}) as { statusCode?: number };
      this.#region = statusCode === 200 ? this.regions.recovery : this.regions.primary;
      if (this.#checking) this.#checking = setTimeout(ask, everyMs);
    };
    this.#checking = setTimeout(ask, everyMs);
  }

  async #forward(request: IncomingMessage): Promise<Response> {
    const url = new URL(request.url ?? '/', this.healthOf(this.#region));
    if (request.method !== 'POST') return fetch(url);
    return fetch(url, { method: 'POST', body: await text(request) });
  }

  close(): void {
    clearTimeout(this.#checking);
    this.#checking = undefined;
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
