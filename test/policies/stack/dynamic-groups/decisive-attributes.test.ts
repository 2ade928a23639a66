import assert from "node:assert/strict";
import { protectedBaseline } from "../../../../policies/rules/protected-baseline";
import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { type Properties, type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP, NEWER, ORDINARY_USER, OTHER_GROUP, SECOND_USER } from "../../support/ids";
import { RESOURCE, update } from "../../support/requests";
import { resourceIn, rowsIn } from "../../support/rows";
import {
  aResource,
  aStack,
  askedFor,
  distinct,
  reportedOfResource,
  type settingsOf,
  snapshotWith,
} from "../../support/stacks";

/** The tenant whose excluded group has a rule; that of an unrelated group is about departments. */
const excludingBy = (membershipRule: string) => snapshotWith({}, { [EXCLUDED_GROUP]: { membershipRule } });

/** What is said of a new resource, before it is deployed and of the stack. */
const said = (settings: ReturnType<typeof settingsOf>, asked: Resource): readonly string[] => {
  const held = { ...asked, properties: { ...asked.properties, objectId: UNRESOLVED, mail: UNRESOLVED } };
  const stack = aStack([asked.type.startsWith("msgraph") ? asked : held], [asked]);
  return [tenantStaysClosed, protectedBaseline]
    .flatMap((rule) => [
      ...(rule.onResource?.(asked, settings, askedFor(asked)) ?? []),
      ...(rule.onStack?.(stack, settings) ?? []),
    ])
    .map(({ message }) => message);
};

/** What is said of a resource before an update deploys it. */
const saidBefore = (settings: ReturnType<typeof settingsOf>, asked: Resource) =>
  reportedOfResource(asked, settings).map(({ finding }) => finding.message);

const patched = (body: unknown) => update(`users/${ORDINARY_USER}`, body);
const user = (properties: Properties) => aResource("User", properties);
const SALES = { department: "Sales" };
const guest = (properties: Properties = {}) =>
  aResource("Invitation", { userEmailAddress: "a@b.example", ...properties });

describe("an attribute that a membership rule reads", () => {
  for (const [rule, names, ...made] of rowsIn("decisive-attributes", "decisive"))
    it(`counts by the rule ${rule}, which reads what ${names} sets`, () => {
      const [first] = said(excludingBy(rule), resourceIn(made));
      assert.match(first ?? "", new RegExp(`(this|it) sets \`${names}.* of a user, so the membership rule`));
    });

  for (const [rule, ...made] of rowsIn("decisive-attributes", "harmless"))
    it(`doesn't by the rule ${rule} for ${JSON.stringify(made)}`, () =>
      assert.deepEqual(said(excludingBy(rule), resourceIn(made)), []));

  it("doesn't count for a new account, which certainly lacks it", () => {
    const named = { userPrincipalName: "new@contoso.example" };
    for (const [rule] of rowsIn("decisive-attributes", "lacked by a new account"))
      for (const made of [user(named), guest(), aResource(RESOURCE, { url: "users", body: named })])
        assert.deepEqual(said(excludingBy(rule), made), [], rule);
    for (const [rule] of rowsIn("decisive-attributes", "not lacked by a new account"))
      for (const judged of [said, saidBefore]) assert.notDeepEqual(judged(excludingBy(rule), user(named)), [], rule);
  });

  it("is told with a rule that can't be read, which may do anything", () => {
    const unread = /can't decide .* it (sets `department` of|makes or changes) a user, .* rule may take the user into/;
    for (const write of [user({ department: "x" }), guest(), patched({ department: "x" })])
      for (const rule of ["user.department -weird 2", "weird"])
        assert.match(said(excludingBy(rule), write)[0] ?? "", unread);
  });

  it("is judged as that of a new account after an update too, which shows the account's id", () => {
    const openedAfter = (rule: string, made: Resource, id = NEWER, isPreview = false) => {
      const name = made === invited ? "userId" : made.type === RESOURCE ? "id" : "objectId";
      const stack = aStack([{ ...made, properties: { ...made.properties, [name]: id } }], [made]);
      return tenantStaysClosed.onStack?.({ ...stack, isPreview }, excludingBy(rule)).length;
    };
    const invited = guest();
    for (const made of [invited, user({ displayName: "x" })])
      for (const rule of ["user.dirSyncEnabled -ne true", "user.department -weird 2"])
        for (const isPreview of [false, true]) assert.equal(openedAfter(rule, made, NEWER, isPreview), 1, rule);
    assert.equal(openedAfter("user.objectId -ne null", invited, ORDINARY_USER), 0);
    const rule = 'user.department -eq "Sales" -and user.extensionAttribute1 -eq "x"';
    for (const [type, made] of Object.entries({ User: SALES, [RESOURCE]: { url: "users", body: SALES } }))
      assert.deepEqual(
        [false, true].map((is) => openedAfter(rule, aResource(type, made), NEWER, is)),
        [0, 1],
      );
  });

  it("counts if the program leaves out what the package clears then", () => {
    const users = { includeGroups: [EXCLUDED_GROUP] };
    const named = { objectId: ORDINARY_USER, userPrincipalName: "aaaa-01@contoso.example", displayName: "01" };
    for (const attribute of ["department", "otherMails", "employeeType", "costCenter", "employeeOrgData.division"]) {
      const ruled = { members: [{ id: ORDINARY_USER }], membershipRule: `user.${attribute} -contains "x"` };
      const settings = snapshotWith({ users }, { [EXCLUDED_GROUP]: ruled });
      const found = tenantStaysClosed.onStack?.(aStack([user(named)]), settings) ?? [];
      assert.match(
        found[0]?.message ?? "",
        /of a user, so the membership rule may take the user out of group/,
        attribute,
      );
    }
  });

  it("is judged as that of the snapshot's user whose name the resource has", () => {
    for (const [rule, findings, properties = { department: "Sales" }] of [
      ['user.extensionAttribute1 -ne "x"', 0],
      ['user.department -eq "Sales"', 1],
      ['user.city -ne "Bern"', 1],
      ["user.objectId -ne null", 0],
      ['user.displayName -match "x"', 0, { displayName: "01" }],
      ['user.displayName -match "x"', 1, { displayName: "02" }],
    ] as const) {
      const asked = user({ userPrincipalName: "AAAA-01@contoso.example", ...properties });
      assert.equal(tenantStaysClosed.onResource?.(asked, excludingBy(rule), askedFor(asked)).length, findings, rule);
    }
    const made = user({ userPrincipalName: "new@contoso.example", objectId: NEWER });
    assert.equal(
      distinct(tenantStaysClosed.onStack?.(aStack([made]), excludingBy("user.objectId -ne null"))).length,
      1,
    );
  });

  it("may be any in a body that isn't known", () =>
    assert.match(
      said(excludingBy('user.department -eq "Sales"'), patched(UNRESOLVED)).join("\n"),
      /it sets `body` of a user, so the membership rule may take/,
    ));

  it("counts for the guest that a user's resource took over by import", () => {
    const settings = excludingBy('user.userType -eq "Guest" -and user.jobTitle -eq "robot"');
    const found = (userType: string) => {
      const asked = user({ jobTitle: "robot" });
      const held = user({ jobTitle: "robot", userType, objectId: SECOND_USER });
      return (tenantStaysClosed.onStack?.(aStack([held], [asked]), settings) ?? []).map(({ message }) => message);
    };
    assert.match(found("Guest")[0] ?? "", /this sets `jobTitle`/);
    assert.deepEqual(found("Member"), []);
  });

  it("counts the other way where a policy includes the group", () => {
    const including = snapshotWith({ users: { includeGroups: [OTHER_GROUP] } });
    assert.equal(said(including, update(`users/${SECOND_USER}`, { department: "Platform" })).length, 2);
    assert.deepEqual(said(including, patched({ department: "Sales" })), []);
    assert.deepEqual(said(including, user({ department: "Platform" })), []);
  });
});
