import { blocks, bullets, table } from '../../lib/domain/markdown';
import type { Account, Block, Cell, Table } from '../../lib/page/account';
import { type Item, nested } from '../../lib/page/nested';
import { SIGNS } from '../../lib/page/signs';

/** An account as Markdown: a picture is its description and its table. */
export function markdownDocument({
  title,
  verdict,
  sentence,
  figures,
  conditions,
  sections,
}: Account): string {
  return `${blocks(
    `# ${plain(title)}`,
    `**${plain(cellText(verdict))}**`,
    plain(sentence),
    bullets(figures.map(({ name, value, note }) => plain(`${name}: ${value} (${note})`))),
    plain(conditions),
    ...sections.flatMap((section) => [`## ${plain(section.title)}`, ...section.blocks.map(blockText)]),
  )}\n`;
}

function blockText(block: Block): string {
  if ('text' in block) return plain(block.text);
  if ('items' in block) return block.items.length > 0 ? list(nested(block.items)) : plain(block.none);
  if ('table' in block) return tableText(block.table);
  if ('title' in block) return `### ${plain(block.title)}`;
  const { title, description, table: figures } = block.figure;
  return blocks(`### ${plain(title)}`, plain(description), tableText(figures));
}

const list = (items: readonly Item[], indent = ''): string =>
  items
    .map(({ text, below }) =>
      [`${indent}${bullets([plain(text)])}`, ...(below.length > 0 ? [list(below, `${indent}  `)] : [])].join(
        '\n',
      ),
    )
    .join('\n');

const tableText = ({ caption, head, rows, none }: Table): string =>
  rows.length === 0
    ? plain(none)
    : blocks(
        `*${plain(caption)}*`,
        table(
          head.map(plain),
          rows.map((row) => row.map((cell) => plain(cellText(cell)))),
          none,
        ),
      );

const cellText = (cell: Cell): string =>
  typeof cell === 'string' ? cell : `${SIGNS[cell.tone]} ${cell.text}`;

/** A name is a name: what would be markup in Markdown, or in the HTML that it lets through, is written out. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>&]/g, (one) => `\\${one}`);
