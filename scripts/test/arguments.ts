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

/** Files and folders among the arguments, which are neither options nor values of options, and the rest. */
export function readArguments(argv: readonly string[]): {
  readonly files: readonly string[];
  readonly options: readonly string[];
} {
  const isFile = (argument: string, index: number): boolean =>
    !argument.startsWith("-") && !WITH_VALUE.has(argv[index - 1] ?? "");
  return {
    files: argv.filter(isFile),
    options: argv.filter((argument, index) => !isFile(argument, index)),
  };
}
