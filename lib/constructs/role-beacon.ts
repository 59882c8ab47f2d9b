import { CfnOutput, Fn } from 'aws-cdk-lib';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { contract } from '../../lambdas/serve-role/contract';
import { alarmOnErrors } from './alarm-on-errors';
import { ledgerVariables } from './environment';
import type { Site } from './site';
import { TaskFunction } from './task-function';

/**
 * Sixteen or so checkers ask every 30 s, each for some 50 ms: under one call at a time. Ten leave room for cold starts and
 * for whoever else watches, and bound what a stranger who finds the public address can spend or read the ledger with.
 */
const CALLS_AT_A_TIME = 10;

/** Says over HTTPS whether its region is the active one. Public, because Route 53's checkers carry no credentials; read only. */
export class RoleBeacon {
  readonly hostName: string;

  constructor(site: Site) {
    const task = new TaskFunction(site, {
      contract,
      environment: ledgerVariables(site.plan),
      reservedConcurrency: CALLS_AT_A_TIME,
      polled: true,
    });
    const { url } = task.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
    alarmOnErrors(site, task, 'the role beacon fails: health checks take its region for passive');
    new CfnOutput(site.scope, 'RoleUrl', {
      description:
        'Answers GET with the active region and its epoch: 200 where it is this one, 503 elsewhere',
      value: `${url}role`,
    });
    // https://<id>.lambda-url.<region>.on.aws/
    this.hostName = Fn.select(2, Fn.split('/', url));
  }
}
