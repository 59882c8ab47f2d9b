import type { Account } from '../../lib/page/account';
import { section, sign } from '../../lib/page/html-sections';
import { html, Markup } from '../../lib/page/markup';
import { STYLE } from './style';

/** An account as one file: nothing in it is loaded from anywhere, and nothing runs. */
export const htmlDocument = (account: Account): string =>
  `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${account.title}: ${account.verdict.text}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
${HATCH}
${header(account)}
<main>
${account.sections.map(section)}
</main>
<footer><p>FireBackup HA. ${account.conditions}</p></footer>
</body>
</html>
`.text
  }`;

const header = ({ title, verdict, sentence, figures, conditions }: Account): Markup => html`<header>
<h1>${title}</h1>
<p class="verdict ${verdict.tone}">${sign(verdict.tone)} ${verdict.text}</p>
<p class="sentence">${sentence}</p>
<dl class="figures">${figures.map(
  ({ name, value, note }) =>
    html`<div><dt>${name}</dt><dd><strong>${value}</strong> <span>${note}</span></dd></div>`,
)}</dl>
<p class="conditions">${conditions}</p>
</header>`;

/** A filling that differs by more than its colour; drawn from nowhere, since what is not shown lends nothing. */
const HATCH = html`<svg class="hatch" width="0" height="0" aria-hidden="true"><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="5" height="5"/><rect class="hatch-line" width="2.2" height="5"/></pattern></svg>`;
