import * as z from 'zod';
import type { Deployment } from '../../lib/plan/deployment';

/** The part of the plan that functions need, as JSON written by the stack from a plan that was checked then. */
const deployment = z.string().transform((text, context): Deployment => {
  try {
    return JSON.parse(text) as Deployment;
  } catch {
    context.issues.push({
      code: 'custom',
      input: text,
      message: 'expected the deployment as JSON, as the stack writes it',
    });
    return z.NEVER;
  }
});

/** Of every function that knows what it protects. */
export const deploymentEnvironment = z.object({ DEPLOYMENT: deployment });

/** Of functions that read or write the ledger too, through the replica of their own region. */
export const ledgerEnvironment = deploymentEnvironment.extend({ LEDGER_TABLE: z.string().min(1) });
