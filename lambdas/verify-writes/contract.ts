import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'verify-writes',
  purpose: 'Writes a row under the new epoch on the promoted database, and fails until that succeeds.',
  network: 'vpc',
  timeoutSeconds: 20,
  input: z.object({ claim: claimShape, database: z.string().min(1) }),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
