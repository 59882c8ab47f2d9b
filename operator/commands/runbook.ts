import { objects } from '../../lib/aws/objects';
import { runbookDocument, runbookKey } from '../../lib/domain/runbook-document';
import { backupBucketName, ledgerTableName } from '../../lib/plan/deployed-names';
import { deploymentOf } from '../../lib/plan/deployment';
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
    buckets: { primary: bucketIn(desk, 'primary'), recovery: bucketIn(desk, 'recovery') },
    notify: plan.notify,
    ...found,
  });
  return told(document, { ledger: heard });
}

async function stored(desk: Desk): Promise<Told> {
  const { plan, note } = desk;
  const key = runbookKey(plan);
  const places = ['recovery', 'primary'] as const;
  const failed: Error[] = [];
  for (const place of places) {
    const bucket = bucketIn(desk, place);
    try {
      const document = await objects(desk.aws(plan.regions[place])).text(bucket, key);
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

/** The account of the plan's keys is the deployment's: asking for it would need an answer on a day when there may be none. */
const bucketIn = ({ plan }: Desk, place: 'primary' | 'recovery'): string =>
  backupBucketName(plan, plan.regions[place], plan.keys[place].split(':')[4] ?? '');
