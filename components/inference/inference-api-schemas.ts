/** JSON schemas that API Gateway holds requests to; it reads draft 4. */
import * as pulumi from "@pulumi/pulumi";

const DRAFT = "http://json-schema.org/draft-04/schema#";

/** Longest text of a feature, in characters. */
const LONGEST_TEXT = 1024;

/** Any JSON with something in it: what is right is up to the model. */
export function jsonSchema(): pulumi.Output<string> {
  return pulumi.jsonStringify({ $schema: DRAFT, title: "AnyJson", type: ["object", "array"] });
}

/** `{"features": {...}}` with exactly the features of a model. Null stands for a value that is not known. */
export function featuresSchema(features: readonly string[]): pulumi.Output<string> {
  const value = { type: ["number", "string", "boolean", "null"], maxLength: LONGEST_TEXT };
  return pulumi.jsonStringify({
    $schema: DRAFT,
    title: "Features",
    type: "object",
    required: ["features"],
    additionalProperties: false,
    properties: {
      features: {
        type: "object",
        required: features,
        additionalProperties: false,
        properties: Object.fromEntries(features.map((feature) => [feature, value])),
      },
    },
  });
}
