/** Options of mocha that take the next argument as their value. */
const WITH_VALUE = new Set([
  ...[
    "--exclude",
    "--fgrep",
    "-f",
    "--file",
    "--grep",
    "-g",
    "--ignore",
    "--jobs",
    "-j",
    "--node-option",
    "-n",
  ],
  ...[
    "--reporter",
    "-R",
    "--reporter-option",
    "-O",
    "--require",
    "-r",
    "--retries",
    "--slow",
    "-s",
    "--timeout",
  ],
  ...["-t", "--ui", "-u"],
]);

/** Files, folders and patterns among the arguments for mocha: what is neither an option nor the value of one. */
export function namedFiles(argv: readonly string[], exists: (path: string) => boolean): string[] {
  const named = argv.filter((argument, index) => {
    const isValue = WITH_VALUE.has(argv[index - 1] ?? "");
    return !isValue && !argument.startsWith("-");
  });
  const missing = named.find((path) => !/[*?{[]/.test(path) && !exists(path));
  if (missing !== undefined) {
    throw new Error(`there is no test file ${missing}`);
  }
  return named;
}
