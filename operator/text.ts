import { styleText } from 'node:util';

/** A titled part of a report. */
export const section = (title: string, lines: readonly string[]): readonly string[] => [
  '',
  styleText('bold', title),
  ...lines.map((line) => `  ${line}`),
];

/** Lines of at most so many columns, continued with an indent below their own. */
export function wrapped(text: string, columns = 76): readonly string[] {
  const indent = ' '.repeat(text.length - text.trimStart().length);
  const [first = '', ...words] = text.trimStart().split(' ');
  const lines = [indent + first];
  for (const word of words) {
    const last = lines.at(-1) ?? '';
    if (last.length + word.length < columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}  ${word}`);
  }
  return lines;
}

/** What nobody may read as passed. */
export const notRehearsed = (texts: readonly string[]): readonly string[] =>
  section(
    'Not rehearsed, not passed',
    texts.flatMap((text) => wrapped(`- ${text}`)),
  );
