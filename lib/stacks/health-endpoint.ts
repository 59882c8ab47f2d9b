import { CfnOutput } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { contract } from '../../lambdas/serve-health/contract';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';

/**
 * `/health`, `/metrics` and `/status` of a region. A function of its own beside the role beacon, so that whoever scrapes can never use up
 * the calls that Route 53 needs. And it answers signed calls alone: nothing in it is secret, yet how much would be lost now, and
 * that failovers are paused, is nobody else's business; each call reads the ledger and asks the API, which strangers should not
 * be able to set off; and who has to ask without credentials has `/role`, and FireBackup's own `/health`.
 * Nobody calls it but who wants to know, and sees that it fails: an alarm here would say it a second time.
 */
export function addHealthEndpoint(site: Site): void {
  const task = new TaskFunction(site, {
    contract,
    environment: { ...ledgerVariables(site.plan), NOTIFY: site.plan.notify },
    reaches: [],
    polled: true,
  });
  const { url } = task.function.addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM });
  new CfnOutput(site.scope, 'HealthUrl', {
    description: 'Answers GET health, metrics and status to calls that are signed for lambda',
    value: url,
  });
}
