import { securityGroups } from '../../lib/aws/security-groups';
import { subnets } from '../../lib/aws/subnets';
import type { Place } from '../../lib/plan/deployment';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { bad, expected, type Finding, fine, type Look, unknown } from './finding';

const PLACES: readonly Place[] = ['primary', 'recovery'];

/** Where functions and dumps stand, and whether the databases and caches let them in. */
export const looksAtNetworks = (desk: Desk): readonly Look[] =>
  PLACES.flatMap((place) => [ownSubnets(desk, place), ...ways(desk, place)]);

/** A subnet that is full takes no more functions, and no dump. Lambda shares its interfaces: a handful is plenty. */
const FREE_LEAST = 8;

function ownSubnets(desk: Desk, place: Place): Look {
  const region = desk.plan.regions[place];
  const { vpc, subnets: ids } = desk.plan.networks[place];
  const what = `subnets in ${region}`;
  return {
    what,
    see: async () => {
      if (ids.some(isUntold)) return [unknown(what, ids.join(', '), 'look at them in VPC')];
      const seen = await subnets(desk.aws(region)).seen(ids);
      const missing = ids.filter((id) => !seen.some((one) => one.id === id));
      if (missing.length > 0)
        return [bad(what, `there is no ${missing.join(', no ')}`, 'correct networks in the plan')];
      const zones = new Set(seen.map(({ zone }) => zone)).size;
      const elsewhere = seen.filter((one) => one.vpc !== vpc).map(({ id }) => id);
      const full = seen.filter(({ freeAddresses = FREE_LEAST }) => freeAddresses < FREE_LEAST);
      return [
        elsewhere.length > 0
          ? bad(what, `${elsewhere.join(', ')} is not in ${vpc}`, 'correct networks in the plan')
          : fine(what, `${seen.length} in ${vpc}`),
        expected(`${what}, zones`, zones > 1, {
          found: `${zones}`,
          next: 'name subnets in two zones or more: with its only zone everything that speaks SQL is gone',
        }),
        expected(`${what}, addresses`, full.length === 0, {
          found:
            full.length === 0 ? 'enough are free' : `few are free in ${full.map(({ id }) => id).join(', ')}`,
          next: `free some, or name larger subnets: below ${FREE_LEAST} functions and dumps may not start`,
        }),
      ];
    },
  };
}

/** The orchestrator has to be let in by what is served, and not by its fence alone. */
function ways(desk: Desk, place: Place): readonly Look[] {
  const region = desk.plan.regions[place];
  const own = desk.plan.networks[place].securityGroup;
  return [...desk.plan.databases, ...desk.plan.caches].map(({ id, [place]: { securityGroups: groups } }) => {
    const what = `way to ${id} in ${region}`;
    return {
      what,
      see: async (): Promise<readonly Finding[]> => {
        if (groups.some(isUntold))
          return [unknown(what, groups.join(', '), 'look at what they admit in EC2')];
        const admits = await Promise.all(
          groups.map((group) => securityGroups(desk.aws(region)).admits(group)),
        );
        const sources = admits.flat();
        if (sources.includes(own)) return [fine(what, `${groups.join(', ')} admits ${own}`)];
        const found = `${groups.join(', ')} admits ${sources.join(', ') || 'nobody'}`;
        const next = `let it admit ${own}: heartbeats, fences and checks come from there`;
        // By addresses the orchestrator may well be meant; which they are of its subnets is not worked out here.
        return [
          sources.some((one) => one.includes('/')) ? unknown(what, found, next) : bad(what, found, next),
        ];
      },
    };
  });
}
