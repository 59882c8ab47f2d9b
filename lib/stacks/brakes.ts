import { contract as acknowledgeChange } from '../../lambdas/acknowledge-change/contract';
import { contract as answerApproval } from '../../lambdas/answer-approval/contract';
import { contract as pauseFailover } from '../../lambdas/pause-failover/contract';
import { contract as resumeFailover } from '../../lambdas/resume-failover/contract';
import { ledgerVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';

/**
 * What a person calls, and sees the answer of, so none has an alarm. In each region of the plan, because any of them may be
 * the one that a person can reach; they need the ledger's replica there and nothing else.
 */
export function addBrakes(site: Site): void {
  for (const contract of [pauseFailover, resumeFailover, acknowledgeChange]) {
    new TaskFunction(site, { contract, environment: ledgerVariables(site.plan) });
  }
}

/** An answer goes to the machine that asked, and so has to be given in its region. */
export function addAnswering(site: Site): void {
  new TaskFunction(site, { contract: answerApproval, environment: ledgerVariables(site.plan) });
}
