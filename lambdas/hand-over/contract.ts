import * as z from 'zod';
import { contentsShape } from '../runtime/contents-shape';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { endpointShape, restoreOrderShape } from '../runtime/restore-shapes';
import { FIND_CALLS, KEEP_CALLS } from '../runtime/restorers/restorer-calls';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'hand-over',
  purpose: 'Keeps what was restored, and enters where it is and what is in it into the ledger.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    order: restoreOrderShape,
    startedAt: instantShape,
    endpoint: endpointShape,
    contents: contentsShape,
  }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
    ...FIND_CALLS,
    ...KEEP_CALLS,
  ],
});
