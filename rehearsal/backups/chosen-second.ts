import { instant } from '../../lib/domain/instant';
import { latestOf } from '../../lib/domain/recovery-point';
import { withSession } from '../../lib/postgres/connect';
import { waitUntil } from '../engines/wait-until';
import type { NumberedWrite } from '../numbered-writer';
import type { World } from '../world';
import { check, checkWal, ended, type Look } from './stage';

/** How long the client writes before the chosen moment, and after it. */
const WRITES_FOR_MS = 2_000;
const ARCHIVED_WITHIN_MS = 30_000;

/**
 * Restores to a moment while a client writes, in the recovery region and so from what was replicated to it. What the client
 * was acknowledged until then has to be there, and nothing that it sent later.
 */
export const restoreToChosenSecond: Look = async ({ world, client }) => {
  const title = 'restore to a chosen moment';
  await pause();
  const chosen = Date.now();
  await pause();
  await windowsReach(world, chosen);
  const input = { store: storeOf(world), to: instant(new Date(chosen)), kind: 'automated-backups-copy' };
  const run = 'restore-chosen';
  const came = await ended(world.region('recovery').start('restore', run, input).result);
  const record = await world.ledger.restore(run);
  if ('failed' in came || !record?.endpoint) {
    return [check(title, false, 'failed' in came ? came.because : 'the record names no endpoint')];
  }
  const there = await numbersAt(world, record.endpoint);
  const { missing, before, tooNew, after } = compared(client.database.writes, there, chosen);
  const found =
    `${input.to}: of ${before} writes acknowledged until then ${missing} are missing, of ${after} sent later ` +
    `${tooNew} are there; usable after ${record.usableSeconds?.toFixed(1) ?? '?'} s`;
  return [check(title, before > 0 && after > 0 && missing === 0 && tooNew === 0, found)];
};

/** Waits, as a person would, for the checks to say that the moment can be recovered. */
async function windowsReach(world: World, moment: number): Promise<void> {
  const reaches = async () => {
    await checkWal(world, `${Date.now()}`);
    const points = await world.ledger.recoveryPoints();
    const replicated = points.find(({ kind }) => kind === 'automated-backups-copy');
    const latest = replicated && latestOf(replicated);
    return latest !== undefined && Date.parse(latest) >= moment;
  };
  await waitUntil(reaches, {
    withinMs: ARCHIVED_WITHIN_MS,
    otherwise: () => 'the replicated backups do not reach the chosen moment',
  });
}

function compared(writes: readonly NumberedWrite[], there: ReadonlySet<number>, chosen: number) {
  const before = writes.filter(
    ({ acknowledgedAt }) => acknowledgedAt !== undefined && acknowledgedAt < chosen,
  );
  const after = writes.filter(({ sentAt }) => sentAt > chosen);
  return {
    before: before.length,
    missing: before.filter(({ number }) => !there.has(number)).length,
    after: after.length,
    tooNew: after.filter(({ number }) => there.has(number)).length,
  };
}

/** Straight from what was restored, as the client would read it. */
async function numbersAt(
  world: World,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ReadonlySet<number>> {
  const { databaseName } = world.engines.databases;
  const endpoint = { host, port, databaseName, user: 'application' };
  const { rows } = await withSession(endpoint, {}, (session) =>
    session.query('SELECT number FROM client.writes'),
  );
  return new Set(rows.map(({ number }) => Number(number)));
}

export const storeOf = ({ deployment }: World): string => {
  const [database] = deployment.databases;
  if (!database) throw new RangeError('a plan has at least one database');
  return database.id;
};

const pause = () => new Promise((resume) => setTimeout(resume, WRITES_FOR_MS));
