import { createServer, type Server, type Socket } from 'node:net';

/** One listening port of a gate; hands every connection to the gate. */
export class GateDoor {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static open(onConnection: (client: Socket) => void): Promise<GateDoor> {
    // Half-open, since an end is passed on by the gate, and not while it is partitioned.
    const server = createServer({ allowHalfOpen: true, noDelay: true }, onConnection);
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve(new GateDoor(server)));
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the gate is closed: no port');
    return address.port;
  }

  /** Resolves when its connections are gone too. */
  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
