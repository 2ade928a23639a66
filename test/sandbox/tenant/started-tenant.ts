import { startTenant, type Tenant, type TenantOptions } from "../../../sandbox/tenant";
import { temporaryFolder } from "../../temporary-folder";
import { type Call, graph } from "./client";

export const POLICIES = "/v1.0/identity/conditionalAccess/policies";

/** A tenant of its own for each test of a suite, with a client that is signed in. */
export function startedTenant(options: Partial<TenantOptions> = {}): {
  readonly tenant: Tenant;
  readonly call: Call;
  readonly folder: string;
} {
  const folder = temporaryFolder();
  let tenant: Tenant | undefined;
  let call: Call | undefined;
  beforeEach(async () => {
    tenant = await startTenant({ folder: folder.path, say: () => undefined, ...options });
    call = await graph(tenant);
  });
  afterEach(() => tenant?.close({ now: true }));
  return {
    get tenant() {
      return started(tenant);
    },
    get call() {
      return started(call);
    },
    get folder() {
      return folder.path;
    },
  };
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the tenant is started before each test only");
  return value;
}
