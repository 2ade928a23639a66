import type { TenantDirectory } from "../tenant";
import type { GraphObject } from "../tenant/json";
import type { TenantData } from "../tenant/store/tenant-data";

/** One thing that somebody may do in the portal, and that nobody wrote down in code. */
export type Scenario = {
  /** What somebody does, as a sentence without its subject: `switches the policy off`. */
  readonly does: string;
  /** What to look at afterwards, as a sentence. */
  readonly look: string;
  /** @throws NotHere where the tenant has nothing that it could be done to */
  readonly play: (portal: Portal) => Promise<void>;
};

/** What the scenarios work on. */
export type Portal = {
  readonly directory: TenantDirectory;
  /** Everything that the tenant holds, as it was before. */
  readonly data: TenantData;
  /** The policy of this project's stack. */
  readonly policy: GraphObject;
};

/** A scenario that can't be played in this tenant. The message says why and what to do. */
export class NotHere extends Error {}
