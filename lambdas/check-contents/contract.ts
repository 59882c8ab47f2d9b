import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { endpointShape, restoreOrderShape } from '../runtime/restore-shapes';

export const contract = defineContract({
  name: 'check-contents',
  purpose: 'Reads all of a restored database, and says what speaks against it.',
  network: 'vpc',
  /** As long as Lambda lets any function run: reading a table whole takes as long as the table is large. */
  timeoutSeconds: 900,
  input: z.object({ order: restoreOrderShape, endpoint: endpointShape }),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
