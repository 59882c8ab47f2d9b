import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';

/** A name, and where it stands. */
interface Named {
  readonly path: readonly (string | number)[];
  readonly value: string;
}

/**
 * Names that stand twice. Recovery points carry the id of their store and the name of their policy, whatever kind these
 * are of: one of two alike would be judged, kept and deleted by the rules of the other.
 */
export function nameObjections(plan: Plan): readonly PlanObjection[] {
  const ids = (['databases', 'caches', 'walArchives'] as const).flatMap((section) =>
    plan[section].map(({ id }, at): Named => ({ path: [section, at, 'id'], value: id })),
  );
  const policies = (['policies', 'dumps', 'cacheBackups'] as const).flatMap((section) =>
    plan[section].map(({ name }, at): Named => ({ path: [section, at, 'name'], value: name })),
  );
  const instances = plan.databases.flatMap((database, at) =>
    (['primary', 'recovery'] as const).map(
      (place): Named => ({
        path: ['databases', at, place, 'instance'],
        value: `${plan.regions[place]}/${database[place].instance}`,
      }),
    ),
  );
  return [ids, policies, instances].flatMap((names) =>
    names
      .filter(({ value }, at) => names.findIndex((other) => other.value === value) < at)
      .map(({ path, value }) => ({ path, value, expected: 'expected a name that is not used twice' })),
  );
}
