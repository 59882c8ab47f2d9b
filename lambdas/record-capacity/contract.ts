import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'record-capacity',
  purpose:
    'Records at which size the services of its region serve, for the region that may have to take over.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.unknown(),
  env: ledgerEnvironment,
  calls: ['ecs:DescribeServices', 'dynamodb:GetItem', 'dynamodb:PutItem'],
});
