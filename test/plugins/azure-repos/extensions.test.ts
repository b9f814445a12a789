import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connect } from "../../../plugins/azure-repos/connect";
import { Extensions } from "../../../plugins/azure-repos/extensions";
import { Session } from "../../../plugins/azure-repos/session";
import { InstalledExtensions } from "../../../simulator/azure-devops/installed-extensions";
import type { AzureReposOptions, AzureReposServer } from "../../../simulator/azure-devops/repos-server";
import { startAzureRepos } from "../../../simulator/azure-devops/repos-server";

const TOOLKIT = { publisherId: "AmazonWebServices", extensionId: "aws-vsts-tools" };
const ID = "AmazonWebServices/aws-vsts-tools";

describe("an extension of the organization", () => {
  let folder: string;
  let server: AzureReposServer;
  const start = async (options: Omit<AzureReposOptions, "folder">): Promise<Extensions> => {
    server = await startAzureRepos({ folder, ...options });
    const environment = { AZURE_REPOS_STAND_IN: server.url, AZDO_PERSONAL_ACCESS_TOKEN: "token" };
    const session = new Session(environment, () => ({ connect }));
    session.configure({ organizationUrl: "https://dev.azure.com/contoso-ml" });
    return new Extensions(session);
  };
  const methods = (): string[] => server.requests.map(({ method }) => method);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "extensions-"));
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it("is installed where the organization lacks it", async () => {
    const extensions = new InstalledExtensions();
    const resources = await start({ extensions });
    assert.deepEqual(await resources.create(TOOLKIT), { id: ID, outputs: TOOLKIT });
    assert.deepEqual(extensions.names, [ID]);
  });

  it("is taken as it is where another team, or a run whose answer was lost, installed it", async () => {
    const resources = await start({ extensions: new InstalledExtensions({ [ID]: "none" }) });
    assert.deepEqual(await resources.create(TOOLKIT), { id: ID, outputs: TOOLKIT });
    assert.deepEqual(methods(), ["GET"]);
  });

  it("has to be enabled by a person where somebody disabled it", async () => {
    const resources = await start({ extensions: new InstalledExtensions({ [ID]: "disabled" }) });
    await assert.rejects(resources.create(TOOLKIT), {
      message:
        "the extension AmazonWebServices.aws-vsts-tools is installed, but disabled: enable it under Organization settings, Extensions",
    });
    assert.deepEqual(methods(), ["GET"]);
  });

  it("says who may install it where the identity may not", async () => {
    const resources = await start({
      fault: ({ method }) =>
        method === "POST" ? { status: 403, body: { message: "TF400813: not authorized" } } : undefined,
    });
    await assert.rejects(
      resources.create(TOOLKIT),
      /status 403, TF400813: not authorized\): only a Project Collection Administrator installs extensions.*awsToolkit to existing/,
    );
  });

  it("is another one only by another name", async () => {
    const resources = await start({});
    assert.deepEqual(resources.replaces(TOOLKIT, { ...TOOLKIT, extensionId: "other" }), ["extensionId"]);
    assert.deepEqual(resources.replaces(TOOLKIT, TOOLKIT), []);
  });
});

describe("the address of Extension Management", () => {
  it("has a host of its own, which no stand-in hides", () => {
    const { extensions, repos } = connect("https://dev.azure.com/contoso-ml", "token", {});
    assert.match(JSON.stringify(extensions), /"https:\/\/extmgmt\.dev\.azure\.com\/contoso-ml"/);
    assert.match(JSON.stringify(repos), /"https:\/\/dev\.azure\.com\/contoso-ml"/);
  });
});
