import * as z from 'zod';
import { contract as fenceRegion } from '../fence-region/contract';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'guard-region',
  purpose: 'Fences its own region as soon as the ledger says that it is no longer the active one.',
  network: 'aws',
  timeoutSeconds: 60,
  input: z.unknown(),
  env: ledgerEnvironment,
  calls: fenceRegion.calls.filter((call) => call !== 'dynamodb:PutItem'),
});
