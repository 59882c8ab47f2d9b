import type { DrillRecord } from '../../lib/domain/drill-record';
import { durationInWords } from '../../lib/domain/duration-in-words';
import type { RestoreRecord } from '../../lib/domain/restore-record';
import { headed, labelled, part, type Screen } from '../command/screen';
import { outcomeStyle } from './styles';

/** What came of a restore: where it can be reached, and what is doubted. */
export function restoreText(record: RestoreRecord, screen: Screen): readonly string[] {
  const { order, endpoint, contents, staysUntil, usableSeconds, chosenBecause } = record;
  const known = (label: string, text: string | undefined) => (text ? labelled(screen, [label, text]) : []);
  return [
    ...head('restore', record, screen),
    ...known('of', order && `${order.point.store}, to ${order.to ?? 'all that the point has'}`),
    ...known('from', order && `${order.point.kind} ${order.point.id}`),
    ...known('chosen', chosenBecause),
    ...known('reach it at', endpoint && `${endpoint.host}:${endpoint.port}`),
    ...known('ends at', staysUntil),
    ...known('took', usableSeconds === undefined ? undefined : durationInWords(usableSeconds)),
    ...(contents?.unknowns ?? []).flatMap((one) => labelled(screen, ['unknown', one], { style: 'yellow' })),
  ];
}

const DRILLED = { proven: 'green', disproven: 'red', 'not drilled': 'yellow' } as const;

/** What came of each point that a drill restored, and what it left for the next one. */
export const drillText = (record: DrillRecord, screen: Screen): readonly string[] => [
  ...head('drill', record, screen),
  ...part(
    screen,
    'Drilled',
    (record.drilled ?? []).flatMap(({ store, kind, point, outcome, because, usableSeconds }) => {
      const took = usableSeconds === undefined ? '' : `, usable after ${durationInWords(usableSeconds)}`;
      const text = `${kind} of ${store}, ${point}${took}${because ? `: ${because}` : ''}`;
      return labelled(screen, [outcome, text], { style: DRILLED[outcome] });
    }),
  ),
  ...part(
    screen,
    'Waiting for another drill',
    (record.waiting ?? []).flatMap(({ store, kind, because }) =>
      labelled(screen, [store, `${kind}: ${because}`]),
    ),
  ),
];

function head(kind: string, record: RestoreRecord | DrillRecord, screen: Screen): readonly string[] {
  const { run, region, outcome, because, trigger, startedAt, endedAt } = record;
  return [
    ...headed(screen, 'bold', `${kind} ${run} in ${region}`),
    ...labelled(screen, ['outcome', outcome], { style: outcomeStyle(outcome) }),
    ...(because ? labelled(screen, ['because', because]) : []),
    ...labelled(screen, ['set off by', trigger]),
    ...labelled(screen, ['began', startedAt]),
    ...labelled(screen, ['ended', endedAt ?? 'not yet']),
  ];
}
