import { findCloud } from "./cloud";
import { chooseSignIn } from "./credential";
import { EntraTenant } from "./entra-tenant";
import type { Environment } from "./environment";
import { GraphReader } from "./graph-reader";
import { PATIENCE } from "./patience";

/**
 * Gets ready to read the tenant that the environment names. Nobody has signed in yet: the first question does.
 * @throws TenantError when the environment doesn't lead to one
 */
export async function connect(environment: Environment): Promise<EntraTenant> {
  const cloud = await findCloud(environment);
  const { credential, via, isUser } = chooseSignIn(environment, cloud);
  return new EntraTenant(
    new GraphReader({ graph: cloud.graph, credential, asker: { via, isUser }, patience: PATIENCE }),
  );
}
