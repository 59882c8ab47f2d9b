import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { lostWritesShape, sideShape } from '../runtime/failback-shapes';
import { caughtShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'keep-old-primary',
  purpose:
    'Puts an old primary aside under another name, fenced and protected, and fails until that is done.',
  network: 'aws',
  timeoutSeconds: 45,
  input: sideShape.extend({
    /** What was read of its lost writes, or what Catch kept instead; neither where nothing can have been lost. */
    report: z.union([lostWritesShape, caughtShape]).optional(),
  }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'rds:DescribeDBInstances',
    'rds:ModifyDBInstance',
    'rds:AddTagsToResource',
  ],
});
