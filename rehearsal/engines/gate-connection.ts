import { connect, type Socket } from 'node:net';

/** One connection through a gate: a client's socket, and the one opened for it to the engine. */
export class GateConnection {
  readonly #client: Socket;
  readonly #engine: Socket;
  #held = false;

  constructor(client: Socket, targetPort: number, onClosed: (connection: GateConnection) => void) {
    this.#client = client;
    this.#engine = connect({ host: '127.0.0.1', port: targetPort, allowHalfOpen: true, noDelay: true });
    for (const [from, to] of this.#directions()) {
      from.on('data', (chunk) => this.#forward(chunk, from, to));
      from.on('end', () => this.#passOnEnding());
      // An error is followed by `close`, which says all there is to pass on.
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#passOnEnding();
        if (client.destroyed && this.#engine.destroyed) onClosed(this);
      });
    }
  }

  /** Nothing flows any more and neither side learns of it, not even that the other one has ended. */
  hold(): void {
    this.#held = true;
    this.#client.pause();
    this.#engine.pause();
  }

  /** What waited flows on, as after TCP's retransmission. */
  release(): void {
    this.#held = false;
    this.#client.resume();
    this.#engine.resume();
    this.#passOnEnding();
  }

  destroy(): void {
    this.#client.destroy();
    this.#engine.destroy();
  }

  #directions(): ReadonlyArray<readonly [Socket, Socket]> {
    return [
      [this.#client, this.#engine],
      [this.#engine, this.#client],
    ];
  }

  #forward(chunk: Buffer, from: Socket, to: Socket): void {
    if (to.write(chunk)) return;
    from.pause();
    to.once('drain', () => {
      if (!this.#held) from.resume();
    });
  }

  /** A paused socket still reports that its other end is gone: the news has to wait for the release. */
  #passOnEnding(): void {
    if (this.#held) return;
    for (const [from, to] of this.#directions()) {
      if (from.readableEnded) to.end();
      // Soon, since what the closed side sent last is still to be delivered.
      if (from.destroyed) to.destroySoon();
    }
  }
}
