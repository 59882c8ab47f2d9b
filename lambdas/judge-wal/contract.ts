import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { checkedShape } from '../runtime/wal-shapes';

export const contract = defineContract({
  name: 'judge-wal',
  purpose:
    'Judges what a check of the WAL saw, counts what is unknown, and fails the run when something is broken.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.object({ backups: checkedShape, archives: checkedShape }),
  env: deploymentEnvironment,
  calls: [],
});
