import type { Fields } from "../../../sandbox/provider/plugin/values";
import { API, TYPE } from "./recorded-program";

/** Inputs of one resource, as they reach the plugin. */
export interface Tried {
  readonly type: string;
  readonly inputs: Fields;
}

const MFA: Fields = { operator: "OR", builtInControls: ["mfa"] };
const BUILT_IN = "00000000-0000-0000-0000-000000000004";

const policy = (conditions: Fields, grantControls: Fields | undefined = MFA, rest: Fields = {}): Tried => ({
  type: TYPE.policy,
  inputs: {
    displayName: "x",
    state: "enabled",
    conditions: {
      clientAppTypes: ["all"],
      users: { includedUsers: ["All"] },
      applications: { includedApplications: [API] },
      ...conditions,
    },
    grantControls,
    ...rest,
  },
});
const users = (change: Fields): Tried => policy({ users: { includedUsers: ["All"], ...change } });
const applications = (...included: string[]): Tried => policy({ applications: { includedApplications: included } });
const grant = (operator: string, ...builtInControls: string[]): Tried => policy({}, { operator, builtInControls });
const strength = (id: string): Tried => policy({}, { operator: "OR", authenticationStrengthPolicyId: id });
const location = (rest: Fields): Tried => ({ type: TYPE.location, inputs: { displayName: "x", ...rest } });
const combinations = (...allowedCombinations: string[]): Tried => ({
  type: TYPE.strength,
  inputs: { displayName: "x", allowedCombinations },
});
const group = (rest: Fields): Tried => ({ type: TYPE.group, inputs: { displayName: "x", ...rest } });

/** The inputs that were tried with the official plugin, by the recordings' name for them. */
export const tried: Readonly<Record<string, Tried>> = {
  state: policy({}, MFA, { state: "on" }),
  clientApp: policy({ clientAppTypes: ["desktop"] }),
  clientEmpty: policy({ clientAppTypes: [] }),
  noUsers: policy({ users: {} }),
  noApps: policy({ applications: {} }),
  emptyApps: applications(),
  userNotGuid: users({ includedUsers: ["bob"] }),
  userUpn: users({ includedUsers: ["bob@contoso.example"] }),
  exclAll: users({ excludedUsers: ["All"] }),
  groupNotGuid: users({ excludedGroups: ["grp"] }),
  roleName: users({ excludedRoles: ["Global Administrator"] }),
  appName: applications("Windows Azure Service Management API"),
  appLowerAll: applications("all"),
  usersLowerAll: users({ includedUsers: ["all"] }),
  appUpperId: applications(API.toUpperCase()),
  platform: policy({ platforms: { includedPlatforms: ["beos"] } }),
  platformEmpty: policy({ platforms: { includedPlatforms: [] } }),
  location: policy({ locations: { includedLocations: ["Narnia"] } }),
  risk: policy({ signInRiskLevels: ["extreme"] }),
  riskNone: policy({ signInRiskLevels: ["none"] }),
  riskHidden: policy({ signInRiskLevels: ["hidden"] }),
  insider: policy({ insiderRiskLevels: "huge" }),
  flow: policy({ authenticationFlowTransferMethods: ["carrierPigeon"] }),
  filterMode: policy({ devices: { filter: { mode: "only", rule: "x" } } }),
  guestTypes: users({ excludedGuestsOrExternalUsers: [{ guestOrExternalUserTypes: ["friend"] }] }),
  guestNoTenants: users({ excludedGuestsOrExternalUsers: [{ guestOrExternalUserTypes: ["serviceProvider"] }] }),
  operator: grant("XOR", "mfa"),
  operatorLower: grant("or", "mfa"),
  control: grant("OR", "mfaPlease"),
  controlRisk: grant("AND", "mfa", "riskRemediation"),
  controlPw: grant("AND", "mfa", "passwordChange"),
  noControls: policy({}, { operator: "OR" }),
  grantNone: policy({}, MFA, { grantControls: undefined }),
  strengthBare: strength(BUILT_IN),
  strengthPath: strength(`/policies/authenticationStrengthPolicies/${BUILT_IN}`),
  emptyName: policy({}, MFA, { displayName: "" }),
  ipRange: location({ ip: { ipRanges: ["203.0.113.0"] } }),
  ipRangeWord: location({ ip: { ipRanges: ["office"] } }),
  country: location({ country: { countriesAndRegions: ["Finland"] } }),
  bothKinds: location({ ip: { ipRanges: ["203.0.113.0/24"] }, country: { countriesAndRegions: ["FI"] } }),
  neitherKind: location({}),
  combo: combinations("password"),
  comboBad: combinations("fingerprint"),
  comboNone: combinations(),
  groupPlain: group({}),
  groupRoleDynamic: group({
    securityEnabled: true,
    assignableToRole: true,
    types: ["DynamicMembership"],
    dynamicMembership: { enabled: true, rule: 'user.department -eq "x"' },
  }),
  memberNotGuid: { type: TYPE.member, inputs: { groupObjectId: "abc", memberObjectId: "def" } },
};

/** Look-ups that were tried, of something that doesn't exist. */
export const triedLookUps: Readonly<Record<string, { readonly token: string; readonly objectId: string }>> = {
  getUserMissing: { token: "azuread:index/getUser:getUser", objectId: "aaaaaaaa-0000-4000-8000-0000000000ff" },
  getGroupMissing: { token: "azuread:index/getGroup:getGroup", objectId: "cccccccc-0000-4000-8000-0000000000ff" },
};
