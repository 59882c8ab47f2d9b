import { Validations } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import type { WorkloadNetwork } from './workload-network';
import type { WorkloadSite } from './workload-site';

export const API_PORT = 4000;
const POSTGRES = Port.tcp(5432);
const REDIS = Port.tcp(6379);
const TLS = Port.tcp(443);

/**
 * Who may talk to whom. A store has two groups and wears one of them: the first admits the application and the orchestrator,
 * the fence the orchestrator alone.
 */
export class WorkloadGroups extends Construct {
  readonly loadBalancer: SecurityGroup;
  readonly application: SecurityGroup;
  readonly database: SecurityGroup;
  readonly cache: SecurityGroup;
  /** Of the orchestrator's functions and containers, which are deployed later. */
  readonly orchestrator: SecurityGroup;
  readonly databaseFence: SecurityGroup;

  /** What is worn by containers. */
  get ofContainers(): readonly SecurityGroup[] {
    return [this.application, this.orchestrator, this.databaseFence];
  }

  constructor(site: WorkloadSite, { vpc }: WorkloadNetwork) {
    super(site.scope, 'Groups');
    const group = (id: string, description: string, allowAllOutbound = false) =>
      new SecurityGroup(this, id, { vpc, description, allowAllOutbound });

    this.loadBalancer = group('LoadBalancer', 'The load balancer, which everybody may reach');
    // Where a private subnet has no way out, this leads to the stores and the endpoints.
    this.application = group('Application', 'The API and the workers', true);
    this.orchestrator = group('Orchestrator', 'Functions and containers of the orchestrator', true);
    this.database = group('Database', 'The database while it serves');
    this.cache = group('Cache', 'The cache while it serves');
    // Worn by containers too, over what a drill restores: they fetch images and objects, which a database never does.
    this.databaseFence = group(
      'DatabaseFence',
      'The database while it is fenced, and what is restored',
      true,
    );
    const cacheFence = group('CacheFence', 'The cache while it is fenced');

    for (const port of [Port.tcp(80), TLS]) {
      this.loadBalancer.addIngressRule(Peer.anyIpv4(), port, 'clients');
    }
    Validations.of(this.loadBalancer).acknowledge({
      id: 'AwsSolutions-EC23',
      reason: 'clients come from everywhere; 80 only sends them to 443, which speaks TLS',
    });
    this.database.addIngressRule(this.application, POSTGRES, 'the API and the workers');
    this.cache.addIngressRule(this.application, REDIS, 'the API and the workers');
    for (const store of [this.database, this.databaseFence]) {
      store.addIngressRule(this.orchestrator, POSTGRES, 'the orchestrator');
    }
    for (const store of [this.cache, cacheFence]) {
      store.addIngressRule(this.orchestrator, REDIS, 'the orchestrator');
    }

    site.tell('OrchestratorGroup', this.orchestrator.securityGroupId);
    site.tell('DatabaseGroup', this.database.securityGroupId);
    site.tell('DatabaseFenceGroup', this.databaseFence.securityGroupId);
    site.tell('CacheGroup', this.cache.securityGroupId);
    site.tell('CacheFenceGroup', cacheFence.securityGroupId);
  }
}
