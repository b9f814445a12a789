import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseSeedMessage, seedDigest, seedMessage } from "../../../assets/seeds/seed-commit";
import { AzureRepos } from "../../../plugins/azure-repos/azure-repos";
import { authorization } from "../../../plugins/azure-repos/credentials";
import type { Seeded } from "../../../plugins/azure-repos/seeding";
import { seedRepository } from "../../../plugins/azure-repos/seeding";
import type { RecordedRequest } from "../../../simulator/azure-devops/protocol";
import type { AzureReposServer, GitFault } from "../../../simulator/azure-devops/repos-server";
import { startAzureRepos } from "../../../simulator/azure-devops/repos-server";

const TOKEN = "token-that-nobody-may-read";
const ID = "0b1c2d3e-4f50-4161-a273-8495a6b7c8d9";
const FILES = [
  { path: "README.md", content: "# Model Deploy\n" },
  { path: "scripts/a.sh", content: "true\r\n" },
  { path: "with space/\u00e9.txt", content: "\ufeffmark" },
  { path: "empty", content: "" },
];
const ORIGIN = { template: "model-deploy", version: "1.2.3", digest: seedDigest(FILES) } as const;
const LATER = [...FILES, { path: "new.md", content: "new" }];
const LATER_ORIGIN = { ...ORIGIN, version: "1.3.0", digest: seedDigest(LATER) };

describe("seeding a repository", () => {
  let folder: string;
  let server: AzureReposServer;
  /** What happens to the next calls. */
  let faults: ((request: RecordedRequest) => GitFault | undefined)[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "azure-repos-"));
    faults = [];
    server = await startAzureRepos({
      folder,
      personalAccessToken: TOKEN,
      fault: (request) => {
        const hit = faults.findIndex((fault) => fault(request) !== undefined);
        return hit < 0 ? undefined : faults.splice(hit, 1)[0]?.(request);
      },
    });
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const reposOf = (token: string): AzureRepos =>
    new AzureRepos({
      organizationUrl: `${server.url}/contoso`,
      authorization: authorization(token, {}),
      retryDelayMs: 1,
    });
  const seed = (files = FILES, origin: typeof ORIGIN | typeof LATER_ORIGIN = ORIGIN): Promise<Seeded> =>
    seedRepository(reposOf(TOKEN), ID, origin, files);
  const pushes = (): number => server.requests.filter(({ method }) => method === "POST").length;
  const messages = (): string[] => server.repositories.messages(ID);
  const onPush =
    (fault: GitFault, before: () => void = () => undefined) =>
    ({ method }: RecordedRequest): GitFault | undefined => {
      if (method !== "POST") {
        return undefined;
      }
      before();
      return fault;
    };
  const onAny = (fault: GitFault) => (): GitFault => fault;
  const files = (): Record<string, string> => server.repositories.files(ID);

  it("is one push of one commit onto the README.md that the service wrote, byte for byte", async () => {
    const { commitId, origin } = await seed();
    assert.deepEqual([pushes(), origin], [1, ORIGIN]);
    assert.match(commitId, /^[0-9a-f]{40}$/);
    assert.deepEqual(messages(), ["Initial commit.", seedMessage(ORIGIN)]);
    assert.deepEqual(parseSeedMessage(messages()[1] ?? ""), ORIGIN);
    assert.deepEqual(files(), Object.fromEntries(FILES.map(({ path, content }) => [path, content])));
  });

  it("pushes nothing again, and finds its commit", async () => {
    const first = await seed();
    assert.deepEqual(await seed(), first);
    assert.equal(pushes(), 1);
  });

  it("finds its commit though the template has changed meanwhile, and the team has gone on", async () => {
    const first = await seed();
    server.repositories.work(ID, "Train", { "README.md": "# Ours\n", "scripts/a.sh": undefined });
    assert.deepEqual(await seed(LATER, LATER_ORIGIN), first);
    assert.equal(pushes(), 1);
    assert.equal(files()["README.md"], "# Ours\n");
    assert.equal(files()["scripts/a.sh"], undefined);
  });

  it("finds its commit when the answer to the push is lost", async () => {
    faults.push(onPush("answer is lost"));
    const { origin } = await seed();
    assert.deepEqual([pushes(), messages().length, origin], [2, 2, ORIGIN]);
  });

  it("lets one of several at once push", async () => {
    const all = await Promise.all([seed(), seed(), seed()]);
    assert.equal(new Set(all.map(({ commitId }) => commitId)).size, 1);
    assert.equal(messages().length, 2);
  });

  it("leaves the work of a team that was faster by the length of the push", async () => {
    faults.push(
      onPush({ status: 409, body: { message: "TF401028: has already been updated" } }, () => {
        server.repositories.work(ID, "Begin", { "README.md": "# Ours\n" });
      }),
    );
    const { origin } = await seed();
    assert.equal(origin, undefined);
    assert.deepEqual(files(), { "README.md": "# Ours\n" });
  });

  for (const [who, work] of Object.entries({
    "a team": [["Edit", { "README.md": "# Ours\n" }]],
    "an older version of the program": [
      ["Seed README.md [skip ci]", { "README.md": "# Old\n" }],
      ["Seed azure-pipelines.yml [skip ci]", { "azure-pipelines.yml": "trigger: none\n" }],
    ],
  } as const)) {
    it(`pushes nothing to a repository that ${who} has filled`, async () => {
      for (const [message, change] of work) {
        server.repositories.work(ID, message, change);
      }
      const before = files();
      const { commitId, origin } = await seed();
      assert.equal(origin, undefined);
      assert.match(commitId, /^[0-9a-f]{40}$/);
      assert.deepEqual([pushes(), files()], [0, before]);
    });
  }

  it("waits as Azure DevOps asks, and through an outage", async () => {
    const busy = { body: { message: "TF400733: busy" } };
    faults.push(
      onAny({ ...busy, status: 429, headers: { "retry-after": "1" } }),
      onPush({ ...busy, status: 503 }),
      onPush({ ...busy, status: 500 }),
    );
    const start = Date.now();
    await seed();
    assert.ok(Date.now() - start >= 900, "the first call is repeated after a second");
    assert.deepEqual([pushes(), messages().length], [3, 2]);
  });

  it("fails when the files are not those that the program saw", async () => {
    await assert.rejects(seed(LATER), {
      message: "the files of template model-deploy have changed since the program ran: run pulumi up again",
    });
    assert.deepEqual(server.requests, []);
  });

  it("fails when the token is refused, and says what to do, not the token", async () => {
    await assert.rejects(seedRepository(reposOf("old"), ID, ORIGIN, FILES), ({ message }: Error) => {
      assert.match(
        message,
        /does not accept the credentials \(status 401\): renew the personal access token/,
      );
      assert.doesNotMatch(message, /old|Basic/);
      return true;
    });
  });

  for (const [what, fault] of Object.entries({
    "a sign-in page": { status: 203, body: "<html>Sign in</html>" },
    "a sign-in page as if all were well": { status: 200, body: "<html>Sign in</html>" },
    "the way to the sign-in page": { status: 302, headers: { location: "/_signin" }, body: "" },
  })) {
    it(`fails when the answer is ${what}`, async () => {
      faults.push(onAny(fault));
      await assert.rejects(seed(), /does not accept the credentials/);
      assert.equal(server.requests.length, 1);
    });
  }

  it("fails when the branch takes pull requests only", async () => {
    server.repositories.protect(ID);
    await assert.rejects(
      seed(),
      /does not allow it \(status 403, TF402455: Pushes to this branch are not permitted/,
    );
  });

  it("fails when the repository is gone", async () => {
    faults.push(onAny({ status: 404, body: { message: "TF401019: does not exist" } }));
    await assert.rejects(seed(), /does not know it \(status 404, TF401019: does not exist\)/);
  });
});
