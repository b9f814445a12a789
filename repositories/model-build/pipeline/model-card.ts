import { atLeastOrMost, EVALUATION_KEY, metricNames, metricOf } from "../../shared/metrics";
import type { Column } from "./columns";
import { evaluation, MODEL_DATA } from "./evaluate";
import type { Expression, Join } from "./expressions";
import { execution, isExpression, join, property } from "./expressions";
import { imagesOf } from "./images";
import { parameter } from "./parameters";
import { STEP } from "./step-names";
import type { PipelineInputs } from "./types";

/** ModelCardContent holds at most that many characters (API reference of ModelPackageModelCard). */
const MAX_CARD_LENGTH = 100_000;
/** What parameters, names and numbers add at most when the pipeline runs: 256 characters for each is ample. */
const MAX_VALUE_LENGTH = 256;

/** Heading of the metrics of each problem. */
const CARD_GROUP = {
  binary: "binary classification",
  multiclass: "multiclass classification",
  regression: "regression",
} as const;

/** A number that is known when the pipeline runs; it stands in the text without quotes. */
interface LateNumber {
  readonly number: Expression;
}

type CardValue =
  string | Expression | LateNumber | readonly CardValue[] | { readonly [key: string]: CardValue };

/**
 * What approvers read about a version, as JSON text that is put together when the pipeline runs.
 *
 * The card of a version has a narrower schema than other cards: of the overview only creator and artifact, and no details
 * of the package (developer guide, View the Details of a Model Version, Model package model card schema).
 *
 * @throws Error if the text could become too long.
 */
export function modelCardContent(inputs: PipelineInputs): Join {
  const parts = jsonParts(card(inputs));
  const length = parts.reduce(
    (sum, part) => sum + (typeof part === "string" ? part.length : MAX_VALUE_LENGTH),
    0,
  );
  if (length > MAX_CARD_LENGTH) {
    throw new Error(
      `the model card could have ${length} characters, but SageMaker takes ${MAX_CARD_LENGTH}: shorten card in config.yaml`,
    );
  }
  return join("", parts);
}

function card(inputs: PipelineInputs): CardValue {
  const { contract, config, columns } = inputs;
  const { card: text } = config;
  return {
    model_overview: { model_creator: contract.team, model_artifact: [MODEL_DATA] },
    intended_uses: {
      purpose_of_model: text.purpose,
      intended_uses: text.intendedUses,
      factors_affecting_model_efficiency: text.factorsAffectingEfficiency,
      risk_rating: text.riskRating,
      explanations_for_risk_rating: text.explanationForRiskRating,
    },
    business_details: {
      business_problem: text.businessProblem,
      business_stakeholders: text.stakeholders,
      line_of_business: text.lineOfBusiness,
    },
    training_details: trainingDetails(inputs),
    evaluation_details: [evaluationDetails(inputs)],
    additional_information: {
      ethical_considerations: text.ethicalConsiderations,
      caveats_and_recommendations: text.caveats,
      custom_details: {
        environment: contract.tags.Environment,
        "git commit": parameter("GitCommit"),
        repository: parameter("Repository"),
        build: parameter("BuildUrl"),
        "requested by": parameter("RequestedBy"),
        reason: parameter("Reason"),
        "pipeline execution": execution("PipelineExecutionArn"),
        "data version": evaluation("data.version"),
        "compared with": parameter("ChampionVersion"),
        problem: config.problem,
        framework: config.framework,
        label: columns.label.name,
        ...numbered("classes", columns.label.classes ?? []),
        ...numbered("features", columns.features.map(worded)),
        ...numbered("protected columns", columns.protected.map(worded)),
      },
    },
  };
}

function trainingDetails(inputs: PipelineInputs): CardValue {
  const { config } = inputs;
  const metric = metricOf(config.problem, config.metric) ?? { higherIsBetter: true };
  return {
    objective_function: {
      function: { function: metric.higherIsBetter ? "Maximize" : "Minimize", facet: config.metric },
      notes: `The gate asked for ${config.metric} of ${atLeastOrMost(metric)} ${config.threshold}, and for ${config.improvement} better than the version in production.`,
    },
    training_job_details: {
      training_arn: property(STEP.train, "TrainingJobArn"),
      training_datasets: [parameter("InputDataUri")],
      training_environment: { container_image: [imagesOf(inputs).jobs] },
      hyper_parameters: Object.entries(config.hyperparameters).map(([name, value]) => ({
        name,
        value: String(value),
      })),
    },
  };
}

/** A column with its kind, where it holds no numbers. */
function worded({ name, kind }: Column): string {
  return kind === "number" ? name : `${name} (${kind})`;
}

function evaluationDetails({ config }: PipelineInputs): CardValue {
  const metrics = metricNames(config.problem);
  return {
    name: "Hold-out",
    evaluation_observation: `Measured on rows that no version was trained with. The gate looks at ${config.metric}.`,
    evaluation_job_arn: property(STEP.evaluate, "ProcessingJobArn"),
    metric_groups: [
      {
        name: CARD_GROUP[config.problem],
        metric_data: metrics.map((name) => ({
          name,
          type: "number",
          value: { number: evaluation(`${EVALUATION_KEY[config.problem]}.${name}.value`) },
        })),
      },
      {
        name: "better than the version in production by",
        metric_data: metrics.map((name) => ({
          name,
          type: "number",
          value: { number: evaluation(`comparison.improvement.${name}`) },
        })),
      },
    ],
  };
}

/** A custom detail holds at most 1,024 characters, so long lists are spread over several. */
function numbered(name: string, items: readonly string[]): Readonly<Record<string, string>> {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= 1_024) {
      lines[lines.length - 1] = `${last}, ${item}`;
    } else {
      lines.push(item);
    }
  }
  return Object.fromEntries(lines.map((line, index) => [index === 0 ? name : `${name} ${index + 1}`, line]));
}

/** JSON text in parts: literal text, and values that are filled in when the pipeline runs. */
function jsonParts(value: CardValue): (Expression | string)[] {
  const parts: (Expression | string)[] = [];
  const write = (part: Expression | string): void => {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") {
      parts[parts.length - 1] = last + part;
    } else {
      parts.push(part);
    }
  };
  const list = (items: readonly CardValue[], before: (index: number) => string): void => {
    items.forEach((item, index) => {
      write(`${index === 0 ? "" : ","}${before(index)}`);
      visit(item);
    });
  };
  const visit = (inner: CardValue): void => {
    if (typeof inner === "string") {
      write(JSON.stringify(inner));
    } else if (isExpression(inner)) {
      write('"');
      write(inner);
      write('"');
    } else if (isList(inner)) {
      write("[");
      list(inner, () => "");
      write("]");
    } else if (isLateNumber(inner)) {
      write(inner.number);
    } else {
      const keys = Object.keys(inner);
      write("{");
      list(Object.values(inner), (index) => `${JSON.stringify(keys[index])}:`);
      write("}");
    }
  };
  visit(value);
  return parts;
}

function isList(value: CardValue): value is readonly CardValue[] {
  return Array.isArray(value);
}

function isLateNumber(value: object): value is LateNumber {
  return "number" in value && isExpression(value.number);
}
