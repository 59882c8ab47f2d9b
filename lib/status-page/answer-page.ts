import { outlookOf } from '../status/outlook';
import type { Status } from '../status/read-status';
import { silentDocument, statusDocument } from './document';

/** Whose words a status is: as `firebackup status --json` names them. */
export interface LedgerHeard {
  readonly answeredBy: string;
  readonly silent: readonly { readonly region: string; readonly because: string }[];
}

export interface Asked {
  /** Without a query. */
  readonly path: string;
  /** The header `accept`. */
  readonly accept?: string | undefined;
}

export interface Answer {
  readonly statusCode: 200 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is answered with: a status, or why there is none. */
export type Known =
  | {
      readonly status: Status;
      readonly ledger: LedgerHeard;
      /** Of what it is a picture, where that has to be said. */
      readonly note?: string;
      /** It is the last one: nothing moves any more. */
      readonly ended?: boolean;
    }
  | { readonly silence: string; readonly at: string };

interface Serving {
  readonly everySeconds: number;
  /** Who told it, in words. */
  readonly readFrom: string;
}

const JSON_PATH = '/status.json';
export const STATUS_PATHS: readonly string[] = ['/status', JSON_PATH];

/**
 * A third of what lies between two probes as the plan has it by default (15 s): more often there is nothing new, and each time
 * reads all that a status is made of. Nobody pays for it while nobody looks.
 */
export const ASKED_EVERY_SECONDS = 5;

/** A status as a page, or as the data that `firebackup status --json` prints. */
export function answerPage(known: Known, { path, accept = '' }: Asked, serving: Serving): Answer {
  const isJson = path === JSON_PATH || accept.includes('application/json');
  if ('silence' in known) {
    const { silence, at } = known;
    return isJson
      ? json(503, { at, unknownBecause: silence })
      : html(503, silentDocument(silence, { ...serving, at }));
  }
  const { status, ledger, note, ended } = known;
  return isJson
    ? json(200, { ledger, outlook: outlookOf(status), ...status })
    : html(200, statusDocument(status, { ...serving, note, ended }));
}

/** Nobody may keep what is true for seconds; and no other page may show it in a frame of its own. */
const answer = (statusCode: Answer['statusCode'], contentType: string, body: string): Answer => ({
  statusCode,
  headers: {
    'content-type': contentType,
    'cache-control': 'no-store',
    vary: 'accept',
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  },
  body,
});

const html = (statusCode: Answer['statusCode'], body: string): Answer =>
  answer(statusCode, 'text/html; charset=utf-8', body);

const json = (statusCode: Answer['statusCode'], data: object): Answer =>
  answer(statusCode, 'application/json', `${JSON.stringify(data)}\n`);
