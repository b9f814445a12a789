import { statefulProtected } from "../../policy/rules/options/stateful-protected";

/** Types whose loss is a loss of work: those that have to be protected. */
export const STATEFUL: readonly string[] = statefulProtected.types;
