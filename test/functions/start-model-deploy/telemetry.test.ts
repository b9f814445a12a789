import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import {
  createCredentialCheck,
  isCredentialCheck,
} from "../../../functions/start-model-deploy/credential-expiry";
import { METRIC_NAMESPACE } from "../../../functions/start-model-deploy/credential-metric";
import type { Credential } from "../../../functions/shared/azure-devops/environment";
import { createTelemetry, type Telemetry } from "../../../functions/start-model-deploy/telemetry";
import { contextWith } from "../events";
import { withLog } from "../log";

interface Metric {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly [name: string]: unknown;
}

const serviceName = "start-model-deploy";
const telemetry = (): Telemetry =>
  createTelemetry(
    new Metrics({ namespace: METRIC_NAMESPACE, serviceName }),
    // Off where there is no Lambda around, as here.
    new Tracer({ serviceName }),
  );

/** What CloudWatch would take from the log: name, value and dimensions of each metric. */
async function metricsOf(work: (told: Telemetry) => Promise<unknown>): Promise<unknown[]> {
  const { lines } = await withLog(() => work(telemetry()));
  return (lines as unknown as readonly (Metric | { _aws?: undefined })[]).flatMap((line) =>
    line._aws === undefined
      ? []
      : line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics: metrics }) =>
          metrics.map(({ Name }) => ({
            Namespace,
            [Name]: line[Name],
            dimensions: Object.fromEntries((Dimensions[0] ?? []).map((key) => [key, line[key]])),
          })),
        ),
  );
}

const context = contextWith(60_000);
const mine = { service: serviceName };

describe("metrics of function start-model-deploy", () => {
  it("count how messages ended", async () => {
    const metrics = await metricsOf((told) =>
      told.invocation(context, async () => {
        told.done("started");
        told.done("duplicate");
        told.done("withdrawn");
        told.done("superseded");
        return Promise.resolve();
      }),
    );
    assert.deepEqual(
      metrics,
      ["RunsStarted", "Duplicates", "Withdrawn", "Superseded"].map((name) => ({
        Namespace: "mlops/start-model-deploy",
        [name]: 1,
        dimensions: mine,
      })),
    );
  });

  it("count failures in all and by reason", async () => {
    const metrics = await metricsOf((told) =>
      told.invocation(context, async () => {
        told.failed({ kind: "retry", reason: "azure-devops-throttled", detail: "x" }, "retried");
        told.failed({ kind: "final", reason: "azure-devops-sign-in", detail: "x" }, "given-up");
        return Promise.resolve();
      }),
    );
    const Namespace = "mlops/start-model-deploy";
    assert.deepEqual(metrics, [
      { Namespace, FailuresRetried: 1, dimensions: { ...mine, reason: "azure-devops-throttled" } },
      { Namespace, MessagesGivenUp: 1, dimensions: { ...mine, reason: "azure-devops-sign-in" } },
      { Namespace, FailuresRetried: 1, dimensions: mine },
      { Namespace, MessagesGivenUp: 1, dimensions: mine },
    ]);
  });

  it("are written although the work fails, which stays a failure", async () => {
    const failure = new Error("no");
    const metrics = await metricsOf((told) =>
      assert.rejects(
        told.invocation(context, () => {
          told.done("started");
          return Promise.reject(failure);
        }),
        failure,
      ),
    );
    assert.equal(metrics.length, 1);
  });
});

describe("check of the credential", () => {
  const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:trigger-a1b2c3";
  const days = (expires: string, now: string): Promise<unknown[]> =>
    metricsOf((told) =>
      createCredentialCheck(
        { kind: "personalAccessToken", secretArn, expires },
        told,
        new Logger({ serviceName }),
        () => Date.parse(now),
      )(context),
    );

  for (const [now, left] of [
    ["2027-03-01T12:00:00Z", 29],
    ["2027-03-01T00:00:00Z", 30],
    ["2027-03-30T23:59:59Z", 0],
    ["2027-03-31T00:00:00Z", 0],
    ["2027-04-01T00:00:01Z", -2],
  ] as const) {
    it(`says on ${now} that ${left} days are left until 2027-03-31`, async () => {
      assert.deepEqual(await days("2027-03-31", now), [
        { Namespace: "mlops/start-model-deploy", CredentialExpiresInDays: left, dimensions: mine },
      ]);
    });
  }

  it("says nothing of a role, which does not end", async () => {
    const credential: Credential = {
      kind: "federated",
      entra: { authority: "https://login.microsoftonline.com", tenantId: "t", clientId: "c" },
    };
    const check = (told: Telemetry) =>
      createCredentialCheck(credential, told, new Logger({ serviceName }))(context);
    assert.deepEqual(await metricsOf(check), []);
  });

  it("is asked for by its own event alone", () => {
    assert.equal(isCredentialCheck({ check: "credential-expiry" }), true);
    for (const event of [undefined, null, "credential-expiry", {}, { check: "other" }, { Records: [] }]) {
      assert.equal(isCredentialCheck(event), false);
    }
  });
});
