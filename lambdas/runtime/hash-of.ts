import { createHash } from 'node:crypto';

/** A short stand-in for a text in names: the same for the same text, and hexadecimal. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
