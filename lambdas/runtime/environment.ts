import * as z from 'zod';
import type { Deployment } from '../../lib/plan/deployment';
import { unpackedDeployment } from '../../lib/plan/packed-deployment';

/** The part of the plan that functions need, packed by the stack from a plan that was checked then. */
const deployment = z.string().transform((text, context): Deployment => {
  try {
    return unpackedDeployment(text);
  } catch {
    context.issues.push({
      code: 'custom',
      input: text,
      message: 'expected the deployment, packed by the stack',
    });
    return z.NEVER;
  }
});

/** Of every function that knows what it protects. */
export const deploymentEnvironment = z.object({ DEPLOYMENT: deployment });

/** The buckets that keep dumps and cache backups, by the side of the plan that they lie on; as JSON from the stack. */
export const bucketsVariable = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.object({ primary: z.string().min(1), recovery: z.string().min(1) }));

/** The `write-access` machines of both serving regions, by the side of the plan; as JSON from the stack. */
const machinesVariable = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.object({ primary: z.string().min(1), recovery: z.string().min(1) }));

/** Of functions that read or write the ledger too, through the replica of their own region. */
export const ledgerEnvironment = deploymentEnvironment.extend({ LEDGER_TABLE: z.string().min(1) });

/** Of functions whose words go out by mail; not there where the plan names no address of the runbook. */
export const runbooksVariable = { RUNBOOKS: z.string().optional() };

/** Of functions that have the application's writes blocked or released, in either region. */
export const writeAccessEnvironment = ledgerEnvironment.extend({ WRITE_ACCESS_MACHINES: machinesVariable });
