import { byteAt, type Lsn, parseLsn } from './lsn';

/** The part of the WAL that one timeline wrote: from `from` up to, not including, `to`. The last one is open. */
export interface TimelineLeg {
  readonly timeline: number;
  readonly from: Lsn;
  readonly to?: Lsn;
}

/** How the WAL leads from its beginning to a timeline: its ancestors, oldest first, and last the timeline itself. */
export interface TimelineHistory {
  readonly timeline: number;
  readonly legs: readonly TimelineLeg[];
}

export type HistoryReading =
  | { readonly outcome: 'read'; readonly history: TimelineHistory }
  | { readonly outcome: 'unreadable'; readonly because: string };

const BEGINNING: Lsn = '0/0';
const LINE = /^\s*(\d{1,10})\s+([0-9A-Fa-f]+\/[0-9A-Fa-f]+)(?:\s|$)/;

/**
 * A timeline without a `.history` file. Timeline 1 has none; for any other PostgreSQL takes its absence to mean that it
 * has no ancestors, so that nothing older than the timeline's own segments can be recovered through it.
 */
export const withoutAncestors = (timeline: number): TimelineHistory => ({
  timeline,
  legs: [{ timeline, from: BEGINNING }],
});

/**
 * Reads `<timeline>.history`: per line an ancestor, the place where its child left it, and a reason. Blank lines and
 * lines that begin with `#` say nothing. Refuses what PostgreSQL refuses, and switch points that run backwards.
 */
export function parseTimelineHistory(timeline: number, contents: string): HistoryReading {
  const legs: TimelineLeg[] = [];
  let from = BEGINNING;
  for (const line of contents.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, digits = '', place = ''] = LINE.exec(line) ?? [];
    const ancestor = Number(digits);
    const to = parseLsn(place);
    if (!to || ancestor < 1) {
      return unreadable(timeline, `"${line.slice(0, 80)}", expected "<timeline> <LSN> <reason>"`);
    }
    if (ancestor <= (legs.at(-1)?.timeline ?? 0) || ancestor >= timeline) {
      return unreadable(timeline, `timeline ${ancestor} out of order, expected ever greater ones below it`);
    }
    if (byteAt(to) < byteAt(from)) {
      return unreadable(timeline, `the switch from ${ancestor} at ${to}, which is before the one at ${from}`);
    }
    legs.push({ timeline: ancestor, from, to });
    from = to;
  }
  return { outcome: 'read', history: { timeline, legs: [...legs, { timeline, from }] } };
}

/** The timeline that wrote the byte at a place, on the way to the history's own. */
export const timelineAt = (history: TimelineHistory, lsn: Lsn): number =>
  history.legs.findLast((leg) => byteAt(leg.from) <= byteAt(lsn))?.timeline ?? history.timeline;

const unreadable = (timeline: number, what: string): HistoryReading => ({
  outcome: 'unreadable',
  because: `the history of timeline ${timeline} holds ${what}`,
});
