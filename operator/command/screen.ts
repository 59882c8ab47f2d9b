import { styleText } from 'node:util';
import { wrapped } from '../text';

type Style = Parameters<typeof styleText>[0];

/** Where lines go: how wide it is, and whether it shows colours. */
export interface Screen {
  readonly columns: number;
  readonly colours: boolean;
}

/** What a pipe, or a terminal that does not say, is taken for. */
export const PLAIN: Screen = { columns: 80, colours: false };

/** The screen that a stream is, of which some say that they have no columns: colours on a terminal alone, and not where NO_COLOR or TERM says so, which `hasColors` knows. */
export const screenOf = (stream: Partial<NodeJS.WriteStream>): Screen =>
  stream.isTTY ? { columns: stream.columns || PLAIN.columns, colours: stream.hasColors?.() ?? false } : PLAIN;

export const paint = (screen: Screen, style: Style | undefined, text: string): string =>
  // The screen has decided already; Node 20 never asks the stream, and newer ones only ask about standard output.
  screen.colours && style ? styleText(style, text, { validateStream: false }) : text;

/** A line beside the answer, to standard error: whole where a program reads it, wrapped where a person does. */
export function say(line: string): void {
  const { columns } = screenOf(process.stderr);
  const lines = process.stderr.isTTY ? line.split('\n').flatMap((one) => wrapped(one, columns)) : [line];
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** A line of its own weight, in as many as it takes. */
export const headed = (screen: Screen, style: Style, text: string): readonly string[] =>
  wrapped(text, screen.columns).map((line) => paint(screen, style, line));

/** A titled part, or nothing when there is nothing in it. */
export const part = (screen: Screen, title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', ...headed(screen, 'bold', title), ...lines];

const INDENT = '  ';
/** What a sentence needs to be read as one; on a screen that has less beside a label, it stands below it. */
const ROOM_LEAST = 20;
/** How much further in than its label. */
const BELOW = 2;

/** A text beside its label, and going on beside it: `  database     …`. */
export function labelled(
  screen: Screen,
  [label, text]: readonly [label: string, text: string],
  { width = 12, style }: { readonly width?: number; readonly style?: Style | undefined } = {},
): readonly string[] {
  // A label that is longer than its column still has a space behind it.
  const room = Math.max(width, label === '' ? 0 : label.length + 1);
  const beside = screen.columns - INDENT.length - room;
  if (beside < ROOM_LEAST && width > BELOW)
    return [
      ...(label === '' ? [] : [`${INDENT}${label}`]),
      ...labelled(screen, ['', text], { width: BELOW, style }),
    ];
  const lines = wrapped(text, beside);
  return lines.map(
    (line, index) =>
      `${INDENT}${index === 0 ? label.padEnd(room) : ' '.repeat(room)}${paint(screen, style, line)}`,
  );
}

/** Two texts at both ends of a line, or below each other where they do not fit. */
export function atBothEnds(screen: Screen, left: string, right: string): readonly string[] {
  const gap = screen.columns - left.length - right.length;
  return (gap > 0 ? [`${left}${' '.repeat(gap)}${right}`] : [left, right]).flatMap((line) =>
    headed(screen, 'bold', line),
  );
}
