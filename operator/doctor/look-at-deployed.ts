import { type DeployedFunction, functions } from '../../lib/aws/functions';
import { functionName } from '../../lib/plan/deployed-names';
import { deploymentOf } from '../../lib/plan/deployment';
import { unpackedDeployment } from '../../lib/plan/packed-deployment';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { bad, expected, type Finding, fine, type Look, unknown } from './finding';

/** In all three regions, and it carries the plan that it was deployed with. */
const EVERYWHERE = 'pause-failover';
const DEPLOY = 'npx cdk deploy --all, with this plan';

/** Whether each region was deployed with this plan and with the same code, and what whoever looks may do there. */
export function looksAtDeployed(desk: Desk): readonly Look[] {
  const regions = Object.values(desk.plan.regions);
  const { recovery } = desk.plan.regions;
  return [
    {
      what: CODE,
      see: async () => [codeFinding(await Promise.all(regions.map((one) => deployedIn(desk, one))))],
    },
    ...regions.map((region) => {
      const what = `plan in ${region}`;
      return { what, see: async () => [planFinding(desk, what, await deployedIn(desk, region))] };
    }),
    ...regions.map((region) => right(desk, { region, name: EVERYWHERE, to: 'pause' })),
    right(desk, { region: recovery, name: 'answer-approval', to: 'approve' }),
  ];
}

const CODE = 'code between regions';

const deployedIn = (desk: Desk, region: string): Promise<DeployedFunction> =>
  functions(desk.aws(region)).deployed(functionName(desk.plan, EVERYWHERE));

function codeFinding(seen: readonly DeployedFunction[]): Finding {
  const hashes = new Set(seen.map(({ codeHash }) => codeHash));
  return expected(CODE, hashes.has(undefined) ? undefined : hashes.size === 1, {
    found: hashes.size === 1 ? 'the same in all three' : 'not the same in all three',
    next: DEPLOY,
  });
}

/** Which parts of the plan a region was deployed with otherwise. What AWS names is in no file, and may be anything. */
function planFinding(desk: Desk, what: string, { variables }: DeployedFunction): Finding {
  const there = deploymentIn(variables);
  if (!there) return unknown(what, 'what it was deployed with cannot be read', DEPLOY);
  const here: object = JSON.parse(JSON.stringify(deploymentOf(desk.plan)));
  const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  const different = names.filter(
    (name) => !isSame(here[name as keyof typeof here], there[name as keyof typeof there]),
  );
  return different.length === 0
    ? fine(what, 'deployed as this file has it')
    : bad(what, `deployed with another ${different.join(', ')} than this file has`, DEPLOY);
}

/** Packed by another version of this, perhaps. */
function deploymentIn({ DEPLOYMENT }: DeployedFunction['variables']): object | undefined {
  try {
    return DEPLOYMENT === undefined ? undefined : unpackedDeployment(DEPLOYMENT);
  } catch {
    return undefined;
  }
}

function isSame(here: unknown, there: unknown): boolean {
  if (typeof here === 'string' && isUntold(here)) return typeof there === 'string';
  if (typeof here !== 'object' || here === null || typeof there !== 'object' || there === null)
    return here === there;
  const names = new Set([...Object.keys(here), ...Object.keys(there)]);
  return [...names].every((name) =>
    isSame(here[name as keyof typeof here], there[name as keyof typeof there]),
  );
}

interface Right {
  readonly region: string;
  readonly name: string;
  readonly to: string;
}

/** Asked of Lambda, which runs nothing for it. Denied is told as any other denial is. */
function right(desk: Desk, { region, name, to }: Right): Look {
  const what = `your right to ${to} in ${region}`;
  return {
    what,
    see: async () => {
      await functions(desk.aws(region)).mayInvoke(functionName(desk.plan, name));
      return [fine(what, `you may call ${functionName(desk.plan, name)}`)];
    },
  };
}
