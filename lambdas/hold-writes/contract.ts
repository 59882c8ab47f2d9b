import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { writeAccessEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'hold-writes',
  purpose:
    "Has the application's writes blocked in the active region, and says how far each standby has to come.",
  network: 'aws',
  timeoutSeconds: 60,
  input: z.object({ claim: claimShape, from: z.string().min(1) }),
  env: writeAccessEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'states:StartSyncExecution'],
});
