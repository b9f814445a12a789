import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as azuredevops from "@pulumi/azuredevops";
import * as pulumi from "@pulumi/pulumi";
import { Recorder, valueOf } from "./azuredevops/recorder";

const root = resolve(__dirname, "../..");

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly pulumi: { readonly resource: boolean; readonly name: string; readonly version: string };
  readonly dependencies: Readonly<Record<string, string>>;
}

function packageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(resolve(root, folder, "package.json"), "utf8")) as PackageJson;
}

const sdk = packageJson("sdks/azuredevops");

const connection = {
  projectId: "project-1",
  serviceEndpointName: "aws",
  accessKeyId: "AKIAEXAMPLE",
  secretAccessKey: "key",
  sessionToken: "token",
};

describe("@pulumi/azuredevops", () => {
  let recorder: Recorder;

  beforeEach(async () => {
    recorder = await Recorder.start({ id: "organization-1", tenantId: "tenant-1" });
  });

  describe("package", () => {
    it("names an exact published plugin version, so that an engine fetches that plugin", () => {
      assert.deepEqual(sdk.pulumi, { resource: true, name: "azuredevops", version: sdk.version });
      assert.match(sdk.version, /^3\.16\.\d+$/);
    });

    it("has the published package's name and is the project's dependency of that name", () => {
      assert.equal(sdk.name, "@pulumi/azuredevops");
      assert.equal(sdk.main, "index.ts");
      assert.equal(packageJson(".").dependencies[sdk.name], "file:sdks/azuredevops");
    });
  });

  describe("plugin version", () => {
    const cases: Record<string, () => pulumi.Output<unknown>> = {
      "a resource": () => new azuredevops.Project("project").urn,
      "a resource that is read": () => azuredevops.Project.get("project", "project-1").urn,
      "a provider": () => new azuredevops.Provider("provider").urn,
      "a function": () => pulumi.output(azuredevops.getClientConfig()),
      "the Output form of a function": () => azuredevops.getClientConfigOutput(),
    };
    for (const [what, make] of Object.entries(cases)) {
      it(`is sent with ${what}`, async () => {
        await valueOf(make());
        assert.equal(recorder.only.version, sdk.pulumi.version);
      });
    }

    it("gives way to the caller's", async () => {
      await valueOf(new azuredevops.Project("project", {}, { version: "3.0.0" }).urn);
      assert.equal(recorder.only.version, "3.0.0");
    });
  });

  describe("secrets", () => {
    it("are sent as secrets and stay secret in the outputs", async () => {
      const endpoint = new azuredevops.ServiceEndpointAws("aws", connection);
      assert.equal(await valueOf(endpoint.secretAccessKey), "key");
      assert.deepEqual(recorder.only.secretInputs, ["secretAccessKey", "sessionToken"]);
      assert.deepEqual(recorder.only.additionalSecretOutputs, ["secretAccessKey", "sessionToken"]);
      assert.equal(await pulumi.isSecret(endpoint.secretAccessKey), true);
      assert.equal(await pulumi.isSecret(endpoint.sessionToken), true);
      assert.equal(await pulumi.isSecret(endpoint.accessKeyId), false);
    });

    it("that are not given are not sent", async () => {
      const { projectId, serviceEndpointName } = connection;
      await valueOf(new azuredevops.ServiceEndpointAws("aws", { projectId, serviceEndpointName }).urn);
      assert.deepEqual(recorder.only.inputs, { projectId, serviceEndpointName });
    });

    it("of the caller come on top of the resource's own", async () => {
      const opts = { additionalSecretOutputs: ["roleToAssume"] };
      await valueOf(new azuredevops.ServiceEndpointAws("aws", connection, opts).urn);
      assert.deepEqual(recorder.only.additionalSecretOutputs, [
        "secretAccessKey",
        "sessionToken",
        "roleToAssume",
      ]);
    });

    it("inside nested types stay secret if they are given as secrets", async () => {
      const variables = [{ name: "TOKEN", isSecret: true, secretValue: pulumi.secret("value") }];
      const group = new azuredevops.VariableGroup("group", { projectId: "project-1", variables });
      await valueOf(group.urn);
      const [sent] = recorder.only.inputs.variables as { readonly secretValue: unknown }[];
      assert.equal(pulumi.runtime.isRpcSecret(sent?.secretValue), true);
    });
  });

  describe("required inputs", () => {
    it("fails when several are missing, naming the resource, what is missing and what was given", () => {
      assert.throws(
        () => new azuredevops.Git("model-build", { name: "model-build" } as azuredevops.GitArgs),
        {
          message:
            'azuredevops:index/git:Git "model-build" lacks required inputs: initialization, projectId ' +
            "(given: name); set them in its arguments",
        },
      );
      assert.deepEqual(recorder.requests, []);
    });

    it("fails when there are no arguments at all, or the value is undefined", () => {
      for (const args of [undefined, { projectId: undefined }]) {
        assert.throws(() => new azuredevops.Environment("production", args as never), {
          message:
            'azuredevops:index/environment:Environment "production" lacks required inputs: projectId ' +
            "(given: none); set them in its arguments",
        });
      }
    });

    it("are not asked for when a resource is read", async () => {
      const environment = azuredevops.Environment.get("production", "7", { name: "production" });
      assert.equal(await valueOf(environment.name), "production");
      const { id, type, inputs } = recorder.only;
      assert.deepEqual(
        { id, type, inputs },
        { id: "7", type: "azuredevops:index/environment:Environment", inputs: { name: "production" } },
      );
    });
  });

  describe("resources", () => {
    it("drop inputs that the provider does not know", async () => {
      const args = { name: "platform", color: "red" };
      await valueOf(new azuredevops.Project("project", args).urn);
      assert.deepEqual(recorder.only.inputs, { name: "platform" });
    });

    it("have the outputs that the provider answers with", async () => {
      recorder.outputs = { webUrl: "https://dev.azure.com/contoso/_git/model-build" };
      const initialization = { initType: "Clean" };
      const git = new azuredevops.Git("model-build", { projectId: "project-1", initialization });
      assert.equal(await valueOf(git.webUrl), "https://dev.azure.com/contoso/_git/model-build");
      assert.deepEqual(await valueOf(git.initialization), initialization);
    });

    it("are told apart by isInstance", async () => {
      const project = new azuredevops.Project("project");
      const provider = new azuredevops.Provider("provider");
      await valueOf(pulumi.all([project.urn, provider.urn]));
      assert.equal(azuredevops.Project.isInstance(project), true);
      assert.equal(azuredevops.Provider.isInstance(provider), true);
      for (const other of [provider, undefined, null, "project", {}]) {
        assert.equal(azuredevops.Project.isInstance(other), false);
      }
    });
  });

  describe("Provider", () => {
    const variable = "AZDO_ORG_SERVICE_URL";
    const before = process.env[variable];

    afterEach(() => {
      if (before === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = before;
    });

    it("sends what is not text as JSON, and secrets as secrets", async () => {
      const orgServiceUrl = "https://dev.azure.com/contoso";
      const args = { orgServiceUrl, useOidc: true, useCli: false, auxiliaryTenantIds: ["tenant-2"] };
      await valueOf(new azuredevops.Provider("provider", { ...args, personalAccessToken: "pat" }).urn);
      const { type, inputs, secretInputs, additionalSecretOutputs } = recorder.only;
      assert.equal(type, "pulumi:providers:azuredevops");
      assert.deepEqual(inputs, {
        orgServiceUrl,
        useOidc: "true",
        useCli: "false",
        auxiliaryTenantIds: '["tenant-2"]',
        personalAccessToken: "pat",
      });
      assert.deepEqual(secretInputs, ["personalAccessToken"]);
      assert.deepEqual(additionalSecretOutputs, [
        "clientCertificate",
        "clientCertificatePassword",
        "clientSecret",
        "oidcToken",
        "personalAccessToken",
      ]);
    });

    it("takes the organization from the environment only if the arguments do not name it", async () => {
      process.env[variable] = "https://dev.azure.com/environment";
      const named = { orgServiceUrl: "https://dev.azure.com/named" };
      await valueOf(new azuredevops.Provider("one").urn);
      await valueOf(new azuredevops.Provider("two", named).urn);
      assert.deepEqual(
        recorder.requests.map(({ inputs }) => inputs),
        [{ orgServiceUrl: "https://dev.azure.com/environment" }, named],
      );
    });
  });

  describe("functions", () => {
    it("send their arguments, plain or as outputs, and return the answer", async () => {
      const answer = { id: "organization-1", tenantId: "tenant-1" };
      const args = { name: "Readers", projectId: "project-1" };
      assert.deepEqual(await azuredevops.getGroup(args), answer);
      const group = azuredevops.getGroupOutput({ ...args, projectId: pulumi.output(args.projectId) });
      assert.deepEqual(await valueOf(group), answer);
      assert.deepEqual(
        recorder.requests.map(({ type, inputs }) => ({ type, inputs })),
        [
          { type: "azuredevops:index/getGroup:getGroup", inputs: args },
          { type: "azuredevops:index/getGroup:getGroup", inputs: args },
        ],
      );
    });
  });
});
