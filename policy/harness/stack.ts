import { Graph } from "./graph";
import type { UndecidedCheck, UndecidedLedger } from "./ledger";
import { Report, violationMessage } from "./report";
import type { Emit } from "./report";
import type { RuleDescription } from "./rule-description";
import type { Registration } from "./subject";

/** What a stack rule sees and reports to. */
export class Stack {
  readonly graph: Graph;
  private readonly reports = new Map<string, Report>();

  constructor(
    private readonly rule: RuleDescription,
    resources: ConstructorParameters<typeof Graph>[0],
    private readonly emit: Emit,
    private readonly ledger: UndecidedLedger,
  ) {
    this.graph = new Graph(resources);
  }

  /** Checks that other rules left undecided. */
  get undecided(): readonly UndecidedCheck[] {
    return this.ledger.entries();
  }

  /** Judges subjects one by one: an unknown or a crash on one leaves the others judged. */
  judge<T extends Registration>(subjects: readonly T[], judge: (subject: T, report: Report) => void): void {
    for (const subject of subjects) {
      const report = this.reportOn(subject);
      report.attempt(() => {
        judge(subject, report);
      });
    }
  }

  /** Reports a violation of the stack as a whole. */
  violation(problem: string): void {
    this.emit({ message: violationMessage(this.rule, "stack", problem) });
  }

  /** Shows what stayed undecided. */
  close(): void {
    for (const report of this.reports.values()) {
      report.close();
    }
  }

  private reportOn(subject: Registration): Report {
    const report = this.reports.get(subject.urn) ?? new Report(this.rule, subject, this.emit, this.ledger);
    this.reports.set(subject.urn, report);
    return report;
  }
}
