import type { HeartbeatSighting } from '../../lib/domain/heartbeats';
import type { Instant } from '../../lib/domain/instant';
import type { Logins } from '../../lib/domain/logins';
import type { Heartbeat, StandbyState } from '../../lib/postgres/heartbeat';

/** Of a database that nobody has told its epoch yet; a heartbeat never lowers the epoch that the row has. */
const FIRST_EPOCH = 1;

interface Deps {
  readonly databases: readonly string[];
  /** Nothing on a standby. */
  readonly write: (database: string, epoch: number) => Promise<Written | undefined>;
  readonly read: (database: string) => Promise<StandbyState>;
  readonly now: () => Instant;
}

type Written = Heartbeat & {
  /** Whether the application may log in where the heartbeat was written. */
  readonly logins: Logins;
};

export interface Heartbeats {
  readonly at: Instant;
  readonly written: number;
  readonly seen: readonly HeartbeatSighting[];
}

/**
 * State WriteHeartbeat of `heartbeat`, deployed in both regions. Writes where the database takes writes, and on a standby
 * says what came through. Beside each heartbeat that it wrote it says which of the application's roles may not log in; that
 * this could not be looked at fails nothing. Failing means that a database took no write; a standby that cannot be read is
 * reported as not seen.
 */
export const writeHeartbeatRows =
  ({ databases, write, read, now }: Deps) =>
  async (): Promise<Heartbeats> => {
    const seen = await Promise.all(
      databases.map(async (database): Promise<HeartbeatSighting> => {
        const beat = await write(database, FIRST_EPOCH);
        return beat
          ? { database, writtenAt: beat.writtenAt, logins: beat.logins }
          : sightingOn(database, read);
      }),
    );
    return { at: now(), written: seen.filter((one) => 'writtenAt' in one).length, seen };
  };

async function sightingOn(database: string, read: Deps['read']): Promise<HeartbeatSighting> {
  try {
    const { lastHeartbeatAt, replayLagBytes } = await read(database);
    return { database, lastHeartbeatAt, replayLagBytes };
  } catch (error) {
    return { database, unseenBecause: (error as Error).message };
  }
}
