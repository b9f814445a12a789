/** How much is measured. A number of repeats of 0 leaves a measurement out. */
export interface Plan {
  /** Sizes of the real program, the smallest first; each is compared with the bare program. */
  readonly sizes: readonly { readonly models: number; readonly repeats: number }[];
  /** Repeats of ways to load one resource. */
  readonly oneResource: number;
  /** Repeats of ways to load or to run the real program. */
  readonly loaders: number;
  readonly traces: number;
  /** Repeats with an empty cache, which take long. */
  readonly coldStarts: number;
  readonly rehearsals: number;
  readonly policies: number;
}

export const FULL: Plan = {
  sizes: [
    { models: 2, repeats: 5 },
    { models: 10, repeats: 2 },
    { models: 25, repeats: 1 },
    { models: 50, repeats: 1 },
  ],
  oneResource: 5,
  loaders: 2,
  traces: 3,
  coldStarts: 1,
  rehearsals: 3,
  policies: 3,
};

export const QUICK: Plan = {
  sizes: [
    { models: 2, repeats: 1 },
    { models: 10, repeats: 1 },
  ],
  oneResource: 1,
  loaders: 0,
  traces: 1,
  coldStarts: 1,
  rehearsals: 1,
  policies: 1,
};
