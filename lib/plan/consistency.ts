import { computeObjections } from './compute-objections';
import { coverageObjections, doubledPointNameObjections } from './coverage-objections';
import { isolationObjections } from './isolation-objections';
import { nameObjections } from './name-objections';
import { keyObjections, regionObjections } from './place-objections';
import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';
import { restoreObjections } from './restore-objections';
import { retentionObjections } from './retention-objections';
import { automaticObjections, multiAzObjections, probeObjections } from './watch-objections';

/** All that is wrong with a plan as a whole, after each of its values was found well-formed alone. */
export const planObjections = (plan: Plan): readonly PlanObjection[] =>
  [
    regionObjections,
    keyObjections,
    nameObjections,
    coverageObjections,
    doubledPointNameObjections,
    retentionObjections,
    restoreObjections,
    probeObjections,
    automaticObjections,
    multiAzObjections,
    isolationObjections,
    computeObjections,
  ].flatMap((objections) => objections(plan));
