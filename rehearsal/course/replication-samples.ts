import type { NumberedWrite } from '../numbered-writer';
import type { ReplicationSample } from './course';
import type { Replayed } from './replication-watch';

export interface Clocks {
  /** Seconds since the rehearsal began, of a moment on this machine's clock. */
  readonly since: (at: number) => number;
  /** The same of a moment on the clock of the functions, which leaps where nobody waits. */
  readonly sinceOnFunctions: (at: number) => number;
}

/** Holds what a standby had replayed against what the client had been acknowledged by then. */
export function replicationSamples(
  replayed: readonly (Replayed & { readonly region: string })[],
  writes: readonly NumberedWrite[],
  { since, sinceOnFunctions }: Clocks,
): readonly ReplicationSample[] {
  return replayed.map(({ at, region, newestNumber, heartbeatAt }) => {
    // Numbers are sent one after the other, so what is missing is what comes after the newest.
    const missing = writes.filter(
      ({ number, acknowledgedAt }) =>
        number > newestNumber && acknowledgedAt !== undefined && acknowledgedAt <= at,
    );
    const first = missing[0]?.acknowledgedAt;
    return {
      at: since(at),
      region,
      heartbeatAgeSeconds:
        heartbeatAt === undefined ? undefined : seconds(since(at) - sinceOnFunctions(heartbeatAt)),
      missingWrites: missing.length,
      behindSeconds: first === undefined ? 0 : (at - first) / 1000,
    };
  });
}

const seconds = (value: number): number => Math.max(0, Math.round(value * 1000) / 1000);
