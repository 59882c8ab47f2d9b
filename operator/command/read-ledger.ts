import { type Ledger, ledger } from '../../lib/aws/ledger';
import { runHeadItems } from '../../lib/aws/ledger-runs';
import { ledgerTable } from '../../lib/aws/ledger-table';
import { ledgerTableName } from '../../lib/plan/deployed-names';
import type { LedgerHeard } from '../../lib/status-page/answer-page';
import { complaintOf, oneLine } from './complaint';
import type { Desk } from './desk';

/** Who told, and who did not. */
export type Heard = LedgerHeard;

/** The ledger gave no answer in any region. */
export class LedgerUnheard extends Error {
  override readonly name = 'LedgerUnheard';
}

/**
 * How long the other regions have to answer after the first has told everything. A healthy one needs far less; a dead one
 * swallows the call for twelve seconds, and nobody waits for that at 03:00.
 */
const GRACE_MILLISECONDS = 1_000;

/** The ledger, with what people ask of it besides. */
export type Truth = Ledger & ReturnType<typeof runHeadItems>;

export function ledgerIn({ aws, plan }: Pick<Desk, 'aws' | 'plan'>, region: string): Truth {
  const [access, table] = [aws(region), ledgerTableName(plan)];
  return {
    ...ledger(access, { table, deployment: plan }),
    ...runHeadItems(ledgerTable(access, { table, deployment: plan.name })),
  };
}

/**
 * Asks all three regions at once and reads on in the one that answers first: they are replicas of one truth, and nobody
 * knows beforehand which of them is dead. @throws what they said, if none answers
 */
export async function readLedger<Found>(
  desk: Pick<Desk, 'aws' | 'plan' | 'wait'>,
  read: (truth: Truth, region: string) => Promise<Found>,
): Promise<{ readonly found: Found; readonly heard: Heard }> {
  const said = new Map<string, Error | 'answered'>();
  const asked = Object.values(desk.plan.regions).map(async (region) => {
    try {
      await ledgerIn(desk, region).role();
      said.set(region, 'answered');
      return region;
    } catch (error) {
      said.set(region, error as Error);
      throw error;
    }
  });
  const answeredBy = await Promise.any(asked).catch(() => unheard(said));
  const found = await read(ledgerIn(desk, answeredBy), answeredBy);
  await Promise.race([Promise.allSettled(asked), desk.wait(GRACE_MILLISECONDS)]);
  return { found, heard: { answeredBy, silent: silentOf(desk, said) } };
}

const silentOf = ({ plan }: Pick<Desk, 'plan'>, said: ReadonlyMap<string, Error | 'answered'>) =>
  Object.values(plan.regions).flatMap((region) => {
    const word = said.get(region);
    if (word === 'answered') return [];
    return [{ region, because: word ? reasonOf(word, region) : 'it has not answered yet' }];
  });

/** An error that is not ours to name is of the caller, not of a region: credentials that expired did so everywhere. */
function unheard(heard: ReadonlyMap<string, Error | 'answered'>): never {
  const errors = [...heard].flatMap(([region, error]) => (error === 'answered' ? [] : [{ region, error }]));
  const [first, ...rest] = errors;
  const isOfAll = rest.every(({ error }) => error.name === first?.error.name);
  if (first && isOfAll && first.error.name !== 'Unreachable') throw first.error;
  const reasons = errors.map(({ region, error }) => ({ region, because: reasonOf(error, region) }));
  const isOneReason = reasons.every(({ because }) => because === reasons[0]?.because);
  const said = isOneReason
    ? `${reasons.map(({ region }) => region).join(', ')}: ${reasons[0]?.because}`
    : reasons.map(({ region, because }) => `${region}: ${because}`).join('; ');
  throw new LedgerUnheard(`the ledger answers in no region: ${said}`);
}

/** What went wrong, without saying again where. */
const reasonOf = (error: Error, region: string): string =>
  (error.name === 'Unreachable' ? oneLine(error.message) : complaintOf(error).line).replace(
    `the ledger in ${region}: read role: `,
    '',
  );

export function heardInWords({ answeredBy, silent }: Heard): string {
  const none = silent.map(({ region, because }) => `no answer from ${region}: ${because}`);
  return [`read in ${answeredBy}`, ...none].join('; ');
}
