import { wrapped } from '../text';
import type { AllowanceUse } from './allowances';
import type { CostEstimate } from './estimate';
import type { CostLine } from './line';
import { PRICES } from './prices';

/** Lines of less than a cent in sum are told together. */
const CENT = 0.005;

/** Figures stand below each other, behind names that leave room for them; what each is made of beside it, or below where it is narrow. */
export function costText(
  plan: string,
  { orchestrator, scraping, workload, ...estimate }: CostEstimate,
  columns = 80,
): string {
  const row = rowOf(Math.min(NAME_MOST, columns - FIGURE));
  const note = (text: string) => wrapped(text, columns);
  const unconfirmed = [...new Set(orchestrator.lines.map(({ price }) => price))].filter(
    (name) => !PRICES[name].confirmed,
  );
  return [
    ...note(`${plan}, a month at its own schedules, while nothing happens`),
    ...note(`prices of ${estimate.pricesRegion} as of ${estimate.pricesAsOf}, without tax`),
    '',
    ...byService(orchestrator.lines, row, columns),
    ...row('orchestrator, at list price', orchestrator.usd),
    '',
    ...note(FOR_NOTHING),
    ...orchestrator.allowances.flatMap((allowance) => allowanceRow(allowance, row, columns)),
    ...row('orchestrator, for such an account', orchestrator.netUsd),
    '',
    ...(unconfirmed.length > 0
      ? note(
          `* not confirmed (${estimate.unconfirmedUsd.toFixed(2)} USD rest on it): ${unconfirmed.join(', ')}`,
        )
      : []),
    ...note(
      `A Prometheus that scrapes both regions adds ${scraping.usd.toFixed(2)}, and ${scraping.netUsd.toFixed(2)} for such an account.`,
    ),
    ...note(NOT_COUNTED),
    '',
    ...workloadText(workload, row, columns),
  ].join('\n');
}

const FOR_NOTHING =
  'Of this an account gets free of charge, every month and in all regions together, if nothing else in it uses that up:';

const NOT_COUNTED =
  'Not counted: what dumps, snapshots and cache backups take to store, the containers and instances of dumps and drills, traffic ' +
  'between regions, requests of S3, SNS and KMS, and anything that an incident starts.';

/** Alike lines in one: thirty alarms are one row that says so. */
function detail(lines: readonly CostLine[], row: Row, columns: number): readonly string[] {
  const standing = lines.filter(({ quantity }) => quantity === 1);
  const alike = grouped(standing, ({ price, because }) => `${price} ${because}`);
  const rows = [
    ...lines.filter(({ quantity }) => quantity !== 1).map((line) => ({ ...line, count: 1 })),
    ...[...alike.values()].flatMap(([first, ...others]) =>
      first ? [{ ...first, count: others.length + 1, usd: sumOf([first, ...others]) }] : [],
    ),
  ].sort((a, b) => b.usd - a.usd);
  const [told, small] = [rows.filter(({ usd }) => usd >= CENT), rows.filter(({ usd }) => usd < CENT)];
  return [
    ...told.flatMap(({ what, usd, count, price, because, quantity }) => {
      const { usd: each, per, confirmed } = PRICES[price];
      const name = count > 1 ? `${count} like ${what}` : what;
      const amount = count > 1 ? '' : `${figure(quantity / PRICES[price].units)} x `;
      const made = `${amount}${each} USD per ${per}${confirmed ? '' : '*'}; ${because}`;
      return explained(row(`  ${name}`, usd), made, columns);
    }),
    ...(small.length > 0 ? row(`  ${small.length} lines below a cent`, sumOf(small)) : []),
  ];
}

const allowanceRow = (
  { what, amount, used, usd, from }: AllowanceUse,
  row: Row,
  columns: number,
): readonly string[] =>
  explained(
    row(`  ${what}`, -usd),
    `${used < amount ? `${figure(used)} of ${count(amount)}` : count(amount)}; ${from}`,
    columns,
  );

const workloadText = (
  { usd, lines }: CostEstimate['workload'],
  row: Row,
  columns: number,
): readonly string[] =>
  lines.length === 0
    ? wrapped('workload: it exists beside the plan, and is not counted', columns)
    : [
        ...byService(lines, row, columns),
        ...row('workload, on demand', usd),
        '',
        ...wrapped(OF_THE_WORKLOAD, columns),
      ];

const OF_THE_WORKLOAD =
  'At its usual size, while the primary region serves. Not counted: tasks that autoscaling adds, storage as it grows and backups ' +
  "beyond its size, traffic, the load balancers' capacity units, logs, the figures of Container Insights, secrets, and the use of keys.";

/** The lines of a bill, by service, dearest first. */
const byService = (lines: readonly CostLine[], row: Row, columns: number): readonly string[] =>
  [...grouped(lines, ({ service }) => service)]
    .map(([service, its]) => ({ service, its, usd: sumOf(its) }))
    .sort((a, b) => b.usd - a.usd)
    .flatMap(({ service, its, usd }) => [...row(service, usd), ...detail(its, row, columns), '']);

function grouped(
  lines: readonly CostLine[],
  by: (line: CostLine) => string,
): ReadonlyMap<string, readonly CostLine[]> {
  const groups = new Map<string, CostLine[]>();
  for (const line of lines) groups.set(by(line), [...(groups.get(by(line)) ?? []), line]);
  return groups;
}

const sumOf = (lines: readonly { readonly usd: number }[]): number =>
  lines.reduce((sum, { usd }) => sum + usd, 0);

type Row = (what: string, usd: number) => readonly string[];

/** What the longest name takes, and a figure with the space before it. */
const [NAME_MOST, FIGURE] = [58, 8];

const rowOf =
  (width: number): Row =>
  (what, usd) => {
    const lines = wrapped(what, width);
    const last = lines.at(-1) ?? '';
    return [...lines.slice(0, -1), `${last.padEnd(width)} ${usd.toFixed(2).padStart(7)}`];
  };

/** A row with what explains it beside it, where there is room, and else below. */
function explained(row: readonly string[], because: string, columns: number): readonly string[] {
  const beside = `${row.join('\n')}  ${because}`;
  return row.length === 1 && beside.length <= columns
    ? [beside]
    : [...row, ...wrapped(`      ${because}`, columns)];
}

const count = (value: number): string => value.toLocaleString('en');
const figure = (value: number): string => String(Number(value.toPrecision(3)));
