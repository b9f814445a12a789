import { credentials } from "@grpc/grpc-js";
import type { ServiceError } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import type { Callback, CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import {
  TransformRequest,
  TransformResourceOptions,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";

import { answered } from "./answered";

/**
 * Transforms of resources: functions of the program that change what is registered. The program serves them, and the
 * engine asks it for each resource that has some and for everything below such a resource.
 */
export class Transforms {
  private readonly byUrn = new Map<string, { parent: string; callbacks: readonly Callback[] }>();
  private readonly clients = new Map<string, CallbacksClient>();

  /** Keeps the transforms of a resource for what is registered below it. */
  keep(urn: string, request: RegisterResourceRequest): void {
    this.byUrn.set(urn, { parent: request.getParent(), callbacks: request.getTransformsList() });
  }

  /** Changes a request as the transforms of the resource and of its parents say, the resource's own first. */
  async apply(request: RegisterResourceRequest): Promise<void> {
    for (const callback of [...request.getTransformsList(), ...this.ofParents(request.getParent())]) {
      const response = await this.call(callback, transformRequest(request));
      change(request, response);
    }
  }

  stop(): void {
    for (const client of this.clients.values()) {
      client.close();
    }
  }

  private ofParents(parent: string): readonly Callback[] {
    const found = this.byUrn.get(parent);
    return found === undefined ? [] : [...found.callbacks, ...this.ofParents(found.parent)];
  }

  private async call(callback: Callback, request: TransformRequest): Promise<TransformResponse> {
    const target = callback.getTarget();
    const client = this.clients.get(target) ?? new CallbacksClient(target, credentials.createInsecure());
    this.clients.set(target, client);
    const message = new CallbackInvokeRequest()
      .setToken(callback.getToken())
      .setRequest(request.serializeBinary());
    try {
      const response = await answered<CallbackInvokeResponse>((callback) => {
        client.invoke(message, callback);
      });
      return TransformResponse.deserializeBinary(response.getResponse_asU8());
    } catch (error) {
      throw new Error(`a transform of ${request.getName()} failed: ${(error as ServiceError).details}`, {
        cause: error,
      });
    }
  }
}

function transformRequest(request: RegisterResourceRequest): TransformRequest {
  const options = new TransformResourceOptions()
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setVersion(request.getVersion())
    .setAliasesList(request.getAliasesList())
    .setProvider(request.getProvider())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setDeletedWith(request.getDeletedwith())
    .setImport(request.getImportid());
  if (request.hasProtect()) {
    options.setProtect(request.getProtect() === true);
  }
  if (request.hasRetainondelete()) {
    options.setRetainOnDelete(request.getRetainondelete() === true);
  }
  if (request.getDeletebeforereplacedefined()) {
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  }
  request.getProvidersMap().forEach((reference, name) => options.getProvidersMap().set(name, reference));
  return new TransformRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(request.getParent())
    .setCustom(request.getCustom())
    .setProperties(request.getObject())
    .setOptions(options);
}

function change(request: RegisterResourceRequest, response: TransformResponse): void {
  if (response.hasProperties()) {
    request.setObject(response.getProperties());
  }
  const options = response.getOptions();
  if (options === undefined) {
    return;
  }
  request
    .setDependenciesList(options.getDependsOnList())
    .setIgnorechangesList(options.getIgnoreChangesList())
    .setReplaceonchangesList(options.getReplaceOnChangesList())
    .setAliasesList(options.getAliasesList())
    .setProvider(options.getProvider())
    .setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList())
    .setDeletedwith(options.getDeletedWith());
  if (options.hasProtect()) {
    request.setProtect(options.getProtect() === true);
  }
  if (options.hasRetainOnDelete()) {
    request.setRetainondelete(options.getRetainOnDelete() === true);
  }
  if (options.hasDeleteBeforeReplace()) {
    request
      .setDeletebeforereplace(options.getDeleteBeforeReplace() === true)
      .setDeletebeforereplacedefined(true);
  }
}
