import * as z from 'zod';

const loadBalancer = z
  .string()
  .regex(/^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, {
    error:
      'expected the full name of an ALB, the end of its ARN, such as app/firebackup-alb/50dc6c495c0c9188',
  })
  .optional();

/** CloudWatch knows an ALB by its full name alone. */
export const loadBalancers = z
  .strictObject({ primary: loadBalancer, recovery: loadBalancer })
  .optional()
  .meta({
    description: 'The ALBs before the API, whose 5xx answers are watched; without one, nobody counts them.',
  });
