import { createHash } from 'node:crypto';
import { section } from '../page/html-sections';
import { html, Markup } from '../page/markup';
import type { Headline } from '../status/headline';
import { headlineOf } from '../status/headline';
import { outlookOf } from '../status/outlook';
import type { Status } from '../status/read-status';
import { brakesSection } from './brakes-section';
import { header, type Picture, title, verdict } from './header';
import { lastRunSection, openRunSection } from './run-section';
import { SCRIPT } from './script';
import { dataSection, objectivesSection, pointsSection, runsSection, seenSection } from './sections';
import { STATUS_STYLE } from './style';

interface Page extends Picture {
  /** How often the page asks again. */
  readonly everySeconds: number;
  /** Who told it, in words. */
  readonly readFrom: string;
}

/** A status as a page. It loads nothing but itself, again and again. */
export function statusDocument(status: Status, page: Omit<Page, 'at'>): string {
  const picture = { ...page, at: status.at };
  const { headline, ...parts } = statusParts(status, picture);
  return documentOf(picture, headline, parts);
}

/** What a page of a status consists of: what is asked for first, and what that rests on. */
export function statusParts(status: Status, picture: Picture) {
  const outlook = outlookOf(status);
  const headline = headlineOf(status, outlook);
  const last = lastRunSection(status);
  const sections = [
    seenSection(status),
    dataSection(status),
    objectivesSection(status),
    ...(last ? [last] : []),
    pointsSection(status),
    runsSection(status),
    brakesSection(status),
  ];
  return {
    headline,
    top: header(status, outlook, headline, picture),
    rest: [openRunSection(status), ...sections.map(section)],
  };
}

/** Nothing is known: of that no earlier picture is any proof. */
export function silentDocument(because: string, page: Page): string {
  const { headline, top } = silentParts(because, page);
  return documentOf(page, headline, { top, rest: [] });
}

export function silentParts(because: string, picture: Picture) {
  const headline: Headline = { text: `Unknown: ${because}`, tone: 'unknown' };
  const top = html`<header data-silent>
${title('FireBackup HA', picture)}
${verdict(headline)}
</header>`;
  return { headline, top };
}

const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64');
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'; connect-src 'self'`;

const documentOf = (
  { everySeconds, readFrom }: Page,
  { text }: Headline,
  { top, rest }: { readonly top: Markup; readonly rest: readonly (Markup | undefined)[] },
): string =>
  `<!doctype html>\n${
    html`<html lang="en" data-every="${everySeconds}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<noscript><meta http-equiv="refresh" content="${Math.max(5, everySeconds)}"></noscript>
<title>${text}</title>
<style>${new Markup(STATUS_STYLE)}</style>
</head>
<body>
<p id="late" role="alert"></p>
${top}
<main>
${rest}
</main>
<footer><p>${readFrom}</p></footer>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text
  }`;
