import { devNull } from 'node:os';
import type { Config } from './config.ts';
import type { Environment } from './variables/variable.ts';

/**
 * What the SDK finds in its environment besides the clients' settings, as variables to set. On local targets no profile, no configuration
 * file and no instance metadata can be reached, whatever is in the environment or the home directory: the clients have their credentials,
 * and this is a second lock on the same door.
 */
export function sdkEnvironment({ target }: Pick<Config, 'target'>): Environment {
  // Its notice about releases that will need Node.js 22 would appear in every run.
  const quiet = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
  if (target === 'aws') return quiet;
  return {
    ...quiet,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_PROFILE: undefined,
  };
}
