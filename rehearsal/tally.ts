import type { NumberedWrite } from './numbered-writer';

/** What a client's numbered writes say about a failover. Times in seconds, as the client saw them. */
export interface Tally {
  readonly acknowledged: number;
  readonly writesPerSecond: number;
  /** Acknowledged in the lost region and missing on the promoted side. */
  readonly lost: number;
  /** From the first lost write to the last one that the lost region acknowledged; 0 when none was lost. */
  readonly lostSeconds: number;
  /** From the kill to the first write that the recovery region acknowledged; unknown if there was none. */
  readonly killToFirstWriteSeconds?: number | undefined;
  /** The longest time between two acknowledged writes around the kill. */
  readonly gapSeconds?: number | undefined;
}

export interface Lost {
  readonly writes: readonly NumberedWrite[];
  readonly killedAt: number;
  readonly lostRegion: string;
  readonly recoveryRegion: string;
  /** The numbers that the promoted side has. */
  readonly surviving: ReadonlySet<number>;
}

export function tallyOf({ writes, killedAt, lostRegion, recoveryRegion, surviving }: Lost): Tally {
  const acknowledged = writes.filter((write) => write.acknowledgedAt !== undefined);
  const before = acknowledged.filter((write) => write.region === lostRegion);
  const after = acknowledged.filter((write) => write.region === recoveryRegion);
  const lost = before.filter((write) => !surviving.has(write.number));
  const lastBefore = before.at(-1)?.acknowledgedAt;
  const firstAfter = after.at(0)?.acknowledgedAt;
  const first = before.at(0)?.sentAt;
  const busySeconds = lastBefore !== undefined && first !== undefined ? (lastBefore - first) / 1000 : 0;
  return {
    acknowledged: acknowledged.length,
    writesPerSecond: busySeconds > 0 ? before.length / busySeconds : 0,
    lost: lost.length,
    lostSeconds: lost[0] && lastBefore ? (lastBefore - lost[0].sentAt) / 1000 : 0,
    killToFirstWriteSeconds: firstAfter === undefined ? undefined : (firstAfter - killedAt) / 1000,
    gapSeconds:
      firstAfter === undefined || lastBefore === undefined ? undefined : (firstAfter - lastBefore) / 1000,
  };
}
