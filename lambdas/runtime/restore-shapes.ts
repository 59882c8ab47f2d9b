import * as z from 'zod';
import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import { instantShape } from './shapes';

const pointShape = z.custom<RecoveryPoint>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value && 'store' in value,
  'expected a recovery point as the ledger has it',
);

/** `RestoreOrder`, as the first state of a machine words it and every state after it receives it. */
export const restoreOrderShape = z.object({
  run: z.string().min(1),
  purpose: z.enum(['restore', 'drill']),
  point: pointShape,
  region: z.string().min(1),
  to: instantShape.optional(),
  target: z.string().min(1),
  expiresAt: instantShape.optional(),
});

export const endpointShape = z.object({ host: z.string().min(1), port: z.int().min(1) });
