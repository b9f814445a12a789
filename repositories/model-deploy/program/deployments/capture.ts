import type { types } from "@pulumi/aws";

import type { Deployment } from "./deployment";

type DataCapture = types.input.sagemaker.EndpointConfigurationDataCaptureConfig;

/**
 * Keeps requests and answers for monitoring, under `<model>/<version>/<endpoint>/<variant>/yyyy/mm/dd/hh/` of the capture
 * bucket: a record does not tell which version answered, and while traffic shifts, two do. Without the content types they
 * would be stored as Base64, which Model Monitor cannot read.
 */
export function dataCapture({ contract, model, settings, version }: Deployment): DataCapture | undefined {
  if (settings.capture.percent === 0) {
    return undefined;
  }
  return {
    enableCapture: true,
    initialSamplingPercentage: settings.capture.percent,
    destinationS3Uri: `s3://${contract.captureBucketName}/${model}/${version.version}`,
    kmsKeyId: contract.kmsKeyArn,
    captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
    captureContentTypeHeader: { csvContentTypes: [version.contentType] },
  };
}
