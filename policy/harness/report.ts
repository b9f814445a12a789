import type { EnforcementLevel } from "@pulumi/policy";
import type { UndecidedLedger } from "./ledger";
import { MalformedError, UndecidedError } from "./properties";
import type { Value } from "./properties";
import type { RuleDescription } from "./rule-description";
import type { Registration } from "./subject";

/** A finding as the SDK takes it; the level overrides the policy's own. */
export interface Finding {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: EnforcementLevel;
}

export type Emit = (finding: Finding) => void;

/**
 * Collects what a rule finds on one resource. Messages say what, where, why and how to fix; they never hold values of
 * properties, since secrets reach a policy pack in clear.
 */
export class Report {
  private readonly unknown = new Set<string>();
  private readonly reported = new Set<string>();

  constructor(
    private readonly rule: RuleDescription,
    private readonly subject: Registration,
    private readonly emit: Emit,
    private readonly ledger: UndecidedLedger,
  ) {}

  /** @param property - Path of the property at fault, or the option, or the missing companion. */
  violation(property: string, problem: string): void {
    const message = violationMessage(this.rule, property, problem);
    // A graph rule can come to the same fault along several paths.
    if (!this.reported.has(message)) {
      this.reported.add(message);
      this.emit({ urn: this.subject.urn, message });
    }
  }

  /** Judges one property by itself, so that an unknown here does not hide a problem elsewhere. */
  expect(property: string, holds: (value: Value | undefined) => boolean, problem: string): void {
    this.attempt(() => {
      if (!holds(this.subject.read(property))) {
        this.violation(property, problem);
      }
    });
  }

  /** Demands that a property is set; its value may still be unknown. */
  expectSet(property: string, problem: string): void {
    this.attempt(() => {
      if (!this.subject.has(property)) {
        this.violation(property, problem);
      }
    });
  }

  /** Runs a part of a rule: an unknown leaves that part undecided, a crash is reported under the rule's name. */
  attempt(judge: () => void): void {
    try {
      judge();
    } catch (error) {
      if (error instanceof UndecidedError) {
        this.unknown.add(error.property);
      } else if (error instanceof MalformedError) {
        this.violation(error.property, "is not valid JSON");
      } else {
        this.emit(crash(this.rule, error, this.subject.urn));
      }
    }
  }

  /** Shows what stayed undecided, in one line a resource, and keeps it for `every-rule-decided`. */
  close(): void {
    const properties = [...this.unknown];
    this.ledger.record(this.rule.name, this.subject.urn, properties);
    if (properties.length > 0) {
      this.emit({
        urn: this.subject.urn,
        enforcementLevel: "advisory",
        message: undecidedMessage(this.rule, properties),
      });
    }
  }
}

export function violationMessage(rule: RuleDescription, where: string, problem: string): string {
  return [
    rule.description,
    `${where}: ${problem}`,
    `why: ${rule.controls.join(", ")}`,
    `fix: ${rule.remediation}`,
  ].join("\n");
}

function undecidedMessage(rule: RuleDescription, properties: readonly string[]): string {
  return [
    `${rule.name} is undecided`,
    `${properties.join(", ")}: unknown at preview`,
    "fix: build the value from names and account ids that are known, or read the verdict at update",
  ].join("\n");
}

/** A fault of the rule itself: it blocks whatever the rule's level, but does not stop the other rules. */
export function crash(rule: RuleDescription, error: unknown, urn?: string): Finding {
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    ...(urn === undefined ? {} : { urn }),
    enforcementLevel: "mandatory",
    message: `rule ${rule.name} crashed and judged nothing\n${reason}\nfix: report it to the owners of the policy pack`,
  };
}
