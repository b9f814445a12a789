/** Something to time. Cases of the same name are the same measurement. */
export interface Case {
  readonly name: string;
  /** In how many rounds it takes part: the first ones. */
  readonly repeats: number;
  /** @returns milliseconds. */
  readonly run: () => Promise<number>;
}

/** Milliseconds by round, by name of the case. */
export type Times = (name: string) => readonly number[];

/** Times cases in rounds, each case once a round, so that all of them meet the same noise. */
export async function measure(cases: readonly Case[], tell: (line: string) => void): Promise<Times> {
  const distinct = [...new Map(cases.map((item) => [item.name, item])).values()];
  const rounds = Math.max(...distinct.map(({ repeats }) => repeats));
  const times = new Map<string, number[]>(distinct.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const { name, run } of distinct.filter(({ repeats }) => repeats >= round)) {
      const milliseconds = await run();
      times.get(name)?.push(milliseconds);
      tell(`round ${round} of ${rounds}: ${name}: ${milliseconds.toFixed(0)} ms`);
    }
  }
  return (name) => {
    const found = times.get(name);
    if (!found) {
      throw new Error(`nothing called "${name}" was measured`);
    }
    return found;
  };
}
