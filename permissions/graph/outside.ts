import type { NamedPolicy } from "./documents";

/** Something that no graph shows, with the policy that docs/bootstrap.md asks for. */
export interface OutsideThing {
  /** By which the cases call it: `outside:<name>`. */
  readonly name: string;
  readonly account: string;
  /** ARNs that its policy is asked about; `*` stands for anything. */
  readonly arns: readonly string[];
  readonly policy: NamedPolicy["content"];
}
