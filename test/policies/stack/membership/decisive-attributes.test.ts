import assert from "node:assert/strict";
import { protectedBaseline } from "../../../../policies/rules/protected-baseline";
import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { type Properties, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP, ORDINARY_USER, OTHER_GROUP, SECOND_USER } from "../../support/ids";
import { aResource, aStack, askedFor, settingsOf } from "../../support/stacks";
import { aTenant } from "../../support/tenants";

const UPDATE = "msgraph:index/updateResource:UpdateResource";
const RESOURCE = "msgraph:index/resource:Resource";
const ACTION = "msgraph:index/resourceAction:ResourceAction";

/** The tenant whose excluded group has a rule; that of an unrelated group is about departments. */
const excludingBy = (membershipRule: string) => {
  const tenant = aTenant();
  const groups = tenant.groups.map((group) => (group.id === EXCLUDED_GROUP ? { ...group, membershipRule } : group));
  return settingsOf({ "tenant-stays-closed": { tenant: { ...tenant, groups } } });
};

/** What is said of a new resource, before it is deployed and of the stack. */
const said = (settings: ReturnType<typeof settingsOf>, type: string, properties: Properties): readonly string[] => {
  const asked = aResource(type, properties);
  const held = aResource(type, { ...properties, objectId: UNRESOLVED, mail: UNRESOLVED });
  const stack = aStack([type.startsWith("msgraph") ? asked : held], [asked]);
  return [tenantStaysClosed, protectedBaseline]
    .flatMap((rule) => [
      ...(rule.onResource?.(asked, settings, askedFor(asked)) ?? []),
      ...(rule.onStack?.(stack, settings) ?? []),
    ])
    .map(({ message }) => message);
};

const patched = (body: unknown) => [UPDATE, { url: `users/${ORDINARY_USER}`, body }] as const;

describe("an attribute that a membership rule reads", () => {
  /** The rule of the excluded group, and what sets it off under another name. */
  const decisive: readonly (readonly [rule: string, type: string, Properties, names: string])[] = [
    ['user.department -eq "Sales"', "User", { department: "Sales" }, "department"],
    ['user.Department -eq "Sales"', "User", { department: "SALES" }, "department"],
    ['user.physicalDeliveryOfficeName -eq "HQ"', "User", { officeLocation: "HQ" }, "officeLocation"],
    ['user.mobile -eq "1"', "User", { mobilePhone: "1" }, "mobilePhone"],
    ['user.facsimileTelephoneNumber -eq "1"', "User", { faxNumber: "1" }, "faxNumber"],
    ['user.telephoneNumber -startsWith "+4"', "User", { businessPhones: ["+41"] }, "businessPhones"],
    [`Direct Reports for "${SECOND_USER}"`, "User", { managerId: SECOND_USER }, "managerId"],
    ['user.mailNickName -match "^x"', "User", { mailNickname: "y" }, "mailNickname"],
    [
      'user.passwordPolicies -contains "DisablePassword"',
      "User",
      { disablePasswordExpiration: true },
      "disablePassword",
    ],
    ['user.proxyAddresses -any (_ -contains "x")', "User", { mail: "a@b.example" }, "mail"],
    ["user.accountEnabled -eq false", "User", { accountEnabled: false }, "accountEnabled"],
    ['user.department -in ["Sales", "Platform"]', "User", { department: "platform" }, "department"],
    ['user.department -eq "Sales"', "User", { department: UNRESOLVED }, "department"],
    ['user.department -eq "Süd"', "User", { department: "Sud" }, "department"],
    ['user.userType -eq "Member"', "Invitation", { userEmailAddress: "a@b.example", userType: "Member" }, "userType"],
    ['user.mail -endsWith "@b.example"', "Invitation", { userEmailAddress: "a@b.example" }, "userEmailAddress"],
    [
      'user.extensionAttribute7 -eq "x"',
      ...patched({ onPremisesExtensionAttributes: { extensionAttribute7: "x" } }),
      "onPremisesExtensionAttributes.extensionAttribute7",
    ],
    ['user.extension_0a_badge -eq "x"', ...patched({ extension_0A_badge: "x" }), "extension_0A_badge"],
    ['user.newerThanThis -eq "x"', ...patched({ newerThanThis: "x" }), "newerThanThis"],
    ['user.department -ne "Sales"', ...patched({ department: null }), "department"],
    ['user.country -eq "CH"', ...patched({ Country: "CH" }), "Country"],
    ['user.department -eq "Sales" -and user.city -eq "Bern"', ...patched({ city: "Bern" }), "city"],
    [
      `Direct Reports for "${SECOND_USER}"`,
      ACTION,
      {
        resourceUrl: `users/${ORDINARY_USER}`,
        action: "manager/$ref",
        method: "PUT",
        body: { "@odata.id": `https://graph.microsoft.com/v1.0/users/${SECOND_USER}` },
      },
      "managerId",
    ],
    [
      'user.assignedPlans -any (assignedPlan.service -eq "SCO")',
      ACTION,
      {
        resourceUrl: `users/${ORDINARY_USER}`,
        action: "assignLicense",
        method: "POST",
        body: { addLicenses: [{ skuId: OTHER_GROUP }] },
      },
      "addLicenses",
    ],
    ['user.department -eq "Sales"', RESOURCE, { url: "users", body: { department: "Sales" } }, "department"],
    [
      'user.userType -eq "Guest" -and user.city -eq "x"',
      RESOURCE,
      { url: "invitations", body: { invitedUser: { city: "x" } } },
      "city",
    ],
    [
      'user.extensionAttribute7 -eq "x"',
      ...patched({ onPremisesExtensionAttributes: UNRESOLVED }),
      "onPremisesExtensionAttributes",
    ],
    [
      'user.department -eq "Sales"',
      UPDATE,
      { url: `groups/${OTHER_GROUP}/members/${ORDINARY_USER}`, body: { department: "Sales" } },
      "department",
    ],
    ["user.department -weird 2", "User", { department: "Platform" }, "department"],
    ['not (user.department -constructor "x")', "User", { department: "y" }, "department"],
  ];
  for (const [rule, type, properties, names] of decisive)
    it(`counts by the rule ${rule} for ${type} with ${names}`, () => {
      const [first] = said(excludingBy(rule), type, properties);
      assert.match(first ?? "", new RegExp(`this sets \`${names}.* of a user, by which the membership rule`));
    });

  const harmless: readonly (readonly [rule: string, type: string, Properties])[] = [
    ['user.department -eq "Sales"', "User", { department: "Platform", jobTitle: "Engineer", accountEnabled: true }],
    ['user.department -eq "Sales" -or user.city -eq "Bern"', "User", { department: "Platform" }],
    ['user.department -eq "Sales" -and user.city -eq "Bern"', "User", { department: "Sales" }],
    [
      'user.extensionAttribute1 -eq "x" -and user.accountEnabled -eq true',
      "User",
      { department: "Platform", accountEnabled: true },
    ],
    ['-not (user.jobTitle -startsWith "S") -and user.department -eq "Sales"', "User", { jobTitle: "Engineer" }],
    [
      'user.userType -eq "Guest" -and user.extensionAttribute1 -eq "x"',
      "Invitation",
      { userEmailAddress: "a@b.example" },
    ],
    ['user.department -eq "Sales"', "Invitation", { userEmailAddress: "a@b.example" }],
    ['user.department -eq "Sales"', ...patched({ department: "Platform" })],
    ['device.department -eq "Sales"', ...patched({ department: "Sales" })],
    ['user.extensionAttribute7 -eq "x"', ...patched({ onPremisesExtensionAttributes: null })],
    ['user.department -eq "Sales"', RESOURCE, { url: `groups/${OTHER_GROUP}/members/$ref`, body: UNRESOLVED }],
    ['user.department -eq "Sales"', UPDATE, { url: "applications", body: { department: "Sales" } }],
    [
      'user.department -eq "Sales"',
      ACTION,
      { resourceUrl: `users/${ORDINARY_USER}`, action: "sendMail", method: "POST", body: UNRESOLVED },
    ],
    [`Direct Reports for "${SECOND_USER}"`, "User", { managerId: ORDINARY_USER }],
  ];
  for (const [rule, type, properties] of harmless)
    it(`doesn't by the rule ${rule} for ${type} with ${Object.keys(properties).join(", ")}`, () =>
      assert.deepEqual(said(excludingBy(rule), type, properties), []));

  it("may be any in a body that isn't known", () => {
    const [first] = said(excludingBy('user.department -eq "Sales"'), ...patched(UNRESOLVED));
    assert.match(first ?? "", /this sets unknown attributes of a user/);
  });

  it("counts for the guest that a user's resource took over by import", () => {
    const settings = excludingBy('user.userType -eq "Guest" -and user.jobTitle -contains "robot"');
    const found = (userType: string) => {
      const asked = aResource("User", { jobTitle: "robot" });
      const held = aResource("User", { jobTitle: "robot", userType, objectId: SECOND_USER });
      return (tenantStaysClosed.onStack?.(aStack([held], [asked]), settings) ?? []).map(({ message }) => message);
    };
    assert.match(found("Guest")[0] ?? "", /this sets `jobTitle`/);
    assert.deepEqual(found("Member"), []);
  });

  it("doesn't matter where the rule takes in every guest: then the invitation does", () => {
    const [first] = said(excludingBy('user.userType -eq "Guest"'), "Invitation", { userEmailAddress: "a@b.example" });
    assert.match(first ?? "", /this makes a user whom, as they are, the membership rule takes/);
  });

  it("counts the other way where a policy includes the group", () => {
    const tenant = aTenant();
    const users = { includeGroups: [OTHER_GROUP], excludeGroups: [], excludeRoles: [] };
    const policies = tenant.policies.map((policy) => ({ ...policy, conditions: { ...policy.conditions, users } }));
    const including = settingsOf({ "tenant-stays-closed": { tenant: { ...tenant, policies } } });
    assert.equal(said(including, UPDATE, { url: `users/${SECOND_USER}`, body: { department: "Platform" } }).length, 2);
    assert.deepEqual(said(including, ...patched({ department: "Sales" })), []);
    assert.deepEqual(said(including, "User", { department: "Platform" }), []);
  });

  it("counts under each of its names where the owner lists it", () => {
    const listing = (...attributes: readonly string[]) =>
      settingsOf({ "protected-baseline": { protected: { attributes } } });
    assert.equal(said(listing("physicalDeliveryOfficeName"), "User", { officeLocation: "x" }).length, 2);
    assert.equal(said(listing("Department"), "User", { department: "x" }).length, 2);
    assert.deepEqual(said(listing("city"), "User", { department: "x", city: "" }), []);
  });
});
