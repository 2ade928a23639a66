import assert from "node:assert/strict";
import { protectedBaseline } from "../../../../policies/rules/protected-baseline";
import { tenantStaysClosed } from "../../../../policies/rules/tenant-stays-closed";
import { type Properties, type Resource, UNRESOLVED } from "../../../../policies/stack/objects/resource";
import { EXCLUDED_GROUP, ORDINARY_USER, OTHER_GROUP, SECOND_USER } from "../../support/ids";
import { action, made, reference, update } from "../../support/requests";
import { aResource, aStack, askedFor, settingsOf, snapshotWith } from "../../support/stacks";

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

const patched = (body: unknown) => update(`users/${ORDINARY_USER}`, body);
const user = (properties: Properties) => aResource("User", properties);
const guest = (properties: Properties = {}) =>
  aResource("Invitation", { userEmailAddress: "a@b.example", ...properties });

describe("an attribute that a membership rule reads", () => {
  /** The rule of the excluded group, and what sets it off under another name. */
  const decisive: readonly (readonly [rule: string, Resource, names: string])[] = [
    ['user.department -eq "Sales"', user({ department: "Sales" }), "department"],
    ['user.Department -eq "Sales"', user({ department: "SALES" }), "department"],
    ['user.physicalDeliveryOfficeName -eq "HQ"', user({ officeLocation: "HQ" }), "officeLocation"],
    ['user.mobile -eq "1"', user({ mobilePhone: "1" }), "mobilePhone"],
    ['user.facsimileTelephoneNumber -eq "1"', user({ faxNumber: "1" }), "faxNumber"],
    ['user.telephoneNumber -startsWith "+4"', user({ businessPhones: ["+41"] }), "businessPhones"],
    [`Direct Reports for "${SECOND_USER}"`, user({ managerId: SECOND_USER }), "managerId"],
    ['user.mailNickName -match "^x"', user({ mailNickname: "y" }), "mailNickname"],
    ['user.passwordPolicies -contains "DisablePassword"', user({ disablePasswordExpiration: true }), "disablePassword"],
    ['user.proxyAddresses -any (_ -contains "x")', user({ mail: "a@b.example" }), "mail"],
    ["user.accountEnabled -eq false", user({ accountEnabled: false }), "accountEnabled"],
    ['user.department -in ["Sales", "Platform"]', user({ department: "platform" }), "department"],
    ['user.department -eq "Sales"', user({ department: UNRESOLVED }), "department"],
    ['user.department -eq "Süd"', user({ department: "Sud" }), "department"],
    ['user.userType -eq "Member"', guest({ userType: "Member" }), "userType"],
    ['user.mail -endsWith "@b.example"', guest(), "userEmailAddress"],
    [
      'user.extensionAttribute7 -eq "x"',
      patched({ onPremisesExtensionAttributes: { extensionAttribute7: "x" } }),
      "onPremisesExtensionAttributes.extensionAttribute7",
    ],
    ['user.extension_0a_badge -eq "x"', patched({ extension_0A_badge: "x" }), "extension_0A_badge"],
    ['user.newerThanThis -eq "x"', patched({ newerThanThis: "x" }), "newerThanThis"],
    ['user.department -ne "Sales"', patched({ department: null }), "department"],
    ['user.country -eq "CH"', patched({ Country: "CH" }), "Country"],
    ['user.department -eq "Sales" -and user.city -eq "Bern"', patched({ city: "Bern" }), "city"],
    [
      `Direct Reports for "${SECOND_USER}"`,
      action(`users/${ORDINARY_USER}`, { action: "manager/$ref", method: "PUT", body: reference(SECOND_USER) }),
      "managerId",
    ],
    [
      'user.assignedPlans -any (assignedPlan.service -eq "SCO")',
      action(`users/${ORDINARY_USER}`, { action: "assignLicense", body: { addLicenses: [{ skuId: OTHER_GROUP }] } }),
      "addLicenses",
    ],
    ['user.department -eq "Sales"', made("users", { department: "Sales" }), "department"],
    ['user.userType -eq "Guest" -and user.city -eq "x"', made("invitations", { invitedUser: { city: "x" } }), "city"],
    [
      'user.extensionAttribute7 -eq "x"',
      patched({ onPremisesExtensionAttributes: UNRESOLVED }),
      "onPremisesExtensionAttributes",
    ],
    [
      'user.department -eq "Sales"',
      update(`groups/${OTHER_GROUP}/members/${ORDINARY_USER}`, { department: "Sales" }),
      "department",
    ],
    ["user.department -weird 2", user({ department: "Platform" }), "department"],
    ['not (user.department -constructor "x")', user({ department: "y" }), "department"],
  ];
  for (const [rule, resource, names] of decisive)
    it(`counts by the rule ${rule} for ${resource.type.split(":").at(-1)} with ${names}`, () => {
      const [first] = said(excludingBy(rule), resource);
      assert.match(first ?? "", new RegExp(`this sets \`${names}.* of a user, by which the membership rule`));
    });

  const harmless: readonly (readonly [rule: string, Resource])[] = [
    ['user.department -eq "Sales"', user({ department: "Platform", jobTitle: "Engineer", accountEnabled: true })],
    ['user.department -eq "Sales" -or user.city -eq "Bern"', user({ department: "Platform" })],
    ['user.department -eq "Sales" -and user.city -eq "Bern"', user({ department: "Sales" })],
    [
      'user.extensionAttribute1 -eq "x" -and user.accountEnabled -eq true',
      user({ department: "Platform", accountEnabled: true }),
    ],
    ['-not (user.jobTitle -startsWith "S") -and user.department -eq "Sales"', user({ jobTitle: "Engineer" })],
    ['user.userType -eq "Guest" -and user.extensionAttribute1 -eq "x"', guest()],
    ['user.department -eq "Sales"', guest()],
    ['user.department -eq "Sales"', patched({ department: "Platform" })],
    ['device.department -eq "Sales"', patched({ department: "Sales" })],
    ['user.extensionAttribute7 -eq "x"', patched({ onPremisesExtensionAttributes: null })],
    ['user.department -eq "Sales"', made(`groups/${OTHER_GROUP}/members/$ref`, UNRESOLVED)],
    ['user.department -eq "Sales"', update("applications", { department: "Sales" })],
    [
      'user.department -eq "Sales"',
      action(`users/${ORDINARY_USER}`, { action: "sendMail", method: "POST", body: UNRESOLVED }),
    ],
    [`Direct Reports for "${SECOND_USER}"`, user({ managerId: ORDINARY_USER })],
  ];
  for (const [rule, resource] of harmless)
    it(`doesn't by the rule ${rule} for ${JSON.stringify(resource.properties)}`, () =>
      assert.deepEqual(said(excludingBy(rule), resource), []));

  it("may be any in a body that isn't known", () => {
    const [first] = said(excludingBy('user.department -eq "Sales"'), patched(UNRESOLVED));
    assert.match(first ?? "", /this sets unknown attributes of a user/);
  });

  it("counts for the guest that a user's resource took over by import", () => {
    const settings = excludingBy('user.userType -eq "Guest" -and user.jobTitle -contains "robot"');
    const found = (userType: string) => {
      const asked = user({ jobTitle: "robot" });
      const held = user({ jobTitle: "robot", userType, objectId: SECOND_USER });
      return (tenantStaysClosed.onStack?.(aStack([held], [asked]), settings) ?? []).map(({ message }) => message);
    };
    assert.match(found("Guest")[0] ?? "", /this sets `jobTitle`/);
    assert.deepEqual(found("Member"), []);
  });

  it("doesn't matter where the rule takes in every guest: then the invitation does", () => {
    const [first] = said(excludingBy('user.userType -eq "Guest"'), guest());
    assert.match(first ?? "", /this makes a user whom, as they are, the membership rule takes/);
  });

  it("counts the other way where a policy includes the group", () => {
    const including = snapshotWith({ users: { includeGroups: [OTHER_GROUP] } });
    assert.equal(said(including, update(`users/${SECOND_USER}`, { department: "Platform" })).length, 2);
    assert.deepEqual(said(including, patched({ department: "Sales" })), []);
    assert.deepEqual(said(including, user({ department: "Platform" })), []);
  });

  it("counts under each of its names where the owner lists it", () => {
    const listing = (...attributes: readonly string[]) =>
      settingsOf({ "protected-baseline": { protected: { attributes } } });
    assert.equal(said(listing("physicalDeliveryOfficeName"), user({ officeLocation: "x" })).length, 2);
    assert.equal(said(listing("Department"), user({ department: "x" })).length, 2);
    assert.deepEqual(said(listing("city"), user({ department: "x", city: "" })), []);
  });
});
