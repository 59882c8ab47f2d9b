/** The runbook as the repository has it: what there is to say where nobody has told under which address it can be opened. */
const IN_THE_REPOSITORY = 'statemachines/README.md';

/** Where people open the runbook, as the plan may say. */
export interface RunbookAddress {
  readonly runbooks?: string | undefined;
}

export const runbookAddress = ({ runbooks = IN_THE_REPOSITORY }: RunbookAddress): string => runbooks;

/** One way to lead somebody to a heading: a link where the plan names the runbook's address, else the file in the repository. */
export const runbookLink = (address: RunbookAddress, heading: string): string =>
  `${runbookAddress(address)}#${heading}`;

/** A text of ours that names the runbook as the repository has it, such as a machine's definition, with the address instead. */
export const withRunbookLinks = (text: string, address: RunbookAddress): string =>
  text.replaceAll(IN_THE_REPOSITORY, runbookAddress(address));
