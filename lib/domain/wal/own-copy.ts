/** A string that was cut out of a page keeps the whole page alive: a thousand kept strings, a thousand pages. */
export const ownCopy = (text: string): string => text.split('').join('');
