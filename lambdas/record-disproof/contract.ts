import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { restoreOrderShape } from '../runtime/restore-shapes';
import { caughtShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'record-disproof',
  purpose: 'Enters into the ledger that a recovery point could not be restored, if that is its own fault.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ order: restoreOrderShape, error: caughtShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
});
