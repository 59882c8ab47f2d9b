import { LEDGER_REGION_SETS } from './aws-names';
import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';

export function regionObjections({ regions }: Plan): readonly PlanObjection[] {
  const objections: PlanObjection[] = [];
  if (regions.recovery === regions.primary) {
    objections.push({
      path: ['regions', 'recovery'],
      value: regions.recovery,
      expected:
        'expected another region than regions.primary: nothing can be recovered in the region that was lost',
    });
  }
  if (regions.witness === regions.primary || regions.witness === regions.recovery) {
    objections.push({
      path: ['regions', 'witness'],
      value: regions.witness,
      expected: 'expected a third region: the witness has to outlive either of the other two',
    });
  }
  const set = Object.entries(LEDGER_REGION_SETS).find(([, members]) => members.includes(regions.primary));
  for (const place of ['recovery', 'witness'] as const) {
    if (!set || set[1].includes(regions[place])) continue;
    objections.push({
      path: ['regions', place],
      value: regions[place],
      expected: `expected a region of the ledger's set ${set[0]}, as regions.primary is: ${set[1].join(', ')}`,
    });
  }
  return objections;
}

export const keyObjections = ({ keys, regions }: Plan): readonly PlanObjection[] =>
  (['primary', 'recovery'] as const)
    .filter((place) => keys[place].split(':')[3] !== regions[place])
    .map((place) => ({
      path: ['keys', place],
      value: keys[place],
      expected: `expected a key of ${regions[place]}: a copy is encrypted under a key of the region that it lies in`,
    }));
