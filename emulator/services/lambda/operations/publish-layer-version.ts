import type { PublishLayerVersionRequest, PublishLayerVersionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { readZipDirectory } from '../code/zip-directory.ts';
import { zipFromS3 } from '../code/zip-from-s3.ts';
import { layerResource, ownLayer } from '../layers/layer-name.ts';
import { shownLayer } from '../layers/layer-versions.ts';
import { limits } from '../limits.ts';
import type { LambdaServices } from '../services.ts';
import type { LayerVersion } from '../state/layer-records.ts';

/** PublishLayerVersion: the layer's next version, with the content of a zip; the first one makes the layer. */
export function publishLayerVersion({
  context,
  store,
  code,
  objects,
}: Pick<LambdaServices, 'context' | 'store' | 'code' | 'objects'>) {
  return operation<PublishLayerVersionRequest, PublishLayerVersionResponse>({
    honours: {
      LayerName: true,
      Description: true,
      Content: { ZipFile: true, ...(objects && { S3Bucket: true, S3Key: true, S3ObjectVersion: true }) },
      CompatibleRuntimes: true,
      CompatibleArchitectures: true,
      LicenseInfo: true,
    },
    resource: ({ LayerName = '' }) => layerResource(context.config, LayerName),
    async run({ LayerName = '', Content, ...given }, call) {
      const name = ownLayer(context.config, LayerName);
      const zip =
        Content?.ZipFile ??
        (objects && Content?.S3Bucket ? await zipFromS3(objects, Content, call) : undefined);
      if (!zip)
        throw new AwsError('InvalidParameterValueException', 'Please provide a source for layer content.');
      const received = await code.check(
        zip,
        'PublishLayerVersion',
        Content?.ZipFile ? undefined : limits.unzippedBytes,
      );
      await code.put(received, zip);
      const entries = readZipDirectory(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
      const version: LayerVersion = {
        version: (store.state.layers?.[name]?.published ?? 0) + 1,
        description: given.Description ?? '',
        compatibleRuntimes: given.CompatibleRuntimes,
        compatibleArchitectures: given.CompatibleArchitectures,
        licenseInfo: given.LicenseInfo,
        code: received,
        hasExtensions: entries.some(({ path }) => /^extensions\/[^/]+$/.test(path)),
        created: context.clock.now(),
        statements: [],
        revisionId: context.random.uuid(),
      };
      store.commit.publishLayer({ name, version });
      return shownLayer(context.config, context.endpoint(), name, version);
    },
  });
}
