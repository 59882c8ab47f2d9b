import type { Client } from '../client';
import type { DoneStep } from '../progress';
import type { SplitBrainChecker } from '../split-brain-checker';
import type { World } from '../world';
import { type Streak, united } from '../writable-sides';
import type { Course, WritableSpans } from './course';
import { replicationSamples } from './replication-samples';
import { type ReplicationWatch, SIDES } from './replication-watch';
import type { SeenProbes } from './seen-probes';
import { writeCourse } from './write-course';

/** Whoever watched a rehearsal. */
export interface Watchers {
  readonly world: World;
  readonly client: Client;
  readonly startedAt: number;
  readonly steps: readonly DoneStep[];
  readonly moments: readonly { readonly at: number; readonly what: string }[];
  readonly probes: SeenProbes;
  readonly replication: ReplicationWatch;
  /** Missing where nobody tried both sides all along. */
  readonly checker?: SplitBrainChecker;
}

/** All that was watched, on one clock: seconds since the rehearsal began. */
export function courseOf({ world, client, startedAt, checker, ...seen }: Watchers): Course {
  const since = (at: number) => Math.round(at - startedAt) / 1000;
  const sinceOnFunctions = (at: number) => since(world.clock.realTimeOf(at));
  const { primary, recovery } = world.settings.plan.regions;
  const regionOf = { primary, standby: recovery } as const;
  const spansOf = (streaks: (side: (typeof SIDES)[number]) => readonly Streak[]): WritableSpans =>
    SIDES.map((side) => ({
      region: regionOf[side],
      spans: united(streaks(side).map(({ from, to }) => ({ from: since(from), to: since(to) }))),
    }));
  const caches = world.engines.caches && client.cache;
  const replayed = seen.replication.samples.map((one) => ({ ...one, region: regionOf[one.side] }));
  return {
    steps: seen.steps.map((step) => ({ ...step, from: since(step.from), to: since(step.to) })),
    moments: seen.moments.map(({ at, what }) => ({ at: since(at), what })),
    writes: {
      database: writeCourse(client.database.writes, since),
      ...(caches && { cache: writeCourse(caches.writes, since) }),
    },
    probes: seen.probes.spans(sinceOnFunctions),
    replication: replicationSamples(replayed, client.database.writes, { since, sinceOnFunctions }),
    writable: {
      database: checker ? spansOf((side) => checker.streaks('database', side)) : [],
      ...(checker && caches && { cache: spansOf((side) => checker.streaks('cache', side)) }),
    },
    leaps: world.clock.leaps.map(({ at, by }) => ({ at: since(at), by: by / 1000 })),
  };
}
