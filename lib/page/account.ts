import type { Markup } from './markup';

/** How something came out. Never shown by colour alone: each has a sign and its own word beside it. */
export type Tone = 'good' | 'bad' | 'unknown' | LiveTone;
/** Of what has not come out yet: it goes on by itself, or waits for a person. */
export type LiveTone = 'busy' | 'attention';

export interface Judged {
  readonly text: string;
  readonly tone: Tone;
}
export type Cell = string | Judged;

export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Said in its place when it is empty. */
  readonly none: string;
}

/** A picture of figures that a table tells, too. Drawn anew for each width, since text must not shrink with it. */
export interface Figure {
  readonly title: string;
  /** What is to be seen, for who does not see it. */
  readonly description: string;
  readonly draw: (width: number) => Drawing;
  readonly table: Table;
}

export interface Drawing {
  readonly height: number;
  readonly content: Markup;
}

export type Block =
  | { readonly text: string }
  | { readonly items: readonly string[]; readonly none: string }
  | { readonly table: Table }
  | { readonly figure: Figure }
  /** A heading of its own below the section's. */
  | { readonly title: string };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What is told of a rehearsal or a run, whatever it is written as: the verdict first. */
export interface Account {
  readonly title: string;
  readonly verdict: Judged;
  /** What happened, in a sentence or two. */
  readonly sentence: string;
  /** The few figures that are looked for first. */
  readonly figures: readonly { readonly name: string; readonly value: string; readonly note: string }[];
  /** When, and under which conditions. */
  readonly conditions: string;
  readonly sections: readonly Section[];
}
