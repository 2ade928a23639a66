import type { Scenario } from "../scenario";
import { AROUND_SCENARIOS } from "./around";
import { DIRECTORY_SCENARIOS } from "./directory";
import { POLICY_SCENARIOS } from "./policy";

/** Everything that `npm run sandbox -- break` can do, by name, in the order that the list shows. */
export const SCENARIOS: ReadonlyMap<string, Scenario> = new Map<string, Scenario>(
  Object.entries({ ...POLICY_SCENARIOS, ...DIRECTORY_SCENARIOS, ...AROUND_SCENARIOS }),
);
