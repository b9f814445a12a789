/** Where a command's lines go: `print` for its answer, `printError` for what ends it. */
export const CONSOLE = {
  print: (line: string): unknown => process.stdout.write(`${line}\n`),
  printError: (line: string): unknown => process.stderr.write(`${line}\n`),
} as const;

/** Ends the process with a command's status; with 2, and all that is known, where it failed as nobody expected. */
export function exitWith(command: Promise<number>): void {
  command.then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      CONSOLE.printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
      process.exitCode = 2;
    },
  );
}
