import { html } from '../page/markup';
import type { Known } from './answer-page';
import { silentParts, statusParts } from './document';

/**
 * A status within somebody else's page, a dashboard: with its looks, and without a script, which CloudWatch would take out. The
 * dashboard asks again when it is refreshed; until then it says since when it is what it is.
 */
export function answerWidget(known: Known, readFrom: string): string {
  const { top, rest } =
    'silence' in known
      ? { ...silentParts(known.silence, { at: known.at }), rest: [] }
      : statusParts(known.status, { at: known.status.at });
  return html`${top}${rest}<p>${readFrom}</p>`.text;
}
