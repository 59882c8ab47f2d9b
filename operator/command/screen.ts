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

/** The screen that a stream is: colours on a terminal alone, and not where NO_COLOR or TERM says so, which `hasColors` knows. */
export const screenOf = (stream: Partial<NodeJS.WriteStream>): Screen =>
  stream.isTTY ? { columns: stream.columns || PLAIN.columns, colours: stream.hasColors?.() ?? false } : PLAIN;

export const paint = (screen: Screen, style: Style | undefined, text: string): string =>
  // The screen has decided already; Node 20 never asks the stream, and newer ones only ask about standard output.
  screen.colours && style ? styleText(style, text, { validateStream: false }) : text;

/** A line beside the answer, to standard error: whole where a program reads it, wrapped where a person does. */
export function say(line: string): void {
  const { isTTY, columns = PLAIN.columns } = process.stderr;
  const lines = isTTY ? line.split('\n').flatMap((one) => wrapped(one, columns)) : [line];
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** A titled part, or nothing when there is nothing in it. */
export const part = (screen: Screen, title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', paint(screen, 'bold', title), ...lines];

const INDENT = '  ';

/** A text beside its label, and going on beside it: `  database     …`. */
export function labelled(
  screen: Screen,
  [label, text]: readonly [label: string, text: string],
  { width = 12, style }: { readonly width?: number; readonly style?: Style | undefined } = {},
): readonly string[] {
  const lines = wrapped(text, screen.columns - INDENT.length - width);
  return lines.map(
    (line, index) => `${INDENT}${(index === 0 ? label : '').padEnd(width)}${paint(screen, style, line)}`,
  );
}
