import * as z from 'zod';
import { contentsShape } from '../runtime/contents-shape';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { restoreOrderShape } from '../runtime/restore-shapes';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'record-proof',
  purpose: 'Enters into the ledger what the contents of a restored recovery point say about it.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ order: restoreOrderShape, startedAt: instantShape, contents: contentsShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
});
