import * as z from 'zod';
import { awsName } from './aws-names';

const service = z.strictObject({
  service: awsName.meta({ description: 'Name of the ECS service.' }),
  component: z.enum(['api', 'workers'], { error: 'expected api or workers' }),
});

const side = z.strictObject({
  cluster: awsName.meta({ description: 'Name of the ECS cluster.' }),
  services: z.array(service).min(1, { error: 'expected at least one service' }),
});

/** Where the API and the workers run; without it, nothing is scaled, quiesced or resumed, and runs say so. */
export const compute = z
  .strictObject({ primary: side, recovery: side })
  .optional()
  .meta({ description: 'The ECS services of both regions: scaled when the role moves.' });
