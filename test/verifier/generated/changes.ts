import fc from "fast-check";
import { graphTenants } from "./graph-tenants";

/** A tenant before and after a change of policies, and sometimes of locations and of who is in which group. */
export const changes = fc
  .record({
    before: graphTenants,
    other: graphTenants,
    kept: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    added: fc.integer({ min: 0, max: 1 }),
    moved: fc.boolean(),
    regrouped: fc.boolean(),
  })
  .map(({ before, other, kept, added, moved, regrouped }) => ({
    before,
    after: {
      ...before,
      policies: [...before.policies.filter((_, index) => kept[index]), ...other.policies.slice(0, added)],
      ...(moved && other.namedLocations ? { namedLocations: other.namedLocations } : {}),
      // Without the users, other groups would also be other people.
      ...(regrouped && before.users && other.groups ? { groups: other.groups } : {}),
    },
  }));
