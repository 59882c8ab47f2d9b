import type { Block, Cell, Figure, Section, Table } from './account';
import { html, type Markup } from './markup';
import { type Item, nested } from './nested';
import { SIGNS } from './signs';

/** Drawn twice, and shown by the width of the page: text of one size has to be read on both. */
const WIDTHS = { wide: 720, narrow: 330 } as const;

/** A part of a page, as every page of ours has it. */
export const section = ({ title, blocks }: Section, index: number): Markup => {
  const id = `part-${index + 1}`;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${blocks.map((one, at) => block(one, `${id}-${at + 1}`))}
</section>
`;
};

function block(one: Block, id: string): Markup {
  if ('text' in one) return html`<p>${one.text}</p>`;
  if ('items' in one) return list(one.items, one.none);
  if ('table' in one) return table(one.table);
  if ('title' in one) return html`<h3>${one.title}</h3>`;
  return figure(one.figure, id);
}

const list = (lines: readonly string[], none: string): Markup =>
  lines.length === 0 ? html`<p>${none}</p>` : items(nested(lines));

const items = (all: readonly Item[]): Markup =>
  html`<ul>${all.map(({ text, below }) => html`<li>${text}${below.length > 0 ? items(below) : undefined}</li>`)}</ul>`;

function figure({ title, description, draw, table: figures }: Figure, id: string): Markup {
  const drawings = Object.entries(WIDTHS).map(([name, width]) => {
    const { height, content } = draw(width);
    const own = `${id}-${name}`;
    return html`<svg class="${name}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="${own}-title ${own}-desc"><title id="${own}-title">${title}</title><desc id="${own}-desc">${description}</desc>${content}</svg>`;
  });
  return html`<figure>
<figcaption><strong>${title}.</strong> ${description}</figcaption>
${drawings}
<details><summary>The figures as a table</summary>${table(figures)}</details>
</figure>`;
}

const table = ({ caption, head, rows, none }: Table): Markup =>
  rows.length === 0
    ? html`<p>${none}</p>`
    : html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table><caption><span>${caption}</span></caption><thead><tr>${head.map(
        (name) => html`<th scope="col">${name}</th>`,
      )}</tr></thead><tbody>${rows.map((cells) => html`<tr>${cells.map(cell)}</tr>`)}</tbody></table></div>`;

/** Letters of what is worth a wide column, and is scrolled to on a phone rather than folded to a ribbon. */
const LONG = 24;

const cell = (value: Cell): Markup =>
  typeof value === 'string'
    ? html`<td${value.length > LONG ? html` class="long"` : undefined}>${withUnits(value)}</td>`
    : html`<td class="${value.tone}${value.text.length > LONG ? ' long' : ''}">${sign(value.tone)} ${withUnits(value.text)}</td>`;

/** In a narrow column a figure keeps its unit beside it. */
const withUnits = (text: string): string => text.replaceAll(/(\d) (m?s|min|h|d)\b/g, '$1\u00a0$2');

export const sign = (tone: keyof typeof SIGNS): Markup =>
  html`<span class="sign" aria-hidden="true">${SIGNS[tone]}</span>`;
