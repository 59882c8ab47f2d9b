import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Services } from '../../lib/aws/services';
import { sizesFor, type WantedSize } from '../../lib/domain/capacity';
import { InvalidInput } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { type Deployment, otherRegion } from '../../lib/plan/deployment';
import { computeIn, NOT_IN_THE_PLAN, scale } from '../runtime/compute';
import type { contract } from './contract';

interface Deps {
  /** The function's own. */
  readonly region: string;
  readonly deployment: Pick<Deployment, 'regions' | 'compute'>;
  readonly ledger: Pick<Ledger, 'hold' | 'capacity'>;
  readonly servicesIn: (region: string) => Pick<Services, 'region' | 'counts' | 'scale'>;
  readonly now: () => Instant;
}

interface Answer {
  readonly outcome: 'asked' | 'not in the plan';
  readonly services: readonly WantedSize[];
  readonly at: Instant;
}

/**
 * State ResumeWorkers of `failover` and `switchover`, after the role moved: as many as the other region had. And, told the
 * old region, the undo of QuiesceWorkers: as many as it had itself. Never in a region that is not active, where they would
 * work on a database that refuses them. Waits for nobody. A second call finds the sizes asked for.
 */
export const resumeWorkers =
  ({ region: own, deployment, ledger, servicesIn, now }: Deps) =>
  async ({ claim, region = own }: z.output<typeof contract.input>): Promise<Answer> => {
    const { activeRegion, epoch } = await ledger.hold(claim, now());
    if (activeRegion !== region) {
      throw new InvalidInput(
        `workers were to be resumed in ${region}, expected the active region, ${activeRegion} in epoch ${epoch}`,
      );
    }
    const services = servicesIn(region);
    const workers = await computeIn(deployment, services, 'workers');
    if (!workers) return { ...NOT_IN_THE_PLAN, at: now() };
    const model = region === own ? otherRegion(deployment, own) : region;
    const wanted = sizesFor(workers.sizes, await ledger.capacity(model));
    await scale(services, workers.cluster, wanted);
    return { outcome: 'asked', services: wanted, at: now() };
  };
