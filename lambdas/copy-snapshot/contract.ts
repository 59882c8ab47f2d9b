import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { finishedSnapshotShape, snapshotJobShape } from '../runtime/snapshot-shapes';

export const contract = defineContract({
  name: 'copy-snapshot',
  purpose: "Asks RDS to copy a snapshot into the other region, under that region's key.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ job: snapshotJobShape, source: finishedSnapshotShape }),
  env: deploymentEnvironment,
  calls: [
    'rds:DescribeDBSnapshots',
    'rds:DescribeAccountAttributes',
    'rds:CopyDBSnapshot',
    'rds:AddTagsToResource',
  ],
});
