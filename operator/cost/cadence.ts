import { CHECKERS, DAYS_PER_MONTH, SCRAPE_SECONDS, TRIES_PER_BACKUP } from './assumptions';
import { type PacedRounds, pacedRounds } from './paced-rounds';
import { type CostedResource, targetOf } from './template';

/** What happens by itself, over and over: runs of machines and calls of functions in a month. */
export interface Cadence {
  readonly invocations: number;
  readonly runs: readonly Runs[];
  readonly rounds: readonly PacedRounds[];
  readonly calls: readonly Calls[];
}
export interface Runs {
  readonly machine: CostedResource;
  readonly perMonth: number;
  /** States that a run passes when all is well. */
  readonly transitions: number;
}
export interface Calls {
  readonly function: CostedResource;
  readonly perMonth: number;
  readonly because: string;
  /** Whether a trace of whoever calls it is open already. */
  readonly withinTrace: boolean;
}

const SECONDS = { minute: 60, minutes: 60, hour: 3600, hours: 3600, day: 86_400, days: 86_400 } as const;
const MONTH_SECONDS = DAYS_PER_MONTH * 86_400;

/** How often a schedule fires in a month. @throws {RangeError} for an expression that is neither rate nor cron of one kind */
export function firingsPerMonth(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (\w+)\)$/.exec(expression) ?? [];
  if (count && unit && unit in SECONDS)
    return MONTH_SECONDS / (Number(count) * SECONDS[unit as keyof typeof SECONDS]);
  const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.split(' ') ?? [];
  const [minute = '', hour = '', dayOfMonth = '', , dayOfWeek = ''] = fields;
  const days = chosen(dayOfWeek, 7) * (DAYS_PER_MONTH / 7);
  const each = dayOfMonth === '*' || dayOfMonth === '?' ? days : chosen(dayOfMonth, DAYS_PER_MONTH);
  const firings = chosen(minute, 60) * chosen(hour, 24) * each;
  if (fields.length !== 6 || !Number.isFinite(firings))
    throw new RangeError(`${expression} is no schedule that can be counted; expected rate(…) or cron(…)`);
  return firings;
}

/** How many of `of` values a field of a cron expression chooses. */
function chosen(field: string, of: number): number {
  if (field === '*' || field === '?') return of;
  const [, every] = /^(?:\*|\d+)\/(\d+)$/.exec(field) ?? [];
  if (every) return of / Number(every);
  const [, from, to] = /^(\d+)-(\d+)$/.exec(field) ?? [];
  return from && to ? Number(to) - Number(from) + 1 : field === '' ? Number.NaN : field.split(',').length;
}

export function cadenceOf(resources: readonly CostedResource[]): Cadence {
  const schedules = resources.filter(({ type }) => type === 'AWS::Scheduler::Schedule');
  const fired = schedules.map((schedule) => ({
    schedule,
    target: targetOf(schedule.properties.Target.Arn, schedule.stack, resources),
    perMonth: firingsPerMonth(schedule.properties.ScheduleExpression),
  }));
  const rounds = fired.flatMap(({ schedule, perMonth }) => pacedRounds(schedule, resources, perMonth) ?? []);
  const runs = [
    ...rounds.map(({ machine, roundsPerMonth }) => runsOf(machine, roundsPerMonth)),
    ...fired.flatMap(({ target, perMonth }) =>
      target?.type === 'AWS::StepFunctions::StateMachine' ? [runsOf(target, perMonth)] : [],
    ),
  ];
  return {
    invocations: fired.reduce((sum, { perMonth }) => sum + perMonth, 0),
    runs,
    rounds,
    calls: [
      ...runs.flatMap((run) => callsBy(run, resources)),
      ...fired.flatMap(({ schedule, target, perMonth }): Calls[] =>
        target?.type === 'AWS::Lambda::Function'
          ? [
              {
                function: target,
                perMonth,
                because: schedule.properties.ScheduleExpression,
                withinTrace: false,
              },
            ]
          : [],
      ),
      ...beaconCalls(resources),
    ],
  };
}

function runsOf(machine: CostedResource, perMonth: number): Runs {
  const definition = JSON.parse(machine.properties.DefinitionString);
  const { backs, isIdle } = backing(machine);
  const transitions = isIdle
    ? statesOnTheWay(definition, { inside: false })
    : statesOnTheWay(definition) + (backs ? TRIES_PER_BACKUP : 0);
  return { machine, perMonth, transitions };
}

/**
 * Whether a machine makes or proves backups, and so tries again while they are made. Those of the live stores are made in the active
 * region: the other one's machine starts by the same schedule, plans nothing, goes round nothing and ends well.
 */
function backing({ stack, properties }: CostedResource): { backs: boolean; isIdle: boolean } {
  const [, kind] = /-(snapshot|logical-dump|cache-backup|drill)$/.exec(properties.StateMachineName) ?? [];
  return {
    backs: kind !== undefined,
    isIdle: kind !== undefined && kind !== 'drill' && stack.endsWith('-recovery'),
  };
}

interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, CostedResource['properties']>>;
}

/** States from the first to the end along `Next` and `Default`, with those of the branches inside unless there is nothing to go round. */
export function statesOnTheWay({ StartAt, States }: Machine, { inside } = { inside: true }): number {
  let count = 0;
  const passed = new Set<string>();
  for (let name: string | undefined = StartAt; name !== undefined && !passed.has(name); ) {
    passed.add(name);
    const state: CostedResource['properties'] = States[name];
    const inner: readonly Machine[] = [...(state.Branches ?? []), ...[state.ItemProcessor ?? []].flat()];
    count += 1 + (inside ? inner.reduce((sum, one) => sum + statesOnTheWay(one), 0) : 0);
    name = state.Next ?? state.Default;
  }
  return count;
}

/** Each function of a machine, once a run. */
function callsBy({ machine, perMonth }: Runs, resources: readonly CostedResource[]): readonly Calls[] {
  const { DefinitionSubstitutions = {}, TracingConfiguration } = machine.properties;
  return Object.values<never>(DefinitionSubstitutions).flatMap((pointer): Calls[] => {
    const called = targetOf(pointer, machine.stack, resources);
    if (called?.type !== 'AWS::Lambda::Function') return [];
    return [
      {
        function: called,
        perMonth,
        because: `${Math.round(perMonth)} runs of ${machine.properties.StateMachineName}`,
        withinTrace: TracingConfiguration?.Enabled === true,
      },
    ];
  });
}

/** What Route 53 asks of a function's own address. */
function beaconCalls(resources: readonly CostedResource[]): readonly Calls[] {
  return resources
    .filter(({ type }) => type === 'AWS::Route53::HealthCheck')
    .flatMap(({ stack, properties: { HealthCheckConfig: check } }): Calls[] => {
      const text = JSON.stringify(check.FullyQualifiedDomainName);
      const url = resources.find(
        (one) => one.stack === stack && one.type === 'AWS::Lambda::Url' && text.includes(one.id),
      );
      const called = targetOf(url?.properties.TargetFunctionArn, stack, resources);
      if (!called) return [];
      const because = `${CHECKERS} checkers, every ${check.RequestInterval} s`;
      return [
        {
          function: called,
          perMonth: (MONTH_SECONDS / check.RequestInterval) * CHECKERS,
          because,
          withinTrace: false,
        },
      ];
    });
}

/** What a Prometheus asks of the addresses that want a signature, where there is one. */
export const scrapes = (resources: readonly CostedResource[]): readonly Calls[] =>
  resources
    .filter(({ type, properties }) => type === 'AWS::Lambda::Url' && properties.AuthType === 'AWS_IAM')
    .flatMap(({ stack, properties }): Calls[] => {
      const called = targetOf(properties.TargetFunctionArn, stack, resources);
      if (!called) return [];
      const because = `scraped every ${SCRAPE_SECONDS} s`;
      return [{ function: called, perMonth: MONTH_SECONDS / SCRAPE_SECONDS, because, withinTrace: false }];
    });
