import { contract as abandonContract } from '../../lambdas/abandon-restore/contract';
import { abandonRestore } from '../../lambdas/abandon-restore/task';
import { checkRestore } from '../../lambdas/check-restore/task';
import { handOver } from '../../lambdas/hand-over/task';
import { judgeDrill } from '../../lambdas/judge-drill/task';
import { contract as planDrillContract } from '../../lambdas/plan-drill/contract';
import { planDrill } from '../../lambdas/plan-drill/task';
import { contract as planRestoreContract } from '../../lambdas/plan-restore/contract';
import { planRestore } from '../../lambdas/plan-restore/task';
import { recordDisproof } from '../../lambdas/record-disproof/task';
import { recordProof } from '../../lambdas/record-proof/task';
import { removeScratch } from '../../lambdas/remove-scratch/task';
import { startRestore } from '../../lambdas/start-restore/task';
import type { CheckedContents } from '../../lib/domain/contents';
import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import type { Invoke } from '../../rehearsal/functions';
import { type Execution, Workflow, type WorkflowName } from '../../rehearsal/workflow';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy, aWindow } from '../helpers/a-recovery-point';
import { soundContents } from '../helpers/a-restore-order';
import { asLambda } from '../helpers/as-lambda';
import { at } from '../helpers/at';
import { FakeRestorer, someRestorers } from '../helpers/fake-restorer';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const region = 'us-west-2';
const deployment = aDeployment();

/** A region where restores are made by a fake, with the shipped tasks and the shipped machines. */
export class RestoreRuns {
  readonly ledger = new InMemoryLedger();
  readonly restorer = new FakeRestorer();
  /** Of each restored database, by the id of its point; sound unless said otherwise. */
  readonly contents = new Map<string, CheckedContents>();
  /** Tasks that were run, by the state's name. */
  readonly ran: string[] = [];
  #killAfter: { state: string; execution: string } | undefined;
  #seconds = 60;

  async record(...points: readonly RecoveryPoint[]): Promise<this> {
    for (const point of points) await this.ledger.recordRecoveryPoint(point);
    return this;
  }

  /** Tears an execution away right after a state did its work, before its answer is kept. */
  killAfter(state: string, execution: string): void {
    this.#killAfter = { state, execution };
  }

  async run(name: WorkflowName, execution: string, input: object): Promise<unknown> {
    let dead = false;
    let running: Execution | undefined;
    running = new Workflow(name, (other) => `arn:${other}`).start({
      name: execution,
      input,
      functions: this.#functions(),
      compression: 10_000,
      services: {},
      around: async (state, run) => {
        if (dead) throw new Error('this execution was killed');
        this.ran.push(state);
        const answer = await run();
        if (this.#killAfter?.state === state && this.#killAfter.execution === execution) {
          dead = true;
          running?.abort();
        }
        if (dead) throw new Error('this execution was killed');
        return answer;
      },
    });
    return running.result;
  }

  #functions(): ReadonlyMap<string, Invoke> {
    const { ledger, restorer } = this;
    const restorers = someRestorers(restorer);
    const now = () => {
      this.#seconds += 1;
      return at(this.#seconds);
    };
    const deps = { deployment, region, ledger, restorers, starters: restorers, now };
    const contents = async ({ order }: { order: { point: RecoveryPoint } }) =>
      this.contents.get(order.point.id) ?? soundContents;
    const tasks: Record<string, (input: never) => Promise<unknown>> = {
      'plan-restore': (event) => planRestore(deps)(planRestoreContract.input.parse(event)),
      'plan-drill': (event) => planDrill(deps)(planDrillContract.input.parse(event)),
      'start-restore': startRestore(deps),
      'check-restore': checkRestore(deps),
      'check-contents': contents,
      'check-cache-contents': contents,
      'hand-over': handOver(deps),
      'record-proof': recordProof(deps),
      'record-disproof': recordDisproof(deps),
      'remove-scratch': removeScratch(deps),
      'judge-drill': judgeDrill(deps),
      'abandon-restore': (event) => abandonRestore(deps)(abandonContract.input.parse(event)),
    };
    return new Map(Object.entries(tasks).map(([name, task]) => [name, (event) => asLambda(task, event)]));
  }
}

export const aSnapshotAndAWindow = () => [aReachableCopy({ id: 'a-copy' }), aWindow()] as const;
