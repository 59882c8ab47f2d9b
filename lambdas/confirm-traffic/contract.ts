import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'confirm-traffic',
  purpose: 'Asks the public name, from outside the VPC, until it answers healthy.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: [],
});
