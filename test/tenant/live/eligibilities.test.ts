import assert from "node:assert/strict";
import { excludesARole } from "../../../src/tenant/live/live-tenant";

const ROLE = "62e90394-69f5-4237-9190-012177145e10";
const policy = (users: object) => ({ conditions: { users } });

describe("who may make a role active", () => {
  for (const [what, policies, decides] of [
    ["a policy that excludes a role", [policy({ excludeRoles: [ROLE] })], true],
    ["one of several that does", [policy({}), policy({ excludeRoles: [ROLE] })], true],
    ["a policy that includes a role", [policy({ includeRoles: [ROLE] })], false],
    ["a policy with empty lists", [policy({ includeRoles: [], excludeRoles: [] })], false],
    ["a policy without conditions", [{}], false],
    ["no policy", [], false],
  ] as const)
    it(`${decides ? "decides" : "doesn't decide"} with ${what}`, () => assert.equal(excludesARole(policies), decides));
});
