import * as z from 'zod';
import type { Drilled, Waiting } from '../../lib/domain/drill-record';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { restoreOrderShape } from '../runtime/restore-shapes';
import { caughtShape } from '../runtime/shapes';

const object = (value: unknown) => typeof value === 'object' && value !== null;
const drilledShape = z.custom<Drilled>(
  (value) => object(value) && 'outcome' in (value as object),
  'expected what RecordProof or RecordDisproof returned',
);

export const contract = defineContract({
  name: 'judge-drill',
  purpose:
    'Keeps what came of a drill, lets retention go on, and fails a drill that proved nothing or disproved a point.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    run: z.string().min(1),
    waiting: z.array(z.custom<Waiting>(object, 'expected what PlanDrill returned')),
    results: z.array(
      z.object({
        order: restoreOrderShape,
        drilled: z.union([caughtShape, drilledShape]),
        left: caughtShape.optional(),
      }),
    ),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
});
