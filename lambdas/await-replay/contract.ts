import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'await-replay',
  purpose:
    "Holds what the own standbys have replayed against the positions that the active region's writes ended at.",
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.object({
    databases: z.array(z.object({ database: z.string().min(1), lsn: z.string().min(1) })).min(1),
  }),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
