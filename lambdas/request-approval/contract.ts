import * as z from 'zod';
import { askingShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'request-approval',
  purpose: 'Keeps what a person is asked to approve, and how the run that waits is told the answer.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ token: z.string().min(1), decision: askingShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:PutItem'],
});
