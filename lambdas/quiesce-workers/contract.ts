import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'quiesce-workers',
  purpose: 'Stops the workers of the region that the role is moved from, and fails until none runs.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape }),
  env: ledgerEnvironment,
  calls: ['ecs:DescribeServices', 'ecs:UpdateService', 'dynamodb:GetItem', 'dynamodb:PutItem'],
});
