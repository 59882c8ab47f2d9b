import type { Services } from '../../lib/aws/services';
import type { ServiceSize, WantedSize } from '../../lib/domain/capacity';
import { type Deployment, placeOf } from '../../lib/plan/deployment';

/** The services of a region as the plan has them, with their sizes of now; `undefined` when the plan has no compute. */
export interface Compute {
  readonly cluster: string;
  readonly sizes: readonly ServiceSize[];
}

/** Of one component, or of all. */
export async function computeIn(
  deployment: Pick<Deployment, 'regions' | 'compute'>,
  services: Pick<Services, 'region' | 'counts'>,
  component?: ServiceSize['component'],
): Promise<Compute | undefined> {
  const side = deployment.compute?.[placeOf(deployment, services.region)];
  if (!side) return undefined;
  const declared = side.services.filter((one) => component === undefined || one.component === component);
  const counts = await services.counts(
    side.cluster,
    declared.map(({ service }) => service),
  );
  const componentOf = new Map(declared.map((one) => [one.service, one.component]));
  return {
    cluster: side.cluster,
    sizes: counts.flatMap((one) => {
      const component = componentOf.get(one.service);
      return component ? [{ ...one, component }] : [];
    }),
  };
}

/** Of tasks on services, when the plan has no compute: what was not asked for is not called done. */
export const NOT_IN_THE_PLAN = { outcome: 'not in the plan', services: [] } as const;

/** Asks for the sizes that services do not have yet; of those that have them nothing is asked. */
export async function scale(
  services: Pick<Services, 'scale'>,
  cluster: string,
  wanted: readonly WantedSize[],
): Promise<void> {
  for (const { service, from, to } of wanted) if (from !== to) await services.scale(cluster, service, to);
}
