import { accessTo } from '../../lib/aws/client-settings';
import { type Ledger, ledger } from '../../lib/aws/ledger';
import { ledgerTableName } from '../../lib/plan/deployed-names';
import type { Plan } from '../../lib/plan/plan';
import type { Desk } from '../../operator/command/desk';
import { PLAIN } from '../../operator/command/screen';
import { GlobalTable } from '../../rehearsal/cloud/dynamodb';
import { type AwsCall, interception, NotModelled, regionIsGone } from '../../rehearsal/cloud/interception';
import { aPlan } from '../helpers/a-plan';
import { at } from '../helpers/at';

/** What a service answers, by region where that matters. */
export type Served = Readonly<Record<string, (input: AwsCall['input'], region: string) => Promise<object>>>;

export interface DeskSettings {
  readonly plan?: Plan;
  readonly columns?: number;
  /** Regions that give no answer. */
  readonly dead?: readonly string[];
  /** What every call is answered with that the ledger does not get. */
  readonly services?: Readonly<Record<string, Served>>;
  /** What every call fails with. */
  readonly failing?: (region: string, operation: string) => Error | undefined;
  /** What is typed when somebody is asked. */
  readonly typed?: string;
  readonly seconds?: number;
}

export interface TestDesk extends Desk {
  /** The truth, to be written to. */
  readonly truth: Ledger;
  readonly calls: { region: string; operation: string; input: unknown }[];
  readonly notes: string[];
  readonly shown: string[];
  readonly farewells: string[];
}

/** A desk in a made-up world: one ledger in three regions, and whatever else a test puts there. */
export function aDesk(settings: DeskSettings = {}): TestDesk {
  const {
    plan = aPlan(),
    columns = 80,
    dead = [],
    services = {},
    failing,
    typed = '',
    seconds = 0,
  } = settings;
  const table = new GlobalTable();
  const calls: TestDesk['calls'] = [];
  const known: Readonly<Record<string, Served>> = { DynamoDB: table.operations, ...services };
  const through = interception(async (call) => {
    if (dead.includes(call.region)) throw regionIsGone(call);
    const failure = failing?.(call.region, call.operation);
    if (failure) throw failure;
    calls.push(call);
    const operation = known[call.service]?.[call.operation];
    if (!operation) throw new NotModelled(call);
    return operation(call.input, call.region);
  });
  const direct = interception(async ({ operation, input }) => table.operations[operation]?.(input) ?? {});
  const [notes, shown, farewells]: [string[], string[], string[]] = [[], [], []];
  return {
    plan,
    user: 'ada',
    aws: (region) => accessTo(region, through(region)),
    now: () => at(seconds),
    wait: async () => undefined,
    screen: { ...PLAIN, columns },
    note: (line) => notes.push(line),
    ask: async (question) => {
      notes.push(question);
      return typed;
    },
    showing: (_title, { done }) => done((line) => shown.push(line)),
    unlessInterrupted: (work, farewell) => {
      farewells.push(farewell);
      return work;
    },
    truth: ledger(accessTo('us-east-1', direct('us-east-1')), {
      table: ledgerTableName(plan),
      deployment: plan,
    }),
    calls,
    notes,
    shown,
    farewells,
  };
}
