import type { Rule } from './permissions';
import type { Ground } from './plan-arns';

/** The services that the plan names, where the function may reach; none where it has no compute. */
const servicesOn = ({ plan, account, reaches }: Ground): readonly string[] =>
  reaches.flatMap((place) => {
    const { cluster, services = [] } = plan.compute?.[place] ?? {};
    return services.map(
      ({ service }) => `arn:aws:ecs:${plan.regions[place]}:${account}:service/${cluster}/${service}`,
    );
  });

const onServices: Rule = (ground) => ({ resources: servicesOn(ground) });

/** What actions on the services of the protected workload may act on. */
export const COMPUTE_RULES: Readonly<Record<string, Rule>> = {
  'ecs:DescribeServices': onServices,
  'ecs:UpdateService': onServices,
};
