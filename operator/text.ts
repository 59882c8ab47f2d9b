import { styleText } from 'node:util';

/** A titled part of a report. */
export const section = (title: string, lines: readonly string[]): readonly string[] => [
  '',
  styleText('bold', title),
  ...lines.map((line) => `  ${line}`),
];

/** Lines of at most so many columns, continued with an indent. */
export function wrapped(text: string, columns = 76): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length === 0 ? word : `  ${word}`);
  }
  return lines;
}

/** What nobody may read as passed. */
export const notRehearsed = (texts: readonly string[]): readonly string[] =>
  section(
    'Not rehearsed, not passed',
    texts.flatMap((text) => wrapped(`- ${text}`)),
  );
