import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { dumpJobShape, finishedDumpShape } from '../runtime/dump-shapes';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'record-dump',
  purpose: 'Enters a dump, or its copy, into the ledger as a recovery point, not proven yet.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ job: dumpJobShape, dump: finishedDumpShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:UpdateItem'],
});
