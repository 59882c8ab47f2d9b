import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import { ledgerTableName } from '../../lib/plan/deployed-names';
import { readPlan } from '../../lib/plan/parse-plan';
import { GlobalTable } from '../../rehearsal/cloud/dynamodb';
import { interception } from '../../rehearsal/cloud/interception';
import { anAwsEndpoint, type WireAnswer, type WireCall } from '../helpers/an-aws-endpoint';

export interface ServedSettings {
  /** The plan that is deployed. */
  readonly planFile: string;
  /** Machines that stand there, by the names of their workflows. */
  readonly machines?: readonly string[];
  /** What executions are seen as, look by look; the last one stays. */
  readonly looks?: readonly object[];
  /** Answers before anything else does; `silent` never answers. */
  readonly before?: (call: WireCall) => WireAnswer | 'silent' | undefined;
}

const json = (body: object): WireAnswer => ({
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
});

/** An error as services of AWS that speak JSON word it. */
export const jsonError = (type: string, message = `what ${type} says`, status = 400): WireAnswer => ({
  ...json({ __type: `com.amazonaws#${type}`, message }),
  status,
});

/**
 * A deployed plan that is reached over HTTP, so that a whole process with the real SDK in it finds a ledger, machines and
 * brakes. What it does not model gets a 501.
 */
export async function aServedCloud({
  planFile,
  machines = [],
  looks = [{ status: 'SUCCEEDED', output: '{}' }],
  before,
}: ServedSettings) {
  const plan = readPlan(planFile);
  const table = new GlobalTable();
  const arnOf = (name: string, region: string) =>
    `arn:aws:states:${region}:111122223333:stateMachine:${plan.name}-${name}`;
  let looked = 0;
  const states: Readonly<Record<string, (call: WireCall) => object>> = {
    ListStateMachines: ({ region = '' }) => ({
      stateMachines: machines.map((name) => ({
        name: `${plan.name}-${name}`,
        stateMachineArn: arnOf(name, region),
      })),
    }),
    StartExecution: () => ({ startDate: 1_772_366_400 }),
    DescribeExecution: () => looks[Math.min(looked++, looks.length - 1)] ?? {},
    GetExecutionHistory: () => ({
      events: [{ id: 2, timestamp: 1_772_366_401, stateEnteredEventDetails: { name: 'TakeLease' } }],
    }),
  };
  const answer = async (call: WireCall): Promise<WireAnswer | undefined> => {
    const first = before?.(call);
    if (first === 'silent') return new Promise(() => undefined);
    if (first) return first;
    const operation = call.operation?.split('.')[1] ?? '';
    if (call.signedFor === 'dynamodb') {
      const asked = table.operations[operation];
      return asked && json(await asked(JSON.parse(call.body)));
    }
    if (call.signedFor === 'states') return states[operation] && json(states[operation](call));
    if (call.signedFor === 'lambda') return json({ pausedBy: 'ada', told: 'ada chose' });
    return undefined;
  };
  const endpoint = await anAwsEndpoint(answer);
  const direct = interception(async ({ operation, input }) => table.operations[operation]?.(input) ?? {});
  return {
    ...endpoint,
    truth: ledger(accessTo('us-east-1', direct('us-east-1')), {
      table: ledgerTableName(plan),
      deployment: plan,
    }),
  };
}
