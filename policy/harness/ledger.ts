/** A rule that could not judge a resource, and the properties whose values it misses. */
export interface UndecidedCheck {
  readonly rule: string;
  readonly urn: string;
  readonly properties: readonly string[];
}

/** What the rules of one pack could not decide so far. A later verdict on the same resource replaces an earlier one. */
export class UndecidedLedger {
  private readonly checks = new Map<string, UndecidedCheck>();

  /** @param properties - Unknown properties; none: the rule decided. */
  record(rule: string, urn: string, properties: readonly string[]): void {
    const key = `${rule} ${urn}`;
    this.checks.delete(key);
    if (properties.length > 0) {
      this.checks.set(key, { rule, urn, properties });
    }
  }

  entries(): readonly UndecidedCheck[] {
    return [...this.checks.values()];
  }
}
