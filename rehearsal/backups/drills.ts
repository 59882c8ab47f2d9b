import type { Drilled } from '../../lib/domain/drill-record';
import { isSnapshot, provenAt } from '../../lib/domain/recovery-point';
import type { Check } from '../report';
import { takeSnapshot } from './make-points';
import { check, ended, type Look, type Stage } from './stage';

/** Every kind that the recovery region has is restored there and looked into. */
export const drillEveryKind: Look = async (stage) => {
  const { drilled, because } = await drill(stage, 'drill-every-kind');
  if (drilled.length === 0) return [check('drill', false, because ?? 'nothing was drilled')];
  return drilled.map((one) => {
    const usable = one.usableSeconds === undefined ? '' : `, usable after ${one.usableSeconds.toFixed(1)} s`;
    const found = `${one.outcome}${usable}${one.because ? `: ${one.because}` : ''}`;
    return one.outcome === 'not drilled'
      ? { title: `drill of ${one.kind}`, outcome: 'not rehearsed' as const, found }
      : check(`drill of ${one.kind}`, one.outcome === 'proven', found);
  });
};

/** A second snapshot is taken and its copy damaged where the client's rows lie: nothing but a restore can tell. */
export const drillDamagedSnapshot: Look = async (stage) => {
  const { world } = stage;
  const { recovery } = world.settings.plan.regions;
  const taken = await takeSnapshot(stage, 2);
  const copies = (await world.ledger.recoveryPoints())
    .filter(isSnapshot)
    .filter(({ region }) => region === recovery)
    .toSorted((a, b) => Date.parse(a.takenAt) - Date.parse(b.takenAt));
  const damaged = copies.at(-1);
  if (taken.outcome !== 'held' || !damaged) return [taken];
  await world.cloud.rds.get(recovery)?.damageSnapshot(damaged.id);

  const { drilled } = await drill(stage, 'drill-damaged');
  const verdict = drilled.find(({ point }) => point === damaged.id);
  const first = (await world.ledger.recoveryPoints()).find(
    ({ id, region }) => id === copies.at(0)?.id && region === recovery,
  );
  return [
    check(
      'a damaged snapshot is disproven',
      verdict?.outcome === 'disproven',
      verdict ? `${verdict.outcome}: ${verdict.because ?? 'nothing was found'}` : 'it was not drilled',
    ),
    check(
      'the one before it stays proven',
      first !== undefined && provenAt(first) !== undefined,
      first?.proof ? `${first.proof.outcome} ${first.proof.at}` : 'it was never proven',
    ),
  ];
};

/** Once the scratch has been removed, nothing of a drill is left. */
export const nothingLeft: Look = async ({ world }) => {
  const checks: Check[] = [];
  for (const place of ['primary', 'recovery'] as const) {
    const names = [...(world.cloud.rds.get(world.settings.plan.regions[place])?.instances.keys() ?? [])];
    const scratch = names.filter((name) => name.includes('-drill-'));
    const title = `no scratch is left in ${world.settings.plan.regions[place]}`;
    checks.push(check(title, scratch.length === 0, scratch.join(', ') || `instances: ${names.join(', ')}`));
  }
  return checks;
};

interface Drill {
  readonly drilled: readonly Drilled[];
  readonly because?: string | undefined;
}

async function drill({ world }: Stage, run: string): Promise<Drill> {
  const came = await ended(world.region('recovery').start('drill', run, { trigger: 'the rehearsal' }).result);
  const record = await world.ledger.drill(run);
  return {
    drilled: record?.drilled ?? [],
    because: record?.because ?? ('failed' in came ? came.because : undefined),
  };
}
