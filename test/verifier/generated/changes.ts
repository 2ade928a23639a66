import fc from "fast-check";
import { withOwnIds } from "./graph-tenants";
import { tenantsWithNews } from "./wider-tenants";

/**
 * A tenant before and after a change of policies, and sometimes of locations, of who is in which group, and of the
 * people: some come, some go, and some are something else than they were.
 */
export const changes = fc
  .record({
    before: tenantsWithNews,
    other: tenantsWithNews,
    kept: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    added: fc.integer({ min: 0, max: 1 }),
    moved: fc.boolean(),
    regrouped: fc.boolean(),
    reassigned: fc.boolean(),
    people: fc.array(fc.constantFrom("stays", "stays", "comes", "goes", "changes"), { minLength: 5, maxLength: 5 }),
  })
  .map(({ before, other, kept, added, moved, regrouped, reassigned, people }) => {
    // Without the users, other groups would also be other people.
    const areKnown = before.users !== undefined && other.users !== undefined;
    const inBefore = before.users?.filter((_, index) => !areKnown || people[index] !== "comes");
    const inAfter = before.users?.flatMap((user, index) => {
      const { [index]: fate } = people;
      if (!areKnown || fate === "stays" || fate === "comes") return [user];
      return fate === "goes" ? [] : (other.users?.slice(index, index + 1) ?? []);
    });
    return {
      before: { ...before, ...(inBefore && { users: inBefore }) },
      after: {
        ...before,
        policies: withOwnIds([...before.policies.filter((_, index) => kept[index]), ...other.policies.slice(0, added)]),
        ...(moved && other.namedLocations ? { namedLocations: other.namedLocations } : {}),
        ...(regrouped && before.users && other.groups ? { groups: other.groups } : {}),
        ...(reassigned && before.users && other.roleAssignments ? { roleAssignments: other.roleAssignments } : {}),
        ...(inAfter && { users: inAfter }),
      },
    };
  });
