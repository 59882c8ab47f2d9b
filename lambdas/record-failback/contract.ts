import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'record-failback',
  purpose:
    'Closes the record of a failback: what was lost and what was put aside; and keeps it as a document.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    run: z.string().min(1),
    switchover: z.object({ name: z.string(), input: z.unknown() }),
    replicas: z.array(z.unknown()),
    deletions: z.array(z.unknown()),
  }),
  env: ledgerEnvironment.extend({ EVIDENCE_BUCKET: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 's3:PutObject'],
});
