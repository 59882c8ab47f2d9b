import type { WhenUnfenced } from './unfenced';

/** Which side of the plan a region is. */
export type DocumentedPlace = 'primary' | 'recovery';

export interface DocumentedDatabaseSide {
  readonly instance: string;
  readonly host: string;
  readonly port?: number | undefined;
  readonly securityGroups: readonly string[];
  readonly fenceSecurityGroup: string;
  readonly subnetGroup: string;
  readonly parameterGroup: string;
}

export interface DocumentedDatabase {
  readonly id: string;
  readonly databaseName: string;
  readonly applicationRoles: readonly string[];
  readonly backupRetentionDays: number;
  readonly backupWindow: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly primary: DocumentedDatabaseSide;
  readonly recovery: DocumentedDatabaseSide;
}

export interface DocumentedCacheSide {
  readonly replicationGroup: string;
  readonly securityGroups: readonly string[];
  readonly fenceSecurityGroup: string;
  readonly subnetGroup: string;
}

export interface DocumentedCache {
  readonly id: string;
  readonly globalDatastore: string;
  readonly onRegionLoss: 'promote' | 'seed' | 'cold';
  readonly nodeType: string;
  readonly primary: DocumentedCacheSide;
  readonly recovery: DocumentedCacheSide;
}

export interface DocumentedCompute {
  readonly cluster: string;
  readonly services: readonly { readonly service: string; readonly component: 'api' | 'workers' }[];
}

/** What documents for people name of the plan: what is protected, and what it is called on each side. */
export interface DocumentedDeployment {
  readonly name: string;
  readonly regions: { readonly primary: string; readonly recovery: string; readonly witness: string };
  readonly keys: Readonly<Record<DocumentedPlace, string>>;
  readonly api: { readonly publicUrl: string; readonly primaryUrl: string; readonly recoveryUrl: string };
  readonly databases: readonly DocumentedDatabase[];
  readonly caches: readonly DocumentedCache[];
  readonly compute?: Readonly<Record<DocumentedPlace, DocumentedCompute>> | undefined;
  readonly walArchives: readonly {
    readonly id: string;
    readonly prefix: string;
    readonly buckets: { readonly primary?: string | undefined; readonly recovery?: string | undefined };
  }[];
  readonly failover: { readonly whenUnfenced: WhenUnfenced };
}

/** Two sides of the plan: the one that is left, and the one that is to serve. */
export interface Direction {
  readonly from: DocumentedPlace;
  readonly to: DocumentedPlace;
}

export const otherPlace = (place: DocumentedPlace): DocumentedPlace =>
  place === 'primary' ? 'recovery' : 'primary';

/** The side of a region, or nothing for one that serves nothing. */
export function placeIn(
  { regions }: Pick<DocumentedDeployment, 'regions'>,
  region: string | undefined,
): DocumentedPlace | undefined {
  if (region === regions.primary) return 'primary';
  return region === regions.recovery ? 'recovery' : undefined;
}
