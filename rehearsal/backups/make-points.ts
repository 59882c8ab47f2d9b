import { isSnapshot, type RecoveryPoint } from '../../lib/domain/recovery-point';
import { dumpNotRehearsedBecause } from '../engines/dump-tools';
import type { Check } from '../report';
import { check, ended, type Look, type Stage } from './stage';

/** Has the schedules' machines make one of each, and looks for them in the ledger. */
export const makePoints: Look = async (stage) => [
  await takeSnapshot(stage, 1),
  await backUpCache(stage),
  await dump(stage),
];

/** A snapshot and its copy. The minute that it is due makes its name, so each that is taken gets one of its own. */
export async function takeSnapshot({ world }: Stage, ordinal: number): Promise<Check> {
  const [policy] = world.deployment.policies;
  const due = new Date(world.clock.now().getTime() + ordinal * 60_000).toISOString();
  const input = { policy: policy?.name, due };
  const came = await ended(world.region('primary').start('snapshot', `snapshot-${ordinal}`, input).result);
  const points = (await world.ledger.recoveryPoints()).filter(isSnapshot);
  const newest = points.filter(({ id }) => id === points.toSorted(byTime).at(-1)?.id);
  return 'failed' in came
    ? check('snapshot and copy', false, came.because)
    : check('snapshot and copy', newest.length === 2, wherever(newest));
}

async function backUpCache({ world }: Stage): Promise<Check> {
  const title = 'cache backup and copy';
  const { cacheNotRehearsed } = world.engines;
  const [policy] = world.deployment.cacheBackups;
  if (cacheNotRehearsed || !policy) {
    return { title, outcome: 'not rehearsed', found: cacheNotRehearsed ?? 'the plan has no cache backups' };
  }
  const input = { policy: policy.name, due: world.clock.now().toISOString() };
  const came = await ended(world.region('primary').start('cache-backup', 'cache-backup', input).result);
  if ('failed' in came) return check(title, false, came.because);
  const points = (await world.ledger.recoveryPoints()).filter(({ kind }) => kind.startsWith('cache-backup'));
  return check(title, points.length === 2, wherever(points));
}

async function dump({ world }: Stage): Promise<Check> {
  const title = 'logical dump and replica';
  const because = await dumpNotRehearsedBecause();
  const [policy] = world.deployment.dumps;
  if (because || !policy) {
    return { title, outcome: 'not rehearsed', found: because ?? 'the plan has no dumps' };
  }
  const input = { policy: policy.name, due: world.clock.now().toISOString() };
  const came = await ended(world.region('primary').start('logical-dump', 'logical-dump', input).result);
  if ('failed' in came) return check(title, false, came.because);
  const points = (await world.ledger.recoveryPoints()).filter(({ kind }) => kind.startsWith('logical-dump'));
  return check(title, points.length === 2, wherever(points));
}

const wherever = (points: readonly RecoveryPoint[]): string =>
  points.length === 0
    ? 'the ledger has none'
    : points.map(({ kind, region }) => `${kind} in ${region}`).join(', ');

const byTime = (a: { takenAt: string }, b: { takenAt: string }): number =>
  Date.parse(a.takenAt) - Date.parse(b.takenAt);
