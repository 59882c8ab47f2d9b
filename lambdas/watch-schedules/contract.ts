import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

/**
 * Per region, the group of each schedule, less what all of the deployment's begin with, and after how many seconds without a firing it is
 * silent; as JSON from the stack.
 */
const watchedVariable = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string().min(1), z.record(z.string().min(1), z.int().min(1))));

export const contract = defineContract({
  name: 'watch-schedules',
  purpose: 'Says which schedules of other regions have fallen silent, and of which nobody can tell.',
  network: 'aws',
  timeoutSeconds: 60,
  input: z.unknown(),
  env: ledgerEnvironment.extend({ WATCHED_SCHEDULES: watchedVariable }),
  calls: ['cloudwatch:GetMetricStatistics', 'dynamodb:GetItem', 'dynamodb:PutItem'],
});
