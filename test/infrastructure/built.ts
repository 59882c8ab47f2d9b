import { join } from 'node:path';
import { readDeclaredPlan } from '../../lib/plan/parse-plan';
import type { Plan } from '../../lib/plan/plan';
import type { ReferencePlan } from '../../lib/plan/reference-schema';
import { type Deployed, deployed } from './deployed';

/** The example of a workload that is built here, with other choices of what is built. */
export function builtPlan(
  reference: Partial<ReferencePlan['reference']> = {},
  overrides: Partial<ReferencePlan> = {},
): ReferencePlan {
  const plan = readDeclaredPlan(join(import.meta.dirname, '..', '..', 'firebackup.reference.yaml'));
  if (plan.workload !== 'reference') throw new Error('the example of a built workload is none');
  return { ...plan, ...overrides, reference: { ...plan.reference, ...reference } };
}

/** Everything that such a plan deploys. Of its plan, tests may ask what every plan has. */
export const builtHouse = (plan: ReferencePlan = builtPlan()): Deployed => deployed(plan as unknown as Plan);

type House = Pick<Deployed, 'plan' | 'resources' | 'all' | 'one'>;

/** What both examples deploy, to ask one thing of everything. Stacks around a workload that is built have `built-` in front. */
export function bothHouses(): House {
  const existing = deployed();
  const built = builtHouse().resources.map((one) => ({ ...one, stack: `built-${one.stack}` }));
  const resources = [...existing.resources, ...built];
  const all: House['all'] = (type, stack) =>
    resources.filter((one) => one.type === type && (stack === undefined || one.stack === stack));
  return {
    plan: existing.plan,
    resources,
    all,
    one: (type, stack, idPrefix = '') => {
      const [only, ...others] = all(type, stack).filter(({ id }) => id.startsWith(idPrefix));
      if (!only || others.length > 0) throw new Error(`expected one ${type} ${idPrefix}* in ${stack}`);
      return only;
    },
  };
}
