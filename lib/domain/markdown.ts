/** Blocks of Markdown, one after another with the blank line that separates them. */
export const blocks = (...some: readonly (string | undefined)[]): string =>
  some.filter((one) => one !== undefined && one !== '').join('\n\n');

export const bullets = (lines: readonly string[]): string =>
  lines.map((line) => `- ${oneLine(line)}`).join('\n');

/** Steps in the order that they are to be taken; a step may hold blocks, which are set in. */
export const steps = (all: readonly string[]): string =>
  all
    .map((step, at) => {
      const number = `${at + 1}. `;
      return number + step.replaceAll(/\n(?!\n)/g, `\n${' '.repeat(number.length)}`);
    })
    .join('\n\n');

/** A table, or the sentence that stands for an empty one. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], none: string): string {
  if (rows.length === 0) return none;
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** Something to be typed, line by line. */
export const typed = (...lines: readonly string[]): string => ['```sh', ...lines, '```'].join('\n');

export const sql = (...lines: readonly string[]): string => ['```sql', ...lines, '```'].join('\n');

/** A reason may quote whatever a server said. */
const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ');
const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|');
