import type { Socket } from 'node:net';
import { GateConnection } from './gate-connection';
import { GateDoor } from './gate-door';

/**
 * Stands in front of one engine for its network interface and its security groups. It has a door, a port of
 * its own, for each source of connections, since on one machine all sources share one address.
 *
 * All sources are admitted at first. As with AWS's connection tracking, a change of the admitted sources is
 * about new connections; established ones stay until they are cut. Unlike AWS, which drops packets silently,
 * a source that is not admitted learns of it at once.
 */
export class Gate {
  readonly #doors: ReadonlyMap<string, GateDoor>;
  #targetPort: number;
  readonly #connections = new Set<GateConnection>();
  /** Arrived during a partition. */
  readonly #unanswered = new Set<Socket>();
  #admitted: ReadonlySet<string>;
  #partitioned = false;

  private constructor(targetPort: number, doors: ReadonlyMap<string, GateDoor>) {
    this.#targetPort = targetPort;
    this.#doors = doors;
    this.#admitted = new Set(doors.keys());
  }

  static async open(targetPort: number, sources: readonly string[]): Promise<Gate> {
    const doors = new Map<string, GateDoor>();
    const gate = new Gate(targetPort, doors);
    for (const source of sources) {
      doors.set(source, await GateDoor.open((client) => gate.#arrive(source, client)));
    }
    gate.admit(sources);
    return gate;
  }

  /** The port that a source connects to instead of the engine's own. */
  port(source: string): number {
    const door = this.#doors.get(source);
    if (!door) throw new Error(`no door for ${source}: expected one of ${this.#names()}`);
    return door.port;
  }

  /** Replaces the set of sources whose new connections are accepted. */
  admit(sources: readonly string[]): void {
    const unknown = sources.filter((source) => !this.#doors.has(source));
    if (unknown.length > 0) throw new Error(`no door for ${unknown.join(', ')}: expected ${this.#names()}`);
    this.#admitted = new Set(sources);
  }

  /** Leads to another engine from now on, as an address does that a new instance has taken over. */
  retarget(port: number): void {
    this.#targetPort = port;
    this.cutAll();
  }

  /** Ends all established connections, of all doors. */
  cutAll(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  /**
   * A black hole: nothing flows, sockets stay open, new connections hang. When it ends, what was under way
   * arrives late. Connections tried meanwhile fail then: nothing that was sent on them may ever arrive.
   */
  partition(on: boolean): void {
    this.#partitioned = on;
    for (const connection of this.#connections) on ? connection.hold() : connection.release();
    if (!on) this.#dropUnanswered();
  }

  async close(): Promise<void> {
    this.cutAll();
    this.#dropUnanswered();
    this.#admitted = new Set();
    await Promise.all([...this.#doors.values()].map((door) => door.close()));
  }

  #arrive(source: string, client: Socket): void {
    if (this.#partitioned) this.#leaveUnanswered(client);
    else if (this.#admitted.has(source)) this.#connect(client);
    else client.destroy();
  }

  #connect(client: Socket): void {
    const forget = (connection: GateConnection) => this.#connections.delete(connection);
    this.#connections.add(new GateConnection(client, this.#targetPort, forget));
  }

  #leaveUnanswered(client: Socket): void {
    client.on('error', () => undefined);
    client.on('close', () => this.#unanswered.delete(client));
    this.#unanswered.add(client);
  }

  #dropUnanswered(): void {
    for (const client of this.#unanswered) client.destroy();
  }

  #names(): string {
    return [...this.#doors.keys()].join(', ');
  }
}
