import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'resume-workers',
  purpose: 'Brings the workers of the active region to the size on record.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape, region: z.string().min(1).optional() }),
  env: ledgerEnvironment,
  calls: ['ecs:DescribeServices', 'ecs:UpdateService', 'dynamodb:GetItem', 'dynamodb:PutItem'],
});
