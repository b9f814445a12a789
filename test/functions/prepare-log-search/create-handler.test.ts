import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";

import { createSearchClient } from "../../../functions/index-ml-logs/search-client";
import { createHandler } from "../../../functions/prepare-log-search/create-handler";
import type { Received, Reply } from "../index-ml-logs/search-stand-in";
import { SearchStandIn, SIGNING } from "../index-ml-logs/search-stand-in";
import { CONTEXT } from "../index-ml-logs/support";
import { withLog } from "../log";

const WRITER = "arn:aws:iam::200000000002:role/mlops-fraud-automation-index-ml-logs";
const READER = "arn:aws:iam::200000000001:role/mlops-fraud-development-data-scientist";
const REQUEST = { writers: [WRITER], readers: [READER], searchableDays: 90, replicas: 1 };

const SECURITY = "/_plugins/_security/api";
const POLICY = "/_plugins/_ism/policies/ml-logs";
const AUDIT = {
  enabled: false,
  audit: { disabled_rest_categories: ["AUTHENTICATED", "GRANTED_PRIVILEGES"], resolve_indices: true },
  compliance: { enabled: true },
};

/** The APIs of a domain that has just been made: what is written can be read. */
class Domain {
  policy: object | undefined;
  audit = AUDIT;
  indices = false;

  readonly answer = ({ method, path, text }: Received): Reply => {
    const [bare] = path.split("?");
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    if (bare === POLICY && method === "GET") {
      return this.policy
        ? { status: 200, body: { _id: "ml-logs", _seq_no: 7, _primary_term: 2, ...this.policy } }
        : { status: 404 };
    }
    if (bare === POLICY && this.policy && path !== `${POLICY}?if_seq_no=7&if_primary_term=2`) {
      return { status: 409 };
    }
    if (bare === POLICY) {
      this.policy = body;
      return { status: 201 };
    }
    if (bare === `${SECURITY}/audit`) {
      return { status: 200, body: { _readonly: ["/audit/resolve_indices"], config: this.audit } };
    }
    if (bare === `${SECURITY}/audit/config`) {
      this.audit = body as typeof AUDIT;
    }
    if (bare === "/_plugins/_ism/change_policy/ml-logs-*") {
      return { status: this.indices ? 200 : 404, body: { updated_indices: 1, failures: false } };
    }
    return { status: 200 };
  };
}

describe("handler that prepares the search of logs", () => {
  const before_ = { ...process.env };
  const waits: number[] = [];
  let domain: Domain;
  let server: SearchStandIn;
  let url: string;

  beforeEach(async () => {
    Object.assign(process.env, SIGNING);
    waits.length = 0;
    domain = new Domain();
    server = new SearchStandIn(domain.answer);
    url = await server.start();
  });

  afterEach(async () => {
    process.env = { ...before_ };
    await server.stop();
  });

  const wait = (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
    return Promise.resolve();
  };

  async function prepare(request: unknown = REQUEST): Promise<void> {
    const { result } = await withLog(() =>
      createHandler(
        createSearchClient({ url, region: "eu-west-1" }),
        new Logger({ serviceName: "prepare-log-search" }),
        wait,
      )(request, CONTEXT),
    );
    assert.deepEqual(result, { done: true });
  }

  const calls = (): string[] => server.received.map(({ method, path }) => `${method} ${path}`);
  const sent = (path: string): unknown =>
    JSON.parse(
      server.received.find((request) => request.method === "PUT" && request.path === path)?.text ?? "",
    );

  it("sets up roles, fields, retention and the audit of a new domain", async () => {
    await prepare();
    assert.deepEqual(calls(), [
      `PUT ${SECURITY}/roles/ml_logs_writer`,
      `PUT ${SECURITY}/roles/ml_logs_reader`,
      `PUT ${SECURITY}/rolesmapping/ml_logs_writer`,
      `PUT ${SECURITY}/rolesmapping/ml_logs_reader`,
      `PUT ${SECURITY}/rolesmapping/opensearch_dashboards_user`,
      "PUT /_index_template/ml-logs",
      `GET ${POLICY}`,
      `PUT ${POLICY}`,
      `GET ${SECURITY}/audit`,
      `PUT ${SECURITY}/audit/config`,
    ]);
  });

  it("lets writers write logs and nothing else", async () => {
    await prepare();
    assert.deepEqual(sent(`${SECURITY}/roles/ml_logs_writer`), {
      cluster_permissions: ["indices:data/write/bulk"],
      index_permissions: [
        {
          index_patterns: ["ml-logs-*"],
          allowed_actions: [
            "indices:admin/auto_create",
            "indices:admin/create",
            "indices:admin/mapping/auto_put",
            "indices:admin/mapping/put",
            "indices:data/write/bulk*",
            "indices:data/write/index",
          ],
        },
      ],
    });
    assert.deepEqual(sent(`${SECURITY}/rolesmapping/ml_logs_writer`), { backend_roles: [WRITER] });
  });

  it("lets readers search logs, and make dashboards of them", async () => {
    await prepare();
    assert.deepEqual(sent(`${SECURITY}/roles/ml_logs_reader`), {
      cluster_permissions: ["cluster_composite_ops_ro"],
      index_permissions: [{ index_patterns: ["ml-logs-*"], allowed_actions: ["read"] }],
      tenant_permissions: [{ tenant_patterns: ["global_tenant"], allowed_actions: ["kibana_all_write"] }],
    });
    for (const role of ["ml_logs_reader", "opensearch_dashboards_user"]) {
      assert.deepEqual(sent(`${SECURITY}/rolesmapping/${role}`), { backend_roles: [READER] });
    }
  });

  it("takes away what readers had who are not on the list any more", async () => {
    await prepare({ ...REQUEST, readers: [] });
    assert.deepEqual(sent(`${SECURITY}/rolesmapping/ml_logs_reader`), { backend_roles: [] });
  });

  it("indexes metrics as numbers, and gives all other keys of an event one field", async () => {
    await prepare();
    const { index_patterns, priority, template } = sent("/_index_template/ml-logs") as {
      index_patterns: unknown;
      priority: unknown;
      template: { settings: unknown; mappings: Record<string, unknown> };
    };
    assert.deepEqual([index_patterns, priority], [["ml-logs-*"], 100]);
    assert.deepEqual(template.settings, {
      index: { number_of_shards: 1, number_of_replicas: 1, refresh_interval: "10s" },
    });
    const { dynamic, dynamic_templates, properties } = template.mappings;
    assert.equal(dynamic, false);
    assert.deepEqual(dynamic_templates, [
      { metrics: { path_match: "metrics.*", mapping: { type: "double" } } },
    ]);
    const { metrics, fields, job, level, "@timestamp": timestamp } = properties as Record<string, unknown>;
    assert.deepEqual(
      [metrics, fields, job, level, timestamp],
      [
        { type: "object", dynamic: true },
        { type: "flat_object" },
        { type: "keyword", ignore_above: 1024 },
        { type: "keyword", ignore_above: 1024 },
        { type: "date" },
      ],
    );
  });

  it("deletes indices when their time is over", async () => {
    await prepare({ ...REQUEST, searchableDays: 30 });
    assert.deepEqual(sent(POLICY), {
      policy: {
        description: "Logs can be searched for 30 days",
        default_state: "searchable",
        states: [
          {
            name: "searchable",
            actions: [],
            transitions: [{ state_name: "deleted", conditions: { min_index_age: "30d" } }],
          },
          { name: "deleted", actions: [{ delete: {} }], transitions: [] },
        ],
        ism_template: [{ index_patterns: ["ml-logs-*"], priority: 100 }],
      },
    });
  });

  it("changes the retention of indices that are there already", async () => {
    await prepare();
    domain.indices = true;
    server.received.length = 0;
    await prepare({ ...REQUEST, searchableDays: 30 });
    assert.ok(calls().includes(`PUT ${POLICY}?if_seq_no=7&if_primary_term=2`));
    const change = server.received.find(({ path }) => path.includes("change_policy"));
    assert.deepEqual(JSON.parse(change?.text ?? ""), { policy_id: "ml-logs" });
  });

  it("can be done again, also before the first log has come", async () => {
    await prepare();
    await prepare();
  });

  it("switches the audit on with the settings that are there, and leaves it alone once it is on", async () => {
    await prepare();
    assert.deepEqual(domain.audit, { ...AUDIT, enabled: true });
    server.received.length = 0;
    await prepare();
    assert.ok(!calls().includes(`PUT ${SECURITY}/audit/config`));
  });

  it("waits for a domain that is not ready", async () => {
    let asked = 0;
    server.answerWith((request) => {
      asked += 1;
      return asked <= 3 ? { status: 503 } : domain.answer(request);
    });
    await prepare();
    assert.deepEqual(waits, [15_000, 15_000, 15_000]);
  });

  it("fails, in the end, when the domain never gets ready", async () => {
    server.answerWith(() => ({ status: 503, body: "OpenSearch Security not initialized." }));
    await assert.rejects(prepare(), {
      message: `the domain answers 503 to ${SECURITY}/roles/ml_logs_writer: "OpenSearch Security not initialized."`,
    });
    assert.equal(server.received.length, 12);
  });

  it("fails when there is no domain", async () => {
    await server.stop();
    await assert.rejects(prepare(), { name: "ConnectionError" });
    assert.equal(waits.length, 11);
  });

  it("fails at once when the domain refuses", async () => {
    server.answerWith(() => ({ status: 403, body: { message: "no permissions" } }));
    await assert.rejects(
      prepare(),
      /the domain answers 403 to .*roles\/ml_logs_writer: \{"message":"no permissions"\}/,
    );
    assert.deepEqual(waits, []);
  });

  for (const [what, change] of Object.entries({
    "no writer": { writers: [] },
    "a reader that is no role": { readers: ["*"] },
    "no retention": { searchableDays: 0 },
  })) {
    it(`fails when it is given ${what}, before it changes anything`, async () => {
      await assert.rejects(prepare({ ...REQUEST, ...change }), /^Error: the request is wrong: /);
      assert.deepEqual(server.received, []);
    });
  }
});
