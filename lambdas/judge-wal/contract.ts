import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { checkedShape, sightedShape } from '../runtime/wal-shapes';

export const contract = defineContract({
  name: 'judge-wal',
  purpose:
    'Judges what a check of the WAL saw, publishes the figures, and fails the run when something is broken.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.object({ sighted: sightedShape, backups: checkedShape, archives: checkedShape }),
  env: deploymentEnvironment,
  calls: [],
});
