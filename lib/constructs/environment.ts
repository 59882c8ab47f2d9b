import { Aws, Token, Tokenization } from 'aws-cdk-lib';
import { ledgerTableName } from '../plan/deployed-names';
import { deploymentOf } from '../plan/deployment';
import { packedDeployment } from '../plan/packed-deployment';
import type { Plan } from '../plan/plan';
import { writeAccessMachineArn } from './plan-arns';

/** A function's variables would not be accepted by Lambda. */
export class EnvironmentTooLarge extends Error {
  override readonly name = 'EnvironmentTooLarge';
}

/** Lambda's limit on names and values together, not adjustable. */
const LIMIT_BYTES = 4096;

/** The variables of functions that know the deployment, as `lambdas/runtime/environment.ts` parses them. */
export const deploymentVariables = (plan: Plan) => ({
  DEPLOYMENT: packedDeployment(deploymentOf(plan), (value) => Token.isUnresolved(value)),
});

export const ledgerVariables = (plan: Plan) => ({
  ...deploymentVariables(plan),
  LEDGER_TABLE: ledgerTableName(plan),
});

/** Of the functions whose words go out by mail: it would be lost on the others, which all have the same 4 KB. */
export const runbooksVariable = ({ runbooks }: Plan) => runbooks !== undefined && { RUNBOOKS: runbooks };

/** Of functions that have the application's writes blocked or released: that region's own machine does it. */
export const writeAccessVariables = (plan: Plan) => ({
  ...ledgerVariables(plan),
  WRITE_ACCESS_MACHINES: JSON.stringify({
    primary: writeAccessMachineArn(plan, 'primary', Aws.ACCOUNT_ID),
    recovery: writeAccessMachineArn(plan, 'recovery', Aws.ACCOUNT_ID),
  }),
});

/**
 * The most that a value takes which is known only when it is deployed: the address of an instance (37 characters of our own, 12
 * and its region of AWS') has 83, the ARN of a key 80, that of a machine of ours 94.
 */
const LONGEST_TOLD = 96;
const SAMPLE_ACCOUNT = '111122223333';

/** Bytes of a value as it will be deployed, at most. */
function bytesAtMost(value: string): number {
  const longest: string = Tokenization.reverseString(value.replaceAll(Aws.ACCOUNT_ID, SAMPLE_ACCOUNT))
    .mapTokens({ mapToken: () => 'x'.repeat(LONGEST_TOLD) })
    .join({ join: (left = '', right = '') => `${left}${right}` });
  return Buffer.byteLength(longest);
}

/** @throws {EnvironmentTooLarge} at synthesis rather than half-way through a deployment. */
export function checkEnvironmentSize(name: string, variables: Readonly<Record<string, string>>): void {
  const bytes = Object.entries(variables).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + bytesAtMost(value),
    0,
  );
  if (bytes <= LIMIT_BYTES) return;
  throw new EnvironmentTooLarge(
    `the environment of ${name} has ${bytes} bytes, expected at most ${LIMIT_BYTES}: the plan is too long for one ` +
      'deployment; split its databases and caches over two plans',
  );
}
