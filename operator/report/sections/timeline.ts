import { type ProbedComponent, VANTAGE_POINTS } from '../../../lib/domain/evidence';
import type { Run } from '../../../lib/domain/run';
import type { Section } from '../../../lib/page/account';
import { atSecond, inSeconds } from '../../../lib/page/words';
import type { Course, Moment, ProbeSpan, Span, WritableSpans } from '../../../rehearsal/course/course';
import { type Bar, type Lane, type LaneGroup, timelineChart } from '../charts/timeline-chart';

/** What was done, what probes said, and who took writes meanwhile. */
export function timelineSection(course: Course, runs: readonly RunSpan[]): Section {
  const groups: readonly LaneGroup[] = [
    {
      title: 'What was done',
      lanes: course.steps.map(({ title, from, to }) => lane(title, [{ from, to, look: 'done' }])),
    },
    {
      title: 'Runs',
      lanes: runs.map(({ name, from, to }) => lane(name, [{ from, to, look: 'run' }])),
    },
    { title: 'Probes', lanes: probeLanes(course.probes) },
    {
      title: 'Took writes of clients',
      lanes: [
        ...writableLanes('database', course.writable.database),
        ...writableLanes('cache', course.writable.cache ?? []),
      ],
    },
  ].filter(({ lanes }) => lanes.length > 0) as readonly LaneGroup[];
  const moments = course.moments;
  return {
    title: 'How it went',
    blocks: [
      {
        figure: {
          title: 'Timeline',
          description: `Everything that went on, in seconds since both regions stood. Of probes, a thin line is up, a thick one down, a hollow one not known.${momentsInWords(moments)}`,
          draw: (width) => timelineChart({ groups, moments }, width),
          table: {
            caption: 'What was done, what was seen, and when',
            head: ['what', 'from', 'to', 'note'],
            rows: rowsOf(course, runs),
            none: 'Nothing was recorded.',
          },
        },
      },
      ...course.leaps.slice(0, 1).map(() => ({ text: leapsInWords(course) })),
    ],
  };
}

const momentsInWords = (moments: readonly Moment[]): string =>
  moments.length === 0
    ? ''
    : ` Across it: ${moments.map(({ at, what }) => `${what} at ${atSecond(at)}`).join(', ')}.`;

export interface RunSpan extends Span {
  readonly name: string;
  readonly note: string;
}

/** Runs that moved or tried to move the role, on the rehearsal's clock. A run without a phase has no place on it. */
export const runSpans = (runs: readonly Run[], since: (instant: string) => number): readonly RunSpan[] =>
  runs.flatMap(({ workflow, id, outcome, phases = [] }) => {
    const [first, last] = [phases.at(0), phases.at(-1)];
    if (!first || !last) return [];
    return [
      { name: `${workflow} ${id}`, note: outcome, from: since(first.startedAt), to: since(last.endedAt) },
    ];
  });

const lane = (name: string, bars: readonly Bar[]) => ({ name, bars });

const COMPONENTS: readonly ProbedComponent[] = ['api', 'database', 'cache', 'storage'];

/** One lane each; what nobody ever could tell, as a component that no probe reaches, has its rows in the table alone. */
const probeLanes = (probes: readonly ProbeSpan[]): readonly Lane[] =>
  COMPONENTS.flatMap((component) =>
    VANTAGE_POINTS.flatMap((vantagePoint) => {
      const own = probes.filter((one) => one.component === component && one.vantagePoint === vantagePoint);
      if (own.every(({ outcome }) => outcome === 'unknown')) return [];
      return [
        lane(
          nameOf({ vantagePoint, component }),
          own.map(({ from, to, outcome }) => ({ from, to, look: outcome })),
        ),
      ];
    }),
  );

const nameOf = ({ vantagePoint, component }: Pick<ProbeSpan, 'vantagePoint' | 'component'>): string =>
  `${component}, seen from ${vantagePoint}`;

const LOOKS = ['first', 'second'] as const;
const writableLanes = (component: string, sides: WritableSpans) =>
  sides.map(({ region, spans }, index) =>
    lane(
      `${component} in ${region}`,
      spans.map((span) => ({ ...span, look: LOOKS[index] ?? 'second' })),
    ),
  );

function rowsOf(
  { steps, moments, probes, writable }: Course,
  runs: readonly RunSpan[],
): readonly (readonly string[])[] {
  const row = (what: string, { from, to }: Span, note: string) => ({
    from,
    cells: [what, atSecond(from), atSecond(to), note],
  });
  const took = (component: string, sides: WritableSpans) =>
    sides.flatMap(({ region, spans }) =>
      spans.map((span) =>
        row(`${component} in ${region} took writes of clients`, span, inSeconds(span.to - span.from)),
      ),
    );
  return [
    ...steps.map(({ title, came, ...span }) => row(title, span, came)),
    ...moments.map(({ at, what }) => row(what, { from: at, to: at }, '')),
    ...runs.map(({ name, note, ...span }) => row(name, span, note)),
    ...probes.map((one) => row(`probes: ${nameOf(one)}`, one, `${one.outcome}, ${one.count} in a row`)),
    ...took('database', writable.database),
    ...took('cache', writable.cache ?? []),
  ]
    .sort((a, b) => a.from - b.from)
    .map(({ cells }) => cells);
}

function leapsInWords({ leaps }: Course): string {
  const seconds = leaps.reduce((sum, leap) => sum + leap.by, 0);
  return `Nobody waited for ${seconds / 60} minutes that passed on the clock of the functions alone, from ${atSecond(leaps[0]?.at ?? 0)} on; times of runs that lie in them are drawn at the moment of the leap.`;
}
