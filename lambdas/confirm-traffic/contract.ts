import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'confirm-traffic',
  purpose:
    'Asks the public name, from outside the VPC, until this region answers there, and has a write of a client.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ run: z.string().min(1) }),
  env: deploymentEnvironment,
  calls: [],
});
