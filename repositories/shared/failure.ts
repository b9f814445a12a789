/** Exit codes of the command line. */
export const EXIT = {
  success: 0,
  /** What the command does, or a call to AWS, failed. */
  failed: 1,
  /** Arguments, environment variables, files of the repository, or the landing zone's contract are wrong. */
  usage: 2,
  /** There are no AWS credentials that work; the same command succeeds with new ones. */
  credentials: 3,
  /** The process was told to end (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with a message for whoever reads the run's log. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    message: string,
    /** @default failed */
    readonly exitCode: ExitCode = EXIT.failed,
  ) {
    super(message);
  }
}
