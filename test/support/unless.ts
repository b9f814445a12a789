/** A suite that is passed over, with the reason in its title, where something is missing. */
export function describeUnless(
  missing: string | undefined,
  title: string,
  body: (this: Mocha.Suite) => void,
): void {
  if (missing === undefined) {
    describe(title, body);
  } else {
    describe.skip(`${title} (${missing})`, body);
  }
}

/** As `describeUnless`, of one test. */
export function itUnless(missing: string | undefined, title: string, body: Mocha.AsyncFunc): void {
  if (missing === undefined) {
    it(title, body);
  } else {
    it.skip(`${title} (${missing})`, body);
  }
}
