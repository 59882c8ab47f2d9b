import { epochSeconds, type Figure, sample } from './exposed-figure';
import type { HeartbeatRecord, HeartbeatSighting } from './heartbeats';
import { type Instant, secondsBetween } from './instant';

interface Looked {
  readonly regions: readonly string[];
  readonly databases: readonly string[];
  /** After this long without a look, what was seen is not known any more. */
  readonly freshForSeconds: number;
}

/** What each region saw of each heartbeat. */
export function exposedHeartbeats(
  records: readonly (HeartbeatRecord | undefined)[],
  { regions, databases, freshForSeconds }: Looked,
  now: Instant,
): readonly Figure[] {
  const seen = regions.flatMap((region) => {
    const record = records.find((one) => one?.region === region);
    const isFresh = record !== undefined && secondsBetween(record.at, now) <= freshForSeconds;
    return databases.map((database) => {
      const sighting = record?.databases.find((one) => one.database === database);
      return { labels: { region, database }, beat: sighting && beatOf(sighting), sighting, isFresh };
    });
  });
  return [
    {
      name: 'firebackup_last_heartbeat_timestamp_seconds',
      help: 'When the newest heartbeat that the region has of a database was written.',
      samples: seen.flatMap(({ labels, beat }) => sample(labels, epochSeconds(beat))),
    },
    {
      name: 'firebackup_heartbeat_known',
      help: 'Whether the region looked lately, and found one.',
      samples: seen.flatMap(({ labels, beat, isFresh }) =>
        sample(labels, isFresh && beat !== undefined ? 1 : 0),
      ),
    },
    {
      name: 'firebackup_replay_lag_bytes',
      help: 'What a standby has received and not replayed.',
      samples: seen.flatMap(({ labels, sighting, isFresh }) =>
        isFresh && sighting && 'replayLagBytes' in sighting ? sample(labels, sighting.replayLagBytes) : [],
      ),
    },
  ];
}

function beatOf(sighting: HeartbeatSighting): Instant | undefined {
  if ('writtenAt' in sighting) return sighting.writtenAt;
  return 'lastHeartbeatAt' in sighting ? sighting.lastHeartbeatAt : undefined;
}
