import type { Ledger } from '../../lib/aws/ledger';
import type { Services } from '../../lib/aws/services';
import { type Capacity, keptCapacity, tasksMissing } from '../../lib/domain/capacity';
import type { Instant } from '../../lib/domain/instant';
import type { Role } from '../../lib/domain/role';
import type { Deployment } from '../../lib/plan/deployment';
import { computeIn, NOT_IN_THE_PLAN } from '../runtime/compute';
import type { Measure } from '../runtime/surroundings';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'compute'>;
  readonly ledger: Pick<Ledger, 'role' | 'capacity' | 'writeCapacity'>;
  readonly services: Pick<Services, 'region' | 'counts'>;
  readonly measure: Measure;
  readonly now: () => Instant;
}

type Answer =
  | { readonly outcome: 'recorded'; readonly capacity: Capacity }
  | { readonly outcome: 'kept'; readonly because: string }
  | typeof NOT_IN_THE_PLAN;

/**
 * Scheduled every five minutes in the primary and the recovery region; no machine calls it. Writes down the sizes of the
 * region that serves, while no run is open: sizes of a standby, or of a region that a run empties, are no model for anybody.
 * ECS is looked at before the role is read, so that what a run that opens meanwhile does to the services is not recorded.
 * A second call writes the sizes of now. Measures on the way how many tasks each component of that region lacks.
 */
export const recordCapacity =
  ({ deployment, ledger, services, measure, now }: Deps) =>
  async (): Promise<Answer> => {
    const compute = await computeIn(deployment, services);
    if (!compute) return NOT_IN_THE_PLAN;
    const { region } = services;
    const because = notAModelBecause(await ledger.role(), region);
    if (because) return { outcome: 'kept', because };
    for (const [component, missing] of tasksMissing(compute.sizes)) {
      if (missing > 0) measure('TasksMissing', missing, 'Count', { component });
    }
    const seen = { region, at: now(), services: compute.sizes };
    const capacity = keptCapacity(seen, await ledger.capacity(region));
    await ledger.writeCapacity(capacity);
    return { outcome: 'recorded', capacity };
  };

function notAModelBecause({ activeRegion, openRun }: Role, region: string): string | undefined {
  if (openRun) return `run ${openRun.id} is open`;
  if (activeRegion !== region) return `${activeRegion} is the active region`;
  return undefined;
}
