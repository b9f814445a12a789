import { z } from "zod";

import type { Json } from "./json";

/** A condition of a Condition step, in the words of the definition's schema. */
export type Condition =
  | {
      readonly Type: "Equals" | "GreaterThan" | "GreaterThanOrEqualTo" | "LessThan" | "LessThanOrEqualTo";
      readonly LeftValue: Json;
      readonly RightValue: Json;
    }
  | { readonly Type: "In"; readonly QueryValue: Json; readonly Values: readonly Json[] }
  | { readonly Type: "Not"; readonly Expression: Condition }
  | { readonly Type: "Or"; readonly Conditions: readonly Condition[] };

const expression = z.json() as z.ZodType<Json>;

const parameter = z.discriminatedUnion("Type", [
  z.strictObject({
    Name: z.string(),
    Type: z.literal("String"),
    DefaultValue: z.string().optional(),
    EnumValues: z.array(z.string()).min(1).optional(),
  }),
  z.strictObject({ Name: z.string(), Type: z.literal("Boolean"), DefaultValue: z.boolean().optional() }),
  z.strictObject({ Name: z.string(), Type: z.literal("Integer"), DefaultValue: z.int().optional() }),
  z.strictObject({ Name: z.string(), Type: z.literal("Float"), DefaultValue: z.number().optional() }),
]);

const named = {
  Name: z.string().regex(/^[A-Za-z0-9\-_]{1,64}$/),
  DisplayName: z.string().optional(),
  Description: z.string().optional(),
  DependsOn: z.array(z.string()).default([]),
};

const job = {
  ...named,
  Arguments: z.record(z.string(), expression),
  CacheConfig: expression.optional(),
  RetryPolicies: z.array(expression).optional(),
  PropertyFiles: z
    .array(z.strictObject({ PropertyFileName: z.string(), OutputName: z.string(), FilePath: z.string() }))
    .default([]),
};

const check = {
  ...job,
  ModelPackageGroupName: expression,
  SkipCheck: expression.default(false),
  RegisterNewBaseline: expression.default(false),
  FailOnViolation: expression.default(true),
  SuppliedBaselineConstraints: expression.optional(),
};

const jobStep = z.strictObject({ ...job, Type: z.literal(["Processing", "Training"]) });
const modelStep = z.strictObject({ ...job, Type: z.literal(["Model", "RegisterModel"]) });
const qualityCheckStep = z.strictObject({
  ...check,
  Type: z.literal("QualityCheck"),
  CheckType: z.literal(["DATA_QUALITY", "MODEL_QUALITY"]),
  SuppliedBaselineStatistics: expression.optional(),
});
const clarifyCheckStep = z.strictObject({
  ...check,
  Type: z.literal("ClarifyCheck"),
  CheckType: z.literal(["DATA_BIAS", "MODEL_BIAS", "MODEL_EXPLAINABILITY"]),
  ModelName: expression.optional(),
});
const failStep = z.strictObject({
  ...named,
  Type: z.literal("Fail"),
  Arguments: z.strictObject({ ErrorMessage: expression }),
});
/** What a branch of a condition may hold. */
const branchStep = z.discriminatedUnion("Type", [
  jobStep,
  modelStep,
  qualityCheckStep,
  clarifyCheckStep,
  failStep,
]);

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion("Type", [
    z.strictObject({
      Type: z.literal(["Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo"]),
      LeftValue: expression,
      RightValue: expression,
    }),
    z.strictObject({ Type: z.literal("In"), QueryValue: expression, Values: z.array(expression) }),
    z.strictObject({ Type: z.literal("Not"), Expression: condition }),
    z.strictObject({ Type: z.literal("Or"), Conditions: z.array(condition).min(1) }),
  ]),
);
const conditionStep = z.strictObject({
  ...named,
  Type: z.literal("Condition"),
  Arguments: z.strictObject({
    Conditions: z.array(condition).min(1),
    IfSteps: z.array(branchStep),
    ElseSteps: z.array(branchStep),
  }),
});

/** The part of the schema 2020-12-01 that the stand-in can play. */
export const definition = z.strictObject({
  Version: z.literal("2020-12-01"),
  Metadata: expression.optional(),
  Parameters: z.array(parameter).default([]),
  PipelineExperimentConfig: expression.optional(),
  Steps: z.array(z.discriminatedUnion("Type", [...branchStep.options, conditionStep])).min(1),
});

export type PipelineDefinition = z.infer<typeof definition>;
export type Parameter = z.infer<typeof parameter>;
export type CheckStep = z.infer<typeof qualityCheckStep> | z.infer<typeof clarifyCheckStep>;
export type ConditionStep = z.infer<typeof conditionStep>;
export type Step = PipelineDefinition["Steps"][number];

/** A step and the branch that it stands in. */
export interface PlacedStep {
  readonly step: Step;
  /** @default outside every condition */
  readonly branch?: { readonly of: string; readonly outcome: boolean };
}

/** All steps, those of branches after their condition. */
export function placedSteps({ Steps }: PipelineDefinition): PlacedStep[] {
  return Steps.flatMap((step): PlacedStep[] => {
    if (step.Type !== "Condition") return [{ step }];
    const inBranch = (outcome: boolean) => (inner: Step) => ({
      step: inner,
      branch: { of: step.Name, outcome },
    });
    return [
      { step },
      ...step.Arguments.IfSteps.map(inBranch(true)),
      ...step.Arguments.ElseSteps.map(inBranch(false)),
    ];
  });
}
