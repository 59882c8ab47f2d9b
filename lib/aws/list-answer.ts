import { isAscii } from 'node:buffer';
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import type { AwsMiddleware } from './client-settings';

/** What a page of a listing is read into, object by object. */
export type SeeObject = (key: string, bytes: number | undefined, at: string | undefined) => void;

/** How the listing goes on after a page; nothing at its end. */
export interface PageEnd {
  readonly nextToken: string | undefined;
}

/**
 * Takes the XML of a listing out of the SDK's hands, which would spend ten times as long on a page as the rest of the call
 * takes, and hands it an empty one. Errors stay the SDK's business.
 */
export function rawListing() {
  let xml: string | undefined;
  const middleware: AwsMiddleware = {
    applyToStack: (stack) =>
      stack.add(
        (next) => async (args) => {
          xml = undefined;
          const answer = await next(args);
          const { response } = answer as { response?: { statusCode?: number; body?: unknown } };
          if (response?.statusCode !== 200 || !isReadable(response.body)) return answer;
          const whole = await textOf(response.body);
          if (!whole.endsWith(END)) throw cutShort();
          xml = whole;
          response.body = EMPTY;
          return answer;
        },
        // Nearer to the network than the SDK's own reading of the answer.
        { step: 'deserialize', priority: 'low', name: 'rawListing' },
      ),
  };
  return { middleware, xml: () => xml };
}

const END = '</ListBucketResult>';
const EMPTY = Buffer.from('<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>');

/** By the name that the SDK tries again after: half a listing would be half an archive. */
const cutShort = (): Error => Object.assign(new Error('the listing was cut short'), { name: 'TimeoutError' });

const isReadable = (body: unknown): body is AsyncIterable<Buffer> =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body;

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part);
  const whole = Buffer.concat(parts);
  // Almost every page is ASCII, which takes a third of the time as what it is.
  return isAscii(whole) ? whole.toString('latin1') : whole.toString();
}

/** Reads a page as S3 words it: `Contents`, each with the plain tags `Key`, `LastModified` and `Size` in any order. */
export function readXml(xml: string, see: SeeObject): PageEnd {
  let from = xml.indexOf('<Contents>');
  const head = from < 0 ? xml : xml.slice(0, from);
  let last = 0;
  while (from >= 0) {
    last = xml.indexOf('</Contents>', from);
    const bytes = between(xml, '<Size>', from, last);
    const key = between(xml, '<Key>', from, last) ?? '';
    const at = between(xml, '<LastModified>', from, last);
    see(unescaped(key), bytes === undefined ? undefined : Number(bytes), at);
    from = xml.indexOf('<Contents>', last);
  }
  const nextToken = between(head, TOKEN, 0, head.length) ?? between(xml, TOKEN, last, xml.length);
  return { nextToken: nextToken && unescaped(nextToken) };
}

const TOKEN = '<NextContinuationToken>';

/** The same of a page that somebody has read already, as where no network is in between. */
export function readOutput(output: ListObjectsV2CommandOutput, see: SeeObject): PageEnd {
  for (const { Key = '', Size, LastModified } of output.Contents ?? [])
    see(Key, Size, LastModified?.toISOString());
  return { nextToken: output.NextContinuationToken };
}

function between(xml: string, tag: string, from: number, end: number): string | undefined {
  const begin = xml.indexOf(tag, from);
  if (begin < 0 || begin >= end) return undefined;
  const text = begin + tag.length;
  return xml.slice(text, xml.indexOf('<', text));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A reference that is none stays as it stands: the name is foreign, and only shown. */
const unescaped = (text: string): string =>
  text.includes('&') ? text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, character) : text;

function character(reference: string, hex?: string, decimal?: string, name = ''): string {
  const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : (ENTITIES[name] ?? reference);
}
