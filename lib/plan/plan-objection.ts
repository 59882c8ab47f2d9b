/** Something in a plan that is well-formed alone and wrong together with the rest. */
export interface PlanObjection {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly expected: string;
}
