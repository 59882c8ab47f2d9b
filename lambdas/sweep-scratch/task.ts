import { Incomplete } from '../../lib/domain/errors';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { foreignBecause, isRestoreTarget } from '../../lib/domain/restore-target';
import type { Deployment } from '../../lib/plan/deployment';
import { liveNames } from '../../lib/plan/live-names';
import type { Restored, Restorer } from '../runtime/restorers/restorer';
import type { Restorers } from '../runtime/restorers/restorer-for';

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'databases' | 'caches'>;
  readonly region: string;
  readonly restorers: Restorers;
  readonly now: () => Instant;
}

type Sweep =
  | { readonly outcome: 'gone' | 'going'; readonly target: string }
  | { readonly outcome: 'kept' | 'failed'; readonly target: string; readonly because: string };

/**
 * Scheduled every quarter of an hour in both serving regions; no machine calls it. Removes what carries our tags and has
 * outlived the time on them: that of a run which could not clean up. Never what the plan names, nor what lacks a tag. A late or
 * double firing finds less to do. One that cannot be removed does not keep the others; in the end it fails, and an alarm tells.
 */
export const sweepScratch = (deps: Deps) => async (): Promise<{ swept: readonly Sweep[] }> => {
  const swept: Sweep[] = [];
  for (const [engine, restorer] of Object.entries(deps.restorers)) {
    try {
      for (const made of await restorer.scratch(deps.region)) {
        // Another deployment of this account sweeps its own.
        if (isRestoreTarget(deps.deployment.name, made.target)) swept.push(await sweep(made, restorer, deps));
      }
    } catch (error) {
      const because = `cannot be listed: ${(error as Error).message}`;
      swept.push({ outcome: 'failed', target: `${engine} in ${deps.region}`, because });
    }
  }
  const failures = swept.flatMap((one) => (one.outcome === 'failed' ? [`${one.target} ${one.because}`] : []));
  if (failures.length > 0) throw new Incomplete(failures.join('; '));
  return { swept };
};

async function sweep(made: Restored, restorer: Restorer, { deployment, now }: Deps): Promise<Sweep> {
  const { target, tags } = made;
  const foreign = foreignBecause(made, { deployment: deployment.name, liveNames: liveNames(deployment) });
  if (foreign) return { outcome: 'failed', target, because: `stays: ${foreign}` };
  const until = tags[SCRATCH_UNTIL_TAG] ?? '';
  const left = secondsBetween(now(), until);
  if (left > 0) return { outcome: 'kept', target, because: `its time is ${until}` };
  // Not `else`: a time that cannot be read is no number, and has not come.
  if (!(left <= 0)) {
    return {
      outcome: 'failed',
      target,
      because: `stays: its ${SCRATCH_UNTIL_TAG} is "${until}", expected a time`,
    };
  }
  try {
    return { outcome: await restorer.remove(made), target };
  } catch (error) {
    return { outcome: 'failed', target, because: `cannot be removed: ${(error as Error).message}` };
  }
}
