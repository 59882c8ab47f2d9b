import type { DocumentedDeployment, DocumentedPlace } from './documented-deployment';
import { otherPlace, placeIn } from './documented-deployment';
import { blocks, bullets, table, typed } from './markdown';
import { cacheChanges } from './reconciliation-caches';
import type { Change } from './reconciliation-change';
import { databaseChanges } from './reconciliation-databases';
import { serviceChanges } from './reconciliation-services';
import type { Run } from './run';
import { evidenceOf } from './run-evidence';

/**
 * What a run left in another state than the code of the infrastructure says, and how that code is brought to it: whoever
 * deploys it unchanged would undo a part of the run, or replace a live database. Nothing for a run that moved nothing.
 */
export function reconciliationDocument(run: Run, deployment: DocumentedDeployment): string | undefined {
  const to = placeIn(deployment, run.to);
  if (!to || !MOVED.includes(run.outcome)) return undefined;
  const changes = changesOf(run, deployment, to);
  return `${blocks(
    `# After run ${run.id}: what to change in your infrastructure code`,
    `${run.workflow} to ${run.to}, ended ${run.endedAt ?? 'at an unknown time'}. **Deploy nothing that holds these resources until your code says what is so now.** A plan that says *replace* or *destroy* of one of them is wrong, whatever else it says.`,
    '## What is different',
    table(
      ['resource', 'region', 'what', 'is now'],
      changes.map(({ resource, region, what, isNow }) => [resource, region, what, isNow]),
      'Nothing.',
    ),
    '## A workload that this plan built',
    `If the plan says \`workload: reference\`: set \`reference.active: ${to}\` in it **before the next deployment**. A deployment sets services to the plan’s size and stops the workers of the region that is not \`active\`: with another word there, it takes the workers from ${run.to}, and sets the API there to the size that stands by.`,
    '## CDK and CloudFormation',
    bullets([
      'Give each of these resources `removalPolicy: RETAIN` (`DeletionPolicy` and `UpdateReplacePolicy: Retain`), deploy that alone, and look at `cdk diff`.',
      'Where its type or its source changed: detach it (`cdk orphan --unstable=orphan`, or take it out of the template while it is retained), write it as it is now, and bring it in again.',
      ...new Set(changes.flatMap(({ cloudFormation }) => cloudFormation)),
    ]),
    typed(
      'cdk import  # it asks for the identifiers:',
      ...new Set(
        changes.flatMap(({ importAs }) =>
          importAs ? [`#   ${importAs.type}: ${importAs.key}=${importAs.id}`] : [],
        ),
      ),
    ),
    '## Terraform',
    bullets([...new Set(changes.flatMap(({ terraform }) => terraform))]),
    typed(
      ...new Set(
        changes.flatMap(({ importAs }) =>
          importAs
            ? [
                `terraform state rm '${importAs.terraformType}.…'`,
                `terraform import '${importAs.terraformType}.…' ${importAs.id}`,
              ]
            : [],
        ),
      ),
      'terraform plan  # no replace, no destroy',
    ),
    '## Never touch',
    bullets(neverTouch(deployment, to)),
  )}\n`;
}

const MOVED: readonly Run['outcome'][] = ['done', 'incomplete'];

const changesOf = (run: Run, deployment: DocumentedDeployment, to: DocumentedPlace): readonly Change[] => {
  const moved = { run, deployment, to, from: otherPlace(to), evidence: evidenceOf(run) };
  return [...databaseChanges(moved), ...cacheChanges(moved), ...serviceChanges(moved)];
};

const neverTouch = (
  { databases, caches, regions }: DocumentedDeployment,
  to: DocumentedPlace,
): readonly string[] => {
  const left = otherPlace(to);
  return [
    ...databases.map(
      (one) =>
        `Security groups of \`${one[left].instance}\` in ${regions[left]} while it has \`${one[left].fenceSecurityGroup}\`: that is its fence.`,
    ),
    ...caches.map(
      (one) =>
        `Security groups of \`${one[left].replicationGroup}\` in ${regions[left]} while it has \`${one[left].fenceSecurityGroup}\`.`,
    ),
    'The rules of the fence security groups: they admit the orchestrator alone, or are no fence.',
    'Tags that begin with `firebackup:`; what carries them is recognised by them, and by nothing else.',
    'The source of a replica: a change of it is a new instance.',
    'Names that end in `-kept-…`: old primaries with writes that nobody else has. They are nobody’s to import.',
    'Snapshots and files that the ledger names, and the ledger itself.',
    'Route 53’s failover records: PRIMARY leads to the recovery region, whichever region serves.',
  ];
};
