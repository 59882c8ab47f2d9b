import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { finishedSnapshotShape, snapshotJobShape } from '../runtime/snapshot-shapes';

export const contract = defineContract({
  name: 'record-recovery-point',
  purpose:
    'Enters a snapshot, and its copy once there is one, into the ledger as recovery points, not proven yet.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    job: snapshotJobShape,
    source: finishedSnapshotShape,
    copy: finishedSnapshotShape.optional(),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:UpdateItem'],
});
