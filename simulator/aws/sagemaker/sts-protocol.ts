import { AwsError } from "./aws-error";
import type { Protocol } from "./http";
import type { Place } from "./place";
import { xml } from "./xml";

/** The one operation of STS that tells who calls, in the query protocol: a form goes in, XML comes out. */
export function stsProtocol(place: Place, callerArn: string): Protocol {
  const headers = { "Content-Type": "text/xml" };
  return {
    read: ({ body }) => {
      const operation = new URLSearchParams(body.toString("utf8")).get("Action");
      if (operation !== "GetCallerIdentity") {
        throw new AwsError("InvalidAction", `Could not find operation ${operation ?? ""}`);
      }
      const identity = {
        Arn: callerArn,
        UserId: "AROASTANDINSTANDINSTA:model-build",
        Account: place.account,
      };
      return {
        operation,
        input: {},
        answer: () => ({
          status: 200,
          headers,
          body: xml("GetCallerIdentityResponse", { GetCallerIdentityResult: identity }),
        }),
      };
    },
    failed: (code, message, status) => ({
      status,
      headers,
      body: xml("ErrorResponse", { Error: { Type: "Sender", Code: code, Message: message } }),
    }),
  };
}
