import { CALL_SECONDS, JUDGES_UNITS, LEDGER_UNITS, OTHER_CALL_SECONDS, ROUND_SECONDS } from './assumptions';
import type { Calls, Runs } from './cadence';
import { type CostLine, costLine } from './line';
import { at, judges, taskOf } from './names';
import type { CostedResource } from './template';

const secondsOf = (calls: Calls): number => CALL_SECONDS[taskOf(calls)] ?? OTHER_CALL_SECONDS;

export function lambdaLines(calls: Calls): readonly CostLine[] {
  const { perMonth, because, function: called } = calls;
  const [seconds, megabytes] = [secondsOf(calls), called.properties.MemorySize];
  return [
    costLine('Lambda', `${at(called)}: requests`, { quantity: perMonth, price: 'lambdaRequests', because }),
    costLine('Lambda', `${at(called)}: duration`, {
      quantity: (perMonth * seconds * megabytes) / 1024,
      price: 'lambdaArmGbSeconds',
      because: `${Math.round(perMonth)} calls of ${seconds} s (assumed) at ${megabytes} MB`,
    }),
  ];
}

export function machineLines(run: Runs): readonly CostLine[] {
  const { machine, perMonth, transitions } = run;
  if (machine.properties.StateMachineType !== 'EXPRESS')
    return [
      costLine('Step Functions', `${at(machine)}: transitions`, {
        quantity: perMonth * transitions,
        price: 'statesTransitions',
        because: `${Math.round(perMonth)} runs of ${transitions} states and tries`,
      }),
    ];
  return [
    costLine('Step Functions', `${at(machine)}: runs`, {
      quantity: perMonth,
      price: 'expressRequests',
      because: `${Math.round(perMonth)} runs`,
    }),
    costLine('Step Functions', `${at(machine)}: duration`, {
      quantity: (perMonth * ROUND_SECONDS * 64) / 1024,
      price: 'expressGbSeconds',
      because: `${Math.round(perMonth)} runs of ${ROUND_SECONDS} s (assumed) at 64 MB, the least`,
    }),
  ];
}

export function ledgerLines(
  calls: readonly Calls[],
  resources: readonly CostedResource[],
): readonly CostLine[] {
  const table = resources.find(({ type }) => type === 'AWS::DynamoDB::GlobalTable');
  const replicas = table?.properties.Replicas.length ?? 0;
  const units = (kind: 'writes' | 'reads'): number =>
    calls.reduce((sum, one) => {
      const each = (LEDGER_UNITS[taskOf(one)]?.[kind] ?? 0) + (judges(one) ? JUDGES_UNITS[kind] : 0);
      return sum + one.perMonth * each;
    }, 0);
  return [
    costLine('DynamoDB', 'ledger: writes', {
      quantity: units('writes') * replicas,
      price: 'ledgerWrites',
      because: `${Math.round(units('writes'))} writes of up to 1 KB (assumed), in ${replicas} replicas`,
    }),
    costLine('DynamoDB', 'ledger: reads', {
      quantity: units('reads'),
      price: 'ledgerReads',
      because: 'consistent reads of up to 4 KB (assumed)',
    }),
  ];
}
