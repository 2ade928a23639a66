import assert from "node:assert/strict";
import { groupId, homeTenantId, roleId, userId } from "../../../src/law/model/ids";
import { type ApplicationList, type Guests, NO_USERS, type UserAssignment } from "../../../src/law/model/policy";
import type { GuestType } from "../../../src/law/model/sign-in";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { aPolicy, inShort, LATER } from "./a-policy";

const ANNE = "AAAAAAAA-0000-4000-8000-00000000000A";
const NO_KEY = "an unknown key, so its meaning isn't known";

const read = (conditions: Record<string, unknown>) => readPolicy(aPolicy({}, conditions), { name: "p" });
const readUsers = (users: unknown) => read({ users }).users;
const readApplications = (applications: unknown) => read({ applications }).applications;
const short = <T extends { readonly notUnderstood: UserAssignment["notUnderstood"] }>({
  notUnderstood,
  ...rest
}: T) => ({ ...rest, notUnderstood: inShort(notUnderstood) });

describe("the users of a policy", () => {
  const understood: readonly (readonly [users: Record<string, unknown>, is: Partial<UserAssignment>])[] = [
    [{ includeUsers: ["AllAgentIdUsers"] }, { everyAgent: true }],
    [{ includeUsers: ["All", ANNE] }, { everyone: true, users: new Set([userId(ANNE)]) }],
    [
      { includeGroups: ["G1", "g1"], includeRoles: ["R"] },
      { groups: new Set([groupId("g1")]), roles: new Set([roleId("r")]) },
    ],
  ];
  for (const [users, is] of understood)
    it(`are read: ${JSON.stringify(users)}`, () =>
      assert.deepEqual(readUsers(users), { include: { ...NO_USERS, ...is }, exclude: NO_USERS }));

  const odd: readonly (readonly [users: unknown, why: string])[] = [
    ...["all", "bob", "bob@contoso.example", " All", ""].map(
      (text) => [{ includeUsers: [text] }, `.includeUsers: \`${text}\` is not a known token or object id`] as const,
    ),
    [{ includeUsers: "All" }, ".includeUsers: must be a list, not text"],
    [{ includeGroups: [7] }, ".includeGroups: must be text, not a number"],
    [{ includeRoles: [["r"]] }, ".includeRoles: must be text, not a list"],
    [{ includeUsers: LATER }, ".includeUsers: known only after deployment"],
    [{ includeGroups: ["g", LATER] }, ".includeGroups: known only after deployment"],
    [{ includeGuestsOrExternalUsers: "internalGuest" }, ".includeGuestsOrExternalUsers: must be an object, not text"],
    [["All"], ": must be an object, not a list"],
  ];
  for (const [users, why] of odd)
    it(`may be anybody: ${why}`, () => {
      const { include, exclude } = readUsers(users);
      assert.deepEqual([include.everyone, inShort(include.notUnderstood)], [false, [`conditions.users${why}`]]);
      assert.deepEqual(exclude, NO_USERS);
    });

  for (const value of [undefined, null])
    it(`${value} are nobody`, () => assert.deepEqual(readUsers(value), { include: NO_USERS, exclude: NO_USERS }));
});

describe("guests and external users of a policy", () => {
  const FIELD = "conditions.users.excludeGuestsOrExternalUsers";
  const guestsIn = (value: unknown) => readUsers({ excludeGuestsOrExternalUsers: value }).exclude;
  const guests = (types: readonly GuestType[], ...why: readonly string[]) => ({
    types: new Set(types),
    homes: { kind: "notKnown" },
    notUnderstood: why.map((one) => `${FIELD}.guestOrExternalUserTypes: ${one}`),
  });

  for (const value of [
    null,
    {},
    { guestOrExternalUserTypes: null, externalTenants: null },
    { guestOrExternalUserTypes: "" },
  ])
    it(`${JSON.stringify(value)} aren't configured`, () => assert.deepEqual(guestsIn(value), NO_USERS));

  const types: readonly (readonly [types: unknown, is: unknown])[] = [
    ["internalGuest,serviceProvider", guests(["internalGuest", "serviceProvider"])],
    ["INTERNALGUEST, b2bcollaborationguest", guests(["internalGuest", "b2bCollaborationGuest"])],
    [["otherExternalUser", "b2bDirectConnectUser"], guests(["otherExternalUser", "b2bDirectConnectUser"])],
    ["none", guests([])],
    ["internalGuest,friend", guests(["internalGuest"], "`friend` is not a known guest or external user type")],
    [63, guests([], "must be a list, not a number")],
    [[LATER], guests([], "known only after deployment")],
  ];
  for (const [guestOrExternalUserTypes, is] of types)
    it(`are of types: ${JSON.stringify(guestOrExternalUserTypes)}`, () => {
      const { guests: found } = guestsIn({ guestOrExternalUserTypes });
      assert.deepEqual(found && short(found), is);
    });

  it("aren't understood by their tenants alone, nor with keys that aren't known", () => {
    const { guests: found } = guestsIn({ externalTenants: { membershipKind: "all" } });
    assert.deepEqual(found && short(found), { ...guests([], "missing; it must be text"), homes: { kind: "all" } });
    const { guests: none, notUnderstood } = guestsIn({ guestOrExternalUserTypes: "internalGuest", since: 1, until: 2 });
    assert.deepEqual(
      [none, inShort(notUnderstood)],
      [undefined, [`${FIELD}.since: ${NO_KEY}`, `${FIELD}.until: ${NO_KEY}`]],
    );
  });

  const enumerated = (...tenants: readonly string[]): Guests["homes"] => ({
    kind: "enumerated",
    tenants: new Set(tenants.map(homeTenantId)),
  });
  const ofType = (name: string, more: object = {}) => ({ "@odata.type": `#microsoft.graph.${name}`, ...more });
  const UNFIT = ".membershipKind: the kind, the type and the members don't fit together";
  const homes: readonly (readonly [tenants: unknown, is: Guests["homes"] | string])[] = [
    [null, { kind: "notKnown" }],
    [{ membershipKind: "all" }, { kind: "all" }],
    [{ membershipKind: "ALL", members: [] }, { kind: "all" }],
    [{ membershipKind: "Enumerated", members: ["T1", "t1"] }, enumerated("t1")],
    [{ membershipKind: "enumerated", members: [] }, enumerated()],
    [ofType("conditionalAccessAllExternalTenants"), { kind: "all" }],
    [ofType("conditionalAccessEnumeratedExternalTenants", { members: ["t"] }), enumerated("t")],
    [{ membershipKind: "enumerated" }, UNFIT],
    [{ membershipKind: "enumerated", members: [LATER] }, ".members: known only after deployment"],
    [{ membershipKind: "all", members: ["t"] }, UNFIT],
    [{ membershipKind: "some" }, ".membershipKind: `some` is not a known membership kind"],
    [ofType("later"), UNFIT],
    [ofType("later", { membershipKind: "all" }), UNFIT],
    [ofType("conditionalAccessAllExternalTenants", { membershipKind: "enumerated", members: [] }), UNFIT],
    ["all", ": must be an object, not text"],
    [{ membershipKind: "all", except: ["t"] }, `.except: ${NO_KEY}`],
  ];
  for (const [externalTenants, is] of homes)
    it(`are of tenants: ${JSON.stringify(externalTenants)}`, () => {
      const found = guestsIn({ guestOrExternalUserTypes: "internalGuest", externalTenants }).guests?.homes;
      if (typeof is !== "string") assert.deepEqual(found, is);
      else assert.deepEqual(found?.kind === "notUnderstood" && inShort([found]), [`${FIELD}.externalTenants${is}`]);
    });
});

describe("the applications of a policy", () => {
  const FIELD = "conditions.applications";
  const nothing: ApplicationList = { all: false, ids: new Set(), adminPortals: false, notUnderstood: [] };
  const odd: readonly (readonly [list: unknown, why: string])[] = [
    ["All", "must be a list, not text"],
    [[LATER], "known only after deployment"],
    ...["all", "office365", "Windows Azure Service Management API", ""].map(
      (text) => [[text], `\`${text}\` is not a known token or application id`] as const,
    ),
  ];
  for (const side of ["include", "exclude"] as const) {
    const key = `${side}Applications`;
    const other = side === "include" ? "exclude" : "include";
    for (const [list, why] of odd)
      it(`aren't understood: ${key}, ${why}`, () => {
        const found = readApplications({ [key]: list });
        assert.deepEqual(short(found[side]), { ...nothing, notUnderstood: [`${FIELD}.${key}: ${why}`] });
        assert.deepEqual(found[other], nothing);
      });
  }

  const filters: readonly (readonly [filter: unknown, is: string])[] = [
    [null, "none"],
    [{ mode: "include", rule: "x" }, "include"],
    [{ mode: "Exclude", rule: "x" }, "exclude"],
    [{ mode: "only" }, ".mode: `only` is not a known mode"],
    [{}, ".mode: missing; it must be include or exclude"],
    ["x", ": must be an object, not text"],
  ];
  for (const [applicationFilter, is] of filters)
    it(`have a filter: ${JSON.stringify(applicationFilter)}`, () => {
      const { filter } = readApplications({ applicationFilter });
      assert.deepEqual(typeof filter === "string" ? filter : inShort([filter])[0]?.split("Filter")[1], is);
    });

  for (const key of ["includeUserActions", "includeAuthenticationContextClassReferences"])
    it(`may be another target: ${key}`, () => {
      const isOther = (value: unknown) => readApplications({ [key]: value }).otherTarget;
      assert.deepEqual([["x"], [], null, "x"].map(isOther), [true, false, false, false]);
      for (const value of ["x", LATER])
        assert.equal(inShort(read({ applications: { [key]: value } }).notUnderstood).length, 1);
    });
});
