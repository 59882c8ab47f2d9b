import { type Figure, sample } from './exposed-figure';

/** The plan's objectives of a lost region, so that rules can hold figures against them without knowing the plan. */
export const exposedObjectives = (
  objectives: Readonly<Record<string, { readonly rto: number; readonly rpo: number }>>,
): readonly Figure[] => [
  {
    name: 'firebackup_objective_seconds',
    help: 'The objectives of the plan when the region is lost.',
    samples: Object.entries(objectives).flatMap(([component, { rto, rpo }]) => [
      ...sample({ component, objective: 'rto' }, rto),
      ...sample({ component, objective: 'rpo' }, rpo),
    ]),
  },
];
