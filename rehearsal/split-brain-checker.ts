import type { Store } from './numbered-writer';
import { makeProbes, probedCache, probedDatabase } from './probe-stores';
import { SideProber } from './side-prober';
import type { World } from './world';
import { type Streak, type WritableSides, writableSides } from './writable-sides';

/** A session that was opened before a fence is the one that goes on after it: it is tried often. */
const HELD_EVERY_MS = 40;
/** A new session costs PostgreSQL a process; four a second on each side leave the machine to the rehearsal. */
const NEW_EVERY_MS = 250;

const SIDES = ['primary', 'standby'] as const;
const SESSIONS = ['held', 'new'] as const;
type Side = (typeof SIDES)[number];

/** Which sides took writes of clients; nothing of a cache that is not rehearsed. */
export interface Writable {
  readonly database: WritableSides;
  readonly cache?: WritableSides | undefined;
}

type Probers = Readonly<Record<Side, readonly SideProber[]>>;

/**
 * Tries both sides of database and cache from the first second to the last, through the doors that clients use. What
 * clients cannot reach does not count, and what nobody tried would not be found.
 */
export class SplitBrainChecker {
  readonly #databases: Probers;
  readonly #caches: Probers | undefined;

  private constructor({ engines: { databases, caches } }: World) {
    this.#databases = probersOf((side, id) => probedDatabase(databases[side], databases.databaseName, id));
    this.#caches = caches && probersOf((side, id) => probedCache(caches[side], id));
  }

  static async start(world: World): Promise<SplitBrainChecker> {
    await makeProbes(world.engines.databases);
    return new SplitBrainChecker(world);
  }

  /** As it stands now. */
  get writable(): Writable {
    return { database: sidesOf(this.#databases), cache: this.#caches && sidesOf(this.#caches) };
  }

  /** When a side acknowledged writes, by every session that tried; of a cache that is not rehearsed, never. */
  streaks(component: 'database' | 'cache', side: Side): readonly Streak[] {
    const probers = component === 'database' ? this.#databases : this.#caches;
    return probers ? streaksOf(probers, side) : [];
  }

  /** When a side last acknowledged a write to its database. */
  lastOf(side: Side): number | undefined {
    const ends = streaksOf(this.#databases, side).map(({ to }) => to);
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  stop(): void {
    for (const probers of [this.#databases, this.#caches]) {
      for (const side of SIDES) for (const prober of probers?.[side] ?? []) prober.stop();
    }
  }
}

const probersOf = (connect: (side: Side, id: number) => Promise<Store>): Probers => {
  const on = (side: Side) =>
    SESSIONS.map(
      (session, id) =>
        new SideProber({
          connect: () => connect(side, id),
          everyMs: session === 'held' ? HELD_EVERY_MS : NEW_EVERY_MS,
          session,
        }),
    );
  return { primary: on('primary'), standby: on('standby') };
};

const streaksOf = (probers: Probers, side: Side): readonly Streak[] =>
  probers[side].flatMap(({ streaks }) => streaks);

const sidesOf = (probers: Probers): WritableSides =>
  writableSides(streaksOf(probers, 'primary'), streaksOf(probers, 'standby'));
