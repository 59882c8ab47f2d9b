import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';

/** One store that one policy covers, and where the plan says so. */
interface Covered {
  readonly path: readonly (string | number)[];
  readonly id: string;
  readonly policy: string;
  readonly what: 'database' | 'cache';
}

const coveredBy = ({ policies, dumps, cacheBackups }: Plan): readonly Covered[] => [
  ...policies.flatMap(({ name, databases }, at) =>
    covered(['policies', at, 'databases'], databases, { policy: name, what: 'database' }),
  ),
  ...dumps.flatMap(({ name, databases }, at) =>
    covered(['dumps', at, 'databases'], databases, { policy: name, what: 'database' }),
  ),
  ...cacheBackups.flatMap(({ name, caches }, at) =>
    covered(['cacheBackups', at, 'caches'], caches, { policy: name, what: 'cache' }),
  ),
];

const covered = (
  path: Covered['path'],
  ids: readonly string[],
  by: Pick<Covered, 'policy' | 'what'>,
): readonly Covered[] => ids.map((id, position) => ({ path: [...path, position], id, ...by }));

/** Policies that cover what the plan does not have. */
export function coverageObjections(plan: Plan): readonly PlanObjection[] {
  const known = {
    database: plan.databases.map(({ id }) => id),
    cache: plan.caches.map(({ id }) => id),
  };
  return coveredBy(plan)
    .filter(({ id, what }) => !known[what].includes(id))
    .map(({ path, id, what }) => ({
      path,
      value: id,
      expected: `expected the id of a ${what}: ${known[what].join(', ') || 'the plan has none'}`,
    }));
}

/** A point is found again by its name alone: no two stores may share one, as `a-b` + `c` and `a` + `b-c` would. */
export function doubledPointNameObjections(plan: Plan): readonly PlanObjection[] {
  const named = coveredBy(plan).map((one) => ({ ...one, name: `${one.id}-${one.policy}` }));
  return named
    .filter(({ name }, at) => named.findIndex((other) => other.name === name) < at)
    .map(({ path, id, what, name }) => ({
      path,
      value: id,
      expected: `expected a ${what} and a policy whose recovery points have a name of their own: ${name} is taken`,
    }));
}
