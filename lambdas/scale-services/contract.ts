import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'scale-services',
  purpose: 'Brings the API of its own region to the size that it had where it served.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape }),
  env: ledgerEnvironment,
  calls: ['ecs:DescribeServices', 'ecs:UpdateService', 'dynamodb:GetItem', 'dynamodb:PutItem'],
});
