import type { OwnCheckResult } from '../domain/contents';
import type { Session } from './connect';
import { inReadOnly } from './table-contents';

export interface OwnCheck {
  readonly name: string;
  readonly sql: string;
}

const QUERY_CANCELED = '57014';

/** A query of the plan's own may be one that counts: a table may take longer. */
const LONGEST_SECONDS = 60;

/**
 * The plan's own checks of a database, one after the other, for as long as `secondsLeft` says that there is time. They change
 * nothing: they run where nothing can be written.
 */
export async function runOwnChecks(
  session: Session,
  checks: readonly OwnCheck[],
  secondsLeft: () => number,
): Promise<readonly OwnCheckResult[]> {
  const results: OwnCheckResult[] = [];
  for (const check of checks) {
    results.push(await runOwnCheck(session, check, Math.min(LONGEST_SECONDS, secondsLeft())));
  }
  return results;
}

/**
 * As a subquery with a parameter, the text can be nothing but one query: PostgreSQL prepares it, and takes no second
 * statement, such as one that ends the transaction.
 */
async function runOwnCheck(
  session: Session,
  { name, sql }: OwnCheck,
  seconds: number,
): Promise<OwnCheckResult> {
  if (seconds < 1) return { name, outcome: 'not finished', because: 'no time was left' };
  const query = `SELECT * FROM (\n${sql.replace(/;\s*$/, '')}\n) AS own LIMIT $1`;
  try {
    const { rows, fields } = await inReadOnly(session, seconds, () => session.query(query, [2]));
    const because = unmetBecause(rows, fields[0]?.name);
    return because ? { name, outcome: 'failed', because } : { name, outcome: 'passed' };
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (!code) throw error;
    return code === QUERY_CANCELED
      ? { name, outcome: 'not finished', because: `it took longer than ${seconds} s` }
      : { name, outcome: 'failed', because: message };
  }
}

function unmetBecause(rows: readonly Record<string, unknown>[], first = ''): string | undefined {
  if (rows.length !== 1)
    return `it answered ${rows.length === 0 ? 'no row' : 'more than one row'}, expected one`;
  const answer = rows[0]?.[first];
  return answer === true ? undefined : `it answered ${JSON.stringify(answer)}, expected true`;
}
