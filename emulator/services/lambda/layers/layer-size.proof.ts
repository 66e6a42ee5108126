import { CreateFunctionCommand, PublishLayerVersionCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { openLambdaBench, zipOf } from '../testing/lambda-bench.ts';

test('rejects code and layers of more than 250 MB together', async () => {
  await using bench = await openLambdaBench();
  const ZipFile = zipOf({ 'a.txt': 'x'.repeat(130 * 1024 * 1024) });
  const Layers: string[] = [];
  for (const LayerName of ['a', 'b']) {
    const published = await bench.client.send(
      new PublishLayerVersionCommand({ LayerName, Content: { ZipFile } }),
    );
    Layers.push(published.LayerVersionArn ?? '');
  }
  const code = 'export const handler = async () => 1;';
  const create = bench.client.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: bench.role,
      Code: { ZipFile: zipOf(code) },
      Layers,
    }),
  );
  const size = 2 * 130 * 1024 * 1024 + code.length;
  await expect(create).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: `Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The actual size is ${size} bytes.`,
  });
});
