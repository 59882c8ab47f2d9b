import { extname } from 'node:path';
import type { Account } from '../../lib/page/account';
import { htmlDocument } from './html-document';
import { markdownDocument } from './markdown-document';

/** What a report is written as, by the ending of its file. */
const DOCUMENTS: Readonly<Record<string, (account: Account) => string>> = {
  '.html': htmlDocument,
  '.md': markdownDocument,
};
export const REPORT_ENDINGS = Object.keys(DOCUMENTS);

/** @throws {RangeError} for a file whose ending names no kind of document. */
export function documentFor(file: string): (account: Account) => string {
  const found = DOCUMENTS[extname(file)];
  if (found) return found;
  throw new RangeError(`expected a file that ends in ${REPORT_ENDINGS.join(' or ')}, found ${file}`);
}
