import { plain } from "../plain";

/** A version of a template. */
export interface TemplateVersion {
  /** Version of the landing zone that it came with. */
  readonly version: string;
  /** `sha256:` and the digest of the filled-in files. */
  readonly digest: string;
}

/** What a pull request is to the team, and whether this run has opened it. */
export interface UpdateRequest {
  readonly url: string;
  readonly state: "opened" | "open" | "abandoned";
  readonly isDraft: boolean;
}

/** What the comparison of one repository with the templates gives. */
export type Outcome =
  | { readonly kind: "current"; readonly to: TemplateVersion; readonly note?: string }
  | { readonly kind: "ahead"; readonly from: string; readonly to: string }
  | { readonly kind: "own"; readonly why: string }
  | Behind
  /** It is not known what the team has changed. */
  | { readonly kind: "undecided"; readonly why: string }
  /** Azure DevOps or git refuses. */
  | { readonly kind: "refused"; readonly why: string };

export interface Behind {
  readonly kind: "behind";
  /** @default the repository says nothing of it */
  readonly from?: TemplateVersion;
  readonly to: TemplateVersion;
  /** How many files an update changes. */
  readonly files: number;
  /** Paths that both the team and the template have changed. */
  readonly conflicts: readonly string[];
  /** @default none was asked for */
  readonly request?: UpdateRequest;
  /** Addresses of open pull requests with earlier templates. */
  readonly earlier: readonly string[];
}

/** How the command ends. */
export const EXIT = { done: 0, behind: 1, refused: 2, undecided: 3 } as const;
export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];

/** What is worse counts for all repositories: a refusal, then what cannot be told, then what nobody has been told of. */
const WORST_FIRST: readonly ExitStatus[] = [EXIT.refused, EXIT.undecided, EXIT.behind, EXIT.done];

export function exitStatus(outcomes: readonly Outcome[]): ExitStatus {
  const statuses = outcomes.map(statusOf);
  return WORST_FIRST.find((status) => statuses.includes(status)) ?? EXIT.done;
}

function statusOf(outcome: Outcome): ExitStatus {
  switch (outcome.kind) {
    case "current":
    case "ahead":
    case "own":
      return EXIT.done;
    case "behind":
      return outcome.request === undefined ? EXIT.behind : EXIT.done;
    case "undecided":
      return EXIT.undecided;
    case "refused":
      return EXIT.refused;
  }
}

/** The outcome for people, in one line. */
export function describeOutcome(outcome: Outcome): string {
  return plain(textOf(outcome));
}

/** The version with as much of the digest as tells it apart: also the name of the update's branch. */
export function shortName({ version, digest }: TemplateVersion): string {
  return `${version}-${digest.replace("sha256:", "").slice(0, 8)}`;
}

function textOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case "current":
      return `up to date (${shortName(outcome.to)})${outcome.note === undefined ? "" : `: ${outcome.note}`}`;
    case "ahead":
      return `newer than this landing zone: ${outcome.from}, this is ${outcome.to}`;
    case "own":
    case "undecided":
    case "refused":
      return outcome.why;
    case "behind":
      return behindText(outcome);
  }
}

function behindText({ from, to, files, conflicts, request, earlier }: Behind): string {
  const versions = `${from === undefined ? "unknown" : shortName(from)} → ${shortName(to)}`;
  return [
    `${count(files, "file")} behind (${versions})`,
    ...(conflicts.length === 0
      ? []
      : [`the team changed it too: ${count(conflicts.length, "conflict")} in ${conflicts.join(", ")}`]),
    ...(request === undefined ? [] : [requestText(request)]),
    ...(earlier.length === 0 ? [] : [`with earlier templates, to be abandoned: ${earlier.join(", ")}`]),
  ].join("; ");
}

function requestText({ url, state, isDraft }: UpdateRequest): string {
  const what = isDraft ? "draft of a pull request" : "pull request";
  switch (state) {
    case "opened":
      return `${what} opened: ${url}`;
    case "open":
      return `${what} is open: ${url}`;
    case "abandoned":
      return `the team has abandoned it, and may reactivate it: ${url}`;
  }
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
