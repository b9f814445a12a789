import type {
  Policy,
  PolicyComplianceFramework,
  ReportViolation,
  ResourceValidation,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { UndecidedLedger } from "./ledger";
import { crash, Report } from "./report";
import type { Emit } from "./report";
import { isResourceRule } from "./rule";
import type { ResourceRule, Rule, StackRule } from "./rule";
import { Stack } from "./stack";
import { Subject } from "./subject";

/** Turns a rule into what the SDK serves. */
export function toPolicy(
  rule: Rule,
  ledger: UndecidedLedger,
): ResourceValidationPolicy | StackValidationPolicy {
  return isResourceRule(rule) ? resourcePolicy(rule, ledger) : stackPolicy(rule, ledger);
}

function resourcePolicy(rule: ResourceRule, ledger: UndecidedLedger): ResourceValidationPolicy {
  const validate: ResourceValidation = (args, reportViolation) => {
    if (!rule.types.some((type) => covers(type, args.type))) {
      args.notApplicable(`judges only ${rule.types.join(", ")}`);
    }
    contain(rule, emitter(reportViolation), args.urn, (emit) => {
      const subject = new Subject(args);
      const report = new Report(rule, subject, emit, ledger);
      report.attempt(() => {
        rule.check(subject, report, configOf(rule, args.getConfig()));
      });
      report.close();
    });
  };
  return { ...metadata(rule), validateResource: withFastSkip(rule, validate) };
}

function stackPolicy(rule: StackRule, ledger: UndecidedLedger): StackValidationPolicy {
  return {
    ...metadata(rule),
    validateStack: (args, reportViolation) => {
      contain(rule, emitter(reportViolation), undefined, (emit) => {
        const stack = new Stack(rule, args.resources, emit, ledger);
        rule.check(stack, configOf(rule, args.getConfig()));
        stack.close();
      });
    },
  };
}

function metadata(rule: Rule): Policy {
  return {
    name: rule.name,
    description: rule.description,
    severity: rule.severity,
    enforcementLevel: rule.level === "advisory" ? "advisory" : "mandatory",
    remediationSteps: rule.remediation,
    url: rule.url,
    tags: [...rule.controls, rule.level],
    framework: frameworkOf(rule),
    ...(rule.config ? { configSchema: { properties: { ...rule.config } } } : {}),
  };
}

/** The SDK takes one framework a policy: that of the closest control. */
function frameworkOf({ controls: [closest = ""], url }: Rule): PolicyComplianceFramework {
  const space = closest.lastIndexOf(" ");
  return {
    name: closest.slice(0, space),
    version: "",
    reference: closest.slice(space + 1),
    specification: url,
  };
}

/** The SDK skips a policy without deserializing anything when its only function carries the type it is for. */
function withFastSkip(rule: ResourceRule, validate: ResourceValidation): ResourceValidation {
  const [only, ...others] = rule.types;
  return others.length === 0 && only?.endsWith(":*") === false
    ? Object.assign(validate, { __pulumiType: only })
    : validate;
}

function covers(pattern: string, type: string): boolean {
  return pattern.endsWith(":*") ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}

/** Engines send defaults with the config; tests and other callers may send nothing. */
function configOf(rule: Rule, given: object): object {
  const schemas: Readonly<Record<string, { readonly default: unknown }>> = { ...rule.config };
  const defaults = Object.entries(schemas).map(([key, schema]) => [key, schema.default] as const);
  return { ...Object.fromEntries(defaults), ...given };
}

/** The SDK takes findings as objects too; only its declared type knows text alone. */
function emitter(reportViolation: ReportViolation): Emit {
  return reportViolation as unknown as Emit;
}

/** An error that leaves a policy would fail the whole call, and with it the preview. */
function contain(rule: Rule, emit: Emit, urn: string | undefined, run: (emit: Emit) => void): void {
  try {
    run(emit);
  } catch (error) {
    emit(crash(rule, error, urn));
  }
}
