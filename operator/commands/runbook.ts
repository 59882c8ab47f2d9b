import { executions } from '../../lib/aws/executions';
import { objectTexts } from '../../lib/aws/object-texts';
import { runbookDocument, runbookKey } from '../../lib/domain/runbook-document';
import { backupBucketName, ledgerTableName, machineName } from '../../lib/plan/deployed-names';
import { deploymentOf, type Place } from '../../lib/plan/deployment';
import type { Desk, Told } from '../command/desk';
import { LedgerUnheard, readLedger } from '../command/read-ledger';

interface Options {
  /** As it was written last, in the bucket of a region. */
  readonly stored: boolean;
}

/** `firebackup runbook`: what to do by hand on the day when no machine runs, from the ledger, or as it was stored last. */
export const runbook = (desk: Desk, options: Options): Promise<Told> =>
  options.stored ? stored(desk) : fresh(desk);

async function fresh(desk: Desk): Promise<Told> {
  const { plan, now } = desk;
  const { primary, recovery } = plan.regions;
  const { found, heard } = await readLedger(desk, async (truth) => ({
    role: await truth.role(),
    points: await truth.recoveryPoints(),
    capacities: [await truth.capacity(primary), await truth.capacity(recovery)].filter(
      (one) => one !== undefined,
    ),
  })).catch((error: Error) => {
    if (!(error instanceof LedgerUnheard)) throw error;
    desk.note(`${error.message}; as it was stored last: firebackup runbook --stored`);
    throw error;
  });
  const document = runbookDocument({
    at: now(),
    region: heard.answeredBy,
    deployment: deploymentOf(plan),
    ledgerTable: ledgerTableName(plan),
    buckets: await bucketsOf(desk),
    notify: plan.notify,
    ...found,
  });
  return told(document, { ledger: heard });
}

async function stored(desk: Desk): Promise<Told> {
  const { plan, note } = desk;
  const key = runbookKey(plan);
  const buckets = await bucketsOf(desk);
  const failed: Error[] = [];
  for (const place of ['recovery', 'primary'] as const) {
    const bucket = buckets[place];
    try {
      const document = await objectTexts(desk.aws(plan.regions[place])).text(bucket, key);
      if (document !== undefined) return told(document, { bucket, key });
      note(`there is no ${key} in ${bucket}`);
    } catch (error) {
      failed.push(error as Error);
      note((error as Error).message);
    }
  }
  if (failed[0]) throw failed[0];
  return {
    lines: [`no ${key} was ever stored; expected one a day, by write-runbook`],
    data: {},
    news: 'bad',
  };
}

const told = (document: string, from: object): Told => ({
  lines: document.trimEnd().split('\n'),
  data: { ...from, document },
  news: 'fine',
});

/**
 * The account of the plan's keys is the deployment's: asking for it would need an answer on a day when there may be none. A plan
 * that names no keys leaves nothing but to ask.
 */
async function bucketsOf(desk: Desk): Promise<Readonly<Record<Place, string>>> {
  const { plan } = desk;
  const [, , , , ofKey] = plan.keys.recovery.split(':');
  const account = ofKey ?? (await accountOfMachine(desk));
  const bucketIn = (place: Place) => backupBucketName(plan, plan.regions[place], account);
  return { primary: bucketIn('primary'), recovery: bucketIn('recovery') };
}

async function accountOfMachine({ plan, aws }: Desk): Promise<string> {
  const asked = [plan.regions.recovery, plan.regions.primary].map(async (region) => {
    const arn = await executions(aws(region)).machineNamed(machineName(plan, 'switchover'));
    return arn.split(':')[4] ?? '';
  });
  return Promise.any(asked).catch((failed: AggregateError) => {
    throw failed.errors[0];
  });
}
