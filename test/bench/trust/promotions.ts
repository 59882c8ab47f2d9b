import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../../rehearsal/engines/free-port';
import { baseBackup } from '../../../rehearsal/engines/postgres-backup';
import { findPostgres } from '../../../rehearsal/engines/postgres-binaries';
import { initialisePostgres } from '../../../rehearsal/engines/postgres-initialise';
import type { PostgresServer } from '../../../rehearsal/engines/postgres-server';
import { reserveSlot, standbyFrom } from '../../../rehearsal/engines/postgres-standby';
import { waitUntil } from '../../../rehearsal/engines/wait-until';
import { Leftovers } from '../../../rehearsal/leftovers';
import { median } from '../median';
import { type Promised, progress } from './promise';

/** What PostgreSQL waits before it looks for WAL again, and a promotion with it: the stall that must never be seen. */
const STALL_SECONDS = 5;
const WITHIN_MS = 20_000;
const NAME = 'standby';

/** Each promoted in the very moment in which its primary dies. */
export async function promotions(runs: number): Promise<Promised> {
  const leftovers = new Leftovers();
  try {
    const binaries = await findPostgres(leftovers.folder);
    const place = { dataDirectory: join(leftovers.folder, 'primary'), port: await freePort() };
    const primary = await initialisePostgres(binaries, place);
    leftovers.add(() => primary.killNow());
    await primary.start();
    await reserveSlot(primary, NAME);
    const backup = join(leftovers.folder, 'base');
    await baseBackup(primary, backup);
    const seconds: number[] = [];
    for (let run = 1; run <= runs; run += 1) {
      progress('promotion', run, runs);
      await primary.start();
      seconds.push(await promotedOnce(primary, { backup, leftovers }));
    }
    const worst = Math.max(...seconds);
    return {
      what: `promotion as its primary dies, slowest of ${runs}`,
      measured: `${worst.toFixed(3)} s (median ${median(seconds).toFixed(3)})`,
      goal: `< ${STALL_SECONDS} s`,
      kept: worst < STALL_SECONDS,
    };
  } finally {
    leftovers.end();
  }
}

interface Bench {
  readonly backup: string;
  readonly leftovers: Leftovers;
}

async function promotedOnce(primary: PostgresServer, { backup, leftovers }: Bench): Promise<number> {
  const dataDirectory = join(leftovers.folder, 'standby');
  const { host, port } = primary;
  const place = { dataDirectory, port: await freePort(), name: NAME, upstream: { host, port } };
  const standby = await standbyFrom(backup, primary, place);
  leftovers.add(() => standby.killNow());
  await standby.start();
  await waitUntil(() => streams(primary), { withinMs: WITHIN_MS, otherwise: () => 'the standby lags' });
  primary.killNow();
  const begun = performance.now();
  await standby.promote();
  await waitUntil(async () => !(await standby.isInRecovery()), {
    withinMs: WITHIN_MS,
    otherwise: () => `not promoted within ${WITHIN_MS / 1000} s`,
  });
  const seconds = (performance.now() - begun) / 1000;
  await Promise.all([primary.kill(), standby.kill()]);
  await rm(dataDirectory, { recursive: true });
  return seconds;
}

async function streams(primary: PostgresServer): Promise<boolean> {
  const caughtUp = 'SELECT FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()';
  const { rows } = await primary.query(caughtUp);
  return rows.length > 0;
}
