import * as z from 'zod';
import type { ProviderSighting } from '../../lib/domain/wal-verdict';
import type { WalPosition } from '../../lib/postgres/wal-position';
import { caughtShape } from './shapes';

/** One database of a region, as SightDatabases saw it; or why it did not. */
export type DatabaseSighting =
  | { readonly database: string; readonly position: WalPosition }
  | { readonly database: string; readonly unseenBecause: string };

const databaseSighting = z.custom<DatabaseSighting>(
  (value) => typeof value === 'object' && value !== null && ('position' in value || 'unseenBecause' in value),
  'expected where a database stands, or why it was not seen',
);

/** What SightDatabases returned, or the error that it ended with. */
export const sightedShape = z.union([z.object({ databases: z.array(databaseSighting) }), caughtShape]);

const providerSighting = z.custom<ProviderSighting>(
  (value) => typeof value === 'object' && value !== null && 'provider' in value && 'holes' in value,
  'expected what was seen of a provider',
);

/** What a check of providers returned, or the error that it ended with. */
export const checkedShape = z.union([z.object({ sightings: z.array(providerSighting) }), caughtShape]);

export const inWords = ({ Error: name, Cause }: z.output<typeof caughtShape>): string => `${name}: ${Cause}`;
