import type { Drilled } from '../../lib/domain/drill-record';
import { isSnapshot, provenAt } from '../../lib/domain/recovery-point';
import { engineOf } from '../../lib/domain/restore-order';
import { takeSnapshot } from './make-points';
import { check, ended, type Look, type Stage } from './stage';

/** Every kind that the recovery region has is restored there and looked into; one that was left out has not held. */
export const drillEveryKind: Look = async (stage) => {
  const { recovery } = stage.world.settings.plan.regions;
  const points = await stage.world.ledger.recoveryPoints();
  const kinds = new Set(
    points.filter((one) => one.region === recovery && engineOf(one)).map(({ kind }) => kind),
  );
  const { drilled, because } = await drill(stage, 'drill-every-kind');
  return [...kinds].map((kind) => {
    const one = drilled.find((each) => each.kind === kind);
    if (!one) return check(`drill of ${kind}`, false, because ?? 'it was not drilled');
    const usable = one.usableSeconds === undefined ? '' : `, usable after ${one.usableSeconds.toFixed(1)} s`;
    const found = `${one.outcome}${usable}${one.because ? `: ${one.because}` : ''}`;
    return check(`drill of ${kind}`, one.outcome === 'proven', found);
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

/** Once the scratch has been removed, nothing of a drill is left: no database, no cache and no server in a container. */
export const nothingLeft: Look = async ({ world }) =>
  (['primary', 'recovery'] as const).map((place) => {
    const region = world.settings.plan.regions[place];
    const { rds, caches, containers } = world.cloud;
    const stores = [
      ...(rds.get(region)?.instances.keys() ?? []),
      ...(caches.get(region)?.groups.keys() ?? []),
    ];
    const running = containers.get(region)?.running ?? [];
    const scratch = [...stores.filter((name) => name.includes('-drill-')), ...running];
    const there = `there are ${stores.join(', ')}, and ${running.length} containers`;
    return check(`no scratch is left in ${region}`, scratch.length === 0, scratch.join(', ') || there);
  });

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
