import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { writeAccessEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'release-hold',
  purpose: "Opens the active region to the application's writes again, while nothing was promoted elsewhere.",
  network: 'aws',
  timeoutSeconds: 60,
  input: z.object({ claim: claimShape, from: z.string().min(1) }),
  env: writeAccessEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'states:StartSyncExecution'],
});
