import { isUnknown } from "./aws/define";
import type { ComponentPlan, Properties, SimulatedChild, SimulatedComponents } from "./types";

/** A rule of a life cycle as awsx takes it. */
interface AwsxRule {
  readonly description?: string;
  readonly tagStatus: "any" | "tagged" | "untagged";
  readonly tagPrefixList?: readonly string[];
  readonly maximumNumberOfImages?: number;
  readonly maximumAgeLimit?: number;
}

/** What a repository gets that is given no rules. */
const DEFAULT_RULES: readonly AwsxRule[] = [
  { description: "remove untagged images", tagStatus: "untagged", maximumNumberOfImages: 1 },
];

/** Components of awsx 3.9, by type. Since then a life cycle is below its component and in its Region. */
export const awsxComponents: SimulatedComponents = {
  "awsx:ecr:Repository": (name, inputs): ComponentPlan => {
    const { lifecyclePolicy = {}, ...settings } = inputs as Properties & { lifecyclePolicy?: Properties };
    const childName = name.toLowerCase();
    const repository: SimulatedChild = {
      type: "aws:ecr/repository:Repository",
      name: childName,
      inputs: Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, { value, of: key }])),
    };
    const policy: SimulatedChild = {
      type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
      name: childName,
      inputs: {
        repository: { child: "repository", output: "name" },
        policy: { value: lifecycleDocument(lifecyclePolicy.rules), of: "lifecyclePolicy" },
        ...(settings.region === undefined ? {} : { region: { value: settings.region, of: "region" } }),
      },
    };
    return {
      children: { repository, ...(lifecyclePolicy.skip === true ? {} : { lifecyclePolicy: policy }) },
      outputs: { url: { child: "repository", output: "repositoryUrl" } },
    };
  },
};

/** An object, of which the AWS provider makes text. */
function lifecycleDocument(rules: unknown): unknown {
  if (isUnknown(rules)) {
    return rules;
  }
  const given = (rules ?? DEFAULT_RULES) as readonly AwsxRule[];
  const forAny = given.filter(({ tagStatus }) => tagStatus === "any");
  if (forAny.length > 1) {
    throw new Error('At most one [selection: "any"] rule can be provided.');
  }
  const inOrder = [...given.filter((rule) => !forAny.includes(rule)), ...forAny];
  return {
    rules: inOrder.map((rule, index) => ({
      rulePriority: index + 1,
      ...(rule.description === undefined ? {} : { description: rule.description }),
      selection: { ...tagsOf(rule), ...countOf(rule) },
      action: { type: "expire" },
    })),
  };
}

function tagsOf({ tagStatus, tagPrefixList = [] }: AwsxRule): Properties {
  if (tagStatus !== "tagged") {
    return { tagStatus };
  }
  if (tagPrefixList.length === 0) {
    throw new Error("tagPrefixList cannot be empty.");
  }
  return { tagStatus, tagPrefixList };
}

function countOf({ maximumNumberOfImages, maximumAgeLimit }: AwsxRule): Properties {
  if (maximumNumberOfImages !== undefined) {
    return { countType: "imageCountMoreThan", countNumber: maximumNumberOfImages };
  }
  if (maximumAgeLimit === undefined) {
    throw new Error("Either [maximumNumberOfImages] or [maximumAgeLimit] must be provided with a rule.");
  }
  return { countType: "sinceImagePushed", countNumber: maximumAgeLimit, countUnit: "days" };
}
