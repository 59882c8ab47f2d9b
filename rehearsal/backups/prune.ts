import { takeSnapshot } from './make-points';
import { check, type Look } from './stage';

/** Long enough for the next snapshot to fill another hour's slot than the one before. */
const HOURS_AHEAD = 2;

interface Told {
  readonly id: string;
  readonly region: string;
  readonly because: string;
}

/**
 * Hours pass and a third snapshot is taken, which fills the only slot that there is. Of the two before, the one that a drill
 * disproved goes; the last proven one stays, whatever the slots say.
 */
export const pruneWithProof: Look = async (stage) => {
  const { world } = stage;
  world.clock.advance(HOURS_AHEAD * 3600);
  const taken = await takeSnapshot(stage, 3);
  const [policy] = world.deployment.policies;
  const { recovery } = world.settings.plan.regions;
  const again = (await world.region('primary').invoke('prune-snapshots', { policy: policy?.name })) as {
    readonly kept: readonly Told[];
  };
  const last = again.kept.find(
    ({ region, because }) => region === recovery && because.includes('the last proven point'),
  );
  const copies = (await world.ledger.recoveryPoints()).filter(({ kind }) => kind === 'snapshot-copy');
  return [
    taken,
    check(
      'the disproven snapshot is deleted',
      copies.length > 0 && copies.every(({ proof }) => proof?.outcome !== 'disproven'),
      `left in ${recovery}: ${copies.map(({ id, proof }) => `${id} (${proof?.outcome ?? 'not proven'})`).join(', ')}`,
    ),
    check(
      'the last proven snapshot is not deleted',
      last !== undefined,
      last ? `${last.id} stays: ${last.because}` : `kept: ${again.kept.map(({ id }) => id).join(', ')}`,
    ),
  ];
};
