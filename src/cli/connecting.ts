import { connect, type EntraTenant } from "../tenant/live/entra-tenant";
import { RETRY_POLICY, type RetryPolicy } from "../tenant/live/graph-connection";
import type { Host } from "./command";

/**
 * Gets ready to ask the tenant that the environment leads to, by the host's clock.
 * @param onWait told of each pause
 * @throws TenantError when the environment doesn't lead to one
 */
export const connectBy = ({ pause, expiry }: Host, onWait: RetryPolicy["onWait"]): Promise<EntraTenant> =>
  connect(process.env, { ...RETRY_POLICY, pause, expiry, ...(onWait && { onWait }) });
