import * as z from 'zod';
import { GUARD_SECONDS } from '../../lib/domain/isolation';
import { contract as fenceRegion } from '../fence-region/contract';
import { defineContract } from '../runtime/contract';
import { writeAccessEnvironment } from '../runtime/environment';
import { contract as unfenceRegion } from '../unfence-region/contract';

export const contract = defineContract({
  name: 'guard-region',
  purpose:
    'Fences its own region as soon as the ledger says that it is no longer the active one, or by the plan in isolation.',
  network: 'aws',
  // Longer than the minute between two firings: two at once find the same, and what one fenced the other finds fenced.
  timeoutSeconds: GUARD_SECONDS,
  input: z.unknown(),
  env: writeAccessEnvironment,
  calls: [...new Set([...fenceRegion.calls, ...unfenceRegion.calls])].filter(
    (call) => call !== 'dynamodb:PutItem',
  ),
});
