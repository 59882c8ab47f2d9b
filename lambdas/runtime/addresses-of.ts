import { resolve4 } from 'node:dns/promises';

export type AddressesOf = (url: string) => Promise<readonly string[] | undefined>;

/** What the host name of a URL resolves to now; nothing when it does not. */
export const addressesOf: AddressesOf = (url) => resolve4(new URL(url).hostname).catch(() => undefined);
