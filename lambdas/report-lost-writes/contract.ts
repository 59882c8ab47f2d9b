import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { promotionShape } from '../runtime/failback-shapes';

export const contract = defineContract({
  name: 'report-lost-writes',
  purpose: 'Counts on an old primary the rows that the promoted side never got.',
  network: 'vpc',
  timeoutSeconds: 300,
  input: z.object({ database: z.string().min(1), promotion: promotionShape }),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
