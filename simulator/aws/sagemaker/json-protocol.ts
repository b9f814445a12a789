import { AwsError } from "./aws-error";
import type { Protocol } from "./http";
import type { Json } from "./json";
import type { Operations } from "./validation";

/** AWS JSON 1.1: the operation is in a header, input and answer are JSON. */
export function jsonProtocol(operations: Operations): Protocol {
  const headers = { "Content-Type": "application/x-amz-json-1.1" };
  return {
    read: ({ headers: given, body }) => {
      const [, name = ""] = String(given["x-amz-target"]).split(".");
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (operation === undefined) {
        throw new AwsError("UnknownOperationException", `the stand-in does not answer ${name}`);
      }
      const input = JSON.parse(body.toString("utf8")) as Json;
      return {
        operation: name,
        input,
        answer: () => ({ status: 200, headers, body: JSON.stringify(operation(input)) }),
      };
    },
    failed: (code, message, status) => ({
      status,
      headers,
      body: JSON.stringify({ __type: code, message }),
    }),
  };
}
