/** Where something is needed: an account, an organization. */
export interface Place {
  /** As the report calls it, such as `production 200000000004, eu-west-1`. */
  readonly title: string;
}

/** What a look at a cloud gives. */
export type Finding =
  | { readonly kind: "fine" }
  | {
      readonly kind: "lack";
      /** What is missing, and how much. */
      readonly what: string;
      /** Command, link or setting that mends it. */
      readonly mend: string;
    }
  | {
      readonly kind: "unknown";
      readonly what: string;
      /** What would have to be allowed, such as `ec2:DescribeVpcs` or the scope of a token. */
      readonly action: string;
      /** What the cloud said. */
      readonly why: string;
    };

/** Something that a stack needs of a cloud. */
export interface Need {
  readonly place: Place;
  /** Part of the landing zone and setting that need it. */
  readonly by: string;
  /** Whether the other needs of the place can be looked at only once this one is fine. @default false */
  readonly gate?: boolean;
  /** Name for the report, where it could not be looked at. */
  readonly what: string;
  /** Only reads; several findings where one answer tells of several things. @throws UnreadableError if that fails */
  readonly look: () => Promise<Finding | readonly Finding[]>;
}

export const FINE: Finding = { kind: "fine" };

export function lack(what: string, mend: string): Finding {
  return { kind: "lack", what, mend };
}

/** Something could not be read; whether it is there stays open. */
export class UnreadableError extends Error {
  /** @param action - What would have to be allowed. */
  constructor(
    readonly action: string,
    why: string,
  ) {
    super(why);
  }
}
