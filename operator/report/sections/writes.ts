import type { Block, Section } from '../../../lib/page/account';
import { atSecond, inSeconds } from '../../../lib/page/words';
import type { Course, Moment, WriteCourse } from '../../../rehearsal/course/course';
import { writesChart } from '../charts/writes-chart';

/** What the clients had acknowledged, and for how long nothing was. */
export function writesSection({ writes, moments }: Course, counted: readonly string[]): Section {
  return {
    title: 'What the client saw',
    blocks: [
      { items: counted, none: 'Nobody counted.' },
      writesFigure('database', writes.database, moments),
      ...(writes.cache ? [writesFigure('cache', writes.cache, moments)] : []),
    ],
  };
}

function writesFigure(store: string, course: WriteCourse, moments: readonly Moment[]): Block {
  const { regions, longestGap } = course;
  const gap = longestGap
    ? `The longest time without one lasted ${inSeconds(longestGap.to - longestGap.from)}, from ${atSecond(longestGap.from)} to ${atSecond(longestGap.to)}`
    : 'Too few were acknowledged to speak of a gap';
  const fillings = regions.map(({ region }, index) => `${region} is ${index === 0 ? 'filled' : 'hatched'}`);
  return {
    figure: {
      title: `Acknowledged writes per second, ${store}`,
      description: `${gap}. ${fillings.join(', ')}.`,
      draw: (width) => writesChart(course, moments, width),
      table: {
        caption: `Writes to the ${store} that were acknowledged in each second`,
        head: ['second', ...regions.map(({ region }) => region)],
        rows: perSecond(course),
        none: 'No write was acknowledged.',
      },
    },
  };
}

function perSecond({ slotSeconds, regions }: WriteCourse): readonly (readonly string[])[] {
  const slots = Math.round(1 / slotSeconds);
  const seconds = Math.ceil(Math.max(...regions.map(({ counts }) => counts.length), 0) / slots);
  return Array.from({ length: seconds }, (_, second) => [
    String(second),
    ...regions.map(({ counts }) =>
      String(counts.slice(second * slots, (second + 1) * slots).reduce((sum, count) => sum + count, 0)),
    ),
  ]);
}
