import type { Difference, Kind } from "./differences";

interface Interruption {
  readonly type: RegExp;
  readonly kinds: readonly Kind[];
  /** One of these inputs changes. @default any */
  readonly inputs?: readonly string[];
  /** What stops and for how long. */
  readonly text: string;
}

/** What people notice of an update, from what AWS says of such changes. */
const INTERRUPTIONS: readonly Interruption[] = [
  {
    type: /^aws:opensearch\/domain:/,
    kinds: ["updated"],
    inputs: ["clusterConfig", "ebsOptions", "vpcOptions"],
    text: "OpenSearch moves to new nodes, for an hour or more; searches go on",
  },
  {
    type: /^aws:sagemaker\/mlflowTrackingServer:/,
    kinds: ["updated"],
    inputs: ["trackingServerSize"],
    text: "MLflow does not answer for about 25 minutes",
  },
  {
    type: /^aws:ec2\/vpcEndpoint:/,
    kinds: ["deleted", "replaced"],
    text: "calls to AWS from the network fail until there is another way",
  },
  {
    type: /^aws:ec2\/natGateway:/,
    kinds: ["deleted", "replaced"],
    text: "the internet is out of reach",
  },
  {
    type: /^aws:sagemaker\/userProfile:/,
    kinds: ["updated"],
    inputs: ["userSettings"],
    text: "Studio apps that run keep what they began with until their next start",
  },
  {
    type: /^aws:apigateway\/(restApi|domainName):/,
    kinds: ["replaced", "deleted"],
    text: "the interface does not answer until callers use its new address",
  },
  {
    type: /^aws:lambda\/function:/,
    kinds: ["replaced"],
    text: "what the function serves fails until its successor is there, for a minute",
  },
  {
    type: /^aws:sns\/topicSubscription:/,
    kinds: ["created", "replaced"],
    text: "each new address has to confirm",
  },
];

/** What people notice of an update, each once. */
export function interruptionsOf(differences: readonly Difference[]): string[] {
  return INTERRUPTIONS.filter(({ type, kinds, inputs }) =>
    differences.some(
      (one) =>
        type.test(one.type) &&
        kinds.includes(one.kind) &&
        (inputs === undefined || one.inputs.some((input) => inputs.includes(input))),
    ),
  ).map(({ text }) => text);
}
