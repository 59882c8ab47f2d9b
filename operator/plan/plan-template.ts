import { stringify } from 'yaml';

/** What a first plan cannot do without, as somebody answers it. */
export interface Answers {
  readonly name: string;
  readonly primary: string;
  readonly recovery: string;
  readonly witness: string;
  readonly notify: string;
  readonly publicUrl: string;
  readonly mode: string;
  readonly whenUnfenced: string;
  readonly isolation: string;
  readonly retentionDays: string;
  readonly keepProven: string;
  readonly lockDays: string;
}

export interface Question {
  readonly key: keyof Answers;
  readonly asks: string;
  /** What stands in the example plan; missing for what decides about data. */
  readonly usual?: string;
}

/** In the order of the file. What decides about data has no usual answer. */
export const QUESTIONS: readonly Question[] = [
  { key: 'name', asks: 'name of the deployment (AWS names are built from it)', usual: 'firebackup' },
  { key: 'primary', asks: 'primary region, where the workload runs', usual: 'us-east-1' },
  { key: 'recovery', asks: 'recovery region, where it can be taken over', usual: 'us-west-2' },
  { key: 'witness', asks: 'witness region, outside both', usual: 'us-east-2' },
  { key: 'publicUrl', asks: "the API's public /health, with https" },
  { key: 'notify', asks: 'e-mail address that alarms go to' },
  { key: 'mode', asks: 'failover: automatic, approval (a named person decides) or off' },
  { key: 'whenUnfenced', asks: 'when the old primary cannot be fenced: promote, stop or wait' },
  {
    key: 'isolation',
    asks: 'a region that hears no ledger: fence (closes itself) or keep (serves on)',
  },
  { key: 'retentionDays', asks: 'days of automated backups, 1 to 35' },
  { key: 'keepProven', asks: 'proven recovery points kept however old, at least 1' },
  { key: 'lockDays', asks: 'days that nobody can delete a dump, 1 to 365' },
];

/** As the example has it. */
const PRIMARY = 'us-east-1';

/**
 * The example plan with its comments and with these answers. Identifiers of what runs already stay the example's: each has to be
 * replaced by hand, and the doctor says which of them AWS does not have.
 */
export function planFrom(example: string, answers: Answers): string {
  const { retentionDays, keepProven, lockDays, ...firsts } = answers;
  const everywhere = { backupRetentionDays: retentionDays, keepProven, lockDays };
  const placed = example.replaceAll(/(us-east-1|us-west-2)(?=[:.])/g, (region) =>
    region === PRIMARY ? answers.primary : answers.recovery,
  );
  const named = Object.entries(firsts).reduce(
    (plan, [key, value]) => replaced(plan, { key, value, flags: 'm' }),
    placed,
  );
  return Object.entries(everywhere).reduce(
    (plan, [key, value]) => replaced(plan, { key, value, flags: 'gm' }),
    named,
  );
}

/** What stands behind a key, on a line of its own, and never the comment after it. A number stays one. */
function replaced(
  plan: string,
  { key, value, flags }: { readonly key: string; readonly value: string; readonly flags: string },
): string {
  const text = /^\d+$/.test(value) ? value : stringify(value).trim();
  return plan.replace(
    new RegExp(`^( *${key}: )[^#\\n]*?( *#.*)?$`, flags),
    (_line, before: string, comment = '') => `${before}${text}${comment}`,
  );
}
