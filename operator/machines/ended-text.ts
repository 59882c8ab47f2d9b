import { stringify } from 'yaml';
import { caughtInWords } from '../../lib/domain/caught';
import { secondsBetween } from '../../lib/domain/instant';
import { runbookLink } from '../../lib/domain/runbook-link';
import type { Desk, Told } from '../command/desk';
import { headed, labelled, part, type Screen } from '../command/screen';
import type { Ended } from './run-machine';

/** How an execution ended, by its machine's own words; after that whatever else is known of the run. */
export function endedTold(
  { order, executionArn, console, seen }: Ended,
  more: Told | undefined,
  { screen, plan }: Pick<Desk, 'screen' | 'plan'>,
): Told {
  const { workflow, name, region } = order;
  const { status, startedAt, endedAt, error, cause, output } = seen;
  const isFine = status === 'SUCCEEDED';
  const took = startedAt && endedAt ? ` after ${secondsBetween(startedAt, endedAt).toFixed(1)} s` : '';
  const head = `${workflow} ${name} in ${region} ${isFine ? 'succeeded' : `ended ${status}`}${took}`;
  return {
    lines: [
      ...headed(screen, ['bold', isFine ? 'green' : 'red'], head),
      ...(error ? labelled(screen, ['because', caughtInWords({ Error: error, Cause: cause ?? '' })]) : []),
      ...(isFine ? [] : labelled(screen, ['what to do', runbookLink(plan, workflow)])),
      ...labelled(screen, ['console', console]),
      ...(more ? ['', ...more.lines] : outputLines(output, screen)),
    ],
    data: { workflow, run: name, region, executionArn, console, ...seen, record: more?.data },
    news: isFine && more?.news !== 'bad' ? 'fine' : 'bad',
  };
}

/** What a machine answered that keeps no record of its own in the ledger. */
const outputLines = (output: unknown, screen: Screen): readonly string[] =>
  output === undefined || output === null
    ? []
    : part(
        screen,
        'It answered',
        stringify(output, { lineWidth: screen.columns - 2 })
          .trimEnd()
          .split('\n')
          .map((line) => `  ${line}`),
      );
